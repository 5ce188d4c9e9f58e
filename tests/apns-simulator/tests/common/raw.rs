//! A client that hides nothing: HTTP/2 by the h2 crate, and every frame of the server as it passed.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use h2::client::{ResponseFuture, SendRequest};
use http::Request;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use super::{Answer, Push};

const HEAD_BYTES: usize = 9;
pub const SETTINGS: u8 = 4;
pub const GOAWAY: u8 = 7;

/// Enough for any answer of a simulator on this machine.
const PATIENCE: Duration = Duration::from_secs(5);

/// A frame of the server.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    pub kind: u8,
    pub flags: u8,
    pub stream: u32,
    pub payload: Vec<u8>,
}

impl Frame {
    /// Last stream, code and debug data of GOAWAY.
    pub fn go_away(&self) -> (u32, u32, String) {
        let number = |at: usize| u32::from_be_bytes(self.payload[at..at + 4].try_into().unwrap());
        (number(0), number(4), String::from_utf8(self.payload[8..].to_vec()).unwrap())
    }
}

/// A connection whose frames are kept.
pub struct Raw {
    port: u16,
    pub sender: SendRequest<Bytes>,
    frames: Arc<Mutex<Vec<Frame>>>,
    ended: tokio::sync::watch::Receiver<bool>,
}

impl Raw {
    pub async fn connect(running: &apns_simulator::Running) -> Self {
        Self::open(running.port, &running.certificate_pem, false).await
    }

    /// A client that acknowledges SETTINGS and GOAWAY without taking notice of them.
    pub async fn stubborn(running: &apns_simulator::Running) -> Self {
        Self::open(running.port, &running.certificate_pem, true).await
    }

    async fn open(port: u16, certificate_pem: &str, stubborn: bool) -> Self {
        let address = IpAddr::V4(Ipv4Addr::LOCALHOST);
        let tls = super::tls(address, port, certificate_pem, &[b"h2"], "localhost").await.unwrap();
        let (near, far) = tokio::io::duplex(256 * 1024);
        let (mut from_server, mut to_server) = tokio::io::split(tls);
        let (mut from_client, mut to_client) = tokio::io::split(far);
        let frames = Arc::new(Mutex::new(Vec::new()));
        let (over, ended) = tokio::sync::watch::channel(false);
        let kept = Arc::clone(&frames);
        tokio::spawn(async move {
            let mut bytes = Vec::new();
            while from_server.read_buf(&mut bytes).await.is_ok_and(|read| read > 0) {
                while let Some(mut frame) = next(&mut bytes) {
                    let (kind, flags) = (frame[3], frame[4]);
                    let stream = u32::from_be_bytes(frame[5..HEAD_BYTES].try_into().unwrap());
                    let payload = frame[HEAD_BYTES..].to_vec();
                    kept.lock().unwrap().push(Frame { kind, flags, stream, payload });
                    if stubborn && kind == GOAWAY {
                        continue;
                    }
                    if stubborn && kind == SETTINGS {
                        for setting in frame[HEAD_BYTES..].chunks_mut(6) {
                            if setting[..2] == [0, 3] {
                                setting[2..].copy_from_slice(&100_u32.to_be_bytes());
                            }
                        }
                    }
                    let _ = to_client.write_all(&frame).await;
                }
            }
            let _ = to_client.shutdown().await;
            let _ = over.send(true);
        });
        tokio::spawn(async move { tokio::io::copy(&mut from_client, &mut to_server).await });
        let builder = h2::client::Builder::new()
            .initial_max_send_streams(100)
            .max_concurrent_reset_streams(1000)
            .to_owned();
        let (sender, connection) = builder.handshake(near).await.unwrap();
        tokio::spawn(connection);
        Self { port, sender, frames, ended }
    }

    /// Opens a stream for a push, at once or when the limit allows.
    pub async fn begin(&mut self, push: Push) -> Result<ResponseFuture, h2::Error> {
        let mut request = Request::new(());
        *request.method_mut() = push.method;
        *request.uri_mut() =
            format!("https://localhost:{}{}", self.port, push.path).parse().unwrap();
        for (name, value) in push.headers {
            request.headers_mut().append(
                http::HeaderName::from_bytes(name.as_bytes()).unwrap(),
                http::HeaderValue::from_bytes(&value).unwrap(),
            );
        }
        let mut sender = self.sender.clone().ready().await?;
        let (response, mut body) = sender.send_request(request, push.body.is_empty())?;
        if !push.body.is_empty() {
            body.send_data(Bytes::from(push.body), true)?;
        }
        Ok(response)
    }

    pub async fn send(&mut self, push: Push) -> Result<Answer, h2::Error> {
        let response = self.begin(push).await?;
        tokio::time::timeout(PATIENCE, finish(response)).await.expect("no answer")
    }

    /// The frames of this kind so far.
    pub fn frames(&self, kind: u8) -> Vec<Frame> {
        let frames = self.frames.lock().unwrap();
        frames.iter().filter(|frame| frame.kind == kind).cloned().collect()
    }

    /// Waits for so many frames of this kind.
    pub async fn wait_for(&self, kind: u8, count: usize) -> Vec<Frame> {
        let wait = async {
            while self.frames(kind).len() < count {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(PATIENCE, wait).await.expect("the frames did not come");
        self.frames(kind)
    }

    /// The limits of streams that the server has told, in order.
    pub fn limits(&self) -> Vec<u32> {
        let frames = self.frames(SETTINGS);
        let settings = frames.iter().flat_map(|frame| frame.payload.chunks(6));
        settings
            .filter(|setting| setting[..2] == [0, 3])
            .map(|setting| u32::from_be_bytes(setting[2..].try_into().unwrap()))
            .collect()
    }

    pub fn has_ended(&self) -> bool {
        *self.ended.borrow()
    }

    /// Waits until the server has closed the connection.
    pub async fn wait_for_the_end(&mut self) {
        let ended = self.ended.wait_for(|ended| *ended);
        let _ = tokio::time::timeout(PATIENCE, ended).await.expect("it is still open").unwrap();
    }
}

/// Takes a whole frame off the front.
fn next(bytes: &mut Vec<u8>) -> Option<Vec<u8>> {
    let head = *bytes.first_chunk::<HEAD_BYTES>()?;
    let length = u32::from_be_bytes([0, head[0], head[1], head[2]]);
    let length = HEAD_BYTES + usize::try_from(length).unwrap();
    (bytes.len() >= length).then(|| bytes.drain(..length).collect())
}

/// The answer to a push under way.
pub async fn finish(response: ResponseFuture) -> Result<Answer, h2::Error> {
    let (parts, mut incoming) = response.await?.into_parts();
    let mut body = Vec::new();
    while let Some(data) = incoming.data().await {
        let data = data?;
        let _ = incoming.flow_control().release_capacity(data.len());
        body.extend(data);
    }
    Ok(Answer { status: parts.status.as_u16(), headers: parts.headers, body: Bytes::from(body) })
}
