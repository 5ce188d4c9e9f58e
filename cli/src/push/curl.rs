//! A push as a command line of curl.
//!
//! What curl is given as an argument can be seen by others in the list of processes, so secrets
//! come to it on standard input, by a shell's own `printf`.

use std::path::Path;

use waxwing::apns::{DeviceToken, Prepared};
use waxwing::credentials::Format;

use super::{Credential, Push};

/// The command, over several lines.
pub(super) fn command(
    push: &Push,
    prepared: &Prepared,
    device: &DeviceToken,
    credential: &Credential<'_>,
) -> String {
    let mut before = String::new();
    let mut arguments: Vec<String> =
        ["--http2", "--silent", "--show-error", "--include"].map(str::to_owned).to_vec();
    if let Some(file) = &push.cacert {
        arguments.push(format!("--cacert {}", path(file)));
    }
    match credential {
        Credential::Token { token, .. } if push.show_token => {
            arguments.push(header("authorization", token.authorization()));
        }
        Credential::Token { key, token } => {
            let mut make = format!("waxwing token --key {} ", path(key));
            if push.key_id.is_some() {
                make.push_str(&format!("--key-id {} ", token.key_id()));
            }
            make.push_str(&format!("--team-id {}", token.team_id()));
            if let Some(file) = push.password.file() {
                make.push_str(&format!(" --password-file {}", path(file)));
            } else if push.password.is_given() {
                make.push_str(" --password \"${KEY_PASSWORD:?}\"");
            }
            before = format!(
                "printf 'header = \"authorization: bearer %s\"\\n' \\\n  \"$({make})\" |\n"
            );
            arguments.push("--config -".to_owned());
        }
        Credential::Certificate { files, .. } => {
            for ((file, format), name) in files.iter().zip(["cert", "key"]) {
                arguments.push(format!("--{name} {}", path(file)));
                let kind = match format {
                    Format::Pkcs12 => "P12",
                    Format::Pem => continue,
                    _ => "DER",
                };
                arguments.push(format!("--{name}-type {kind}"));
            }
            let password = match push.password.file() {
                // In curl's configuration, quotes and backslashes are escaped.
                Some(file) => Some(format!("$(sed 's/[\\\\\"]/\\\\&/g' {})", path(file))),
                None => push.password.is_given().then(|| "${KEY_PASSWORD:?}".to_owned()),
            };
            if let Some(password) = password {
                before = format!("printf 'pass = \"%s\"\\n' \"{password}\" |\n");
                arguments.push("--config -".to_owned());
            }
        }
    }
    arguments.push(format!("--request {}", prepared.method()));
    for (name, value) in prepared.headers() {
        arguments.push(header(name, value));
    }
    arguments.push(format!("--data-raw {}", quoted(&String::from_utf8_lossy(prepared.body()))));
    arguments.push(quoted(&prepared.url(device)));
    format!("{before}curl {}", arguments.join(" \\\n  "))
}

fn header(name: &str, value: &str) -> String {
    format!("--header {}", quoted(&format!("{name}: {value}")))
}

/// A path that is not taken for an option.
fn path(path: &Path) -> String {
    let text = path.display().to_string();
    match text.starts_with('-') {
        true => quoted(&format!("./{text}")),
        false => quoted(&text),
    }
}

/// A word for a POSIX shell; plain ones stay as they are.
fn quoted(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./:,@%+".contains(c);
    match !text.is_empty() && text.chars().all(is_plain) {
        true => text.to_owned(),
        false => format!("'{}'", text.replace('\'', r"'\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_reach_the_program_as_they_are() {
        for (text, word) in [
            ("a/b.p8", "a/b.p8"),
            ("", "''"),
            ("it's", r"'it'\''s'"),
            ("$(x)", "'$(x)'"),
            ("a b\n", "'a b\n'"),
        ] {
            assert_eq!(quoted(text), word);
        }
        assert_eq!(path(Path::new("-x")), "./-x");
    }
}
