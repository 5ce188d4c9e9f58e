//! Options by their names: the one table behind keywords in Python, objects in JavaScript and
//! setters in C.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::activity::ActivityEvent;
use super::alert::Alert;
use super::builder::NotificationBuilder;
use super::check;
use super::notification::Notification;
use super::payload::InterruptionLevel;
use super::priority::{Expiration, Priority};
use super::push_type::PushType;
use super::sound::Sound;
use crate::error::{Error, ErrorCode, Result};
use crate::given::{Given, is};
use crate::json::{Object, Value};
use crate::time::Timestamp;

impl Notification {
    /// Begins a notification from a document of options: `push_type`, `topic`, and any of
    /// [`NotificationBuilder::OPTIONS`], in `snake_case` or `camelCase`.
    ///
    /// ```
    /// use waxwing::apns::Notification;
    /// use waxwing::json::{Limits, parse_object};
    ///
    /// let text = br#"{"pushType": "alert", "topic": "com.example.app", "alert": "Hello", "badge": 0}"#;
    /// let options = parse_object(text, &Limits::bytes(1000), "options")?;
    /// let note = Notification::from_options(&options)?.build()?;
    /// assert_eq!(note.payload(), r#"{"aps":{"alert":"Hello","badge":0}}"#);
    /// # Ok::<(), waxwing::error::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`NotificationBuilder::set`]; [`ErrorCode::InvalidInput`] also when `push_type`
    /// or `topic` is missing, or an option stands there in both spellings;
    /// [`ErrorCode::InvalidHeaderValue`] about `apns-push-type`.
    pub fn from_options(options: &Object) -> Result<NotificationBuilder> {
        let required = |option: &'static str| {
            let found = options.iter().find(|(name, _)| is(option, name));
            let given = found.map(|(name, value)| Given { outer: None, name, value });
            given
                .map_or(Ok(None), Given::text)?
                .ok_or_else(|| Error::new(ErrorCode::InvalidInput, option, "a string", "none"))
        };
        let push_type = PushType::from_name(&required("push_type")?)?;
        let mut builder = Self::builder(push_type, required("topic")?);
        let mut seen: Vec<&str> = Vec::new();
        for (name, value) in options.iter() {
            let option = ["push_type", "topic"].into_iter().find(|option| is(option, name));
            let option = option.or_else(|| canonical(name));
            if let Some(option) = option {
                if seen.contains(&option) {
                    return Err(Error::new(
                        ErrorCode::InvalidInput,
                        String::from(name),
                        "this option once",
                        "both of its spellings",
                    ));
                }
                seen.push(option);
            }
            if !matches!(option, Some("push_type" | "topic")) {
                builder = builder.set(name, value)?;
            }
        }
        Ok(builder)
    }
}

impl NotificationBuilder {
    /// Every option of [`set`](Self::set) with the kind of its value, in `snake_case`. What
    /// stands before a dot is the option whose object it belongs to.
    ///
    /// Kinds: `text`, `texts` (a list), `integer`, `number`, `flag` (true or false), `seconds`
    /// (since 1970, an integer), `object`, `text_or_object`.
    pub const OPTIONS: &'static [(&'static str, &'static str)] = &[
        ("priority", "integer"),
        ("expiration", "seconds"),
        ("collapse_id", "text"),
        ("apns_id", "text"),
        ("request_id", "text"),
        ("alert", "text_or_object"),
        ("alert.title", "text_or_object"),
        ("alert.title.loc_key", "text"),
        ("alert.title.loc_args", "texts"),
        ("alert.subtitle", "text"),
        ("alert.body", "text_or_object"),
        ("alert.body.loc_key", "text"),
        ("alert.body.loc_args", "texts"),
        ("alert.launch_image", "text"),
        ("alert.title_loc_key", "text"),
        ("alert.title_loc_args", "texts"),
        ("alert.subtitle_loc_key", "text"),
        ("alert.subtitle_loc_args", "texts"),
        ("alert.loc_key", "text"),
        ("alert.loc_args", "texts"),
        ("alert.sound", "text"),
        ("alert.action_loc_key", "text"),
        ("alert.action", "text"),
        ("alert.summary_arg", "text"),
        ("alert.summary_arg_count", "integer"),
        ("badge", "integer"),
        ("sound", "text_or_object"),
        ("sound.critical", "flag"),
        ("sound.name", "text"),
        ("sound.volume", "number"),
        ("thread_id", "text"),
        ("category", "text"),
        ("content_available", "flag"),
        ("mutable_content", "flag"),
        ("target_content_id", "text"),
        ("interruption_level", "text"),
        ("relevance_score", "number"),
        ("filter_criteria", "text"),
        ("content_changed", "flag"),
        ("url_args", "texts"),
        ("timestamp", "seconds"),
        ("event", "text"),
        ("content_state", "object"),
        ("stale_date", "seconds"),
        ("dismissal_date", "seconds"),
        ("attributes_type", "text"),
        ("attributes", "object"),
        ("input_push_token", "flag"),
        ("input_push_channel", "text"),
        ("container_identifier", "text"),
        ("domain", "text"),
        ("push_magic", "text"),
        ("custom", "object"),
        ("fit", "text"),
        ("payload", "text_or_object"),
    ];

    /// Sets an option by its name, in `snake_case` or `camelCase`; `null` unsets it.
    ///
    /// Names and kinds of values are in [`OPTIONS`](Self::OPTIONS). `custom` and `payload` are
    /// set as a whole; a payload that is an object is written as compact JSON.
    ///
    /// ```
    /// use waxwing::apns::Notification;
    /// use waxwing::json::Value;
    ///
    /// let note = Notification::alert("com.example.app", "Hello")
    ///     .set("thread_id", &Value::from("orders"))?
    ///     .set("collapseId", &Value::from("order-42"))?
    ///     .build()?;
    /// assert_eq!(note.payload(), r#"{"aps":{"alert":"Hello","thread-id":"orders"}}"#);
    ///
    /// let wrong = Notification::alert("com.example.app", "Hello").set("threadId", &Value::from(7_i64));
    /// assert_eq!(wrong.unwrap_err().subject(), "threadId");
    /// # Ok::<(), waxwing::error::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// * [`ErrorCode::InvalidInput`] about the name as it was given, dotted when nested, for an
    ///   unknown name and for a value of another kind;
    /// * what the types of the values refuse: [`Priority::from_number`],
    ///   [`Expiration::from_secs`], [`InterruptionLevel::from_name`],
    ///   [`ActivityEvent::from_name`].
    pub fn set(mut self, name: &str, value: &Value) -> Result<Self> {
        let given = Given { outer: None, name, value };
        match canonical(name).ok_or_else(|| given.unknown())? {
            "priority" => {
                self.priority = given.integer()?.map(Priority::from_number).transpose()?;
            }
            "expiration" => {
                self.expiration = given.integer()?.map(Expiration::from_secs).transpose()?;
            }
            "collapse_id" => self.collapse_id = given.text()?,
            "apns_id" => self.apns_id = given.text()?,
            "request_id" => self.request_id = given.text()?,
            "alert" => self.parts.alert = alert(given)?,
            "badge" => self.parts.badge = given.integer()?,
            "sound" => self.parts.sound = sound(given)?,
            "thread_id" => self.parts.thread_id = given.text()?,
            "category" => self.parts.category = given.text()?,
            "content_available" => self.parts.content_available = given.flag()?,
            "mutable_content" => self.parts.mutable_content = given.flag()?,
            "target_content_id" => self.parts.target_content_id = given.text()?,
            "interruption_level" => {
                let level = given.text()?;
                self.parts.interruption_level =
                    level.as_deref().map(InterruptionLevel::from_name).transpose()?;
            }
            "relevance_score" => self.parts.relevance_score = given.number()?,
            "filter_criteria" => self.parts.filter_criteria = given.text()?,
            "content_changed" => self.parts.content_changed = given.flag()?,
            "url_args" => self.parts.url_args = given.texts()?,
            "timestamp" => self.parts.timestamp = seconds(given, "payload.aps.timestamp")?,
            "event" => {
                self.parts.event =
                    given.text()?.as_deref().map(ActivityEvent::from_name).transpose()?;
            }
            "content_state" => self.parts.content_state = given.object()?.cloned(),
            "stale_date" => self.parts.stale_date = seconds(given, "payload.aps.stale-date")?,
            "dismissal_date" => {
                self.parts.dismissal_date = seconds(given, "payload.aps.dismissal-date")?;
            }
            "attributes_type" => self.parts.attributes_type = given.text()?,
            "attributes" => self.parts.attributes = given.object()?.cloned(),
            "input_push_token" => self.parts.input_push_token = given.flag()?,
            "input_push_channel" => self.parts.input_push_channel = given.text()?,
            "container_identifier" => self.parts.container_identifier = given.text()?,
            "domain" => self.parts.domain = given.text()?,
            "push_magic" => self.parts.push_magic = given.text()?,
            "custom" => self.parts.custom = given.object()?.cloned().unwrap_or_default(),
            "fit" => self.fit = given.text()?,
            "payload" => self.payload = payload(given)?,
            _ => return Err(given.unknown()),
        }
        Ok(self)
    }
}

fn alert(given: Given<'_>) -> Result<Option<Alert>> {
    let object = match given.value {
        Value::Null => return Ok(None),
        Value::String(text) => return Ok(Some(Alert::text(text.as_str()))),
        Value::Object(object) => object,
        _ => return Err(given.wrong("a string or an object")),
    };
    let mut alert = Alert::default();
    for (name, value) in object.iter() {
        let part = Given { outer: Some(given.name), name, value };
        if matches!(value, Value::Null) && nested("alert", name).is_some() {
            continue;
        }
        macro_rules! set {
            ($setter:ident, $kind:ident) => {
                match part.$kind()? {
                    Some(value) => alert.$setter(value),
                    None => alert,
                }
            };
        }
        alert = match nested("alert", name).ok_or_else(|| part.unknown())? {
            "title" => match localized(part)? {
                Localized::Plain(text) => alert.title(text),
                Localized::Key(key, args) => alert.localized_title(key, args),
            },
            "body" => match localized(part)? {
                Localized::Plain(text) => alert.body(text),
                Localized::Key(key, args) => alert.localized_body(key, args),
            },
            "subtitle" => set!(subtitle, text),
            "launch_image" => set!(launch_image, text),
            "title_loc_key" => set!(title_loc_key, text),
            "title_loc_args" => set!(title_loc_args, texts),
            "subtitle_loc_key" => set!(subtitle_loc_key, text),
            "subtitle_loc_args" => set!(subtitle_loc_args, texts),
            "loc_key" => set!(loc_key, text),
            "loc_args" => set!(loc_args, texts),
            "sound" => set!(sound, text),
            "action_loc_key" => set!(action_loc_key, text),
            "action" => set!(action, text),
            "summary_arg" => set!(summary_arg, text),
            "summary_arg_count" => set!(summary_arg_count, integer),
            _ => return Err(part.unknown()),
        };
    }
    Ok(Some(alert))
}

enum Localized {
    Plain(String),
    Key(String, Option<Vec<String>>),
}

/// A text, or an object with `loc_key` and `loc_args`.
fn localized(given: Given<'_>) -> Result<Localized> {
    let object = match given.value {
        Value::String(text) => return Ok(Localized::Plain(text.clone())),
        Value::Object(object) => object,
        _ => return Err(given.wrong("a string or an object")),
    };
    let subject = given.subject();
    let (mut key, mut args) = (None, None);
    for (name, value) in object.iter() {
        let part = Given { outer: Some(&subject), name, value };
        if is("loc_key", name) {
            key = part.text()?;
        } else if is("loc_args", name) {
            args = part.texts()?;
        } else {
            return Err(part.unknown());
        }
    }
    match key {
        Some(key) => Ok(Localized::Key(key, args)),
        None => Err(Error::new(
            ErrorCode::InvalidInput,
            format!("{subject}.loc_key"),
            "a string",
            "none",
        )),
    }
}

fn sound(given: Given<'_>) -> Result<Option<Sound>> {
    let object = match given.value {
        Value::Null => return Ok(None),
        Value::String(name) => return Ok(Some(Sound::named(name.as_str()))),
        Value::Object(object) => object,
        _ => return Err(given.wrong("a string or an object")),
    };
    let (mut critical, mut file, mut volume) = (false, None, None);
    for (name, value) in object.iter() {
        let part = Given { outer: Some(given.name), name, value };
        match nested("sound", name).ok_or_else(|| part.unknown())? {
            "critical" => critical = part.flag()?,
            "name" => file = part.text()?,
            "volume" => volume = part.number()?,
            _ => return Err(part.unknown()),
        }
    }
    Ok(Some(Sound::from_parts(critical, file, volume)))
}

fn seconds(given: Given<'_>, path: &'static str) -> Result<Option<Timestamp>> {
    let Some(secs) = given.integer()? else { return Ok(None) };
    Timestamp::from_secs(secs)
        .map(Some)
        .map_err(|_| check::wrong_value(path, "seconds since 1970", format!("{secs}")))
}

fn payload(given: Given<'_>) -> Result<Option<Vec<u8>>> {
    match given.value {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text.clone().into_bytes())),
        Value::Object(object) => {
            check::brought(given.value)?;
            Ok(Some(object.to_string().into_bytes()))
        }
        _ => Err(given.wrong("a string or an object")),
    }
}

/// The option of this name in one of its spellings.
fn canonical(name: &str) -> Option<&'static str> {
    NotificationBuilder::OPTIONS
        .iter()
        .map(|(option, _)| *option)
        .find(|option| !option.contains('.') && is(option, name))
}

/// The option of this name in the object of another.
fn nested(outer: &str, name: &str) -> Option<&'static str> {
    NotificationBuilder::OPTIONS
        .iter()
        .filter_map(|(option, _)| option.strip_prefix(outer)?.strip_prefix('.'))
        .find(|option| !option.contains('.') && is(option, name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{Limits, Number, parse};
    use alloc::vec;

    fn value(json: &str) -> Value {
        parse(json.as_bytes(), &Limits::bytes(1000), "value").unwrap()
    }

    fn camel(option: &str) -> String {
        let mut words = option.split('_');
        let first = String::from(words.next().unwrap());
        words.fold(first, |name, word| {
            name + &word.get(..1).unwrap().to_uppercase() + word.get(1..).unwrap()
        })
    }

    fn set(name: &str, value: &Value) -> Result<NotificationBuilder> {
        Notification::builder(PushType::Alert, "com.example.app").set(name, value)
    }

    /// A document in which the dotted `option` has this value, with its spelling by `spell`.
    fn document(option: &str, leaf: Value, spell: Spelling) -> (String, Value) {
        let mut names: Vec<String> = option.split('.').map(spell).collect();
        let first = names.remove(0);
        let nested = names.into_iter().rev().fold(leaf, |inner, name| {
            let mut object = Object::new();
            if name == "loc_args" || name == "locArgs" {
                object.insert("loc_key", "K");
            }
            object.insert(name, inner);
            Value::Object(object)
        });
        (first, nested)
    }

    type Spelling = fn(&str) -> String;

    #[test]
    fn every_option_takes_its_kind_in_both_spellings_and_refuses_others() {
        for (option, kind) in NotificationBuilder::OPTIONS {
            let good = match *kind {
                "text" if *option == "event" => value(r#""end""#),
                "text" if *option == "interruption_level" => value(r#""active""#),
                "text" => value(r#""a""#),
                "text_or_object" => value(r#""a""#),
                "texts" => value(r#"["a"]"#),
                "integer" => value("5"),
                "seconds" => value("1763760000"),
                "number" => value("0.5"),
                "flag" => value("true"),
                "object" => value(r#"{"a":1}"#),
                other => panic!("{other}"),
            };
            let bad = if *kind == "texts" { value("[1]") } else { value("[]") };
            let spellings: [Spelling; 2] = [|name| String::from(name), camel];
            for spell in spellings {
                let (name, good) = document(option, good.clone(), spell);
                assert!(set(&name, &good).is_ok(), "{option}: {:?}", set(&name, &good).err());
                let (name, bad) = document(option, bad.clone(), spell);
                let error = set(&name, &bad).unwrap_err();
                let spelled: Vec<String> = option.split('.').map(spell).collect();
                assert_eq!(error.code(), ErrorCode::InvalidInput, "{option}");
                assert_eq!(error.subject(), spelled.join("."));
            }
            assert!(option.contains('.') || set(option, &Value::Null).is_ok(), "{option}");
        }
    }

    #[test]
    fn unknown_names_are_refused_without_repeating_what_is_odd() {
        for (name, json, subject) in [
            ("colour", "1", "colour"),
            ("alert.title", r#""a""#, "alert.title"),
            ("thread_Id", "1", "thread_Id"),
            ("threadid", "1", "threadid"),
            ("ThreadId", "1", "ThreadId"),
            ("", "1", "an unknown option"),
            ("a\r\nb", "1", "an unknown option"),
            ("alert", r#"{"colour":1}"#, "alert.colour"),
            ("alert", r#"{"title":{"locKey":"a","x":1}}"#, "alert.title.x"),
            ("alert", r#"{"title":{"loc_args":[]}}"#, "alert.title.loc_key"),
            ("sound", r#"{"pitch":1}"#, "sound.pitch"),
        ] {
            let error = set(name, &value(json)).unwrap_err();
            assert_eq!((error.code(), error.subject()), (ErrorCode::InvalidInput, subject));
        }
        assert_eq!(set(&"x".repeat(1 << 20), &Value::Null).unwrap_err().subject().len(), 17);
    }

    #[test]
    fn null_unsets() {
        let mut builder = Notification::alert("com.example.app", "a");
        for (name, json) in
            [("badge", "1"), ("contentAvailable", "true"), ("sound", r#"{"volume":1}"#)]
        {
            builder = builder.set(name, &value(json)).unwrap().set(name, &Value::Null).unwrap();
        }
        assert_eq!(builder.build().unwrap().payload(), r#"{"aps":{"alert":"a"}}"#);
    }

    #[test]
    fn whole_floats_are_integers() {
        let float = |value: f64| Value::Number(Number::Float(value));
        for (given, written) in
            [(3.0, "3"), (-0.0, "0"), (9_007_199_254_740_991.0, "9007199254740991")]
        {
            let note = set("badge", &float(given)).unwrap().build().unwrap();
            assert_eq!(note.payload(), format!(r#"{{"aps":{{"badge":{written}}}}}"#));
        }
        for bad in [0.5, 1e300, f64::NAN, f64::INFINITY] {
            assert_eq!(set("badge", &float(bad)).unwrap_err().subject(), "badge");
        }
    }

    #[test]
    fn deep_and_infinite_values_are_refused_and_never_suffered() {
        // Dropping or copying a deeper one would suffer itself, before it came here.
        let deep = (0..1000).fold(Value::Null, |inner, _| Value::Array(vec![inner]));
        let object = |value: Value| {
            let mut object = Object::new();
            object.insert("k", value);
            Value::Object(object)
        };
        let (deep, odd) = (object(deep), object(Value::Number(Number::Float(f64::NAN))));
        for option in ["payload", "custom", "content_state", "attributes"] {
            let built = |value: &Value| {
                let builder = Notification::builder(PushType::Alert, "com.example.app");
                let builder = if option == "payload" { builder } else { builder.alert("a") };
                builder.set(option, value)?.build().map(|_| ())
            };
            assert_eq!(built(&deep).unwrap_err().code(), ErrorCode::TooDeep, "{option}");
            assert_eq!(built(&odd).unwrap_err().code(), ErrorCode::InvalidPayload, "{option}");
        }
    }

    #[test]
    fn a_document_names_type_and_topic_once() {
        let from = |json: &str| {
            let value = value(json);
            Notification::from_options(value.as_object().unwrap())
                .map(|builder| builder.build().unwrap().payload().len())
                .map_err(|error| (error.code(), String::from(error.subject())))
        };
        assert_eq!(from(r#"{"push_type":"voip","topic":"a"}"#), Ok(10));
        assert_eq!(from(r#"{"topic":"a","pushType":"background","alert":null}"#), Ok(31));
        let input = |subject: &str| Err((ErrorCode::InvalidInput, String::from(subject)));
        assert_eq!(from(r#"{"topic":"a"}"#), input("push_type"));
        assert_eq!(from(r#"{"push_type":"voip","topic":null}"#), input("topic"));
        assert_eq!(from(r#"{"pushType":7,"topic":"a"}"#), input("pushType"));
        assert_eq!(
            from(r#"{"push_type":"voip","topic":"a","apns_id":null,"apnsId":null}"#),
            input("apnsId")
        );
        let unknown = from(r#"{"push_type":"silent","topic":"a"}"#);
        assert_eq!(unknown.unwrap_err().0, ErrorCode::InvalidHeaderValue);
    }

    #[test]
    fn odd_input_is_refused_and_never_suffered() {
        // Every pair of options with every odd value, for every push type.
        let odd: Vec<Value> = [
            "null",
            "true",
            "-1",
            "9223372036854775807",
            "18446744073709551615",
            "1e308",
            "-0.0",
            r#""""#,
            r#""\u0000\ud83d\udc4b\u202e""#,
            r#""/aps/alert""#,
            "[[],{}]",
            r#"{"":{"":[]}}"#,
        ]
        .into_iter()
        .map(value)
        .collect();
        let names: Vec<&str> = NotificationBuilder::OPTIONS
            .iter()
            .map(|(option, _)| *option)
            .filter(|option| !option.contains('.'))
            .collect();
        let (mut built, mut refused) = (0_u32, 0_u32);
        for push_type in PushType::ALL {
            for first in &names {
                for (place, one) in odd.iter().enumerate() {
                    let mut builder = Notification::builder(*push_type, "com.example.app");
                    let second = names.get((place * 7) % names.len()).unwrap();
                    for (name, value) in [(*first, one), (*second, odd.get(8).unwrap())] {
                        builder = builder.clone().set(name, value).unwrap_or(builder);
                    }
                    match builder.build() {
                        Ok(note) => {
                            let text = note.payload().as_bytes();
                            assert!(parse(text, &Limits::bytes(5120), "body").is_ok());
                            built += 1;
                        }
                        Err(error) => {
                            assert!(!error.subject().contains(char::is_control), "{error}");
                            refused += 1;
                        }
                    }
                }
            }
        }
        assert!(built > 500 && refused > 500, "{built} built, {refused} refused");
    }
}
