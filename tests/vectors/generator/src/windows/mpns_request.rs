//! `mpns-request.json`: what was sent to MPNS.

use serde_json::{Value, json};

use crate::file::{Case, VectorFile};

const CHANNEL: &str =
    "http://sn1.notify.live.net/throttledthirdparty/01.00/AAFRQHgiiMWNTYrRDXAHQtz";
const AUTHENTICATED: &str =
    "https://db3.notify.live.net/unthrottledthirdparty/01.00/AAFRQHgiiMWNTYrRDXAHQtz";
const DECLARED: &str = r#"<?xml version="1.0" encoding="utf-8"?>"#;
const XML: &str = "text/xml; charset=utf-8";
const ID: &str = "5b1a8b3e-2f2c-4d55-8f6b-0b8f3a9d2c11";

pub(super) fn file() -> VectorFile {
    let mut cases = toasts();
    cases.extend(tiles());
    cases.extend(refused_tiles());
    cases.extend(raw());
    cases.extend(headers());
    cases.extend(channels());
    cases.extend(names());
    VectorFile::new(
        "mpns-request.json",
        "mpns_request",
        "Requests to MPNS, which ended in 2018: a document of options and a channel make method, \
         URL, headers in their order and body. A field of a tile that is absent stays as it is on \
         the phone, one that is null is cleared. A case with common_name is about the name under \
         which phones open channels for senders with a certificate.",
        cases,
    )
}

fn of(name: &str, options: Value) -> Case {
    Case::new(name).set("notification", options).set("channel", CHANNEL)
}

fn sent(case: Case, headers: &[(&str, &str)], body: (&str, Value)) -> Case {
    to(case, CHANNEL, headers, body)
}

fn to(case: Case, url: &str, headers: &[(&str, &str)], body: (&str, Value)) -> Case {
    let headers: Vec<Value> = headers.iter().map(|(name, value)| json!([name, value])).collect();
    let mut expect = json!({"method": "POST", "url": url, "headers": headers});
    expect[body.0] = body.1;
    case.expect(expect)
}

fn text(body: impl Into<String>) -> (&'static str, Value) {
    ("body", body.into().into())
}

const TOAST: [(&str, &str); 3] =
    [("content-type", XML), ("x-windowsphone-target", "toast"), ("x-notificationclass", "2")];
const TILE: [(&str, &str); 3] =
    [("content-type", XML), ("x-windowsphone-target", "token"), ("x-notificationclass", "1")];
const RAW: [(&str, &str); 2] =
    [("content-type", "application/octet-stream"), ("x-notificationclass", "3")];

fn toasted(inside: &str) -> String {
    format!(
        r#"{DECLARED}<wp:Notification xmlns:wp="WPNotification"><wp:Toast>{inside}</wp:Toast></wp:Notification>"#
    )
}

fn toasts() -> Vec<Case> {
    let toast = |name: &str, toast: Value, inside: &str| {
        sent(of(name, json!({"type": "toast", "toast": toast})), &TOAST, text(toasted(inside)))
    };
    let level = |name: &str, level: &str, toast: Value, inside: &str| {
        let options = json!({"type": "toast", "toast": toast, "os_level": level});
        sent(of(name, options), &TOAST, text(toasted(inside)))
    };
    let unfit = |name: &str, toast: Value, subject: &str| {
        of(name, json!({"type": "toast", "toast": toast}))
            .refused_about("invalid_notification", subject)
    };
    let too_new = |name: &str, level: &str, toast: Value, subject: &str| {
        of(name, json!({"type": "toast", "toast": toast, "os_level": level}))
            .refused_about("invalid_notification", subject)
    };
    let wrong = |name: &str, toast: Value, subject: &str| {
        of(name, json!({"type": "toast", "toast": toast})).refused_about("invalid_input", subject)
    };
    vec![
        toast(
            "toast",
            json!({"text1": "Ready", "text2": "Your order", "param": "/Order.xaml?id=42&x=y"}),
            "<wp:Text1>Ready</wp:Text1><wp:Text2>Your order</wp:Text2><wp:Param>/Order.xaml?id=42&amp;x=y</wp:Param>",
        ),
        toast("toast_of_a_title", json!({"text1": "a"}), "<wp:Text1>a</wp:Text1>"),
        toast("toast_of_a_text", json!({"text2": "a"}), "<wp:Text2>a</wp:Text2>"),
        toast(
            "toast_in_its_order",
            json!({"sound": "/a.wma", "param": "/", "text2": "b", "text1": "a"}),
            "<wp:Text1>a</wp:Text1><wp:Text2>b</wp:Text2><wp:Param>/</wp:Param><wp:Sound>/a.wma</wp:Sound>",
        ),
        toast(
            "toast_that_is_silent",
            json!({"text1": "a", "silent": true}),
            "<wp:Text1>a</wp:Text1><wp:Sound Silent=\"true\"/>",
        ),
        toast(
            "toast_that_is_not_silent",
            json!({"text1": "a", "silent": false, "sound": null, "param": null}),
            "<wp:Text1>a</wp:Text1>",
        ),
        toast(
            "toast_is_escaped",
            json!({"text1": "<Tom> & \"Ada's\"", "text2": "a\u{0}\u{b}b\u{ffff}"}),
            "<wp:Text1>&lt;Tom&gt; &amp; &quot;Ada&apos;s&quot;</wp:Text1><wp:Text2>ab</wp:Text2>",
        ),
        toast(
            "toast_keeps_white_space",
            json!({"text1": "  a\n b  "}),
            "<wp:Text1>  a\n b  </wp:Text1>",
        ),
        level(
            "toast_for_7_0",
            "7.0",
            json!({"text1": "a", "text2": "b"}),
            "<wp:Text1>a</wp:Text1><wp:Text2>b</wp:Text2>",
        ),
        level(
            "toast_with_a_page_for_7_1",
            "7.1",
            json!({"text1": "a", "param": "/b"}),
            "<wp:Text1>a</wp:Text1><wp:Param>/b</wp:Param>",
        ),
        level(
            "toast_with_a_sound_for_8_0_update_3",
            "8.0-update-3",
            json!({"text1": "a", "sound": "b"}),
            "<wp:Text1>a</wp:Text1><wp:Sound>b</wp:Sound>",
        ),
        unfit("toast_of_nothing", json!({}), "toast"),
        unfit("toast_of_a_page", json!({"param": "/a"}), "toast"),
        unfit(
            "toast_of_a_page_without_slash",
            json!({"text1": "a", "param": "b.xaml"}),
            "toast.param",
        ),
        unfit(
            "toast_of_a_page_elsewhere",
            json!({"text1": "a", "param": "https://example.com/"}),
            "toast.param",
        ),
        unfit("toast_of_an_empty_page", json!({"text1": "a", "param": ""}), "toast.param"),
        unfit("toast_of_an_empty_sound", json!({"text1": "a", "sound": ""}), "toast.sound"),
        unfit(
            "toast_of_sound_and_silence",
            json!({"text1": "a", "sound": "b", "silent": true}),
            "toast.sound",
        ),
        too_new(
            "toast_with_a_page_for_7_0",
            "7.0",
            json!({"text1": "a", "param": "/b"}),
            "toast.param",
        ),
        too_new(
            "toast_with_a_sound_for_7_1",
            "7.1",
            json!({"text1": "a", "sound": "b"}),
            "toast.sound",
        ),
        too_new(
            "toast_with_a_sound_for_8_0",
            "8.0",
            json!({"text1": "a", "sound": "b"}),
            "toast.sound",
        ),
        too_new(
            "toast_with_silence_for_8_0",
            "8.0",
            json!({"text1": "a", "silent": true}),
            "toast.sound",
        ),
        wrong("toast_as_text", json!("a"), "toast"),
        wrong("toast_of_an_unknown_part", json!({"text3": "a"}), "toast.text3"),
        wrong("toast_of_a_number", json!({"text1": 7}), "toast.text1"),
        wrong("toast_of_a_number_for_silence", json!({"text1": "a", "silent": 1}), "toast.silent"),
        of("toast_too_large", json!({"type": "toast", "toast": {"text1": "a".repeat(3072)}}))
            .refused_about("notification_too_large", "body"),
        of(
            "toast_too_large_in_fewer_characters",
            json!({"type": "toast", "toast": {"text1": "\u{e9}".repeat(1500)}}),
        )
        .refused_about("notification_too_large", "body"),
    ]
}

fn tiled(attributes: &str, inside: &str) -> String {
    let version = if attributes.contains("Template") { r#" Version="2.0""# } else { "" };
    format!(
        r#"{DECLARED}<wp:Notification xmlns:wp="WPNotification"{version}><wp:Tile{attributes}>{inside}</wp:Tile></wp:Notification>"#
    )
}

fn tiles() -> Vec<Case> {
    let tile = |name: &str, tile: Value, attributes: &str, inside: &str| {
        let options = json!({"type": "tile", "tile": tile});
        sent(of(name, options), &TILE, text(tiled(attributes, inside)))
    };
    let level = |name: &str, level: &str, tile: Value, attributes: &str, inside: &str| {
        let options = json!({"type": "tile", "tile": tile, "os_level": level});
        sent(of(name, options), &TILE, text(tiled(attributes, inside)))
    };
    vec![
        tile(
            "tile_of_7_with_everything",
            json!({
                "back_content": "f", "back_title": "e", "back_background_image": "d.png",
                "title": "c", "count": 7, "background_image": "https://example.com/a.png?b&c",
            }),
            "",
            concat!(
                "<wp:BackgroundImage>https://example.com/a.png?b&amp;c</wp:BackgroundImage>",
                "<wp:Count>7</wp:Count><wp:Title>c</wp:Title>",
                "<wp:BackBackgroundImage>d.png</wp:BackBackgroundImage>",
                "<wp:BackTitle>e</wp:BackTitle><wp:BackContent>f</wp:BackContent>",
            ),
        ),
        tile(
            "tile_named_basic",
            json!({"template": "basic", "count": 1}),
            "",
            "<wp:Count>1</wp:Count>",
        ),
        tile("tile_keeps_what_is_absent", json!({"title": "a"}), "", "<wp:Title>a</wp:Title>"),
        tile(
            "tile_clears_what_is_null",
            json!({"title": null, "count": null, "background_image": null}),
            "",
            r#"<wp:BackgroundImage Action="Clear"/><wp:Count Action="Clear"/><wp:Title Action="Clear"/>"#,
        ),
        tile("tile_sets_what_is_empty", json!({"title": ""}), "", "<wp:Title></wp:Title>"),
        tile("tile_of_count_0", json!({"count": 0}), "", "<wp:Count>0</wp:Count>"),
        tile("tile_of_count_99", json!({"count": 99}), "", "<wp:Count>99</wp:Count>"),
        tile("tile_of_count_as_float", json!({"count": 5.0}), "", "<wp:Count>5</wp:Count>"),
        tile(
            "tile_that_is_secondary",
            json!({"id": "/Page.xaml?a=1&b=\"2\"", "count": 1}),
            r#" Id="/Page.xaml?a=1&amp;b=&quot;2&quot;""#,
            "<wp:Count>1</wp:Count>",
        ),
        tile(
            "tile_is_escaped",
            json!({"title": "<a> & \u{1}b"}),
            "",
            "<wp:Title>&lt;a&gt; &amp; b</wp:Title>",
        ),
        tile(
            "tile_with_a_picture_of_the_app",
            json!({"background_image": {"src": "Images/a.png", "is_relative": true}}),
            "",
            r#"<wp:BackgroundImage IsRelative="true">Images/a.png</wp:BackgroundImage>"#,
        ),
        tile(
            "tile_with_a_picture_from_elsewhere",
            json!({"background_image": {"src": "a.png", "is_relative": false}}),
            "",
            "<wp:BackgroundImage>a.png</wp:BackgroundImage>",
        ),
        tile(
            "flip",
            json!({
                "template": "flip", "small_background_image": "a", "wide_background_image": "b",
                "wide_back_background_image": "c", "wide_back_content": "d",
                "background_image": "e", "count": 6, "title": "g", "back_background_image": "h",
                "back_title": "i", "back_content": "j",
            }),
            r#" Template="FlipTile""#,
            concat!(
                "<wp:SmallBackgroundImage>a</wp:SmallBackgroundImage>",
                "<wp:WideBackgroundImage>b</wp:WideBackgroundImage>",
                "<wp:WideBackBackgroundImage>c</wp:WideBackBackgroundImage>",
                "<wp:WideBackContent>d</wp:WideBackContent>",
                "<wp:BackgroundImage>e</wp:BackgroundImage><wp:Count>6</wp:Count>",
                "<wp:Title>g</wp:Title><wp:BackBackgroundImage>h</wp:BackBackgroundImage>",
                "<wp:BackTitle>i</wp:BackTitle><wp:BackContent>j</wp:BackContent>",
            ),
        ),
        tile(
            "flip_in_camel_case",
            json!({"template": "flip", "wideBackContent": null, "smallBackgroundImage": {"src": "a", "isRelative": true}}),
            r#" Template="FlipTile""#,
            r#"<wp:SmallBackgroundImage IsRelative="true">a</wp:SmallBackgroundImage><wp:WideBackContent Action="Clear"/>"#,
        ),
        tile(
            "flip_that_is_secondary",
            json!({"template": "flip", "id": "/a", "title": "b"}),
            r#" Id="/a" Template="FlipTile""#,
            "<wp:Title>b</wp:Title>",
        ),
        tile(
            "iconic",
            json!({
                "template": "iconic", "small_icon_image": "a", "icon_image": "b",
                "wide_content1": "c", "wide_content2": "d", "wide_content3": "e", "count": 6,
                "title": "g", "background_color": "#FF0a0B0c",
            }),
            r#" Template="IconicTile""#,
            concat!(
                "<wp:SmallIconImage>a</wp:SmallIconImage><wp:IconImage>b</wp:IconImage>",
                "<wp:WideContent1>c</wp:WideContent1><wp:WideContent2>d</wp:WideContent2>",
                "<wp:WideContent3>e</wp:WideContent3><wp:Count>6</wp:Count><wp:Title>g</wp:Title>",
                "<wp:BackgroundColor>#FF0a0B0c</wp:BackgroundColor>",
            ),
        ),
        tile(
            "cycle",
            json!({
                "template": "cycle", "small_background_image": "a", "cycle_image1": "1",
                "cycle_image2": "2", "cycle_image3": "3", "cycle_image4": "4", "cycle_image5": "5",
                "cycle_image6": "6", "cycle_image7": "7", "cycle_image8": null,
                "cycle_image9": {"src": "9", "is_relative": true}, "count": 1, "title": "b",
            }),
            r#" Template="CycleTile""#,
            concat!(
                "<wp:SmallBackgroundImage>a</wp:SmallBackgroundImage>",
                "<wp:CycleImage1>1</wp:CycleImage1><wp:CycleImage2>2</wp:CycleImage2>",
                "<wp:CycleImage3>3</wp:CycleImage3><wp:CycleImage4>4</wp:CycleImage4>",
                "<wp:CycleImage5>5</wp:CycleImage5><wp:CycleImage6>6</wp:CycleImage6>",
                "<wp:CycleImage7>7</wp:CycleImage7><wp:CycleImage8 Action=\"Clear\"/>",
                "<wp:CycleImage9 IsRelative=\"true\">9</wp:CycleImage9>",
                "<wp:Count>1</wp:Count><wp:Title>b</wp:Title>",
            ),
        ),
        level("tile_for_7_0", "7.0", json!({"count": 1}), "", "<wp:Count>1</wp:Count>"),
        level(
            "flip_for_8_0",
            "8.0",
            json!({"template": "flip", "count": 1}),
            r#" Template="FlipTile""#,
            "<wp:Count>1</wp:Count>",
        ),
    ]
}

fn refused_tiles() -> Vec<Case> {
    let unfit = |name: &str, tile: Value, subject: &str| {
        of(name, json!({"type": "tile", "tile": tile}))
            .refused_about("invalid_notification", subject)
    };
    let wrong = |name: &str, tile: Value, subject: &str| {
        of(name, json!({"type": "tile", "tile": tile})).refused_about("invalid_input", subject)
    };
    let too_new = |name: &str, level: &str, template: &str| {
        of(
            name,
            json!({"type": "tile", "tile": {"template": template, "count": 1}, "os_level": level}),
        )
        .refused_about("invalid_notification", "tile.template")
    };
    vec![
        unfit("tile_that_keeps_all", json!({}), "tile"),
        unfit("tile_that_names_no_field", json!({"template": "flip", "id": "/a"}), "tile"),
        unfit("tile_of_count_100", json!({"count": 100}), "tile.count"),
        unfit("tile_of_count_below_0", json!({"count": -1}), "tile.count"),
        unfit("tile_of_an_empty_id", json!({"id": "", "count": 1}), "tile.id"),
        unfit(
            "tile_with_a_field_of_flip",
            json!({"wide_back_content": "a"}),
            "tile.wide_back_content",
        ),
        unfit(
            "tile_that_clears_a_field_of_flip",
            json!({"count": 1, "wide_back_content": null}),
            "tile.wide_back_content",
        ),
        unfit(
            "flip_with_a_field_of_iconic",
            json!({"template": "flip", "icon_image": "a"}),
            "tile.icon_image",
        ),
        unfit(
            "iconic_with_a_field_of_cycle",
            json!({"template": "iconic", "cycle_image1": "a"}),
            "tile.cycle_image1",
        ),
        unfit(
            "iconic_with_a_background_image",
            json!({"template": "iconic", "background_image": "a"}),
            "tile.background_image",
        ),
        unfit(
            "cycle_with_a_back",
            json!({"template": "cycle", "back_title": "a"}),
            "tile.back_title",
        ),
        unfit(
            "iconic_of_a_colour_of_six",
            json!({"template": "iconic", "background_color": "#0a0b0c"}),
            "tile.background_color",
        ),
        unfit(
            "iconic_of_a_colour_without_sign",
            json!({"template": "iconic", "background_color": "FF0a0b0c0"}),
            "tile.background_color",
        ),
        unfit(
            "iconic_of_a_colour_by_name",
            json!({"template": "iconic", "background_color": "red"}),
            "tile.background_color",
        ),
        too_new("flip_for_7_1", "7.1", "flip"),
        too_new("iconic_for_7_0", "7.0", "iconic"),
        too_new("cycle_for_7_1", "7.1", "cycle"),
        wrong("tile_as_text", json!("a"), "tile"),
        wrong("tile_of_a_list", json!([]), "tile"),
        wrong(
            "tile_of_another_template",
            json!({"template": "FlipTile", "count": 1}),
            "tile.template",
        ),
        wrong("tile_of_an_unknown_field", json!({"subtitle": "a"}), "tile.subtitle"),
        wrong(
            "tile_of_a_tenth_picture",
            json!({"template": "cycle", "cycle_image10": "a"}),
            "tile.cycle_image10",
        ),
        wrong("tile_of_a_count_as_text", json!({"count": "7"}), "tile.count"),
        wrong("tile_of_a_title_as_number", json!({"title": 7}), "tile.title"),
        wrong("tile_of_a_title_as_object", json!({"title": {"src": "a"}}), "tile.title"),
        wrong(
            "tile_of_a_picture_as_number",
            json!({"background_image": 7}),
            "tile.background_image",
        ),
        wrong(
            "tile_of_a_picture_without_path",
            json!({"background_image": {"is_relative": true}}),
            "tile.background_image.src",
        ),
        wrong(
            "tile_of_a_picture_with_more",
            json!({"background_image": {"src": "a", "alt": "b"}}),
            "tile.background_image.alt",
        ),
        wrong(
            "tile_in_both_spellings",
            json!({"back_title": "a", "backTitle": "b"}),
            "tile.backTitle",
        ),
        of("tile_too_large", json!({"type": "tile", "tile": {"title": "a".repeat(3072)}}))
            .refused_about("notification_too_large", "body"),
    ]
}

fn raw() -> Vec<Case> {
    let with = |name: &str, raw: &str| {
        let case = Case::new(name).set("notification", json!({"type": "raw"}));
        case.set_text("raw", raw).set("channel", CHANNEL)
    };
    let full = "a".repeat(3072);
    let as_json = [("content-type", "application/json"), ("x-notificationclass", "3")];
    vec![
        sent(of("raw", json!({"type": "raw", "raw": "<&\u{0}"})), &RAW, text("<&\u{0}")),
        sent(of("raw_empty", json!({"type": "raw", "raw": ""})), &RAW, text("")),
        sent(
            of("raw_of_bytes", json!({"type": "raw", "raw_b64": "AAH//g=="})),
            &RAW,
            ("body_b64", json!("AAH//g==")),
        ),
        sent(
            of(
                "raw_of_json",
                json!({"type": "raw", "raw": "{}", "content_type": "application/json"}),
            ),
            &as_json,
            text("{}"),
        ),
        sent(with("raw_of_3072_bytes", &full), &RAW, text(full.as_str())),
        with("raw_of_3073_bytes", &format!("{full}a"))
            .refused_about("notification_too_large", "body"),
        with("raw_much_too_large", &"ab".repeat(100_000))
            .refused_about("notification_too_large", "body"),
        of("raw_of_other_base64", json!({"type": "raw", "raw_b64": "AAH__g"}))
            .refused_about("invalid_base64", "raw_b64"),
        of("raw_of_an_empty_type", json!({"type": "raw", "raw": "a", "content_type": ""}))
            .refused_about("invalid_header_value", "content-type"),
        of(
            "raw_of_a_type_with_more",
            json!({"type": "raw", "raw": "a", "content_type": "text/plain\r\na: b"}),
        )
        .refused_about("invalid_header_value", "content-type"),
    ]
}

fn headers() -> Vec<Case> {
    let kinds = [
        ("tile", json!({"count": 1}), 1, Some("token"), tiled("", "<wp:Count>1</wp:Count>")),
        ("toast", json!({"text1": "a"}), 2, Some("toast"), toasted("<wp:Text1>a</wp:Text1>")),
        ("raw", json!("a"), 3, None, String::from("a")),
    ];
    let mut cases = Vec::new();
    for (kind, contents, class, target, body) in kinds {
        for (within_s, more) in [(0, 0), (450, 10), (900, 20)] {
            let class = (class + more).to_string();
            let content_type = if kind == "raw" { "application/octet-stream" } else { XML };
            let mut headers = vec![("content-type", content_type)];
            headers.extend(target.map(|target| ("x-windowsphone-target", target)));
            headers.push(("x-notificationclass", &class));
            let options = json!({"type": kind, kind: contents, "within_s": within_s});
            let name = format!("{kind}_within_{within_s}_s");
            cases.push(sent(of(&name, options), &headers, text(body.as_str())));
        }
    }
    let raw = |option: &str, value: Value| json!({"type": "raw", "raw": "a", option: value});
    let wrong = |name: &str, option: &str, value: Value| {
        of(name, raw(option, value)).refused_about("invalid_input", option)
    };
    let malformed = |name: &str, option: &str, value: Value, header: &str| {
        of(name, raw(option, value)).refused_about("invalid_header_value", header)
    };
    let unfit = |name: &str, options: Value| {
        of(name, options).refused_about("invalid_notification", "type")
    };
    cases.extend([
        sent(of("within_of_null", raw("withinS", json!(null))), &RAW, text("a")),
        sent(
            of("message_id", raw("message_id", json!(ID.to_uppercase()))),
            &[RAW[0], RAW[1], ("x-messageid", ID)],
            text("a"),
        ),
        wrong("within_an_hour", "within_s", json!(3600)),
        wrong("within_a_class", "within_s", json!(10)),
        wrong("within_a_text", "within_s", json!("450")),
        wrong("level_unknown", "os_level", json!("10")),
        wrong("level_as_number", "os_level", json!(8.0)),
        wrong("id_as_number", "message_id", json!(7)),
        wrong("option_unknown", "ttl_s", json!(7)),
        malformed("id_of_other_form", "message_id", json!("42"), "x-messageid"),
        malformed("callback_empty", "callback_uri", json!(""), "x-callbackuri"),
        malformed(
            "callback_with_more",
            "callback_uri",
            json!("https://example.com/\r\na: b"),
            "x-callbackuri",
        ),
        of(
            "headers_too_large",
            raw("callback_uri", json!(format!("https://example.com/{}", "a".repeat(1000)))),
        )
        .refused_about("notification_too_large", "headers"),
        of(
            "toast_with_a_content_type",
            json!({"type": "toast", "toast": {"text1": "a"}, "content_type": "text/xml"}),
        )
        .refused_about("invalid_notification", "content-type"),
        of("document_empty", json!({})).refused_about("invalid_input", "type"),
        of("type_of_wns", json!({"type": "badge"})).refused_about("invalid_input", "type"),
        of("type_as_on_the_wire", json!({"type": "token"})).refused_about("invalid_input", "type"),
        unfit("toast_without_contents", json!({"type": "toast"})),
        unfit("toast_of_a_tile", json!({"type": "toast", "tile": {"count": 1}})),
        unfit("raw_of_two_contents", json!({"type": "raw", "raw": "a", "raw_b64": "YQ=="})),
        unfit("raw_and_a_toast", json!({"type": "raw", "raw": "a", "toast": {"text1": "a"}})),
    ]);
    cases
}

fn channels() -> Vec<Case> {
    let options = || json!({"type": "raw", "raw": "a", "callback_uri": "https://example.com/back"});
    let with = [RAW[0], RAW[1], ("x-callbackuri", "https://example.com/back")];
    let over = |name: &str, options: Value, channel: &str| {
        Case::new(name).set("notification", options).set("channel", channel)
    };
    let raw = || json!({"type": "raw", "raw": "a"});
    vec![
        to(over("authenticated", raw(), AUTHENTICATED), AUTHENTICATED, &RAW, text("a")),
        to(
            over("authenticated_with_callback", options(), AUTHENTICATED),
            AUTHENTICATED,
            &with,
            text("a"),
        ),
        over("callback_without_certificate", options(), CHANNEL)
            .refused_about("invalid_notification", "x-callbackuri"),
        over("to_wns", raw(), "https://db5.notify.windows.com/?token=AwYAAAB")
            .refused_about("wrong_channel", "channel uri"),
        over("to_web_push", raw(), "https://db5.notify.windows.com/w/?token=AwYAAAB")
            .refused_about("wrong_channel", "channel uri"),
        over("to_another_host", raw(), "http://example.com/throttledthirdparty/01.00/A")
            .refused_about("invalid_channel_uri", "channel uri"),
    ]
}

/// The service name of a certificate, what it fits and what may follow it.
fn names() -> Vec<Case> {
    let name = |case: &str, common_name: &str, other: &str, same: bool| {
        Case::new(case)
            .set_text("common_name", common_name)
            .set("other", other)
            .expect(json!({"service_name": common_name, "is": same, "is_renewed_by": same}))
    };
    let refused = |case: &str, common_name: &str| {
        Case::new(case)
            .set_text("common_name", common_name)
            .set("other", "a")
            .refused_about("invalid_input", "common name")
    };
    vec![
        name("service_name", "push.example.com", "push.example.com", true),
        name("service_name_with_a_star", "*.push.example.com", "*.push.example.com", true),
        name(
            "service_name_star_stands_for_nothing",
            "*.push.example.com",
            "a.push.example.com",
            false,
        ),
        name("service_name_of_the_star_alone", "*.push.example.com", "push.example.com", false),
        name("service_name_in_other_case", "push.example.com", "Push.example.com", false),
        name("service_name_with_a_space_behind", "push.example.com", "push.example.com ", false),
        name("service_name_of_64", &"\u{e9}".repeat(64), &"\u{e9}".repeat(64), true),
        refused("service_name_empty", ""),
        refused("service_name_of_65", &"\u{e9}".repeat(65)),
        refused("service_name_much_too_long", &"a".repeat(100_000)),
        refused("service_name_of_two_lines", "a\nb"),
    ]
}
