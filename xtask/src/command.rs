//! Running other programs: a line on the console for each, all they say in a log, no child left behind.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::Outcome;
use crate::file;
use crate::repository::Repository;

/// How long a step may take when it does not say: more than any build on two cores needs.
const LIMIT: Duration = Duration::from_secs(30 * 60);

/// How many of the last lines of a failed step are shown.
const SHOWN_LINES: usize = 30;

/// One command, with a name for people.
pub(crate) struct Step<'a> {
    repository: &'a Repository,
    name: String,
    program: OsString,
    arguments: Vec<OsString>,
    variables: Vec<(OsString, OsString)>,
    folder: PathBuf,
    limit: Duration,
}

/// What a command left.
pub(crate) struct Finished {
    pub(crate) success: bool,
    pub(crate) output: String,
    pub(crate) seconds: f64,
    /// Why it counts as failed, for a person; only to be read where `success` is false.
    pub(crate) report: String,
}

impl<'a> Step<'a> {
    pub(crate) fn new(repository: &'a Repository, name: String, program: OsString) -> Self {
        Self {
            repository,
            name,
            program,
            arguments: Vec::new(),
            variables: Vec::new(),
            folder: repository.root().to_owned(),
            limit: LIMIT,
        }
    }

    pub(crate) fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.arguments.push(argument.as_ref().to_owned());
        self
    }

    pub(crate) fn args(mut self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Self {
        self.arguments.extend(arguments.into_iter().map(|argument| argument.as_ref().to_owned()));
        self
    }

    pub(crate) fn env(mut self, name: impl AsRef<OsStr>, value: impl AsRef<OsStr>) -> Self {
        self.variables.push((name.as_ref().to_owned(), value.as_ref().to_owned()));
        self
    }

    pub(crate) fn folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.folder = folder.into();
        self
    }

    pub(crate) fn limit(mut self, seconds: u64) -> Self {
        self.limit = Duration::from_secs(seconds);
        self
    }

    /// Runs it and fails where it fails.
    pub(crate) fn run(self) -> Outcome<Finished> {
        let finished = self.run_any()?;
        if finished.success { Ok(finished) } else { Err(finished.report) }
    }

    /// Runs it, and leaves it to the caller what its failure means.
    pub(crate) fn run_any(self) -> Outcome<Finished> {
        print!("  {:<58}", self.name);
        flush();
        let finished = self.finish();
        println!("{}", ending(&finished));
        finished
    }

    /// The same beside other steps: its line comes when it is done.
    pub(crate) fn run_beside(self) -> Outcome<Finished> {
        let finished = self.finish();
        println!("  {:<58}{}", self.name, ending(&finished));
        finished
    }

    /// Runs it without a word on the console.
    pub(crate) fn quiet(self) -> Outcome<Finished> {
        self.finish()
    }

    /// Runs it with its output on the console and not in a log.
    pub(crate) fn on_console(self) -> Outcome {
        let mut child = Running(self.command().spawn().map_err(|why| self.cannot_start(&why))?);
        match child.wait(self.limit)? {
            Some(status) if status.success() => Ok(()),
            Some(status) => Err(self.report(&status.to_string(), None)),
            None => Err(self.report(&self.over_time(), None)),
        }
    }

    fn finish(&self) -> Outcome<Finished> {
        let path = self.repository.own("log").join(format!("{}.txt", file_name(&self.name)));
        file::write(&path, "")?;
        let log = File::create(&path).map_err(|why| format!("{}: {why}", path.display()))?;
        let second = log.try_clone().map_err(|why| format!("{}: {why}", path.display()))?;

        let started = Instant::now();
        let mut child = Running(
            self.command()
                .stdin(Stdio::null())
                .stdout(log)
                .stderr(second)
                .spawn()
                .map_err(|why| self.cannot_start(&why))?,
        );
        let status = child.wait(self.limit)?;
        let seconds = started.elapsed().as_secs_f64();
        // A program may write what is not UTF-8.
        let output = String::from_utf8_lossy(&file::read_bytes(&path)?).into_owned();
        let success = status.is_some_and(|status| status.success());
        let how = status.map_or_else(|| self.over_time(), |status| status.to_string());
        let report =
            if success { String::new() } else { self.report(&how, Some((&output, &path))) };
        Ok(Finished { success, output, seconds, report })
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).current_dir(&self.folder);
        for name in inherited_from_cargo() {
            command.env_remove(name);
        }
        if let Some(path) = env::var_os("LD_LIBRARY_PATH") {
            command.env("LD_LIBRARY_PATH", self.without_our_libraries(&path));
        }
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command
    }

    /// `cargo run` puts its own folders before the caller's; a program under test must not find libraries there.
    fn without_our_libraries(&self, path: &OsStr) -> OsString {
        let ours = |folder: &Path| {
            folder.starts_with(self.repository.target())
                || folder.components().any(|part| part.as_os_str() == "toolchains")
        };
        let kept = env::split_paths(path).filter(|folder| !ours(folder));
        env::join_paths(kept).unwrap_or_default()
    }

    fn line(&self) -> String {
        let mut words: Vec<String> = self
            .variables
            .iter()
            .map(|(name, value)| format!("{}={}", shown(name), shown(value)))
            .collect();
        words.push(self.program_name());
        words.extend(self.arguments.iter().map(|argument| shown(argument)));
        words.join(" ")
    }

    /// The program as one would type it.
    fn program_name(&self) -> String {
        if env::var_os("CARGO").is_some_and(|cargo| cargo == self.program) {
            return "cargo".to_owned();
        }
        let program = Path::new(&self.program);
        shown(program.strip_prefix(self.repository.root()).unwrap_or(program).as_os_str())
    }

    fn cannot_start(&self, why: &io::Error) -> String {
        let program = shown(&self.program);
        if why.kind() == io::ErrorKind::NotFound && !self.folder.is_dir() {
            return format!("{}: there is no folder {}", self.name, self.folder.display());
        }
        format!(
            "{}: cannot start {program}: {why}\n  `cargo xtask doctor` tells what is missing here",
            self.name
        )
    }

    fn over_time(&self) -> String {
        format!("stopped after {} s", self.limit.as_secs())
    }

    fn report(&self, how: &str, output: Option<(&str, &Path)>) -> String {
        let mut text = format!(
            "{} failed\n  command: {}\n  in:      {}\n  ended:   {how}",
            self.name,
            self.line(),
            self.folder.display()
        );
        if let Some((output, path)) = output {
            text.push_str(&format!("\n  log:     {}", self.repository.shown(path)));
            if wants_network(output) {
                text.push_str(
                    "\n  hint:    it could not reach the network, which a first run needs",
                );
            }
            text.push_str("\n  last lines:");
            for line in last_lines(output, SHOWN_LINES) {
                text.push_str(&format!("\n    {line}"));
            }
        }
        text
    }
}

/// How the line of a step ends.
fn ending(finished: &Outcome<Finished>) -> String {
    match finished {
        Ok(Finished { success: true, seconds, .. }) => format!("{seconds:>7.1} s"),
        Ok(Finished { seconds, .. }) => format!("{seconds:>7.1} s  FAILED"),
        Err(_) => format!("{:>9}  FAILED", ""),
    }
}

/// A child that ends with its owner, and all that it started with it.
pub(crate) struct Running(pub(crate) Child);

impl Running {
    /// Waits, and gives nothing where the time ran out; the child is ended then.
    pub(crate) fn wait(&mut self, limit: Duration) -> Outcome<Option<ExitStatus>> {
        let started = Instant::now();
        loop {
            match self.0.try_wait() {
                Ok(Some(status)) => return Ok(Some(status)),
                Ok(None) if started.elapsed() > limit => {
                    self.end();
                    return Ok(None);
                }
                Ok(None) => thread::sleep(Duration::from_millis(20)),
                Err(why) => return Err(format!("cannot wait for a child: {why}")),
            }
        }
    }

    fn end(&mut self) {
        for process in descendants(self.0.id()) {
            let kill = Command::new("kill").args(["-KILL", &process.to_string()]).output();
            // It may have ended by itself meanwhile.
            drop(kill);
        }
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if matches!(self.0.try_wait(), Ok(None)) {
            self.end();
        }
    }
}

/// All processes under `ancestor`, by what `ps` says.
fn descendants(ancestor: u32) -> Vec<u32> {
    let listing = Command::new("ps").args(["-A", "-o", "pid=,ppid="]).output();
    listing.map_or_else(
        |_| Vec::new(),
        |listing| under(ancestor, &String::from_utf8_lossy(&listing.stdout)),
    )
}

/// The processes under `ancestor` in lines of `process parent`.
fn under(ancestor: u32, listing: &str) -> Vec<u32> {
    let pairs: Vec<(u32, u32)> = listing
        .lines()
        .filter_map(|line| {
            let mut numbers = line.split_whitespace().map(str::parse);
            Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
        })
        .collect();
    let mut found = vec![ancestor];
    let mut next = 0;
    while let Some(&parent) = found.get(next) {
        next += 1;
        let children = pairs.iter().filter(|(child, of)| *of == parent && !found.contains(child));
        let children: Vec<u32> = children.map(|(child, _)| *child).collect();
        found.extend(children);
    }
    found.split_off(1)
}

/// What cargo sets for the program it runs, and what would mislead the programs that that one runs.
fn inherited_from_cargo() -> impl Iterator<Item = OsString> {
    env::vars_os().map(|(name, _)| name).filter(|name| {
        let name = name.to_string_lossy();
        name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
    })
}

/// The name of a step as a file's name.
fn file_name(step: &str) -> String {
    let kept = |c: char| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' };
    let name: String = step.chars().map(kept).collect();
    name.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

/// An argument as one would type it.
fn shown(argument: &OsStr) -> String {
    let text = argument.to_string_lossy();
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_=./:,+@%~".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        text.into_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

fn last_lines(output: &str, count: usize) -> impl Iterator<Item = &str> {
    let lines = output.lines().count();
    output.lines().skip(lines.saturating_sub(count))
}

/// Whether a program complained that it cannot reach the network, in the words of the ones used here.
fn wants_network(output: &str) -> bool {
    const COMPLAINTS: [&str; 9] = [
        "Could not resolve host",
        "Couldn't resolve host",
        "EAI_AGAIN",
        "ENOTFOUND",
        "Failed to establish a new connection",
        "Network is unreachable",
        "Temporary failure in name resolution",
        "Temporary failure resolving",
        "failed to download from",
    ];
    COMPLAINTS.iter().any(|complaint| output.contains(complaint))
}

/// Shows what has been printed of a line so far.
pub(crate) fn flush() {
    // Nobody is left to tell when the console is gone.
    drop(io::stdout().flush());
}

/// Where a program is that is called by its name alone.
pub(crate) fn which(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(program))
        .find(|path| fs::metadata(path).is_ok_and(|found| found.is_file()))
}

/// What a program prints of itself, if it runs at all.
pub(crate) fn answer(program: impl AsRef<OsStr>, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).output().ok()?;
    let text = if output.stdout.is_empty() { output.stderr } else { output.stdout };
    output.status.success().then(|| String::from_utf8_lossy(&text).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_name_becomes_a_file_name() {
        assert_eq!(file_name("clippy waxwing (no features)"), "clippy-waxwing-no-features");
        assert_eq!(file_name("npm ci"), "npm-ci");
    }

    #[test]
    fn arguments_are_shown_as_typed() {
        assert_eq!(shown(OsStr::new("--check")), "--check");
        assert_eq!(shown(OsStr::new("-D warnings")), "'-D warnings'");
        assert_eq!(shown(OsStr::new("it's")), r"'it'\''s'");
        assert_eq!(shown(OsStr::new("")), "''");
    }

    #[test]
    fn the_last_lines_are_kept() {
        let lines: Vec<&str> = last_lines("a\nb\nc\n", 2).collect();
        assert_eq!(lines, ["b", "c"]);
        let lines: Vec<&str> = last_lines("a", 2).collect();
        assert_eq!(lines, ["a"]);
    }

    #[test]
    fn finds_children_and_grandchildren_only() {
        let listing = "  1 0\n 10 1\n 11 10\n 12 11\n 20 1\nnot numbers\n";
        assert_eq!(under(10, listing), [11, 12]);
        assert_eq!(under(20, listing), [0_u32; 0]);
    }

    #[test]
    fn a_loop_in_the_listing_ends() {
        assert_eq!(under(1, "1 2\n2 1\n"), [2]);
    }

    #[test]
    fn knows_a_missing_network_from_another_failure() {
        assert!(wants_network("npm error code EAI_AGAIN"));
        assert!(!wants_network("error[E0308]: mismatched types"));
    }

    #[test]
    fn a_failed_step_names_command_status_and_last_lines() {
        let repository = Repository::find().unwrap();
        let finished = repository
            .step("own test of a failure", "sh")
            .args(["-c", "echo one; echo two >&2; exit 3"])
            .quiet()
            .unwrap();
        assert!(!finished.success);
        for part in
            ["sh -c", "exit status: 3", "one", "two", ".xtask/log/own-test-of-a-failure.txt"]
        {
            assert!(finished.report.contains(part), "{part} in {}", finished.report);
        }
    }

    #[test]
    fn a_step_over_its_time_is_ended_with_its_children() {
        let repository = Repository::find().unwrap();
        let marker = repository.own("log/own-test-of-time.pid");
        let script = format!("sleep 100 & echo $! > '{}'; wait", marker.display());
        let finished = repository
            .step("own test of time", "sh")
            .args(["-c", &script])
            .limit(1)
            .quiet()
            .unwrap();
        assert!(!finished.success);
        assert!(finished.report.contains("stopped after 1 s"), "{}", finished.report);
        let process = file::read(&marker).unwrap();
        // It may stay listed as ended (Z) until its new parent looks.
        let state = answer("ps", &["-o", "stat=", "-p", process.trim()]).unwrap_or_default();
        assert!(state.is_empty() || state.starts_with('Z'), "{process} is {state}");
    }

    #[test]
    fn a_missing_program_is_named() {
        let repository = Repository::find().unwrap();
        let why = repository.step("own test", "no-such-program-here").quiet().err().unwrap();
        assert!(why.contains("no-such-program-here"), "{why}");
    }
}
