//! What can go wrong with a request on purpose: by a rate, or by the header `x-simulate`.

use std::fmt;
use std::str::FromStr;

use crate::error::SetUpError;
use crate::reason::Reason;
use crate::seed::Seed;

macro_rules! faults {
    ($($(#[doc = $doc:literal])+ $name:ident = $text:literal,)+) => {
        /// A way in which a request goes wrong.
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub enum Fault {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Fault {
            /// All of them, by name.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// Its name in flags, headers and the report.
            #[must_use]
            pub const fn text(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)+
                }
            }
        }
    };
}

faults! {
    /// Processed; then the connection is cut without a word.
    Cut = "cut",
    /// Not processed: 500 with an empty body.
    Empty = "empty",
    /// Not processed: GOAWAY, this stream is above its last one.
    GoAway = "goaway",
    /// Not processed: 502 or 503 with a page of HTML.
    Html = "html",
    /// Not processed: 400 `IdleTimeout` and GOAWAY.
    Idle = "idle",
    /// Not processed: the stream is reset with `REFUSED_STREAM`.
    Refused = "refused",
    /// Processed; then the stream is reset instead of answered.
    Reset = "reset",
    /// Not processed: the stream is reset, and the client cannot know.
    ResetEarly = "reset-early",
    /// Not processed: 503 `Shutdown` and GOAWAY.
    Shutdown = "shutdown",
    /// Processed, never answered.
    Silent = "silent",
    /// Not processed, never answered.
    SilentEarly = "silent-early",
    /// Not processed: 429 `TooManyRequests`.
    Throttle = "throttle",
    /// Not processed: 503 `ServiceUnavailable`.
    Unavailable = "unavailable",
}

impl Fault {
    fn from_text(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|fault| fault.text() == text)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

/// How often each fault happens, in permille of requests with up to two decimals: `goaway=0.5,refused=5`.
///
/// ```
/// let rates: apns_simulator::FaultRates = "goaway=0.5,refused=5".parse()?;
/// # let _ = rates;
/// # Ok::<(), apns_simulator::SetUpError>(())
/// ```
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct FaultRates(
    /// In parts of [`WHOLE`].
    Vec<(Fault, u32)>,
);

/// All requests: two decimals finer than permille.
const WHOLE: u32 = 100_000;

impl FaultRates {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The fault of this attempt to reach a device or a channel, if the seed has one for it.
    pub(crate) fn draw(&self, seed: Seed, target: &str, attempt: u64) -> Option<Simulate> {
        let mut left = seed.part(WHOLE, "fault", target, attempt);
        for &(fault, rate) in &self.0 {
            if left < rate {
                return Some(Simulate::drawn(fault, seed.draw("style", target, attempt)));
            }
            left = left.saturating_sub(rate);
        }
        None
    }
}

impl FromStr for FaultRates {
    type Err = SetUpError;

    fn from_str(text: &str) -> Result<Self, SetUpError> {
        let mut rates: Vec<(Fault, u32)> = Vec::new();
        for part in text.split(',') {
            let (name, value) = part
                .split_once('=')
                .ok_or_else(|| SetUpError::new(format!("{part:?} is not FAULT=PERMILLE")))?;
            let fault = Fault::from_text(name)
                .ok_or_else(|| SetUpError::new(format!("there is no fault {name:?}")))?;
            let rate = rate(value)
                .ok_or_else(|| SetUpError::new(format!("{name} takes permille, not {value:?}")))?;
            if rates.iter().any(|(known, _)| *known == fault) {
                return Err(SetUpError::new(format!("{name} is given twice")));
            }
            rates.push((fault, rate));
        }
        rates.sort_unstable();
        let sum = rates.iter().fold(0_u32, |sum, (_, rate)| sum.saturating_add(*rate));
        if sum > WHOLE {
            return Err(SetUpError::new("the faults add up to more than 1000 of 1000 requests"));
        }
        Ok(Self(rates))
    }
}

/// Permille with up to two decimals, in parts of [`WHOLE`].
fn rate(text: &str) -> Option<u32> {
    let (permille, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let decimals = match decimals.len() {
        1 => decimals.parse::<u32>().ok()?.checked_mul(10)?,
        2 => decimals.parse().ok()?,
        _ => return None,
    };
    permille.parse::<u32>().ok()?.checked_mul(WHOLE / 1000)?.checked_add(decimals)
}

/// How a GOAWAY looks.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum GoAwayStyle {
    /// `{"reason":"Shutdown"}`
    #[default]
    Json,
    Empty,
    Text,
    /// One that announces the end for later streams, then one that names the last stream.
    Twice,
    /// The socket stays open until the client closes it.
    Open,
}

impl GoAwayStyle {
    const ALL: [(&'static str, Self); 5] = [
        ("json", Self::Json),
        ("empty", Self::Empty),
        ("text", Self::Text),
        ("twice", Self::Twice),
        ("open", Self::Open),
    ];
}

/// What is to be simulated for one request.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Simulate {
    pub(crate) fault: Option<Fault>,
    /// Refuse with this reason, whatever the request is.
    pub(crate) reason: Option<Reason>,
    /// The `timestamp` of a 410, in milliseconds.
    pub(crate) timestamp_ms: Option<i64>,
    pub(crate) style: GoAwayStyle,
    /// The last stream that a GOAWAY names, if not the last that was processed.
    pub(crate) last_stream: Option<u32>,
    /// The error code of a GOAWAY or a reset.
    pub(crate) code: Option<u32>,
    /// The status of a page of HTML.
    pub(crate) status: Option<u16>,
    pub(crate) retry_after_s: Option<u32>,
    pub(crate) delay_ms: u64,
    /// Moves the clock first.
    pub(crate) advance_s: i64,
    /// Changes the limit of streams first.
    pub(crate) streams: Option<u32>,
}

impl Simulate {
    /// What chance made of a fault.
    fn drawn(fault: Fault, chance: u64) -> Self {
        let style = match chance % 5 {
            0 => GoAwayStyle::Json,
            1 => GoAwayStyle::Empty,
            2 => GoAwayStyle::Text,
            3 => GoAwayStyle::Twice,
            _ => GoAwayStyle::Open,
        };
        let odd = chance % 2 == 1;
        let waits = odd && matches!(fault, Fault::Throttle | Fault::Unavailable | Fault::Html);
        Self {
            fault: Some(fault),
            style,
            status: Some(if odd { 503 } else { 502 }),
            retry_after_s: waits.then_some(1),
            ..Self::default()
        }
    }

    /// Reads `x-simulate`: words and `name=value`, separated by semicolons.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let mut simulate = Self::default();
        for part in text.split(';') {
            let part = part.trim();
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            simulate.set(name, value).map_err(|wrong| format!("x-simulate: {wrong}"))?;
        }
        Ok(simulate)
    }

    fn set(&mut self, name: &str, value: &str) -> Result<(), String> {
        if let Some(fault) = Fault::from_text(name) {
            if self.fault.replace(fault).is_some() {
                return Err("more than one fault".to_owned());
            }
            if fault == Fault::GoAway && !value.is_empty() {
                self.style = GoAwayStyle::ALL
                    .into_iter()
                    .find_map(|(text, style)| (text == value).then_some(style))
                    .ok_or_else(|| format!("there is no goaway {value:?}"))?;
            } else if !value.is_empty() {
                return Err(format!("{name} takes no value"));
            }
            return Ok(());
        }
        match name {
            "reason" => {
                let reason = Reason::from_text(value);
                self.reason = Some(reason.ok_or_else(|| format!("there is no reason {value:?}"))?);
            }
            "timestamp" => self.timestamp_ms = Some(number(name, value)?),
            "last" => self.last_stream = Some(number(name, value)?),
            "code" => self.code = Some(number(name, value)?),
            "status" => match number(name, value)? {
                status @ 200..=599 => self.status = Some(status),
                status => return Err(format!("{status} is no status of an answer")),
            },
            "retry-after" => self.retry_after_s = Some(number(name, value)?),
            "delay" => self.delay_ms = number(name, value)?,
            "advance" => self.advance_s = number(name, value)?,
            "streams" => self.streams = Some(number(name, value)?),
            _ => return Err(format!("there is no {name:?}")),
        }
        Ok(())
    }
}

fn number<T: FromStr>(name: &str, value: &str) -> Result<T, String> {
    value.parse().map_err(|_| format!("{name} takes a whole number in range, not {value:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_come_out_about_as_often_as_asked_for() {
        let rates: FaultRates = "goaway=20,reset=30".parse().unwrap();
        let mut counts = [0, 0];
        for attempt in 0..100_000 {
            match rates.draw(Seed(3), "00ff", attempt).and_then(|simulate| simulate.fault) {
                Some(Fault::GoAway) => counts[0] += 1,
                Some(Fault::Reset) => counts[1] += 1,
                other => assert_eq!(other, None),
            }
        }
        assert_eq!([rate("0.25"), rate("1.5"), rate("1000")], [25, 150, 100_000].map(Some));
        assert!((1800..2200).contains(&counts[0]), "{counts:?}");
        assert!((2700..3300).contains(&counts[1]), "{counts:?}");
    }

    #[test]
    fn wrong_rates_are_named() {
        for (text, part) in [
            ("goaway", "not FAULT=PERMILLE"),
            ("earthquake=1", "no fault \"earthquake\""),
            ("goaway=x", "permille"),
            ("goaway=0.123", "permille"),
            ("goaway=.5", "permille"),
            ("goaway=99999999999", "permille"),
            ("goaway=1,goaway=2", "twice"),
            ("goaway=600,reset=600", "more than 1000"),
        ] {
            let wrong = text.parse::<FaultRates>().unwrap_err().to_string();
            assert!(wrong.contains(part), "{wrong}");
        }
    }

    #[test]
    fn reads_the_header() {
        let simulate = Simulate::read("goaway=text; last=5;code=7;delay=10").unwrap();
        assert_eq!(simulate.fault, Some(Fault::GoAway));
        assert_eq!(simulate.style, GoAwayStyle::Text);
        assert_eq!((simulate.last_stream, simulate.code), (Some(5), Some(7)));
        assert_eq!(simulate.delay_ms, 10);
        let refused = Simulate::read("reason=Unregistered;timestamp=12").unwrap();
        assert_eq!((refused.reason, refused.timestamp_ms), (Some(Reason::Unregistered), Some(12)));
        for (text, part) in [
            ("", "there is no \"\""),
            ("gone", "there is no \"gone\""),
            ("goaway=loud", "no goaway \"loud\""),
            ("reset=1", "reset takes no value"),
            ("reset;silent", "more than one fault"),
            ("reason=Nothing", "no reason"),
            ("status=99", "no status"),
            ("delay=soon", "whole number"),
        ] {
            let wrong = Simulate::read(text).unwrap_err();
            assert!(wrong.contains(part), "{text}: {wrong}");
        }
    }
}
