//! How many requests may be under way.

use serde_json::json;

use super::{End, Script};
use crate::file::Case;

pub(super) fn cases() -> Vec<Case> {
    let delivered = || End::answered("delivered");
    vec![
        Script::new("one_stream_before_the_first_success")
            .connect("first", 1)
            .send(1)
            .must("await_reply", "probation")
            .not_sent(2)
            .answer(1, 200, None, delivered())
            .room(1000)
            .case(),
        Script::new("one_stream_whatever_settings_say")
            .connect("first", 1)
            .settings(1, Some(1000))
            .room(1)
            .settings(1, None)
            .room(1)
            .case(),
        Script::new("one_stream_again_on_the_next_connection")
            .proven_now()
            .closed(1, &[])
            .connect("closed", 2)
            .room(1)
            .case(),
        Script::new("a_certificate_has_no_probation")
            .certificate()
            .connect("first", 1)
            .step("next", json!({}), json!({"next": "send", "because": "clear", "room": 1000}))
            .case(),
        Script::new("the_limit_of_the_policy")
            .policy(json!({"max_streams": 3}))
            .connect("first", 1)
            .room(1)
            .sent(1, None)
            .answer(1, 200, None, delivered())
            .room(3)
            .settings(1, Some(1000))
            .room(3)
            .settings(1, Some(2))
            .room(2)
            .sent(2, None)
            .sent(3, None)
            .must("await_reply", "stream_limit")
            .not_sent(4)
            .case(),
        Script::proven("the_limit_drops_after_a_rejection_and_comes_back")
            .settings(1, Some(500))
            .send(2)
            .send(3)
            .send(4)
            .answer(2, 400, Some("BadDeviceToken"), End::answered("repair_pairing"))
            .settings(1, Some(1))
            .must("await_reply", "stream_limit")
            .reset(3, Some(7), End::unprocessed())
            .answer(4, 200, None, delivered())
            .settings(1, Some(500))
            .room(500)
            .case(),
        Script::proven("without_settings_a_rejection_means_one_until_a_success")
            .send(2)
            .send(3)
            .answer(2, 400, Some("BadDeviceToken"), End::answered("repair_pairing"))
            .must("await_reply", "probation")
            .answer(3, 200, None, delivered())
            .room(1000)
            .case(),
        Script::proven("an_unregistered_device_does_not_lower_the_limit")
            .send(2)
            .send(3)
            .answer(2, 410, Some("Unregistered"), End::answered("drop_device"))
            .room(999)
            .case(),
        Script::proven("a_limit_of_zero_is_waited_for_and_left")
            .settings(1, Some(0))
            .must_wait(30_000, "stream_limit")
            .at(30_000)
            .connect("stream_limit", 2)
            .case(),
        Script::proven("the_last_stream_of_a_connection")
            .send_on(2, Some(2_147_483_645), 0)
            .room(999)
            .sent(3, Some(2_147_483_647))
            .must("connect", "stream_ids")
            .case(),
        Script::proven("settings_of_another_connection_count_for_nothing")
            .settings(7, Some(1))
            .room(1000)
            .case(),
        Script::new("nothing_is_sent_without_asking")
            .not_sent(1)
            .connect("first", 1)
            .not_sent(1)
            .room(1)
            .sent(1, None)
            .case(),
        Script::proven("a_number_is_under_way_once")
            .send(2)
            .not_sent(2)
            .answer(2, 200, None, delivered())
            .send(2)
            .case(),
        Script::proven("the_number_under_way")
            .plain("in_flight", json!(0))
            .send(2)
            .send(3)
            .plain("in_flight", json!(2))
            .plain("connection_number", json!(1))
            .closed(1, &[(2, End::lost()), (3, End::lost())])
            .plain("in_flight", json!(0))
            .plain("connection_number", json!(null))
            .case(),
    ]
}
