//! Runs the program as a person does.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::{env, fs, process};

use serde_json::Value;

/// What the program said, and how it ended.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Said {
    /// The last line of standard output, as JSON.
    pub(crate) fn json(&self) -> Value {
        let line = self.out.lines().last().unwrap_or_default();
        serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// What the error document on standard error names.
    pub(crate) fn error_code(&self) -> String {
        let value: Value = serde_json::from_str(self.err.trim()).unwrap();
        value["error"]["code"].as_str().unwrap_or_default().to_owned()
    }
}

/// The program with these arguments, in the folder of the fixtures.
pub(crate) fn command<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_waxwing"));
    command.args(arguments).current_dir(fixtures()).stdin(Stdio::null()).env_remove("NO_COLOR");
    command
}

/// Runs `waxwing LINE`, split at spaces.
pub(crate) fn waxwing(line: &str) -> Said {
    said(command(line.split_whitespace()).output().unwrap())
}

/// The same with arguments that hold spaces.
pub(crate) fn waxwing_args(arguments: &[&str]) -> Said {
    said(command(arguments.iter().copied()).output().unwrap())
}

/// The same with something on standard input.
pub(crate) fn waxwing_stdin(line: &str, input: &[u8]) -> Said {
    let arguments: Vec<&str> = line.split_whitespace().collect();
    waxwing_args_stdin(&arguments, input)
}

/// The same with arguments that hold spaces.
pub(crate) fn waxwing_args_stdin(arguments: &[&str], input: &[u8]) -> Said {
    let mut child = command(arguments.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    let _ = writer.join().unwrap();
    said(output)
}

fn said(output: Output) -> Said {
    Said {
        status: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// Key and certificate files as each tool writes them.
pub(crate) fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/credentials")
}

/// A time at which the fixtures are valid, with half a year to go.
pub(crate) const NOW: &str = "2026-01-01T00:00:00Z";

/// A folder that goes away with this value.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = env::temp_dir().join(format!("waxwing-cli-{}-{number}", process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn root(&self) -> &Path {
        &self.0
    }

    /// A path in it, as an argument.
    pub(crate) fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }

    /// A file in it, as an argument.
    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        fs::write(&path, bytes).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The permissions of a file, of which the last nine bits say who may do what.
#[cfg(unix)]
pub(crate) fn mode(path: &str) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}
