//! The command line: what the flags are, what they mean, what is wrong with them.

use apns_simulator::{Environment, FaultRates, Reason};

/// APNs itself offers this port beside 443.
const DEFAULT_PORT: u16 = 2197;

/// What `--fleet` stands for: every fault, none often. Those that end a connection are rare, for they hit all that is on it.
const FLEET_FAULTS: &str = "cut=0.2,empty=2,goaway=0.5,html=3,idle=0.2,refused=5,reset=2,reset-early=1,shutdown=0.3,silent=0.5,silent-early=0.5,throttle=5,unavailable=5";
const FLEET_DROP_PERMILLE: u32 = 50;
const FLEET_DEAD_PERMILLE: u32 = 20;
const FLEET_REREGISTERED_PERMILLE: u32 = 10;
const FLEET_BAD_PERMILLE: u32 = 10;

/// What the program was asked to do.
#[derive(Debug)]
pub(crate) enum Command {
    Run(Box<Options>),
    Help,
    Version,
}

/// The flags, read.
#[derive(Debug)]
pub(crate) struct Options {
    pub(crate) port: u16,
    pub(crate) environment: Environment,
    pub(crate) certificate_out: Option<String>,
    pub(crate) now_seconds: Option<i64>,
    /// Seconds ahead, and how many times as fast.
    pub(crate) clock: Option<(i64, u32)>,
    pub(crate) report: Option<String>,
    pub(crate) seed: Option<u64>,
    pub(crate) streams: Option<u32>,
    pub(crate) drop_streams_permille: u32,
    pub(crate) end_on_too_many_streams: bool,
    pub(crate) faults: Option<FaultRates>,
    pub(crate) fleet: FleetOptions,
    pub(crate) log: bool,
    pub(crate) for_seconds: Option<u64>,
    pub(crate) until_stdin_closes: bool,
    /// At least one; only a sole one may be without a file, and is then made at start.
    pub(crate) keys: Vec<KeyOptions>,
    pub(crate) key_out: Option<String>,
    pub(crate) client_authorities: Vec<String>,
    /// Bundle ids, and when each is registered.
    pub(crate) later_bundle_ids: Vec<(String, i64)>,
    pub(crate) devices: Vec<DeviceOptions>,
    pub(crate) broadcasts: BroadcastOptions,
}

/// Channels, and who may have them.
#[derive(Debug, Default)]
pub(crate) struct BroadcastOptions {
    pub(crate) manage_port: Option<u16>,
    /// Bundle id, channel id, storage policy.
    pub(crate) channels: Vec<(String, String, u8)>,
    pub(crate) max_channels: Option<usize>,
    pub(crate) without: Vec<String>,
}

/// The devices of a file, and how many of 1000 have had something happen to them.
#[derive(Debug, Default)]
pub(crate) struct FleetOptions {
    pub(crate) file: Option<String>,
    pub(crate) dead_permille: Option<u32>,
    pub(crate) reregistered_permille: Option<u32>,
    pub(crate) bad_permille: Option<u32>,
}

/// One key and the flags that belong to it.
#[derive(Debug, Default)]
pub(crate) struct KeyOptions {
    pub(crate) file: Option<String>,
    pub(crate) key_id: Option<String>,
    pub(crate) team_id: Option<String>,
    pub(crate) topics: Vec<String>,
    pub(crate) environment: Option<Environment>,
    pub(crate) related_key_id: Option<String>,
}

/// A device token that is answered in a certain way.
#[derive(Debug)]
pub(crate) struct DeviceOptions {
    pub(crate) token: String,
    pub(crate) reason: Reason,
    pub(crate) timestamp_ms: Option<i64>,
}

struct Flag {
    name: &'static str,
    /// How the value is shown in the help; empty for a flag without one.
    value: &'static str,
    help: &'static str,
}

const fn flag(name: &'static str, value: &'static str, help: &'static str) -> Flag {
    Flag { name, value, help }
}

const FLAGS: &[(&str, &[Flag])] = &[
    (
        "Service",
        &[
            flag("--port", "N", "port on loopback; 0 finds a free one (default 2197)"),
            flag("--environment", "ENV", "sandbox (default) or production"),
            flag("--certificate-out", "FILE", "where to write the certificate to trust, in PEM"),
            flag("--now", "SECONDS", "stop the clock at this time since 1970"),
            flag("--clock", "[+-S][xN]", "S seconds ahead or behind, N times as fast"),
            flag("--seed", "N", "what all chance follows from, to have a run again"),
            flag("--report", "FILE", "where to write the sums of the run when it ends"),
            flag("--log", "", "one line of JSON on stderr for each request"),
            flag("--for", "SECONDS", "stop after this time"),
            flag("--until-stdin-closes", "", "stop when standard input ends"),
        ],
    ),
    (
        "Keys (the flags below --key belong to the --key before them)",
        &[
            flag("--key", "FILE", "a .p8 file or a public key in PEM; repeatable"),
            flag("--key-id", "ID", "its key id (default: from the name AuthKey_ID.p8)"),
            flag("--team-id", "ID", "its team"),
            flag("--topic", "BUNDLE_ID", "it may push to this app only; repeatable"),
            flag("--key-environment", "ENV", "it is for sandbox or production only"),
            flag("--related-key", "ID", "the one other key with topics on its connections"),
            flag("--registered-later", "BUNDLE_ID@MS", "the app is there from MS on, for all keys"),
            flag("--key-out", "FILE", "without --key: where to write the key made at start"),
        ],
    ),
    (
        "Client certificates (to make one: apns-simulator issue --help)",
        &[flag("--client-ca", "FILE", "an authority whose certificates may push; repeatable")],
    ),
    (
        "Device tokens (repeatable)",
        &[
            flag("--unregistered", "TOKEN[@MS]", "410 Unregistered since MS (default: the start)"),
            flag("--expired", "TOKEN[@MS]", "410 ExpiredToken since MS (default: the start)"),
            flag("--bad-token", "TOKEN", "400 BadDeviceToken"),
            flag("--not-for-topic", "TOKEN", "400 DeviceTokenNotForTopic"),
            flag("--refuse", "TOKEN=REASON", "any reason, such as TooManyRequests or Shutdown"),
        ],
    ),
    (
        "Broadcasts",
        &[
            flag("--manage-listen", "N", "port for the management of channels; 0 finds one"),
            flag(
                "--channel",
                "BUNDLE_ID=ID[@P]",
                "a channel, with storage policy 0 or 1 (default 0)",
            ),
            flag("--max-channels", "N", "channels an app may have (default 10000)"),
            flag("--without-broadcasts", "BUNDLE_ID", "400 FeatureNotEnabled for this app"),
        ],
    ),
    (
        "Devices of a file (lines of TOKEN, tab, milliseconds of its registration)",
        &[
            flag("--devices", "FILE", "the file; the seed chooses from it"),
            flag("--dead-permille", "N", "so many of 1000 are gone: 410 since later"),
            flag("--reregistered-permille", "N", "so many are back: one 410 since earlier"),
            flag("--bad-permille", "N", "so many are strange: 400 BadDeviceToken"),
        ],
    ),
    (
        "Streams and faults",
        &[
            flag("--streams", "N", "streams at once after the first success (default 1000)"),
            flag("--drop-streams", "", "a rejected push lowers the limit to 1 until a success"),
            flag("--end-on-too-many-streams", "", "GOAWAY for a stream too many, not a reset"),
            flag("--faults", "FAULT=N,...", "faults in permille of requests, as 5 or 0.25"),
            flag("--fleet", "", "some of every fault, and of every fate of a device"),
        ],
    ),
    ("Other", &[flag("--help", "", "print this"), flag("--version", "", "print the version")]),
];

/// The text of `--help`.
pub(crate) fn help() -> String {
    let mut text = "A local APNs over TLS and HTTP/2, on loopback only.\n\
                    Usage: apns-simulator [FLAG VALUE | FLAG=VALUE | FLAG]...\n"
        .to_owned();
    for (title, flags) in FLAGS {
        text.push_str(&format!("\n{title}\n"));
        for flag in *flags {
            let shown = format!("{} {}", flag.name, flag.value);
            text.push_str(&format!("  {shown:<27} {}\n", flag.help));
        }
    }
    text
}

/// Reads the arguments after the program's name.
pub(crate) fn parse(arguments: impl Iterator<Item = String>) -> Result<Command, String> {
    let mut options = Options {
        port: DEFAULT_PORT,
        environment: Environment::Sandbox,
        certificate_out: None,
        now_seconds: None,
        clock: None,
        report: None,
        seed: None,
        streams: None,
        drop_streams_permille: 0,
        end_on_too_many_streams: false,
        faults: None,
        fleet: FleetOptions::default(),
        log: false,
        for_seconds: None,
        until_stdin_closes: false,
        keys: Vec::new(),
        key_out: None,
        client_authorities: Vec::new(),
        later_bundle_ids: Vec::new(),
        devices: Vec::new(),
        broadcasts: BroadcastOptions::default(),
    };
    let mut key = KeyOptions::default();
    let mut fleet = false;
    let mut arguments = arguments;
    while let Some(argument) = arguments.next() {
        let (name, attached) = match argument.split_once('=') {
            Some((name, value)) => (name, Some(value.to_owned())),
            None => (argument.as_str(), None),
        };
        if !takes_value(name)? {
            if attached.is_some() {
                return Err(format!("{name} takes no value"));
            }
            match name {
                "--help" => return Ok(Command::Help),
                "--version" => return Ok(Command::Version),
                "--log" => options.log = true,
                "--drop-streams" => options.drop_streams_permille = 1000,
                "--end-on-too-many-streams" => options.end_on_too_many_streams = true,
                "--fleet" => fleet = true,
                _ => options.until_stdin_closes = true,
            }
            continue;
        }
        let value = attached
            .or_else(|| arguments.next())
            .filter(|value| !value.is_empty())
            .ok_or_else(|| format!("{name} needs a value"))?;
        if name == "--key" && key.file.is_some() {
            options.keys.push(std::mem::take(&mut key));
        }
        set(&mut options, &mut key, name, value)?;
    }
    options.keys.push(key);
    if fleet {
        fill_in_fleet(&mut options)?;
    }
    check(&options)?;
    Ok(Command::Run(Box::new(options)))
}

fn takes_value(name: &str) -> Result<bool, String> {
    let mut flags = FLAGS.iter().flat_map(|(_, flags)| flags.iter());
    match flags.find(|flag| flag.name == name) {
        Some(flag) => Ok(!flag.value.is_empty()),
        None if name.starts_with('-') => Err(format!("there is no flag {name}")),
        None => Err(format!("{name:?} is not a flag")),
    }
}

fn set(
    options: &mut Options,
    key: &mut KeyOptions,
    name: &str,
    value: String,
) -> Result<(), String> {
    match name {
        "--port" => options.port = number(name, &value)?,
        "--environment" => options.environment = environment(name, &value)?,
        "--certificate-out" => once(name, &mut options.certificate_out, value)?,
        "--now" => options.now_seconds = Some(number(name, &value)?),
        "--manage-listen" => options.broadcasts.manage_port = Some(number(name, &value)?),
        "--channel" => options.broadcasts.channels.push(channel(name, &value)?),
        "--max-channels" => options.broadcasts.max_channels = Some(number(name, &value)?),
        "--without-broadcasts" => options.broadcasts.without.push(value),
        "--clock" => options.clock = Some(clock(name, &value)?),
        "--seed" => options.seed = Some(number(name, &value)?),
        "--report" => once(name, &mut options.report, value)?,
        "--devices" => once(name, &mut options.fleet.file, value)?,
        "--dead-permille" => options.fleet.dead_permille = Some(number(name, &value)?),
        "--reregistered-permille" => {
            options.fleet.reregistered_permille = Some(number(name, &value)?);
        }
        "--bad-permille" => options.fleet.bad_permille = Some(number(name, &value)?),
        "--streams" => options.streams = Some(number(name, &value)?),
        "--faults" => options.faults = Some(faults(name, &value)?),
        "--for" => options.for_seconds = Some(number(name, &value)?),
        "--key" => key.file = Some(value),
        "--key-id" => once(name, &mut key.key_id, value)?,
        "--team-id" => once(name, &mut key.team_id, value)?,
        "--topic" => key.topics.push(value),
        "--key-environment" => key.environment = Some(environment(name, &value)?),
        "--related-key" => once(name, &mut key.related_key_id, value)?,
        "--registered-later" => {
            let (bundle_id, ms) = value
                .split_once('@')
                .ok_or_else(|| format!("{name} takes BUNDLE_ID@MS, not {value:?}"))?;
            options.later_bundle_ids.push((bundle_id.to_owned(), number(name, ms)?));
        }
        "--key-out" => once(name, &mut options.key_out, value)?,
        "--client-ca" => options.client_authorities.push(value),
        "--unregistered" => options.devices.push(device(name, &value, Reason::Unregistered)?),
        "--expired" => options.devices.push(device(name, &value, Reason::ExpiredToken)?),
        "--bad-token" => options.devices.push(device(name, &value, Reason::BadDeviceToken)?),
        "--not-for-topic" => {
            options.devices.push(device(name, &value, Reason::DeviceTokenNotForTopic)?);
        }
        "--refuse" => {
            let (token, reason) = value
                .split_once('=')
                .ok_or_else(|| format!("{name} takes TOKEN=REASON, not {value:?}"))?;
            let reason = Reason::from_text(reason)
                .ok_or_else(|| format!("{name}: Apple knows no reason {reason:?}"))?;
            options.devices.push(device(name, token, reason)?);
        }
        _ => return Err(format!("there is no flag {name}")),
    }
    Ok(())
}

/// Sets what `--fleet` stands for, where no other flag says otherwise.
fn fill_in_fleet(options: &mut Options) -> Result<(), String> {
    if options.faults.is_none() {
        options.faults = Some(faults("--fleet", FLEET_FAULTS)?);
    }
    if options.drop_streams_permille == 0 {
        options.drop_streams_permille = FLEET_DROP_PERMILLE;
    }
    let fleet = &mut options.fleet;
    if fleet.file.is_some() {
        fleet.dead_permille.get_or_insert(FLEET_DEAD_PERMILLE);
        fleet.reregistered_permille.get_or_insert(FLEET_REREGISTERED_PERMILLE);
        fleet.bad_permille.get_or_insert(FLEET_BAD_PERMILLE);
    }
    Ok(())
}

/// Rules that concern several flags at once.
fn check(options: &Options) -> Result<(), String> {
    if options.now_seconds.is_some() && options.clock.is_some() {
        return Err("--now stops the clock, --clock lets it run: only one of them".to_owned());
    }
    let fleet = &options.fleet;
    let fates = [fleet.dead_permille, fleet.reregistered_permille, fleet.bad_permille];
    if fleet.file.is_none() && fates.iter().any(Option::is_some) {
        return Err("what became of devices needs --devices".to_owned());
    }
    let has_files = options.keys.iter().any(|key| key.file.is_some());
    if has_files && options.key_out.is_some() {
        return Err("--key-out is for the key made at start, and with --key none is made".into());
    }
    for key in &options.keys {
        let Some(file) = &key.file else { continue };
        if key.team_id.is_none() {
            return Err(format!("--key {file} needs a --team-id after it"));
        }
    }
    Ok(())
}

pub(crate) fn once(name: &str, slot: &mut Option<String>, value: String) -> Result<(), String> {
    match slot.replace(value) {
        None => Ok(()),
        Some(_) => Err(format!("{name} is given twice")),
    }
}

pub(crate) fn number<T: std::str::FromStr>(name: &str, value: &str) -> Result<T, String> {
    value.parse().map_err(|_| format!("{name} takes a whole number in range, not {value:?}"))
}

pub(crate) fn environment(name: &str, value: &str) -> Result<Environment, String> {
    match value {
        "sandbox" => Ok(Environment::Sandbox),
        "production" => Ok(Environment::Production),
        _ => Err(format!("{name} is sandbox or production, not {value:?}")),
    }
}

/// `+60`, `-60`, `x10` or `+60x10`.
fn clock(name: &str, value: &str) -> Result<(i64, u32), String> {
    let (shift, speed) = value.split_once('x').unwrap_or((value, "1"));
    let signed = shift.starts_with(['+', '-']);
    let wrong = || format!("{name} takes [+-SECONDS][xTIMES], not {value:?}");
    let shift = match shift {
        "" => 0,
        _ if signed => shift.parse().map_err(|_| wrong())?,
        _ => return Err(wrong()),
    };
    Ok((shift, speed.parse().map_err(|_| wrong())?))
}

/// `com.example.app=dGVzdA==@1`
fn channel(name: &str, value: &str) -> Result<(String, String, u8), String> {
    let (bundle_id, rest) = value
        .split_once('=')
        .ok_or_else(|| format!("{name} takes BUNDLE_ID=ID[@P], not {value:?}"))?;
    let (channel_id, policy) = rest.split_once('@').unwrap_or((rest, "0"));
    let policy = match policy {
        "0" => 0,
        "1" => 1,
        _ => return Err(format!("{name}: a storage policy is 0 or 1, not {policy:?}")),
    };
    Ok((bundle_id.to_owned(), channel_id.to_owned(), policy))
}

fn faults(name: &str, value: &str) -> Result<FaultRates, String> {
    value.parse().map_err(|wrong| format!("{name}: {wrong}"))
}

fn device(name: &str, value: &str, reason: Reason) -> Result<DeviceOptions, String> {
    let (token, timestamp_ms) = match value.split_once('@') {
        Some(_) if reason.status() != 410 => {
            return Err(format!("{name}: an answer of status {} has no time", reason.status()));
        }
        Some((token, ms)) => (token, Some(number(name, ms)?)),
        None => (value, None),
    };
    Ok(DeviceOptions { token: token.to_owned(), reason, timestamp_ms })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(line: &str) -> Result<Options, String> {
        match parse(line.split_whitespace().map(str::to_owned))? {
            Command::Run(options) => Ok(*options),
            other => Err(format!("{other:?}")),
        }
    }

    #[test]
    fn without_flags_it_is_the_sandbox_on_port_2197_with_one_key_to_make() {
        let options = run("").unwrap();
        assert_eq!(options.port, 2197);
        assert_eq!(options.environment, Environment::Sandbox);
        assert_eq!(options.keys.len(), 1);
        assert!(options.keys[0].file.is_none());
    }

    #[test]
    fn flags_of_a_key_belong_to_the_key_before_them_and_the_first_ones_to_the_first_key() {
        let options = run("--team-id T1 --key a.p8 --key-id A --topic x --topic y \
                           --key b.p8 --key-id=B --team-id=T2 --key-environment=production")
        .unwrap();
        let [a, b] = options.keys.as_slice() else { panic!("{:?}", options.keys) };
        assert_eq!((a.team_id.as_deref(), a.key_id.as_deref()), (Some("T1"), Some("A")));
        assert_eq!(a.topics, ["x", "y"]);
        assert_eq!((b.file.as_deref(), b.team_id.as_deref()), (Some("b.p8"), Some("T2")));
        assert_eq!(b.environment, Some(Environment::Production));
        assert!(b.topics.is_empty());
    }

    #[test]
    fn device_tokens_carry_their_reason_and_time() {
        let options = run("--unregistered 00ff@1700000000123 --refuse aa=TooManyRequests").unwrap();
        let [first, second] = options.devices.as_slice() else { panic!("{:?}", options.devices) };
        assert_eq!(first.reason, Reason::Unregistered);
        assert_eq!(first.timestamp_ms, Some(1_700_000_000_123));
        assert_eq!((second.token.as_str(), second.reason), ("aa", Reason::TooManyRequests));
    }

    #[test]
    fn a_fleet_has_some_of_everything_unless_other_flags_say_otherwise() {
        let options = run("--fleet --devices d --dead-permille 5 --drop-streams").unwrap();
        assert_eq!(options.fleet.dead_permille, Some(5));
        assert_eq!(options.fleet.bad_permille, Some(FLEET_BAD_PERMILLE));
        assert_eq!(options.drop_streams_permille, 1000);
        assert_eq!(options.faults, Some(FLEET_FAULTS.parse().unwrap()));
        for fault in apns_simulator::Fault::ALL {
            assert!(FLEET_FAULTS.contains(&format!("{fault}=")), "{fault}");
        }
        assert_eq!(run("--clock -60x10").unwrap().clock, Some((-60, 10)));
        assert_eq!(run("--clock x10").unwrap().clock, Some((0, 10)));
    }

    #[test]
    fn every_flag_of_the_help_is_understood() {
        for flag in FLAGS.iter().flat_map(|(_, flags)| flags.iter()) {
            let value = match flag.value {
                "" => "",
                "ENV" => "=sandbox",
                "TOKEN=REASON" => "=aa=Shutdown",
                "BUNDLE_ID@MS" => "=a@1",
                "BUNDLE_ID=ID[@P]" => "=a=aaaa@1",
                "FAULT=N,..." => "=silent=1",
                "[+-S][xN]" => "=-1x2",
                _ => "=1",
            };
            let line = format!("{}{value} --team-id=1 --devices=1", flag.name);
            let answer = parse(line.split_whitespace().map(str::to_owned));
            let expected_twice = ["--team-id", "--devices"].contains(&flag.name);
            assert_eq!(answer.is_ok(), !expected_twice, "{line}: {answer:?}");
            assert!(help().contains(flag.name));
        }
    }

    #[test]
    fn mistakes_are_named() {
        for (line, part) in [
            ("--prot 1", "no flag --prot"),
            ("2197", "not a flag"),
            ("--port", "--port needs a value"),
            ("--port=", "--port needs a value"),
            ("--port 70000", "--port takes a whole number in range"),
            ("--port x", "not \"x\""),
            ("--environment staging", "sandbox or production"),
            ("--log=yes", "--log takes no value"),
            ("--key a.p8", "--key a.p8 needs a --team-id"),
            ("--key-id A --key-id B", "--key-id is given twice"),
            ("--key a.p8 --team-id T --key-out b.p8", "--key-out is for the key made at start"),
            ("--unregistered aa@soon", "--unregistered takes a whole number"),
            ("--bad-token aa@1", "status 400 has no time"),
            ("--refuse aa", "TOKEN=REASON"),
            ("--registered-later a", "BUNDLE_ID@MS"),
            ("--channel a", "BUNDLE_ID=ID[@P]"),
            ("--channel a=b==@2", "a storage policy is 0 or 1, not \"2\""),
            ("--clock 60", "--clock takes [+-SECONDS][xTIMES]"),
            ("--clock +60x", "--clock takes"),
            ("--clock x2 --now 1", "only one of them"),
            ("--faults flood=1", "--faults: there is no fault \"flood\""),
            ("--dead-permille 1", "needs --devices"),
            ("--devices a --devices b", "--devices is given twice"),
            ("--refuse aa=NoSuchReason", "no reason \"NoSuchReason\""),
        ] {
            let wrong = run(line).expect_err(line);
            assert!(wrong.contains(part), "{line}: {wrong}");
        }
    }
}
