//! Files and folders, with errors that name them.

use std::fs;
use std::io;
use std::path::Path;

use crate::Outcome;

fn named(path: &Path) -> impl FnOnce(io::Error) -> String {
    move |why| format!("{}: {why}", path.display())
}

pub(crate) fn read(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(named(path))
}

pub(crate) fn read_bytes(path: &Path) -> Outcome<Vec<u8>> {
    fs::read(path).map_err(named(path))
}

/// Writes a file and makes the folders above it.
pub(crate) fn write(path: &Path, contents: impl AsRef<[u8]>) -> Outcome {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(named(folder))?;
    }
    fs::write(path, contents).map_err(named(path))
}

/// Copies a file and makes the folders above the copy.
pub(crate) fn copy(from: &Path, to: &Path) -> Outcome {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).map_err(named(folder))?;
    }
    fs::copy(from, to).map(|_| ()).map_err(named(from))
}

/// Copies the files in a folder, and those in the folders in it.
pub(crate) fn copy_folder(from: &Path, to: &Path) -> Outcome {
    for entry in fs::read_dir(from).map_err(named(from))? {
        let entry = entry.map_err(named(from))?;
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            copy(&entry.path(), &target)?;
        }
    }
    Ok(())
}

/// Makes a folder that is there and empty.
pub(crate) fn empty_folder(path: &Path) -> Outcome {
    match fs::remove_dir_all(path) {
        Err(why) if why.kind() != io::ErrorKind::NotFound => return Err(named(path)(why)),
        _ => (),
    }
    fs::create_dir_all(path).map_err(named(path))
}

/// Whether the file at `path` holds exactly `contents`.
pub(crate) fn holds(path: &Path, contents: &str) -> bool {
    fs::read(path).is_ok_and(|found| found == contents.as_bytes())
}
