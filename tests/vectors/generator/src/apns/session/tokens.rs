//! Which provider token, and when another.

use serde_json::json;

use super::{End, MINUTE_MS, Script};
use crate::apns::provider_key::KEY_ID;
use crate::file::Case;

const WINDOW_MS: i64 = 50 * MINUTE_MS;

pub(super) fn cases() -> Vec<Case> {
    let delivered = || End::answered("delivered");
    let refused = || End::answered("stop_credential").elsewhere();
    let doubted = || End::answered("retry").after_ms(1000).elsewhere();
    let once_more = |action| End::answered(action).after_ms(0).elsewhere();
    let mut cases = vec![
        Script::proven("a_new_window_brings_a_new_token")
            .at(WINDOW_MS - 1)
            .room(1000)
            .at(WINDOW_MS)
            .room_with(1000, WINDOW_MS, KEY_ID)
            .at(WINDOW_MS - 1000)
            .room_with(1000, WINDOW_MS, KEY_ID)
            .case(),
        Script::new("a_second_token_waits_for_twenty_minutes")
            .at(35 * MINUTE_MS)
            .proven_now()
            .at(WINDOW_MS)
            .room(1000)
            .at(55 * MINUTE_MS - 1)
            .room(1000)
            .at(55 * MINUTE_MS)
            .room_with(1000, WINDOW_MS, KEY_ID)
            .case(),
        Script::new("a_token_that_must_change_too_soon_needs_a_new_connection")
            .at(49 * MINUTE_MS)
            .proven_now()
            .at(55 * MINUTE_MS - 1)
            .room(1000)
            .at(55 * MINUTE_MS)
            .connect("token_age", 2)
            .room_with(1, WINDOW_MS, KEY_ID)
            .case(),
        Script::proven("an_expired_token_is_not_shown_again")
            .at(56 * MINUTE_MS)
            .send_on(2, None, WINDOW_MS)
            // Six minutes old here: this machine's clock is wrong.
            .answer(
                2,
                403,
                Some("ExpiredProviderToken"),
                End::answered("check_clock").after_ms(1000).elsewhere(),
            )
            .must_wait(56 * MINUTE_MS + 1000, "clock")
            .not_sent(3)
            .at(56 * MINUTE_MS + 1000)
            .connect("clock", 2)
            .room_with(1, WINDOW_MS, KEY_ID)
            .case(),
        Script::new("trap_20_a_wrong_clock_never_makes_tokens_in_a_loop")
            .connect("first", 1)
            .send(1)
            .answer(
                1,
                403,
                Some("ExpiredProviderToken"),
                End::answered("check_clock").after_ms(1000).elsewhere(),
            )
            .at(1000)
            .connect("clock", 2)
            .send(1)
            .answer(
                1,
                403,
                Some("ExpiredProviderToken"),
                End::answered("check_clock").attempt(2).after_ms(2000).elsewhere(),
            )
            .must_wait(3000, "clock")
            // It is set right, ten hours back: the token of that time.
            .at(-600 * MINUTE_MS)
            .must_wait(-600 * MINUTE_MS + 2000, "clock")
            .at(-600 * MINUTE_MS + 2000)
            .connect("clock", 3)
            .room_with(1, -600 * MINUTE_MS, KEY_ID)
            .case(),
        Script::new("an_old_token_is_replaced_with_the_connection")
            .policy(json!({"window_s": 3540, "phase_s": 720}))
            .proven_now()
            .at(56 * MINUTE_MS)
            .send(2)
            .answer(2, 403, Some("ExpiredProviderToken"), once_more("refresh_token"))
            .connect("token_refused", 2)
            .must_wait(59 * MINUTE_MS, "token_refused")
            .at(59 * MINUTE_MS)
            .room_with(1, 59 * MINUTE_MS, KEY_ID)
            .sent(2, None)
            .answer(2, 200, None, delivered().attempt(2))
            .case(),
        Script::proven("too_many_updates_keep_the_token")
            .send(2)
            .answer(2, 429, Some("TooManyProviderTokenUpdates"), once_more("retry"))
            .connect("token_updates", 2)
            .room(1)
            .case(),
        Script::proven("trap_20_a_clock_set_back_keeps_the_token_until_it_is_old")
            .at(-120 * MINUTE_MS)
            .room(1000)
            .at(-66 * MINUTE_MS)
            .room(1000)
            .at(-65 * MINUTE_MS)
            .room_with(1000, -100 * MINUTE_MS, KEY_ID)
            .case(),
        Script::new("trap_20_a_time_before_1970_has_no_token")
            .at(-super::START_MS - 1)
            .must("connect", "first")
            .connected(1)
            .must("stop", "clock")
            .at(0)
            .room(1)
            .case(),
        Script::proven("one_invalid_token_passes")
            .send(2)
            .send(3)
            .answer(2, 403, Some("InvalidProviderToken"), doubted())
            .answer(3, 403, Some("InvalidProviderToken"), doubted())
            .must_wait(1000, "connect_failed")
            .at(1000)
            .connect("credential", 2)
            .send(2)
            .answer(2, 200, None, delivered().attempt(2))
            // The same request twice: the token is wrong for it, and for it alone.
            .send(3)
            .answer(3, 403, Some("InvalidProviderToken"), refused().attempt(2))
            .at(2000)
            .connect("credential", 3)
            .case(),
        Script::proven("two_invalid_tokens_stop")
            .send(2)
            .answer(2, 403, Some("InvalidProviderToken"), doubted())
            .at(1000)
            .connect("credential", 2)
            .send(3)
            .answer(3, 403, Some("InvalidProviderToken"), refused())
            .must("stop", "credential")
            .not_sent(4)
            .step("replace_key", json!({"key_id": "ABC123DEFH"}), json!(null))
            .connect("key_replaced", 3)
            .room_with(1, 0, "ABC123DEFH")
            .case(),
        Script::proven("what_the_old_key_is_told_does_not_stop_the_new")
            .send(2)
            .send(3)
            .answer(2, 403, Some("Forbidden"), End { new_connection: false, ..refused() })
            .step("replace_key", json!({"key_id": "ABC123DEFH"}), json!(null))
            .connect("key_replaced", 2)
            .answer(3, 403, Some("BadEnvironmentKeyIdInToken"), once_more("retry"))
            .room_with(1, 0, "ABC123DEFH")
            .case(),
        Script::new("a_fresh_connection_with_an_invalid_token_is_not_opened_again_at_once")
            .connect("first", 1)
            .send(1)
            .answer(
                1,
                403,
                Some("InvalidProviderToken"),
                End::answered("retry").after_ms(1000).elsewhere(),
            )
            .must_wait(1000, "connect_failed")
            .case(),
        Script::proven("a_key_is_replaced_on_a_new_connection")
            .send(2)
            .step("replace_key", json!({"key_id": "ABC123DEFH"}), json!(null))
            .connect("key_replaced", 2)
            .room_with(1, 0, "ABC123DEFH")
            .answer(2, 200, None, delivered())
            .plain("drained", json!(1))
            .plain("drained", json!(null))
            .case(),
        Script::proven("an_unrelated_key_needs_its_own_connection")
            .send(2)
            .answer(2, 403, Some("UnrelatedKeyIdInToken"), once_more("retry"))
            .must("connect", "unrelated_key")
            .case(),
        Script::proven("a_topic_may_be_newer_than_the_connection")
            .send(2)
            .answer(2, 400, Some("TopicDisallowed"), once_more("retry"))
            .connect("topics", 2)
            .send(2)
            .answer(2, 400, Some("TopicDisallowed"), End::answered("stop_credential").attempt(2))
            .case(),
    ];
    for (name, reason, closes) in [
        ("forbidden", "Forbidden", false),
        ("bad_certificate", "BadCertificate", true),
        ("bad_certificate_environment", "BadCertificateEnvironment", true),
        ("bad_environment_key", "BadEnvironmentKeyIdInToken", true),
        ("bad_environment_key_as_on_the_wire", "BadEnvironmentKeyInToken", true),
    ] {
        let end = End { new_connection: closes, ..refused() };
        let script = Script::proven(&format!("stopped_by_{name}"))
            .send(2)
            .answer(2, 403, Some(reason), end)
            .must("stop", "credential")
            .plain("resume", json!(null))
            .must("connect", "credential");
        cases.push(script.case());
    }
    cases
}
