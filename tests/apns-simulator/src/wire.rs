//! Between TLS and the HTTP/2 library: what the library does not do itself is done here, on whole frames.
//!
//! It changes the limit of streams in mid-connection, sends GOAWAY with any text and any last stream, cuts the connection,
//! and tells which streams are open at any moment.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::{Buf as _, BytesMut};
use tokio::io::{AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, DuplexStream, ReadHalf};
use tokio::net::TcpStream;
use tokio::sync::{Notify, mpsc};
use tokio_rustls::server::TlsStream;

use crate::frame::{self, Head};
use crate::server::lock;
use crate::streams::Streams;

/// How much may be under way between the library and the socket.
const BUFFER_BYTES: usize = 64 * 1024;
/// How long a closed connection is still read, so that what was sent last is not lost to a reset of TCP.
const LINGER: Duration = Duration::from_millis(500);

type Client = TlsStream<TcpStream>;

/// What a connection is told from outside the HTTP/2 library.
#[derive(Debug)]
pub(crate) struct Wire {
    /// How many streams the first SETTINGS allow.
    first_limit: u32,
    streams: Mutex<Streams>,
    orders: mpsc::UnboundedSender<Order>,
    changed: Notify,
}

#[derive(Debug)]
enum Order {
    Send(Vec<u8>),
    Cut,
}

impl Wire {
    /// The wire, the end of it for the HTTP/2 library, and the work of carrying bytes, which ends with the connection.
    pub(crate) fn new(
        client: Client,
        streams: u32,
    ) -> (Arc<Self>, DuplexStream, impl Future<Output = ()>) {
        let (orders, ordered) = mpsc::unbounded_channel();
        let first_limit = streams;
        let streams = Mutex::new(Streams::new(streams));
        let wire = Arc::new(Self { first_limit, streams, orders, changed: Notify::new() });
        let (library, inner) = tokio::io::duplex(BUFFER_BYTES);
        let work = carry(Arc::clone(&wire), client, inner, ordered);
        (wire, library, work)
    }

    /// Changes what is known of the streams, and tells the client if the change says so.
    pub(crate) fn limit(&self, limit: u32, change: impl FnOnce(&mut Streams) -> bool) {
        let mut streams = lock(&self.streams);
        if change(&mut streams) {
            self.order(Order::Send(frame::settings(limit)));
        }
    }

    /// Looks at the streams.
    pub(crate) fn streams<T>(&self, look: impl FnOnce(&Streams) -> T) -> T {
        look(&lock(&self.streams))
    }

    pub(crate) fn go_away(&self, last_stream: u32, code: u32, debug_data: &[u8]) {
        self.order(Order::Send(frame::go_away(last_stream, code, debug_data)));
    }

    /// Ends the connection without a word.
    pub(crate) fn cut(&self) {
        self.order(Order::Cut);
    }

    /// Ends once the answers to all streams up to this one have been written.
    pub(crate) async fn answered_up_to(&self, last: u32) {
        loop {
            let changed = self.changed.notified();
            if self.streams(|streams| streams.closed_up_to(last)) {
                return;
            }
            changed.await;
        }
    }

    fn order(&self, order: Order) {
        let _ = self.orders.send(order);
    }

    fn closed(&self, stream: u32) {
        lock(&self.streams).closed(stream);
        self.changed.notify_waiters();
    }

    /// Looks at a frame of the client. Whether the library is to see it.
    fn incoming(&self, head: Head) -> bool {
        match head.kind {
            frame::HEADERS => lock(&self.streams).opened(head.stream),
            frame::RST_STREAM => self.closed(head.stream),
            frame::SETTINGS if head.has(frame::ACK) => return lock(&self.streams).acknowledged(),
            _ => {}
        }
        true
    }

    /// Looks at a frame of the library, and changes it.
    fn outgoing(&self, head: Head, frame: &mut [u8]) {
        match head.kind {
            frame::HEADERS | frame::DATA if head.has(frame::END_STREAM) => self.closed(head.stream),
            frame::RST_STREAM => self.closed(head.stream),
            frame::SETTINGS if !head.has(frame::ACK) => {
                if let Some(payload) = frame.get_mut(frame::HEAD_BYTES..) {
                    frame::set_streams(payload, self.first_limit);
                }
            }
            _ => {}
        }
    }
}

async fn carry(
    wire: Arc<Wire>,
    client: Client,
    library: DuplexStream,
    orders: mpsc::UnboundedReceiver<Order>,
) {
    let (from_client, to_client) = tokio::io::split(client);
    let (from_library, to_library) = tokio::io::split(library);
    tokio::select! {
        () = carry_in(&wire, from_client, to_library) => {}
        () = carry_out(&wire, from_library, to_client, orders) => {}
    }
}

async fn carry_in(wire: &Wire, mut client: ReadHalf<Client>, mut library: impl AsyncWrite + Unpin) {
    let mut buffer = BytesMut::with_capacity(BUFFER_BYTES);
    let mut passed = Vec::new();
    // The bytes still to come of what has begun, and whether they go on to the library.
    let mut rest = frame::PREFACE_BYTES;
    let mut passes = true;
    while client.read_buf(&mut buffer).await.is_ok_and(|read| read > 0) {
        loop {
            let part = buffer.split_to(rest.min(buffer.len()));
            rest = rest.saturating_sub(part.len());
            if passes {
                passed.extend_from_slice(&part);
            }
            if rest > 0 {
                break;
            }
            let Some(head) = Head::read(&buffer) else { break };
            passes = wire.incoming(head);
            rest = head.length.saturating_add(frame::HEAD_BYTES);
        }
        // The library may be gone already; then the client is listened to, and that is all.
        let _ = library.write_all(&passed).await;
        passed.clear();
    }
}

async fn carry_out(
    wire: &Wire,
    mut library: ReadHalf<DuplexStream>,
    mut client: impl AsyncWrite + Unpin,
    mut orders: mpsc::UnboundedReceiver<Order>,
) {
    let mut buffer = BytesMut::with_capacity(BUFFER_BYTES);
    let mut passed = Vec::new();
    // Nothing may come between HEADERS and their CONTINUATION, nor into a frame.
    let mut open_headers = false;
    loop {
        tokio::select! {
            biased;
            order = orders.recv(), if !open_headers => match order {
                Some(Order::Send(frame)) => passed.extend(frame),
                Some(Order::Cut) | None => return,
            },
            read = library.read_buf(&mut buffer) => {
                if !read.is_ok_and(|read| read > 0) {
                    break;
                }
                while let Some(head) = Head::read(&buffer) {
                    let length = head.length.saturating_add(frame::HEAD_BYTES);
                    let Some(frame) = buffer.get_mut(..length) else { break };
                    wire.outgoing(head, frame);
                    passed.extend_from_slice(frame);
                    buffer.advance(length);
                    if matches!(head.kind, frame::HEADERS | frame::CONTINUATION) {
                        open_headers = !head.has(frame::END_HEADERS);
                    }
                }
            }
        }
        if client.write_all(&passed).await.is_err() || client.flush().await.is_err() {
            return;
        }
        passed.clear();
    }
    let _ = client.shutdown().await;
    tokio::time::sleep(LINGER).await;
}
