//! Sockets and TLS: from a port to connections.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;

use crate::error::SetUpError;
use crate::service::{Api, Service};
use crate::session::{self, told_to};

/// A client that opens a socket and says nothing is let go after this.
const HANDSHAKE_TIME: Duration = Duration::from_secs(10);
/// Requests under way get this long to end when the simulator stops.
const STOP_TIME: Duration = Duration::from_secs(2);
/// How often a free port is looked for that is free for both IPv4 and IPv6.
const PORT_TRIES: usize = 16;

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
    listeners: Vec<(TcpListener, Api)>,
    tls: TlsAcceptor,
    service: Arc<Service>,
    stop: watch::Receiver<bool>,
) {
    let mut loops = JoinSet::new();
    for (listener, api) in listeners {
        loops.spawn(accept(listener, api, tls.clone(), Arc::clone(&service), stop.clone()));
    }
    while loops.join_next().await.is_some() {}
}

async fn accept(
    listener: TcpListener,
    api: Api,
    tls: TlsAcceptor,
    service: Arc<Service>,
    stop: watch::Receiver<bool>,
) {
    let mut connections = JoinSet::new();
    let mut stopped = stop.clone();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    let (tls, service, stop) = (tls.clone(), Arc::clone(&service), stop.clone());
                    connections.spawn(connect(stream, api, tls, service, stop));
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
    api: Api,
    tls: TlsAcceptor,
    service: Arc<Service>,
    stop: watch::Receiver<bool>,
) {
    let _ = stream.set_nodelay(true);
    let Ok(Ok(stream)) = tokio::time::timeout(HANDSHAKE_TIME, tls.accept(stream)).await else {
        return;
    };
    // TLS itself refuses a client that offers other protocols; this one offered none.
    if stream.get_ref().1.alpn_protocol() == Some(b"h2") {
        session::serve(stream, api, service, stop).await;
    }
}
