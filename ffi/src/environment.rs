//! Apple's environments.

use waxwing_core::error::Result;
use waxwing_core::{apns, app_store};

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
