//! Requests over channels.

use http::Request;

use crate::writer::Writer;

/// A request apart from its body, as JSON text.
pub(crate) fn describe<B>(request: &Request<B>) -> String {
    let mut headers = Writer::new();
    for (name, value) in request.headers() {
        headers.text(name.as_str(), value.to_str().unwrap_or_default());
    }
    let mut writer = Writer::new();
    writer
        .text("method", request.method().as_str())
        .text("url", &request.uri().to_string())
        .json("headers", &headers.finish());
    writer.finish()
}
