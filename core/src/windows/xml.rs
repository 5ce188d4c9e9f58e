//! XML: written from texts, or brought by the caller and looked at.

use alloc::format;
use alloc::string::String;

use roxmltree::{Document, ParsingOptions};

use crate::error::{Error, ErrorCode, Result};

/// XML in the making. Names are ours, texts the caller's.
pub(super) struct Writer(String);

impl Writer {
    pub(super) const fn new() -> Self {
        Self(String::new())
    }

    /// With a declaration in front.
    #[cfg(feature = "legacy-mpns")]
    pub(super) fn declared() -> Self {
        Self(String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>"))
    }

    /// The beginning of an element.
    pub(super) fn open(&mut self, name: &str, attributes: &[(&str, Option<&str>)]) {
        self.begin(name, attributes);
        self.0.push('>');
    }

    /// An element without contents.
    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, Option<&str>)]) {
        self.begin(name, attributes);
        self.0.push_str("/>");
    }

    /// An element with a text.
    pub(super) fn text(&mut self, name: &str, attributes: &[(&str, Option<&str>)], text: &str) {
        self.open(name, attributes);
        self.escaped(text, false);
        self.close(name);
    }

    pub(super) fn close(&mut self, name: &str) {
        self.0.extend(["</", name, ">"]);
    }

    pub(super) fn finish(self) -> String {
        self.0
    }

    /// An attribute without a value is left out.
    fn begin(&mut self, name: &str, attributes: &[(&str, Option<&str>)]) {
        self.0.extend(["<", name]);
        for (name, value) in attributes {
            let Some(value) = value else { continue };
            self.0.extend([" ", name, "=\""]);
            self.escaped(value, true);
            self.0.push('"');
        }
    }

    /// Without the characters that XML 1.0 forbids (section 2.2), which no escape can bring in.
    /// Line ends that readers would turn into others are escaped (sections 2.11 and 3.3.3).
    fn escaped(&mut self, text: &str, in_attribute: bool) {
        for c in text.chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&apos;"),
                '\r' => self.0.push_str("&#13;"),
                '\n' if in_attribute => self.0.push_str("&#10;"),
                '\t' if in_attribute => self.0.push_str("&#9;"),
                '\n' | '\t' => self.0.push(c),
                c if c.is_ascii_control() && c != '\u{7f}' => {}
                '\u{fffe}' | '\u{ffff}' => {}
                c => self.0.push(c),
            }
        }
    }
}

/// Whether the caller's XML is well-formed, with this element as its root.
///
/// Its size must have been judged before: this takes time and memory by it.
pub(super) fn check(xml: &str, root: &'static str, subject: &'static str) -> Result<()> {
    let refuse = |expected: String, found: String| {
        Err(Error::new(ErrorCode::InvalidXml, subject, expected, found))
    };
    // Without document types there are no entities that could grow.
    let options = ParsingOptions { allow_dtd: false, ..ParsingOptions::default() };
    let document = match Document::parse_with_options(xml, options) {
        Ok(document) => document,
        Err(error) => return refuse(String::from("well-formed XML"), String::from(fault(&error))),
    };
    // It goes out as UTF-8.
    if declares_another_encoding(xml) {
        return refuse(
            String::from("UTF-8, or no encoding declared"),
            String::from("another encoding declared"),
        );
    }
    let element = document.root_element();
    // As it is written, too: an empty prefix would pass for none.
    let written = xml.get(element.range()).and_then(|text| text.strip_prefix('<'));
    let is_plain = written.is_some_and(|text| text.starts_with(root));
    if element.tag_name().name() != root || element.tag_name().namespace().is_some() || !is_plain {
        return refuse(format!("the root element <{root}>"), String::from("another root element"));
    }
    Ok(())
}

/// What is wrong, without what stands there.
fn fault(error: &roxmltree::Error) -> &'static str {
    use roxmltree::Error as Fault;
    match error {
        Fault::DtdDetected => "a document type",
        Fault::UnknownEntityReference(..) | Fault::MalformedEntityReference(_) => {
            "a reference to an unknown entity, or a bare &"
        }
        Fault::UnexpectedCloseTag(..) | Fault::UnclosedRootNode => {
            "elements that do not end where they must"
        }
        Fault::DuplicatedAttribute(..) => "an attribute twice",
        Fault::UnknownNamespace(..) => "a prefix without a namespace",
        Fault::NonXmlChar(..) => "a character that XML forbids",
        Fault::NoRootNode => "no element",
        Fault::UnexpectedDeclaration(_) => "a declaration that is not at the beginning",
        _ => "another form",
    }
}

fn declares_another_encoding(xml: &str) -> bool {
    let xml = xml.strip_prefix('\u{feff}').unwrap_or(xml);
    let Some(declaration) = xml.strip_prefix("<?xml").and_then(|rest| rest.split("?>").next())
    else {
        return false;
    };
    let Some((_, encoding)) = declaration.split_once("encoding") else { return false };
    let named = encoding.trim_start().trim_start_matches('=').trim_start();
    let named = named.trim_start_matches(['"', '\'']).split(['"', '\'']).next().unwrap_or_default();
    !named.eq_ignore_ascii_case("utf-8")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(xml: &str) -> Option<String> {
        check(xml, "toast", "toast").err().map(|error| String::from(error.found()))
    }

    #[test]
    fn what_is_written_is_read_again() {
        let text = "a<b>&\"'\u{0}\u{b}\r\n\t\u{fffe}\u{1f426} ]]>";
        let mut writer = Writer::new();
        writer.open("toast", &[("launch", Some(text)), ("absent", None)]);
        writer.text("text", &[], text);
        writer.empty("audio", &[]);
        writer.close("toast");
        let xml = writer.finish();
        assert_eq!(judged(&xml), None, "{xml}");
        let document = Document::parse(&xml).unwrap();
        let kept = "a<b>&\"'\r\n\t\u{1f426} ]]>";
        assert_eq!(document.root_element().attribute("launch"), Some(kept));
        assert_eq!(document.root_element().first_element_child().unwrap().text(), Some(kept));
    }

    #[test]
    fn depth_and_breadth_cost_no_more_than_their_size() {
        let deep = format!("{}{}", "<toast>".repeat(50_000), "</toast>".repeat(50_000));
        assert_eq!(judged(&deep), None);
        assert!(judged(&"<toast>".repeat(50_000)).is_some());
        assert_eq!(judged(&format!("<toast>{}</toast>", "<a/>".repeat(50_000))), None);
    }

    #[test]
    fn refusals_say_what_is_wrong_and_not_what_stands_there() {
        for xml in [
            "",
            "secret",
            "<toast>",
            "<toast></toats>",
            "<toast/><toast/>",
            "<toast secret='1' secret='2'/>",
            "<toast>&secret;</toast>",
            "<toast>a & b</toast>",
            "<secret:toast/>",
            "<toast>\u{1}</toast>",
            "<!DOCTYPE toast [<!ENTITY secret \"x\">]><toast>&secret;</toast>",
            "<?xml version='1.0' encoding='utf-16'?><toast/>",
            "<?xml version=\"1.0\" encoding = \"ISO-8859-1\" ?><toast/>",
            "<secret/>",
            "<Toast/>",
            "<toast xmlns='secret'/>",
            "<:toast xmlns:secret='secret'/>",
            " <?xml version='1.0'?><toast/>",
        ] {
            let error = check(xml, "toast", "toast").unwrap_err();
            assert_eq!(error.code(), ErrorCode::InvalidXml, "{xml}");
            assert!(!format!("{error:?}").contains("secret"), "{error:?}");
        }
        for xml in [
            "<toast/>",
            "\u{feff}<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n<!-- a --><toast/>\n",
            "<toast><![CDATA[<>&]]></toast>",
        ] {
            assert_eq!(judged(xml), None, "{xml}");
        }
    }
}
