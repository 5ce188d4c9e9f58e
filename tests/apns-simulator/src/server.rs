//! Sockets, TLS and HTTP/2: from a connection to requests, and from replies back.

use std::collections::VecDeque;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::Response;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::server::conn::http2;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;

use crate::clock::Clock;
use crate::connection::Connection;
use crate::device_push::{self, Rules};
use crate::error::SetUpError;
use crate::reason::Reason;
use crate::record::Record;
use crate::refusal::Refusal;
use crate::reply::Reply;
use crate::request::{Body, Request};

/// What APNs announces in its SETTINGS, as seen on the wire.
const MAX_CONCURRENT_STREAMS: u32 = 1000;
const INITIAL_WINDOW_BYTES: u32 = 65_535;
const MAX_FRAME_BYTES: u32 = 16_384;
const MAX_HEADER_LIST_BYTES: u32 = 8000;

/// A longer body is not read to its end. Up to here the client can finish sending before it is told that it is too much.
const MAX_READ_BYTES: usize = 1024 * 1024;
/// A client that opens a socket and says nothing is let go after this.
const HANDSHAKE_TIME: Duration = Duration::from_secs(10);
/// Requests under way get this long to end when the simulator stops.
const STOP_TIME: Duration = Duration::from_secs(2);
/// How often a free port is looked for that is free for both IPv4 and IPv6.
const PORT_TRIES: usize = 16;

/// What to do with each recorded request as it comes.
pub(crate) type Observer = Box<dyn Fn(&Record) + Send + Sync>;

/// What all connections share.
pub(crate) struct Shared {
    pub(crate) rules: Rules,
    pub(crate) clock: Box<dyn Clock>,
    pub(crate) keep: usize,
    pub(crate) observer: Option<Observer>,
    pub(crate) records: Mutex<VecDeque<Record>>,
    pub(crate) connections: AtomicU64,
}

impl Shared {
    /// The one place where a request meets its answer.
    fn answer(&self, request: Request, connection: &Mutex<Connection>) -> Response<Full<Bytes>> {
        let now_ms = self.clock.now_ms();
        let mut connection = lock(connection);
        let outcome = self.route(&request, &mut connection, now_ms);
        let number = connection.number;
        drop(connection);
        let reply = Reply::new(&request, self.rules.environment, outcome);
        self.record(Record::new(number, now_ms, request, &reply));
        reply.response()
    }

    /// Each API of APNs has its own paths and its own checks. Device push is the only one so far.
    fn route(
        &self,
        request: &Request,
        connection: &mut Connection,
        now_ms: i64,
    ) -> Result<(), Refusal> {
        if request.path.starts_with(device_push::PATH) {
            return device_push::examine(request, &self.rules, connection, now_ms);
        }
        Err(Refusal::new(Reason::BadPath, format!("nothing is at {}", request.path)))
    }

    fn record(&self, record: Record) {
        if let Some(observer) = &self.observer {
            observer(&record);
        }
        if self.keep == 0 {
            return;
        }
        let mut records = lock(&self.records);
        while records.len() >= self.keep {
            records.pop_front();
        }
        records.push_back(record);
    }
}

/// A panic while the lock was held does not make the value worse than it was.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Binds the port on loopback, for IPv4 and, where the machine has it, IPv6. 0 finds a free one.
pub(crate) async fn bind(port: u16) -> Result<(Vec<TcpListener>, u16), SetUpError> {
    let tries = if port == 0 { PORT_TRIES } else { 1 };
    let mut failure = None;
    for _ in 0..tries {
        match bind_both(port).await {
            Ok(bound) => return Ok(bound),
            Err(error) => failure = Some(error),
        }
    }
    let failure = failure.map_or_else(String::new, |error| format!(": {error}"));
    Err(SetUpError::new(format!("port {port} cannot be opened on loopback{failure}")))
}

async fn bind_both(port: u16) -> std::io::Result<(Vec<TcpListener>, u16)> {
    let v4 = TcpListener::bind(SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port)).await?;
    let port = v4.local_addr()?.port();
    match TcpListener::bind(SocketAddr::new(IpAddr::V6(Ipv6Addr::LOCALHOST), port)).await {
        Ok(v6) => Ok((vec![v4, v6], port)),
        // Someone else there would get what clients send to `localhost`.
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => Err(error),
        Err(_) => Ok((vec![v4], port)),
    }
}

/// Serves until told to stop, then lets requests under way end.
pub(crate) async fn serve(
    listeners: Vec<TcpListener>,
    tls: TlsAcceptor,
    shared: Arc<Shared>,
    stop: watch::Receiver<bool>,
) {
    let mut loops = JoinSet::new();
    for listener in listeners {
        loops.spawn(accept(listener, tls.clone(), Arc::clone(&shared), stop.clone()));
    }
    while loops.join_next().await.is_some() {}
}

async fn accept(
    listener: TcpListener,
    tls: TlsAcceptor,
    shared: Arc<Shared>,
    stop: watch::Receiver<bool>,
) {
    let mut connections = JoinSet::new();
    let mut stopped = stop.clone();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    let (tls, shared, stop) = (tls.clone(), Arc::clone(&shared), stop.clone());
                    connections.spawn(connect(stream, tls, shared, stop));
                }
                // Out of file handles, most likely: some will come free.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            },
            Some(_) = connections.join_next() => {}
            () = told_to(&mut stopped) => break,
        }
    }
    drop(listener);
    let _ =
        tokio::time::timeout(STOP_TIME, async { while connections.join_next().await.is_some() {} })
            .await;
}

async fn connect(
    stream: TcpStream,
    tls: TlsAcceptor,
    shared: Arc<Shared>,
    mut stop: watch::Receiver<bool>,
) {
    let _ = stream.set_nodelay(true);
    let Ok(Ok(stream)) = tokio::time::timeout(HANDSHAKE_TIME, tls.accept(stream)).await else {
        return;
    };
    // TLS itself refuses a client that offers other protocols; this one offered none.
    if stream.get_ref().1.alpn_protocol() != Some(b"h2") {
        return;
    }
    let number = shared.connections.fetch_add(1, Ordering::Relaxed).saturating_add(1);
    let state = Arc::new(Mutex::new(Connection::new(number)));
    let service = service_fn(move |request| {
        let (shared, state) = (Arc::clone(&shared), Arc::clone(&state));
        async move {
            let request = read(request).await?;
            Ok::<_, hyper::Error>(shared.answer(request, &state))
        }
    });
    let connection = http2::Builder::new(TokioExecutor::new())
        .auto_date_header(false)
        .max_concurrent_streams(MAX_CONCURRENT_STREAMS)
        .initial_stream_window_size(INITIAL_WINDOW_BYTES)
        .initial_connection_window_size(INITIAL_WINDOW_BYTES)
        .max_frame_size(MAX_FRAME_BYTES)
        .max_header_list_size(MAX_HEADER_LIST_BYTES)
        .serve_connection(TokioIo::new(stream), service);
    tokio::pin!(connection);
    tokio::select! {
        _ = connection.as_mut() => return,
        () = told_to(&mut stop) => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}

/// Ends when the simulator is told to stop, or is gone.
async fn told_to(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}

/// Reads a request to its end, or a bit beyond what a body may have.
async fn read(request: http::Request<Incoming>) -> Result<Request, hyper::Error> {
    let (parts, mut incoming) = request.into_parts();
    let mut body = Body::default();
    while body.length <= MAX_READ_BYTES {
        match incoming.frame().await {
            Some(frame) => {
                if let Ok(data) = frame?.into_data() {
                    body.push(&data);
                }
            }
            None => break,
        }
    }
    let path = parts
        .uri
        .path_and_query()
        .map_or_else(|| parts.uri.path().to_owned(), |path| path.as_str().to_owned());
    Ok(Request { method: parts.method, path, headers: parts.headers, body })
}
