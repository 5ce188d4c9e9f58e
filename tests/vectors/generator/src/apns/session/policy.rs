//! The figures of a policy.

use serde_json::{Value, json};

use super::{Script, frame};
use crate::file::Case;

pub(super) fn cases() -> Vec<Case> {
    let refused = |name: &str, policy: Value, code: &str, subject: &str| {
        frame(name, policy, "certificate", Vec::new()).refused_about(code, subject)
    };
    let input = "invalid_input";
    vec![
        refused("no_streams", json!({"max_streams": 0}), input, "max streams"),
        refused("no_attempts", json!({"max_attempts": 0}), input, "max attempts"),
        refused("no_time_for_a_reply", json!({"reply_timeout_ms": 0}), input, "reply timeout"),
        refused("no_time_before_a_ping", json!({"ping_after_ms": 0}), input, "ping after"),
        refused("no_age", json!({"max_connection_age_ms": 0}), input, "max connection age"),
        refused("no_wait", json!({"first_wait_ms": 0}), input, "backoff"),
        refused("a_short_window", json!({"window_s": 1199}), "invalid_token_policy", "window"),
        refused("a_long_window", json!({"window_s": 3541}), "invalid_token_policy", "window"),
        // The wait is a pure function of the seed and of how many waits there were.
        Script::new("waits_without_a_seed_are_whole")
            .policy(json!({"first_wait_ms": 10_000, "max_wait_ms": 15_000}))
            .plain("connect_failed", json!(null))
            .must_wait(10_000, "connect_failed")
            .plain("connect_failed", json!(null))
            .must_wait(15_000, "connect_failed")
            .case(),
    ]
}
