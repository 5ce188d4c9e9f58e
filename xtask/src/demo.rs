//! `cargo xtask demo`: both main jobs, on real input.

use crate::repository::Repository;
use crate::{Outcome, no_arguments};

/// `cargo xtask demo`
///
/// Runs the example `demo` of the APNs simulator: it starts the simulator on loopback, pushes through a real HTTP/2
/// client, and verifies a signed notification.
pub(crate) fn run(repository: &Repository, arguments: &[&str]) -> Outcome {
    no_arguments(arguments)?;
    println!("building the demo; the first time takes a minute or two");
    repository
        .cargo("build of the demo", "build --locked --package apns-simulator --example demo")
        .run()?;
    println!();
    repository
        .cargo("demo", "run --locked --quiet --package apns-simulator --example demo")
        .limit(120)
        .on_console()
}
