//! `push-types.json` and `options.json`: lists that each language has as they are.

use serde_json::{Value, json};

use crate::file::VectorFile;

/// Apple's table of push types ("Sending notification requests to APNs"), with what other pages
/// ask of headers and what certificates have.
pub(super) fn types_file() -> VectorFile {
    let rows = [
        ("alert", "", "any", "any", 4096, "token_or_certificate"),
        ("background", "", "always 5", "any", 4096, "token_or_certificate"),
        ("complication", ".complication", "any", "any", 4096, "token_or_certificate"),
        ("controls", ".push-type.controls", "any", "any", 4096, "token"),
        ("fileprovider", ".pushkit.fileprovider", "any", "any", 4096, "token"),
        ("liveactivity", ".push-type.liveactivity", "at least 5", "any", 4096, "token"),
        ("location", ".location-query", "any", "any", 4096, "token"),
        ("mdm", "", "any", "any", 4096, "certificate"),
        ("pushtotalk", ".voip-ptt", "usually 10", "usually 0", 4096, "token"),
        ("voip", ".voip", "usually 10", "usually 0", 5120, "token_or_certificate"),
        ("widgets", ".push-type.widgets", "leave out", "leave out", 4096, "token"),
    ];
    let items = rows.into_iter().map(|(name, suffix, priority, expiration, bytes, auth)| {
        json!({
            "name": name,
            "topic_suffix": suffix,
            "priority": priority,
            "expiration": expiration,
            "max_payload_bytes": bytes,
            "auth": auth,
        })
    });
    VectorFile::list(
        "push-types.json",
        "push_types",
        "Every push type and its rules. Each language shows exactly these.",
        "push_types",
        items.collect(),
    )
}

/// The options of a notification beside `push_type` and `topic`.
pub(super) fn options_file() -> VectorFile {
    const KINDS: [(&str, &[&str]); 8] = [
        (
            "text",
            &[
                "alert.action",
                "alert.action_loc_key",
                "alert.body.loc_key",
                "alert.launch_image",
                "alert.loc_key",
                "alert.sound",
                "alert.subtitle",
                "alert.subtitle_loc_key",
                "alert.summary_arg",
                "alert.title.loc_key",
                "alert.title_loc_key",
                "apns_id",
                "attributes_type",
                "category",
                "collapse_id",
                "container_identifier",
                "domain",
                "event",
                "filter_criteria",
                "fit",
                "input_push_channel",
                "interruption_level",
                "push_magic",
                "request_id",
                "sound.name",
                "target_content_id",
                "thread_id",
            ],
        ),
        (
            "texts",
            &[
                "alert.body.loc_args",
                "alert.loc_args",
                "alert.subtitle_loc_args",
                "alert.title.loc_args",
                "alert.title_loc_args",
                "url_args",
            ],
        ),
        ("integer", &["alert.summary_arg_count", "badge", "priority"]),
        ("number", &["relevance_score", "sound.volume"]),
        (
            "flag",
            &[
                "content_available",
                "content_changed",
                "input_push_token",
                "mutable_content",
                "sound.critical",
            ],
        ),
        ("seconds", &["dismissal_date", "expiration", "stale_date", "timestamp"]),
        ("object", &["attributes", "content_state", "custom"]),
        ("text_or_object", &["alert", "alert.body", "alert.title", "payload", "sound"]),
    ];
    let mut options: Vec<(&str, &str)> = KINDS
        .iter()
        .flat_map(|(kind, names)| names.iter().map(move |name| (*name, *kind)))
        .collect();
    options.sort_unstable();
    let items: Vec<Value> =
        options.into_iter().map(|(name, kind)| json!({"name": name, "kind": kind})).collect();
    VectorFile::list(
        "options.json",
        "options",
        "Every option of a notification beside push_type and topic, in alphabetical order, with \
         the kind of its value. What stands before a dot is the option whose object it belongs \
         to. Each language knows exactly these, in its own spelling.",
        "options",
        items,
    )
}
