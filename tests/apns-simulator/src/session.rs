//! One connection: HTTP/2 on it, and its requests side by side.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use h2::server::{self, SendResponse};
use h2::{Reason as H2Reason, RecvStream};
use tokio::net::TcpStream;
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;
use tokio_rustls::server::TlsStream;

use crate::client_certificate::ClientCertificate;
use crate::connection::Connection;
use crate::request::{Body, Request};
use crate::service::{Api, Delivery, Service};
use crate::streams::FIRST_LIMIT;
use crate::wire::Wire;

/// What APNs announces in its SETTINGS, as seen on the wire.
const INITIAL_WINDOW_BYTES: u32 = 65_535;
const MAX_FRAME_BYTES: u32 = 16_384;
const MAX_HEADER_LIST_BYTES: u32 = 8000;

/// What the HTTP/2 library counts for its own protection must not get in the way of what is simulated.
const LIBRARY_LIMIT: u32 = 1 << 20;
const LIBRARY_COUNT: usize = 1 << 20;

/// A longer body is not read to its end. Up to here the client can finish sending before it is told that it is too much.
const MAX_READ_BYTES: usize = 1024 * 1024;
/// How long the last bytes of a connection may take.
const CLOSE_TIME: Duration = Duration::from_secs(1);

/// A connection, as its requests see it.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) state: Mutex<Connection>,
    pub(crate) wire: Arc<Wire>,
    /// After GOAWAY: the last stream that is answered before the connection is closed.
    ending: Mutex<Option<u32>>,
    end: Notify,
}

impl Line {
    /// Lets the connection end once all streams up to this one have been answered.
    pub(crate) fn end_after(&self, last_stream: u32) {
        *crate::server::lock(&self.ending) = Some(last_stream);
        self.end.notify_one();
    }

    async fn ended(&self) {
        loop {
            let ending = *crate::server::lock(&self.ending);
            if let Some(last_stream) = ending {
                return self.wire.answered_up_to(last_stream).await;
            }
            self.end.notified().await;
        }
    }
}

/// Serves a connection until either side ends it.
pub(crate) async fn serve(
    stream: TlsStream<TcpStream>,
    api: Api,
    service: Arc<Service>,
    stop: watch::Receiver<bool>,
) {
    let shown = stream.get_ref().1.peer_certificates().and_then(<[_]>::first);
    let certificate = shown.map(|der| ClientCertificate::read(der));
    // The limit of one stream belongs to provider tokens.
    let streams = if certificate.is_some() { service.limits.full } else { FIRST_LIMIT };
    let (wire, library, carrying) = Wire::new(stream, streams);
    let mut carrier = JoinSet::new();
    carrier.spawn(carrying);
    let number = service.connections.fetch_add(1, Ordering::Relaxed).saturating_add(1);
    let line = Arc::new(Line {
        state: Mutex::new(Connection::new(number, certificate)),
        wire,
        ending: Mutex::new(None),
        end: Notify::new(),
    });
    let handshake = server::Builder::new()
        .max_concurrent_streams(LIBRARY_LIMIT)
        .max_concurrent_reset_streams(LIBRARY_COUNT)
        .max_pending_accept_reset_streams(LIBRARY_COUNT)
        .max_local_error_reset_streams(None)
        .data_frame_budget(LIBRARY_COUNT)
        .initial_window_size(INITIAL_WINDOW_BYTES)
        .initial_connection_window_size(INITIAL_WINDOW_BYTES)
        .max_frame_size(MAX_FRAME_BYTES)
        .max_header_list_size(MAX_HEADER_LIST_BYTES)
        .handshake::<_, Bytes>(library);
    let Ok(mut connection) = handshake.await else { return };

    let mut requests = JoinSet::new();
    let ended = line.ended();
    tokio::pin!(ended);
    let mut stopping = false;
    let mut stopped = stop.clone();
    loop {
        tokio::select! {
            accepted = connection.accept() => match accepted {
                Some(Ok((request, respond))) => {
                    let (service, line) = (Arc::clone(&service), Arc::clone(&line));
                    requests.spawn(handle(request, respond, api, service, line, stop.clone()));
                }
                _ => break,
            },
            Some(_) = requests.join_next() => {}
            () = &mut ended => break,
            () = told_to(&mut stopped), if !stopping => {
                connection.graceful_shutdown();
                stopping = true;
            }
        }
    }
    drop(connection);
    let _ = tokio::time::timeout(CLOSE_TIME, carrier.join_next()).await;
}

/// Ends when the simulator is told to stop, or is gone.
pub(crate) async fn told_to(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}

/// One request, from its first byte to the last of its answer.
async fn handle(
    request: http::Request<RecvStream>,
    mut respond: SendResponse<Bytes>,
    api: Api,
    service: Arc<Service>,
    line: Arc<Line>,
    mut stop: watch::Receiver<bool>,
) {
    let stream = respond.stream_id().as_u32();
    let Ok(request) = read(request).await else { return };
    let simulate = service.simulated(api, &request);
    if let Ok(simulate) = &simulate
        && simulate.delay_ms > 0
    {
        tokio::time::sleep(Duration::from_millis(simulate.delay_ms)).await;
    }
    match service.answer(api, request, stream, &line, simulate) {
        Delivery::Reply(reply) => {
            let head = reply.head();
            let body = reply.into_body();
            if let Ok(mut sender) = respond.send_response(head, body.is_empty())
                && !body.is_empty()
            {
                let _ = sender.send_data(body, true);
            }
        }
        Delivery::Reset(code) => respond.send_reset(H2Reason::from(code)),
        Delivery::Never => {
            // Held until the client resets it or all ends: dropped, it would be reset from here.
            tokio::select! {
                _ = std::future::poll_fn(|context| respond.poll_reset(context)) => {}
                () = told_to(&mut stop) => {}
            }
        }
    }
}

/// Reads a request to its end, or a bit beyond what a body may have.
async fn read(request: http::Request<RecvStream>) -> Result<Request, h2::Error> {
    let (parts, mut incoming) = request.into_parts();
    let mut body = Body::default();
    while body.length <= MAX_READ_BYTES {
        let Some(data) = incoming.data().await else { break };
        let data = data?;
        incoming.flow_control().release_capacity(data.len())?;
        body.push(&data);
    }
    let path = parts
        .uri
        .path_and_query()
        .map_or_else(|| parts.uri.path().to_owned(), |path| path.as_str().to_owned());
    Ok(Request { method: parts.method, path, headers: parts.headers, body })
}
