//! `OPENSSL.md`: its commands work as they stand there.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::common::{Folder, NOW, fixtures};

const PAGE: &str = include_str!("../../OPENSSL.md");

/// The files that the page speaks of, and the fixtures that they are.
const FILES: [(&str, &str); 5] = [
    ("push.p12", "openssl3-chain.p12"),
    ("aps.cer", "universal.cer"),
    ("push.key", "key-pkcs8.pem"),
    ("encrypted.key", "key-pbes2-aes256-sha256.pem"),
    ("AuthKey_ABC123DEFG.p8", "key-ec.p8"),
];

/// The blocks of shell commands, in order, each with the heading it stands under.
fn blocks() -> Vec<(&'static str, &'static str)> {
    let sections = PAGE.split("\n## ").skip(1);
    sections
        .flat_map(|section| {
            let heading = section.lines().next().unwrap();
            let parts = section.split("```sh\n").skip(1);
            parts.map(move |part| (heading, part.split("```").next().unwrap()))
        })
        .collect()
}

/// A folder with the files of the page, and a `waxwing` that lives while they are valid.
fn prepared() -> Folder {
    let folder = Folder::new();
    for (name, fixture) in FILES {
        fs::copy(fixtures().join(fixture), folder.path(name)).unwrap();
    }
    folder.file("password.txt", "secret\n");
    fs::create_dir(folder.path("bin")).unwrap();
    let program = env!("CARGO_BIN_EXE_waxwing");
    let script = folder.file(
        "bin/waxwing",
        format!("#!/bin/sh\ncase \"$*\" in *--now*) exec '{program}' \"$@\" ;; esac\nexec '{program}' --now {NOW} \"$@\"\n"),
    );
    make_executable(Path::new(&script));
    folder
}

fn make_executable(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

fn run(folder: &Folder, heading: &str, commands: &str) {
    let path = std::env::var("PATH").unwrap_or_default();
    let output = Command::new("sh")
        .args(["-e", "-u", "-c", commands])
        .current_dir(folder.root())
        .env("PATH", format!("{}:{path}", folder.path("bin")))
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(
        output.status.success(),
        "{heading}\n{commands}\n{}\n{}",
        text(&output.stdout),
        text(&output.stderr)
    );
}

/// The files that stand in a folder, but those that were put there.
fn made(folder: &Folder) -> Vec<String> {
    let entries = fs::read_dir(folder.root()).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = entries.map(|name| name.into_string().unwrap()).collect();
    names.retain(|name| FILES.iter().all(|(known, _)| known != name));
    names.sort_unstable();
    names
}

#[test]
fn the_commands_of_the_page_work() {
    let folder = prepared();
    let blocks = blocks();
    let new = blocks.iter().filter(|(_, commands)| commands.starts_with("waxwing "));
    assert!(new.clone().count() >= 11);
    for (heading, commands) in new {
        run(&folder, heading, commands);
    }
    let read = |name: &str| fs::read_to_string(folder.path(name)).unwrap();
    assert_eq!(read("ck.pem"), read("cert.pem") + &read("key.pem"));
    assert!(read("ck-of-parts.pem").starts_with(&read("aps.pem")));
    assert_eq!(read("plain.key"), read("key.pem"));
    assert!(read("push.sh").contains("--cert ck.pem"));
}

#[test]
fn the_commands_that_they_replace_write_the_same_files() {
    if Command::new("openssl").arg("version").output().is_err() {
        println!("skip: there is no openssl: the older commands of OPENSSL.md were not run");
        return;
    }
    let (old, new) = (prepared(), prepared());
    for (heading, commands) in blocks() {
        let folder = if commands.starts_with("waxwing ") { &new } else { &old };
        run(folder, heading, commands);
    }
    let theirs = made(&old);
    let ours = made(&new);
    let missing: Vec<&String> = theirs.iter().filter(|name| !ours.contains(name)).collect();
    assert_eq!(missing, ["aps-again.pem"]);
    for name in ["aps.pem", "cert.der", "key.der"] {
        let bytes = |folder: &Folder| fs::read(folder.path(name)).unwrap();
        assert_eq!(bytes(&old), bytes(&new), "{name}");
    }
    // What openssl writes around blocks differs; what is in them does not.
    for name in ["key.pem", "cert.pem", "ck.pem", "plain.key"] {
        let first_block = |folder: &Folder| {
            let text = fs::read_to_string(folder.path(name)).unwrap();
            let begin = text.find("-----BEGIN").unwrap();
            text[begin..]
                .lines()
                .skip(1)
                .take_while(|line| !line.starts_with('-'))
                .collect::<String>()
        };
        assert_eq!(first_block(&old), first_block(&new), "{name}");
    }
}
