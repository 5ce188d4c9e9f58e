//! Connections with a client certificate.

use serde_json::json;

use super::{End, Script};
use crate::file::Case;

pub(super) fn cases() -> Vec<Case> {
    let refused = || End::answered("stop_credential");
    vec![
        // Unlike the topics of a team, they do not grow with the next connection.
        Script::connected_with("the_topics_of_a_certificate_stand_in_it")
            .sent(1, None)
            .answer(1, 200, None, End::answered("delivered"))
            .sent(2, None)
            .answer(2, 400, Some("TopicDisallowed"), refused())
            .open(1)
            .case(),
        Script::connected_with("a_certificate_that_is_replaced")
            .sent(1, None)
            .answer(1, 403, Some("BadCertificate"), refused().elsewhere())
            .must("stop", "credential")
            .not_sent(2)
            .plain("resume", json!(null))
            .connect("credential", 2)
            .open(1000)
            .case(),
        Script::connected_with("a_handshake_without_the_certificate")
            .sent(1, None)
            .answer(1, 403, Some("MissingProviderToken"), refused())
            .must("stop", "credential")
            .case(),
        Script::connected_with("a_missing_certificate_of_a_connection_before_the_stop_was_mended")
            .sent(1, None)
            .sent(2, None)
            .answer(1, 403, Some("MissingProviderToken"), refused())
            .plain("resume", json!(null))
            .connect("credential", 2)
            .answer(
                2,
                403,
                Some("MissingProviderToken"),
                End::answered("retry").after_ms(0).elsewhere(),
            )
            .open(1000)
            .case(),
        Script::connected_with("a_goaway_about_a_token_that_there_is_not")
            .sent(1, Some(1))
            .answer(1, 200, None, End::answered("delivered"))
            .goaway(1, 1, r#"{"reason":"ExpiredProviderToken"}"#, &[])
            .must("connect", "going_away")
            .case(),
        Script::connected_with("streams_of_a_certificate_as_the_server_says")
            .settings(1, Some(2))
            .open(2)
            .sent(1, None)
            .open(1)
            .sent(2, None)
            .must("await_reply", "stream_limit")
            .case(),
    ]
}

impl Script {
    /// Connected with a client certificate, where no request has to succeed first.
    fn connected_with(name: &str) -> Self {
        Self::new(name).certificate().connect("first", 1).open(1000)
    }

    /// There is room for so many requests, without a token.
    fn open(self, room: u32) -> Self {
        self.plain("next", json!({"next": "send", "because": "clear", "room": room}))
    }
}
