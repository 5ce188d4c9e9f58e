//! Reading and writing files, with care for those that hold secrets.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use waxwing::credentials::Contents;
use zeroize::Zeroizing;

use crate::failure::Failure;

/// More than any credential, receipt or token: the library has limits of its own below this.
const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// Whether this names standard input, or output.
pub(crate) fn is_stream(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// A whole file, or standard input for `-`; wiped from memory when dropped.
pub(crate) fn read(path: &Path) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let failed = |error| Failure::file(path.display(), error);
    if is_stream(path) {
        return read_all(&mut io::stdin().lock()).map_err(failed);
    }
    let mut file = File::open(path).map_err(failed)?;
    read_all(&mut file).map_err(failed)
}

fn read_all(reader: &mut impl Read) -> io::Result<Zeroizing<Vec<u8>>> {
    // Room enough for keys at once: a vector that grows leaves copies behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(64 * 1024));
    reader.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    match u64::try_from(bytes.len()) {
        Ok(..=MAX_BYTES) => Ok(bytes),
        _ => Err(io::Error::other("larger than 16 MiB")),
    }
}

/// A text in a file, without the line end behind it.
pub(crate) fn read_line(path: &Path) -> Result<Zeroizing<String>, Failure> {
    let bytes = read(path)?;
    let text = std::str::from_utf8(&bytes)
        .map_err(|_| Failure::file(path.display(), io::Error::other("not UTF-8")))?;
    let text = text.strip_suffix('\n').unwrap_or(text);
    Ok(Zeroizing::new(text.strip_suffix('\r').unwrap_or(text).to_owned()))
}

/// No more than one of the inputs may be standard input.
pub(crate) fn one_stream<'p>(paths: impl IntoIterator<Item = &'p PathBuf>) -> Result<(), Failure> {
    match paths.into_iter().filter(|path| is_stream(path)).count() {
        0 | 1 => Ok(()),
        _ => Err(Failure::usage("standard input can be read once: only one file can be -")),
    }
}

/// How a file is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Anybody may read it.
    Public,
    /// Its owner alone may, and a password protects it.
    Sealed,
    /// Its owner alone may.
    Secret,
}

/// Writes a new file, which nobody sees half written. One that is there stays as it is unless
/// `replace` is set.
pub(crate) fn write(path: &Path, bytes: &[u8], mode: Mode, replace: bool) -> Result<(), Failure> {
    let failed = |error| Failure::file(path.display(), error);
    must_be_free(path, replace)?;
    if !replace {
        return create(path, bytes, mode).map_err(failed);
    }
    // Beside it, so that it is the same file system.
    let mut name = OsString::from(path.file_name().unwrap_or_default());
    name.push(format!(".{}.new", std::process::id()));
    let beside = path.with_file_name(name);
    let written = create(&beside, bytes, mode).and_then(|()| fs::rename(&beside, path));
    written.map_err(|error| {
        let _ = fs::remove_file(&beside);
        failed(error)
    })
}

/// A file that is there already is replaced only if that is asked for.
pub(crate) fn must_be_free(path: &Path, replace: bool) -> Result<(), Failure> {
    if replace || fs::symlink_metadata(path).is_err() {
        return Ok(());
    }
    let name = path.display();
    Err(Failure::usage(format!("{name} exists: name another file, or replace it with --force")))
}

fn create(path: &Path, bytes: &[u8], mode: Mode) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    protect(&mut options, mode);
    let mut file = options.open(path)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    if written.is_err() {
        let _ = fs::remove_file(path);
    }
    written
}

#[cfg(unix)]
fn protect(options: &mut OpenOptions, mode: Mode) {
    use std::os::unix::fs::OpenOptionsExt as _;
    if mode != Mode::Public {
        options.mode(0o600);
    }
}

#[cfg(not(unix))]
fn protect(_: &mut OpenOptions, _: Mode) {}

/// The certificates in files of any kind, as DER.
pub(crate) fn certificates(paths: &[PathBuf]) -> Result<Vec<Vec<u8>>, Failure> {
    let mut found = Vec::new();
    for path in paths {
        let contents =
            Contents::read(&read(path)?, None).map_err(|error| Failure::refused(path, error))?;
        if contents.certificates().is_empty() {
            return Err(Failure::usage(format!("{} holds no certificate", path.display())));
        }
        found.extend(contents.certificates().iter().map(|one| one.der().to_vec()));
    }
    Ok(found)
}
