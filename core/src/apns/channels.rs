//! Creating, reading, deleting and listing broadcast channels.

use alloc::string::String;

use bytes::Bytes;
use http::Method;
use http::header::HeaderValue;

use super::bundle_id;
use super::call::Call;
use super::channel::{ChannelId, StoragePolicy};
use super::endpoint::{Endpoint, Environment};
use super::header::{CHANNEL_ID, CONTENT_TYPE, Headers};
use crate::error::Result;

/// The requests that manage an app's broadcast channels: up to 10,000 of them in each
/// environment.
///
/// They go to hosts and ports of their own (2196, in sandbox 2195), so on a connection of their
/// own. The id of a channel stands in a header, never in the path.
///
/// ```
/// use waxwing::apns::{ChannelId, Channels, Environment, Reply, StoragePolicy};
///
/// let channels = Channels::new("com.example.app", Environment::Sandbox)?;
/// let create = channels.create(StoragePolicy::NoStorage);
/// assert_eq!(
///     create.url(),
///     "https://api-manage-broadcast.sandbox.push.apple.com:2195/1/apps/com.example.app/channels"
/// );
///
/// // APNs answers 201, with the new id in a header and without a body.
/// let reply = Reply::from_parts(201, [("apns-channel-id", "dHN0LXNyY2gtY2hubA==")], b"");
/// assert!(reply.is_success());
/// let channel = ChannelId::new(reply.apns_channel_id().unwrap_or_default())?;
///
/// assert_eq!(channels.read(&channel).method(), "GET");
/// assert_eq!(channels.delete(&channel).method(), "DELETE");
/// assert_eq!(channels.list().path(), "/1/apps/com.example.app/all-channels");
/// # Ok::<(), waxwing::error::Error>(())
/// ```
///
/// Source: Apple, "Sending channel management requests to APNs".
#[derive(Clone, Debug)]
pub struct Channels {
    bundle_id: String,
    endpoint: Endpoint,
}

impl Channels {
    /// The channels of the app with this bundle id, at Apple's host and port for the environment.
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](crate::error::ErrorCode::InvalidInput) about `bundle id`: other
    /// characters than letters, digits, hyphens, dots and underscores, or the suffix of a topic,
    /// which APNs answers with `TopicDisallowed`.
    pub fn new(bundle_id: &str, environment: Environment) -> Result<Self> {
        bundle_id::check_bare(bundle_id)?;
        let endpoint = Endpoint::channel_management(environment);
        Ok(Self { bundle_id: String::from(bundle_id), endpoint })
    }

    /// At another host or port, such as a simulator's.
    #[must_use]
    pub fn endpoint(mut self, endpoint: Endpoint) -> Self {
        self.endpoint = endpoint;
        self
    }

    /// The bundle id.
    #[must_use]
    pub fn bundle_id(&self) -> &str {
        &self.bundle_id
    }

    /// Creates a channel. APNs answers 201 with its id
    /// ([`Reply::apns_channel_id`](super::Reply::apns_channel_id)).
    #[must_use]
    pub fn create(&self, policy: StoragePolicy) -> Call {
        // Apple spells the push type this way here, and in lower case in the header.
        let body = match policy {
            StoragePolicy::NoStorage => {
                r#"{"message-storage-policy":0,"push-type":"LiveActivity"}"#
            }
            StoragePolicy::MostRecent => {
                r#"{"message-storage-policy":1,"push-type":"LiveActivity"}"#
            }
        };
        let mut headers = Headers::new();
        headers.push_value(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        self.call(Method::POST, "/channels", headers, Bytes::from_static(body.as_bytes()))
    }

    /// Reads what a channel stores ([`Reply::channel`](super::Reply::channel)).
    #[must_use]
    pub fn read(&self, channel: &ChannelId) -> Call {
        self.about(Method::GET, channel)
    }

    /// Deletes a channel for ever; messages that it stored may still be delivered. APNs answers
    /// 204.
    #[must_use]
    pub fn delete(&self, channel: &ChannelId) -> Call {
        self.about(Method::DELETE, channel)
    }

    /// Lists the ids of all channels ([`Reply::channel_ids`](super::Reply::channel_ids)).
    #[must_use]
    pub fn list(&self) -> Call {
        self.call(Method::GET, "/all-channels", Headers::new(), Bytes::new())
    }

    fn about(&self, method: Method, channel: &ChannelId) -> Call {
        let mut headers = Headers::new();
        headers.push_value(CHANNEL_ID, channel.header_value().clone());
        self.call(method, "/channels", headers, Bytes::new())
    }

    fn call(&self, method: Method, operation: &str, headers: Headers, body: Bytes) -> Call {
        let path = ["/1/apps/", &self.bundle_id, operation].concat();
        Call::new(method, self.endpoint.clone(), path, headers, body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;
    use alloc::string::ToString;
    use alloc::vec::Vec;

    #[test]
    fn a_call_is_the_same_as_data_and_as_http_types() {
        let channel = ChannelId::new("AA==").unwrap();
        for environment in Environment::ALL {
            let channels = Channels::new("com.example.app", *environment).unwrap();
            for call in [
                channels.create(StoragePolicy::MostRecent),
                channels.read(&channel),
                channels.delete(&channel),
                channels.list(),
            ] {
                let request = call.request(None);
                assert_eq!(request.uri().to_string(), call.url());
                assert_eq!(request.method().as_str(), call.method());
                assert_eq!(request.body(), call.body());
                assert!(request.headers().len() == call.headers().count());
                assert_eq!(request.uri().authority().unwrap().as_str(), call.authority());
                assert_eq!(call.method() == "POST", !call.body().is_empty());
            }
        }
    }

    #[test]
    fn a_body_says_the_number_of_the_policy() {
        let channels = Channels::new("com.example.app", Environment::Sandbox).unwrap();
        for policy in StoragePolicy::ALL {
            let body = channels.create(*policy).body().clone();
            let number = format!(":{},", policy.number());
            assert!(core::str::from_utf8(&body).unwrap().contains(&number));
        }
    }

    #[test]
    fn a_request_id_comes_before_the_content_type_and_once() {
        let channels = Channels::new("com.example.app", Environment::Sandbox).unwrap();
        let id = "5B1A8B3E-2F2C-4D55-8F6B-0B8F3A9D2C11";
        let call = channels.create(StoragePolicy::NoStorage).request_id(id).unwrap();
        let call = call.request_id(&id.replace('5', "6")).unwrap();
        let names: Vec<_> = call.headers().map(|(name, _)| name).collect();
        assert_eq!(names, ["apns-request-id", "content-type"]);
        let (_, value) = call.headers().next().unwrap();
        assert_eq!(value, id.replace('5', "6").to_ascii_lowercase());
        let error = call.request_id("1").unwrap_err();
        assert_eq!(error.subject(), "apns-request-id");
    }
}
