//! Where signed objects come from: arguments, files, standard input.

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal as _, Read as _};
use std::path::{Path, PathBuf};

use waxwing::jose::MAX_TOKEN_BYTES;

use crate::failure::Failure;
use crate::{files, posted};

/// A longer line is no object; enough of it is kept for the library to say so.
const MAX_LINE_BYTES: usize = 2 * MAX_TOKEN_BYTES;

/// A signed object, and where it stood.
pub(super) struct Line {
    /// Counted from one.
    pub(super) number: u64,
    token: Vec<u8>,
    length: u64,
}

impl Line {
    /// How much of the source it was.
    pub(super) const fn bytes(&self) -> u64 {
        self.length
    }
}

impl AsRef<[u8]> for Line {
    fn as_ref(&self) -> &[u8] {
        &self.token
    }
}

/// Lines of a file, or the one object that an argument is.
pub(super) struct Source {
    name: Option<String>,
    reader: Box<dyn BufRead>,
    bytes: Option<u64>,
    number: u64,
}

/// What the arguments name.
pub(super) fn open(inputs: &[PathBuf]) -> Result<Vec<Source>, Failure> {
    if inputs.is_empty() {
        if io::stdin().is_terminal() {
            return Err(Failure::usage("name objects or files, or give objects on standard input"));
        }
        return Ok(Vec::from([Source::stdin()]));
    }
    files::one_stream(inputs)?;
    inputs.iter().map(|input| Source::open(input)).collect()
}

impl Source {
    fn stdin() -> Self {
        let reader = Box::new(BufReader::new(io::stdin()));
        Self { name: Some("-".to_owned()), reader, bytes: None, number: 0 }
    }

    fn open(path: &Path) -> Result<Self, Failure> {
        if files::is_stream(path) {
            return Ok(Self::stdin());
        }
        if let Some(token) = path.to_str().filter(|text| is_token(text) && !path.exists()) {
            let bytes = token.as_bytes().to_vec();
            let length = u64::try_from(bytes.len()).ok();
            let reader = Box::new(io::Cursor::new(bytes));
            return Ok(Self { name: None, reader, bytes: length, number: 0 });
        }
        let failed = |error| Failure::file(path.display(), error);
        let file = File::open(path).map_err(failed)?;
        let about = file.metadata().map_err(failed)?;
        if about.is_dir() {
            return Err(failed(io::ErrorKind::IsADirectory.into()));
        }
        let bytes = about.is_file().then_some(about.len());
        let name = Some(path.display().to_string());
        Ok(Self { name, reader: Box::new(BufReader::new(file)), bytes, number: 0 })
    }

    /// The name of the file, or none for an argument.
    pub(super) fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// How long it is, if that is known.
    pub(super) const fn bytes(&self) -> Option<u64> {
        self.bytes
    }

    /// Reads up to so many objects; whether there may be more.
    pub(super) fn fill(&mut self, lines: &mut Vec<Line>, most: usize) -> Result<bool, Failure> {
        let name = self.name.clone().unwrap_or_default();
        while lines.len() < most {
            let read = self.line().map_err(|error| Failure::file(&name, error))?;
            let Some((bytes, length)) = read else { return Ok(false) };
            self.number += 1;
            let text = bytes.trim_ascii();
            if !text.is_empty() {
                lines.push(Line { number: self.number, token: token(text), length });
            }
        }
        Ok(true)
    }

    /// A line, cut if it is too long, and how long it was.
    fn line(&mut self) -> io::Result<Option<(Vec<u8>, u64)>> {
        let mut bytes = Vec::new();
        let limit = u64::try_from(MAX_LINE_BYTES).unwrap_or(u64::MAX);
        let mut length = 0;
        (&mut self.reader).take(limit).read_until(b'\n', &mut bytes)?;
        length += u64::try_from(bytes.len()).unwrap_or_default();
        if length == 0 {
            return Ok(None);
        }
        if bytes.len() == MAX_LINE_BYTES && bytes.last() != Some(&b'\n') {
            length += u64::try_from(self.reader.skip_until(b'\n')?).unwrap_or_default();
        }
        Ok(Some((bytes, length)))
    }
}

/// Whether an argument looks like an object: it begins as every header does, and has two dots.
fn is_token(text: &str) -> bool {
    text.starts_with("ey") && text.matches('.').count() == 2
}

/// The object in a line: the line itself, or the one field of what Apple posts.
fn token(line: &[u8]) -> Vec<u8> {
    posted::signed_payload(line).map_or_else(|| line.to_vec(), String::into_bytes)
}
