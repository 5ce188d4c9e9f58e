//! `waxwing`: what push and App Store credentials are, what they may do, and requests with them.
//!
//! Thin on purpose: this reads files, standard input and the clock, and shows what the library
//! says. Every rule is the library's.

#![forbid(unsafe_code)]

mod arguments;
mod convert;
mod csr;
mod failure;
mod files;
mod inspect;
mod json;
mod key;
mod output;
mod posted;
mod push;
mod show;
mod token;
mod verify;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use waxwing::time::Timestamp;

use crate::failure::Failure;
use crate::output::Output;

/// How to end: with everything in order, or with something refused.
type Outcome = Result<bool, Failure>;

const EXIT_STATUS: &str = "Exit status:
  0  everything is in order
  1  something was refused: a file, a password, a signature; or inspect found what is fatal
  2  the command itself is wrong, or a file could not be read or written
  141  whoever read the output has gone

Secrets are printed only where the option asks for them by name. `-` as a file is standard input.";

/// Push and App Store credentials: inspect, convert, request, push, verify.
#[derive(Parser)]
#[command(name = "waxwing", version, after_help = EXIT_STATUS)]
struct Arguments {
    /// Write JSON for programs instead of text for people
    #[arg(long, global = true, display_order = 900)]
    json: bool,

    /// The time to judge by instead of the clock: 2026-01-31T12:00:00Z, or @SECONDS since 1970
    #[arg(long, global = true, display_order = 900, value_name = "TIME", value_parser = arguments::time)]
    now: Option<Timestamp>,

    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Inspect(inspect::Inspect),
    Convert(convert::Convert),
    Csr(csr::Csr),
    Token(token::Token),
    Push(Box<push::Push>),
    Verify(verify::Verify),
}

/// What every command is given.
struct Context {
    out: Output,
    json: bool,
    now: Timestamp,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let mut context = Context {
        out: Output::stdout(),
        json: arguments.json,
        now: arguments.now.unwrap_or_else(arguments::clock),
    };
    let outcome = match &arguments.command {
        Command::Inspect(command) => command.run(&mut context),
        Command::Convert(command) => command.run(&mut context),
        Command::Csr(command) => command.run(&mut context),
        Command::Token(command) => command.run(&mut context),
        Command::Push(command) => command.run(&mut context),
        Command::Verify(command) => command.run(&mut context),
    };
    // What was found before a failure is still worth having.
    let written = context.out.flush().map_err(Failure::output);
    match outcome.and_then(|in_order| written.map(|()| in_order)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(failure::REFUSED),
        Err(failure) => {
            failure.tell(arguments.json);
            ExitCode::from(failure.status())
        }
    }
}
