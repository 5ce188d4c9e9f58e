//! Arguments that several commands have.

use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::{Args, ValueEnum};
use waxwing::apns;
use waxwing::app_store;
use waxwing::time::Timestamp;
use zeroize::Zeroizing;

use crate::failure::Failure;
use crate::files;

/// The password of key files.
#[derive(Args)]
pub(crate) struct Password {
    /// The password of the files; others on this machine can see it in the list of processes
    #[arg(long, value_name = "TEXT", conflicts_with = "password_file")]
    password: Option<String>,

    /// A file with the password; one line end behind it does not count
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
}

impl Password {
    pub(crate) fn read(&self) -> Result<Option<Zeroizing<String>>, Failure> {
        match &self.password_file {
            Some(file) => files::read_line(file).map(Some),
            None => Ok(self.password.clone().map(Zeroizing::new)),
        }
    }

    pub(crate) fn file(&self) -> Option<&PathBuf> {
        self.password_file.as_ref()
    }

    pub(crate) fn is_given(&self) -> bool {
        self.password.is_some() || self.password_file.is_some()
    }
}

/// The environments of APNs.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum PushEnvironment {
    Production,
    Sandbox,
}

impl From<PushEnvironment> for apns::Environment {
    fn from(environment: PushEnvironment) -> Self {
        match environment {
            PushEnvironment::Production => Self::Production,
            PushEnvironment::Sandbox => Self::Sandbox,
        }
    }
}

/// The environments that sign App Store data.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum StoreEnvironment {
    Production,
    Sandbox,
    Xcode,
}

impl From<StoreEnvironment> for app_store::Environment {
    fn from(environment: StoreEnvironment) -> Self {
        match environment {
            StoreEnvironment::Production => Self::Production,
            StoreEnvironment::Sandbox => Self::Sandbox,
            StoreEnvironment::Xcode => Self::Xcode,
        }
    }
}

/// A time as it is typed.
pub(crate) fn time(text: &str) -> Result<Timestamp, String> {
    let read = match text.strip_prefix('@') {
        Some(secs) => match secs.parse() {
            Ok(secs) => Timestamp::from_secs(secs),
            Err(_) => return Err("after @ come whole seconds since 1970".to_owned()),
        },
        None => Timestamp::from_rfc3339(text),
    };
    read.map_err(|_| {
        "a time is written 2026-01-31T12:00:00Z, or @1769860800 for seconds since 1970".to_owned()
    })
}

/// The clock of this machine.
pub(crate) fn clock() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
