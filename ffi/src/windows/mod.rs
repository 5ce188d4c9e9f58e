//! Push to Windows.

/// The handle of a request of the core, of types that this crate need not name.
macro_rules! whole {
    ($request:expr, $url:expr) => {{
        let request = $request;
        let headers = request.headers().iter();
        let headers = headers.map(|(name, value)| (name.as_str(), value.to_str().unwrap_or("")));
        $crate::request::WaxwingRequest::whole(
            request.method().as_str(),
            $url,
            headers,
            request.body(),
        )
    }};
}

pub mod channel_uri;

pub mod wns_token;

pub mod wns;

pub mod wns_reply;

pub mod mpns;
