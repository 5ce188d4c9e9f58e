//! The simulator as a program: `apns-simulator --help` tells all.
#![forbid(unsafe_code)]

mod cli;
mod files;
mod issue;
mod program;

use std::io::Write as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1).peekable();
    if arguments.next_if(|first| first == "issue").is_some() {
        return match issue::parse(arguments).map(|order| order.map(|order| issue::run(&order))) {
            Ok(None) => say(issue::HELP),
            Ok(Some(Ok(line))) => say(&line),
            Ok(Some(Err(wrong))) => fail(1, &wrong),
            Err(wrong) => fail(2, &format!("{wrong} (see issue --help)")),
        };
    }
    let options = match cli::parse(arguments) {
        Ok(cli::Command::Run(options)) => options,
        Ok(cli::Command::Help) => return say(&cli::help()),
        Ok(cli::Command::Version) => {
            return say(concat!("apns-simulator ", env!("CARGO_PKG_VERSION"), "\n"));
        }
        Err(wrong) => return fail(2, &format!("{wrong} (see --help)")),
    };
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return fail(1, &error.to_string()),
    };
    match runtime.block_on(program::run(*options)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(wrong) => fail(1, &wrong),
    }
}

fn say(text: &str) -> ExitCode {
    match std::io::stdout().write_all(text.as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn fail(status: u8, wrong: &str) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "apns-simulator: {wrong}");
    ExitCode::from(status)
}
