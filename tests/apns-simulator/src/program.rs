//! One run of the program: from options to a running simulator, until something ends it.

use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use apns_simulator::{
    Builder, Fleet, KnownKey, ManualClock, ShiftedClock, Simulator, ThrowAwayKey,
};
use serde_json::Value;
use tokio::sync::oneshot;

use crate::cli::{KeyOptions, Options};
use crate::files::{self, RunFolder};

/// What the key made at start is called, unless the flags say otherwise: the ids of Apple's own examples.
const DEFAULT_KEY_ID: &str = "ABC123DEFG";
const DEFAULT_TEAM_ID: &str = "DEF123GHIJ";

/// Starts, prints the line that says so, and serves until it is time to stop.
pub(crate) async fn run(options: Options) -> Result<(), String> {
    let mut signals = Signals::new()?;
    let folder = RunFolder::make()?;
    let mut builder = service(&options)?;
    let mut first = None;
    for key in &options.keys {
        let (key, facts) = load(key, &options, &folder)?;
        builder = builder.key(key);
        first.get_or_insert(facts);
    }
    let running = builder.start().await.map_err(|wrong| wrong.to_string())?;

    let certificate = options
        .certificate_out
        .as_ref()
        .map_or_else(|| folder.file("certificate.pem"), PathBuf::from);
    files::write(&certificate, &running.certificate_pem)?;
    if let Some(facts) = first {
        let mut announced = vec![("listening", running.url())];
        announced.extend(running.manage_url().map(|url| ("managing", url)));
        announced.extend([
            ("certificate", shown(&certificate)),
            ("key", facts.file),
            ("key_id", facts.key_id),
            ("team_id", facts.team_id),
            ("environment", options.environment.text().to_owned()),
        ]);
        announce(&announced)?;
    }

    tokio::select! {
        () = signals.stop() => {}
        () = time_is_up(options.for_seconds) => {}
        () = stdin_closed(options.until_stdin_closes) => {}
    }
    let report = running.stop().await;
    match &options.report {
        Some(file) => files::write(Path::new(file), report.to_json()),
        None => Ok(()),
    }
}

fn service(options: &Options) -> Result<Builder, String> {
    let mut builder = Simulator::builder()
        .port(options.port)
        .environment(options.environment)
        .keep(0)
        .drop_streams_permille(options.drop_streams_permille)
        .fleet(fleet(options)?);
    if let Some(seconds) = options.now_seconds {
        builder = builder.clock(ManualClock::at_seconds(seconds));
    }
    if let Some((shift, speed)) = options.clock {
        builder = builder.clock(ShiftedClock::new(shift, speed));
    }
    if let Some(seed) = options.seed {
        builder = builder.seed(seed);
    }
    if let Some(streams) = options.streams {
        builder = builder.streams(streams);
    }
    if options.end_on_too_many_streams {
        builder = builder.end_on_too_many_streams();
    }
    let broadcasts = &options.broadcasts;
    if let Some(port) = broadcasts.manage_port {
        builder = builder.manage_port(port);
    }
    if let Some(channels) = broadcasts.max_channels {
        builder = builder.max_channels(channels);
    }
    for (bundle_id, channel_id, policy) in &broadcasts.channels {
        builder = builder.channel(bundle_id, channel_id, *policy);
    }
    for bundle_id in &broadcasts.without {
        builder = builder.without_broadcasts(bundle_id);
    }
    if let Some(rates) = &options.faults {
        builder = builder.faults(rates.clone());
    }
    if options.log {
        builder = builder.on_request(|record| {
            let _ = writeln!(std::io::stderr(), "{}", record.log_line());
        });
    }
    for file in &options.client_authorities {
        builder = builder
            .client_authority(&files::read(file)?)
            .map_err(|wrong| format!("{file}: {wrong}"))?;
    }
    for (bundle_id, ms) in &options.later_bundle_ids {
        builder = builder.registered_later(bundle_id, *ms);
    }
    for device in &options.devices {
        builder = match device.timestamp_ms {
            Some(ms) => builder.refuse_at(&device.token, device.reason, ms),
            None => builder.refuse(&device.token, device.reason),
        };
    }
    Ok(builder)
}

fn fleet(options: &Options) -> Result<Fleet, String> {
    let fleet = &options.fleet;
    let Some(file) = &fleet.file else { return Ok(Fleet::default()) };
    let devices =
        Fleet::read(&files::read_text(file)?).map_err(|wrong| format!("{file}: {wrong}"))?;
    Ok(devices
        .dead_permille(fleet.dead_permille.unwrap_or_default())
        .reregistered_permille(fleet.reregistered_permille.unwrap_or_default())
        .bad_permille(fleet.bad_permille.unwrap_or_default()))
}

/// What the first line says about the first key.
struct KeyFacts {
    file: String,
    key_id: String,
    team_id: String,
}

fn load(
    key: &KeyOptions,
    options: &Options,
    folder: &RunFolder,
) -> Result<(KnownKey, KeyFacts), String> {
    let (known, facts) = match &key.file {
        Some(file) => {
            let key_id = key
                .key_id
                .clone()
                .or_else(|| key_id_of(file))
                .ok_or_else(|| format!("--key {file} needs a --key-id after it"))?;
            let team_id = key.team_id.clone().unwrap_or_default();
            let known = KnownKey::from_pem(&files::read_text(file)?, &key_id, &team_id)
                .map_err(|wrong| format!("{file}: {wrong}"))?;
            (known, KeyFacts { file: file.clone(), key_id, team_id })
        }
        None => {
            let key_id = key.key_id.clone().unwrap_or_else(|| DEFAULT_KEY_ID.to_owned());
            let team_id = key.team_id.clone().unwrap_or_else(|| DEFAULT_TEAM_ID.to_owned());
            let made = ThrowAwayKey::new(&key_id, &team_id).map_err(|wrong| wrong.to_string())?;
            let file = options
                .key_out
                .as_ref()
                .map_or_else(|| folder.file("throw-away-key.p8"), PathBuf::from);
            files::write_new_key(&file, made.pem())?;
            (made.known(), KeyFacts { file: shown(&file), key_id, team_id })
        }
    };
    Ok((limited(known, key), facts))
}

fn limited(mut known: KnownKey, key: &KeyOptions) -> KnownKey {
    for topic in &key.topics {
        known = known.topic(topic);
    }
    if let Some(environment) = key.environment {
        known = known.environment(environment);
    }
    match &key.related_key_id {
        Some(key_id) => known.related_to(key_id),
        None => known,
    }
}

/// Apple names its files `AuthKey_<key id>.p8`.
fn key_id_of(file: &str) -> Option<String> {
    let name = Path::new(file).file_name()?.to_str()?;
    let key_id = name.strip_prefix("AuthKey_")?.strip_suffix(".p8")?;
    (!key_id.is_empty()).then(|| key_id.to_owned())
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// The line that tells a person or a test harness that the simulator is ready.
fn announce(facts: &[(&str, String)]) -> Result<(), String> {
    let fields: Vec<String> = facts
        .iter()
        .map(|(name, value)| format!("\"{name}\":{}", Value::from(value.as_str())))
        .collect();
    let mut stdout = std::io::stdout();
    writeln!(stdout, "{{{}}}", fields.join(","))
        .and_then(|()| stdout.flush())
        .map_err(|error| format!("standard output cannot be written: {error}"))
}

async fn time_is_up(seconds: Option<u64>) {
    match seconds {
        Some(seconds) => tokio::time::sleep(Duration::from_secs(seconds)).await,
        None => std::future::pending().await,
    }
}

/// Ends with standard input. A thread of its own reads it: unlike one of the runtime's, it does not hold up the exit.
async fn stdin_closed(asked_for: bool) {
    if !asked_for {
        return std::future::pending().await;
    }
    let (closed, wait) = oneshot::channel::<()>();
    std::thread::spawn(move || {
        let mut buffer = [0_u8; 1024];
        let mut stdin = std::io::stdin();
        while stdin.read(&mut buffer).is_ok_and(|read| read > 0) {}
        drop(closed);
    });
    let _ = wait.await;
}

#[cfg(unix)]
struct Signals {
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn new() -> Result<Self, String> {
        use tokio::signal::unix::{SignalKind, signal};
        let listen =
            |kind| signal(kind).map_err(|error| format!("signals cannot be caught: {error}"));
        Ok(Self {
            terminate: listen(SignalKind::terminate())?,
            interrupt: listen(SignalKind::interrupt())?,
        })
    }

    async fn stop(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn new() -> Result<Self, String> {
        Ok(Self)
    }

    async fn stop(&mut self) {
        let _ = tokio::signal::ctrl_c().await;
    }
}
