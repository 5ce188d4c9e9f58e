//! Toasts from their parts.

use serde_json::{Value, json};

use super::{bound, of, sent, text};
use crate::file::Case;

fn toast(name: &str, toast: Value, body: &str) -> Case {
    sent(of(name, json!({"type": "toast", "toast": toast})), "toast", &[], text(body))
}

pub(super) fn accepted() -> Vec<Case> {
    const HELLO: &str = "<text>Hello</text>";
    vec![
        toast("toast_of_a_text", json!("Hello"), &bound(HELLO)),
        toast("toast_of_one_text", json!({"texts": ["Hello"]}), &bound(HELLO)),
        toast(
            "toast_of_three_texts",
            json!({"texts": ["a", "b", "c"]}),
            &bound("<text>a</text><text>b</text><text>c</text>"),
        ),
        toast("toast_of_an_empty_text", json!({"texts": [""]}), &bound("<text></text>")),
        toast(
            "toast_is_escaped",
            json!({"texts": ["<b>\"Tom\" & 'Ada'</b> ]]>"], "launch": "a=<\"&'>\n\t\r"}),
            concat!(
                r#"<toast launch="a=&lt;&quot;&amp;&apos;&gt;&#10;&#9;&#13;"><visual>"#,
                r#"<binding template="ToastGeneric"><text>&lt;b&gt;&quot;Tom&quot; &amp; "#,
                "&apos;Ada&apos;&lt;/b&gt; ]]&gt;</text></binding></visual></toast>",
            ),
        ),
        toast(
            "toast_loses_what_xml_forbids",
            json!({"texts": ["a\u{0}\u{1}\u{8}b\u{b}\u{c}\u{1f}c\u{fffe}\u{ffff}d\u{7f}\u{fffd}"]}),
            &bound("<text>abcd\u{7f}\u{fffd}</text>"),
        ),
        toast(
            "toast_keeps_lines",
            json!({"texts": ["a\nb\tc\rd  e"]}),
            &bound("<text>a\nb\tc&#13;d  e</text>"),
        ),
        toast(
            "toast_beyond_ascii",
            json!({"texts": ["\u{1f426} \u{6ce8}\u{610f} \u{e9}"]}),
            &bound("<text>\u{1f426} \u{6ce8}\u{610f} \u{e9}</text>"),
        ),
        toast(
            "toast_with_everything",
            json!({
                "texts": ["a"],
                "launch": "l",
                "activation_type": "protocol",
                "duration": "long",
                "scenario": "reminder",
                "images": [
                    {"src": "https://example.com/a.png?b&c", "alt": "A", "placement": "appLogoOverride", "crop": "circle"},
                    {"src": "ms-appx:///b.png", "placement": "hero"},
                    {"src": "c.png"},
                ],
                "audio": {"src": "ms-winsoundevent:Notification.Looping.Alarm", "loop": true},
                "buttons": [
                    {"content": "Yes", "arguments": "y", "activation_type": "background", "image": "y.png"},
                    {"content": "No", "arguments": ""},
                ],
            }),
            concat!(
                r#"<toast launch="l" activationType="protocol" duration="long" scenario="reminder">"#,
                r#"<visual><binding template="ToastGeneric"><text>a</text>"#,
                r#"<image placement="appLogoOverride" hint-crop="circle" src="https://example.com/a.png?b&amp;c" alt="A"/>"#,
                r#"<image placement="hero" src="ms-appx:///b.png"/><image src="c.png"/>"#,
                r#"</binding></visual><actions>"#,
                r#"<action content="Yes" arguments="y" activationType="background" imageUri="y.png"/>"#,
                r#"<action content="No" arguments=""/></actions>"#,
                r#"<audio src="ms-winsoundevent:Notification.Looping.Alarm" loop="true"/></toast>"#,
            ),
        ),
        toast(
            "toast_in_camel_case",
            json!({"texts": ["a"], "activationType": "background", "buttons": [{"content": "c", "arguments": "d", "activationType": "foreground"}]}),
            concat!(
                r#"<toast activationType="background"><visual><binding template="ToastGeneric">"#,
                r#"<text>a</text></binding></visual><actions>"#,
                r#"<action content="c" arguments="d" activationType="foreground"/></actions></toast>"#,
            ),
        ),
        toast(
            "toast_with_parts_of_null",
            json!({"texts": ["Hello"], "launch": null, "images": null, "audio": null, "buttons": null, "duration": null, "scenario": null, "activation_type": null}),
            &bound(HELLO),
        ),
        toast(
            "toast_with_a_sound",
            json!({"texts": ["a"], "audio": "ms-winsoundevent:Notification.Mail"}),
            r#"<toast><visual><binding template="ToastGeneric"><text>a</text></binding></visual><audio src="ms-winsoundevent:Notification.Mail"/></toast>"#,
        ),
        toast(
            "toast_that_is_silent",
            json!({"texts": ["a"], "audio": {"silent": true}}),
            r#"<toast><visual><binding template="ToastGeneric"><text>a</text></binding></visual><audio silent="true"/></toast>"#,
        ),
    ]
}

pub(super) fn refused() -> Vec<Case> {
    let unfit = |name: &str, toast: Value, subject: &str| {
        of(name, json!({"type": "toast", "toast": toast}))
            .refused_about("invalid_notification", subject)
    };
    let wrong = |name: &str, toast: Value, subject: &str| {
        of(name, json!({"type": "toast", "toast": toast})).refused_about("invalid_input", subject)
    };
    let button = json!({"content": "a", "arguments": "b"});
    let six = vec![button.clone(); 6];
    vec![
        unfit("toast_without_texts", json!({}), "toast.texts"),
        unfit("toast_of_no_texts", json!({"texts": []}), "toast.texts"),
        unfit("toast_of_four_texts", json!({"texts": ["a", "b", "c", "d"]}), "toast.texts"),
        unfit("toast_of_six_buttons", json!({"texts": ["a"], "buttons": six}), "toast.buttons"),
        unfit(
            "toast_of_an_empty_image",
            json!({"texts": ["a"], "images": [{"src": ""}]}),
            "toast.images",
        ),
        unfit("toast_of_an_empty_sound", json!({"texts": ["a"], "audio": ""}), "toast.audio"),
        unfit("toast_of_a_sound_without_uri", json!({"texts": ["a"], "audio": {}}), "toast.audio"),
        unfit(
            "toast_of_sound_and_silence",
            json!({"texts": ["a"], "audio": {"src": "s", "silent": true}}),
            "toast.audio",
        ),
        unfit(
            "toast_of_silence_again_and_again",
            json!({"texts": ["a"], "audio": {"loop": true, "silent": true}}),
            "toast.audio",
        ),
        unfit(
            "toast_of_a_sound_again_and_again",
            json!({"texts": ["a"], "audio": {"src": "s", "loop": true}}),
            "toast.audio",
        ),
        wrong("toast_of_another_kind", json!(7), "toast"),
        wrong("toast_of_a_list", json!(["a"]), "toast"),
        wrong("toast_of_an_unknown_part", json!({"title": "a"}), "toast.title"),
        wrong("toast_of_a_text_for_texts", json!({"texts": "a"}), "toast.texts"),
        wrong("toast_of_numbers_for_texts", json!({"texts": [1]}), "toast.texts"),
        wrong(
            "toast_of_another_duration",
            json!({"texts": ["a"], "duration": "eternal"}),
            "toast.duration",
        ),
        wrong(
            "toast_of_another_scenario",
            json!({"texts": ["a"], "scenario": "incomingcall"}),
            "toast.scenario",
        ),
        wrong(
            "toast_of_another_activation",
            json!({"texts": ["a"], "activation_type": "app"}),
            "toast.activation_type",
        ),
        wrong(
            "toast_of_another_placement",
            json!({"texts": ["a"], "images": [{"src": "s", "placement": "left"}]}),
            "toast.images.placement",
        ),
        wrong(
            "toast_of_another_crop",
            json!({"texts": ["a"], "images": [{"src": "s", "crop": "square"}]}),
            "toast.images.crop",
        ),
        wrong(
            "toast_of_an_image_without_uri",
            json!({"texts": ["a"], "images": [{"alt": "s"}]}),
            "toast.images.src",
        ),
        wrong(
            "toast_of_an_image_for_images",
            json!({"texts": ["a"], "images": {"src": "s"}}),
            "toast.images",
        ),
        wrong(
            "toast_of_an_image_with_more",
            json!({"texts": ["a"], "images": [{"src": "s", "href": "h"}]}),
            "toast.images.href",
        ),
        wrong(
            "toast_of_a_button_without_text",
            json!({"texts": ["a"], "buttons": [{"arguments": "a"}]}),
            "toast.buttons.content",
        ),
        wrong(
            "toast_of_a_button_without_arguments",
            json!({"texts": ["a"], "buttons": [{"content": "a"}]}),
            "toast.buttons.arguments",
        ),
        wrong(
            "toast_of_a_number_for_silence",
            json!({"texts": ["a"], "audio": {"silent": 1}}),
            "toast.audio.silent",
        ),
        wrong(
            "toast_in_both_spellings",
            json!({"texts": ["a"], "activation_type": "protocol", "activationType": "protocol"}),
            "toast.activationType",
        ),
    ]
}
