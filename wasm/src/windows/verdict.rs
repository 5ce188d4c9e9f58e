//! What to do about a reply.

use waxwing::windows::{Action, Verdict};

use crate::writer::Writer;

/// A verdict as JSON text.
pub(crate) fn describe(verdict: &Verdict) -> String {
    let mut writer = Writer::new();
    writer
        .text("action", verdict.action.name())
        .text("scope", verdict.scope.name())
        .flag("resends", Action::resends(verdict.action))
        .some_text("cause", verdict.cause.map(|cause| cause.name()));
    if let Some(seconds) = verdict.retry_after_s() {
        writer.raw("retryAfterSeconds", seconds);
    }
    writer.text("advice", verdict.advice);
    writer.finish()
}
