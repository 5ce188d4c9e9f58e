//! Both main jobs of waxwing on real input: what `cargo xtask demo` shows.
//!
//! It starts the simulator on loopback, pushes to it through hyper's HTTP/2 client, and verifies a notification of the
//! App Store's form out of the shared vectors. What waxwing says is printed, and held against what it has to say: the exit
//! status is 0 only if everything came out as expected.
#![forbid(unsafe_code)]

mod client;
mod page;
mod push;
mod verify;

use std::error::Error;
use std::process::ExitCode;

/// What goes wrong ends the demo, with a sentence for a person.
type Failure = Box<dyn Error + Send + Sync>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match show().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("\ndemo: {why}");
            ExitCode::FAILURE
        }
    }
}

/// The whole demo, on standard output.
pub(crate) async fn show() -> Result<(), Failure> {
    println!(
        "waxwing turns intent into requests, and Apple's bytes into typed facts and next actions."
    );
    println!("Here are its two main jobs on real input. Nothing leaves this machine.");
    push::show().await?;
    verify::show()?;
    println!();
    println!("Everything came out as expected. Where to go next:");
    for (place, what) in [
        ("README.md", "a quickstart for Rust, C, C++, Python, Node and Workers"),
        ("tests/apns-simulator/README.md", "how to point push code of your own at the simulator"),
        ("cargo xtask test", "the same rules, proved in each of the languages"),
    ] {
        println!("  {place:<32}{what}");
    }
    Ok(())
}

/// That a value is the one the demo promises.
fn expect<T: PartialEq + std::fmt::Debug>(
    what: &str,
    found: &T,
    expected: &T,
) -> Result<(), Failure> {
    if found == expected {
        return Ok(());
    }
    Err(format!("{what}: expected {expected:?}, found {found:?}").into())
}
