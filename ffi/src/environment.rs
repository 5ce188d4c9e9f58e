//! Apple's environments.

use waxwing_core::error::Result;
use waxwing_core::{apns, app_store};

use crate::bytes::WaxwingStr;
use crate::fence;

/// Apple's environments: for pushing and for the App Store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum WaxwingEnvironment {
    /// None, or one that this version does not know.
    Unknown = 0,
    /// Push: apps from the App Store, TestFlight and enterprise distribution. App Store: real
    /// purchases.
    Production = 1,
    /// Push: apps that Xcode installed. App Store: purchases by testers, TestFlight too.
    Sandbox = 2,
    /// App Store only: StoreKit testing in Xcode. Never signed by Apple, so that no verifier
    /// accepts it.
    Xcode = 3,
    /// App Store only: Apple's own unit tests. Never signed by Apple either.
    LocalTesting = 4,
}

/// An environment that pushes go to.
pub(crate) fn of_push(number: u32) -> Result<apns::Environment> {
    match number {
        1 => Ok(apns::Environment::Production),
        2 => Ok(apns::Environment::Sandbox),
        _ => Err(fence::out_of_range(
            "environment",
            "waxwing_environment, production or sandbox",
            number,
        )),
    }
}

/// An environment that App Store objects come from.
pub(crate) fn of_app_store(number: u32) -> Result<app_store::Environment> {
    match number {
        1 => Ok(app_store::Environment::Production),
        2 => Ok(app_store::Environment::Sandbox),
        3 => Ok(app_store::Environment::Xcode),
        4 => Ok(app_store::Environment::LocalTesting),
        _ => Err(fence::out_of_range("environment", "waxwing_environment", number)),
    }
}

/// Apple's host for pushes of an environment, a `waxwing_environment`; `{NULL, 0}` for one that has
/// none. Its port is 443, or 2197.
#[unsafe(no_mangle)]
pub extern "C" fn waxwing_environment_host(environment: u32) -> WaxwingStr {
    fence::guard(WaxwingStr::NONE, || {
        WaxwingStr::of_option(of_push(environment).ok().map(apns::Environment::host))
    })
}

/// Apple's host for the management of broadcast channels; `{NULL, 0}` for an environment that has
/// none.
#[unsafe(no_mangle)]
pub extern "C" fn waxwing_environment_channel_management_host(environment: u32) -> WaxwingStr {
    fence::guard(WaxwingStr::NONE, || {
        let host = of_push(environment).ok().map(apns::Environment::channel_management_host);
        WaxwingStr::of_option(host)
    })
}

/// The port of that host; 0 for an environment that has none.
#[unsafe(no_mangle)]
pub extern "C" fn waxwing_environment_channel_management_port(environment: u32) -> u32 {
    fence::guard(0, || {
        let port = of_push(environment).ok().map(apns::Environment::channel_management_port);
        port.map_or(0, u32::from)
    })
}

impl From<apns::Environment> for WaxwingEnvironment {
    fn from(environment: apns::Environment) -> Self {
        match environment {
            apns::Environment::Production => Self::Production,
            apns::Environment::Sandbox => Self::Sandbox,
        }
    }
}

impl From<&app_store::Environment> for WaxwingEnvironment {
    fn from(environment: &app_store::Environment) -> Self {
        match environment {
            app_store::Environment::Production => Self::Production,
            app_store::Environment::Sandbox => Self::Sandbox,
            app_store::Environment::Xcode => Self::Xcode,
            app_store::Environment::LocalTesting => Self::LocalTesting,
            _ => Self::Unknown,
        }
    }
}
