//! `waxwing convert`: key and certificate files as a TLS stack wants them.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use waxwing::credentials::{Certificate, Contents, Identity, P12Profile};
use waxwing::error::Error;
use zeroize::Zeroizing;

use crate::arguments::Password;
use crate::failure::Failure;
use crate::files::{self, Mode};
use crate::json::{list, object};
use crate::{Context, Outcome, key};

/// Turn .p12, .cer, .p8 and PEM into what a TLS stack wants
///
/// All files are read together: the key, its certificate and those above it may be in one file or
/// in several, in any order. Keys come out unencrypted, in files that only you can read.
#[derive(Args)]
pub(crate) struct Convert {
    /// Files with keys and certificates
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// What to make
    #[arg(long, value_name = "WHAT")]
    to: Target,

    /// Where to; `-` is standard output, where only certificates go without being sent
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,

    /// Replace the file if there is one
    #[arg(long)]
    force: bool,

    #[command(flatten)]
    password: Password,

    /// For --to p12: its new password; others on this machine can see it in the list of processes
    #[arg(long, value_name = "TEXT", conflicts_with = "new_password_file")]
    new_password: Option<String>,

    /// For --to p12: a file with its new password
    #[arg(long, value_name = "FILE")]
    new_password_file: Option<PathBuf>,

    /// For --to p12: modern (AES-256), or keychain (3DES), which every macOS reads
    #[arg(long, value_name = "NAME", default_value = "modern")]
    profile: String,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Target {
    /// Certificates, then the key, in one PEM text, as ck.pem of older guides
    Pem,
    /// The certificate of the key and those above it, as PEM; without a key, all certificates
    Chain,
    /// The key as PEM (PKCS#8)
    Key,
    /// The same as chain, in DER: a file for each, FILE, FILE.2, FILE.3
    DerChain,
    /// The key as DER (PKCS#8)
    DerKey,
    /// Key and certificates under a new password, for Keychain Access, Windows or Java
    P12,
}

/// A file to write.
struct Piece {
    bytes: Zeroizing<Vec<u8>>,
    what: String,
    mode: Mode,
}

impl Piece {
    fn public(bytes: impl Into<Vec<u8>>, what: impl Into<String>) -> Self {
        Self { bytes: Zeroizing::new(bytes.into()), what: what.into(), mode: Mode::Public }
    }

    fn secret(bytes: &[u8], what: impl Into<String>) -> Self {
        Self { bytes: Zeroizing::new(bytes.to_vec()), what: what.into(), mode: Mode::Secret }
    }
}

impl Convert {
    pub(crate) fn run(&self, context: &mut Context) -> Outcome {
        let passwords = [self.password.file(), self.new_password_file.as_ref()];
        files::one_stream(self.files.iter().chain(passwords.into_iter().flatten()))?;
        let is_p12 = self.to == Target::P12;
        let has_new = self.new_password.is_some() || self.new_password_file.is_some();
        if is_p12 != has_new {
            return Err(Failure::usage(match is_p12 {
                true => "--to p12 needs a password for the new file: --new-password-file",
                false => "a new password is for --to p12: other forms are not encrypted",
            }));
        }
        let contents = read(&self.files, &self.password)?;
        let pieces = self.pieces(contents)?;
        let out = match (&self.out, pieces.as_slice()) {
            (Some(out), _) => out.clone(),
            (None, [piece]) if piece.mode == Mode::Public => PathBuf::from("-"),
            (None, [_]) => {
                return Err(Failure::usage(
                    "the result is a secret: name a file with --out, or --out - to have it printed",
                ));
            }
            (None, _) => return Err(Failure::usage("name a file with --out")),
        };
        if files::is_stream(&out) {
            let [piece] = pieces.as_slice() else {
                return Err(Failure::usage("several certificates in DER need files: name --out"));
            };
            return context.out.bytes(&piece.bytes).map(|()| true);
        }
        let mut written = Vec::new();
        for (index, piece) in pieces.iter().enumerate() {
            let path = numbered(&out, index);
            files::write(&path, &piece.bytes, piece.mode, self.force)?;
            let is_secret = piece.mode == Mode::Secret;
            if context.json {
                written.push(object! {
                    "file" => path.display().to_string(),
                    "what" => piece.what.as_str(),
                    "secret" => is_secret,
                });
            } else {
                let secret = if is_secret { ": unencrypted, for your eyes alone" } else { "" };
                context
                    .out
                    .title(&path.display().to_string(), &format!("{}{secret}", piece.what))?;
            }
        }
        if context.json {
            context.out.json(&object! { "written" => list(written) })?;
        }
        Ok(true)
    }

    fn pieces(&self, contents: Contents) -> Result<Vec<Piece>, Failure> {
        Ok(match self.to {
            Target::Pem => {
                let identity = contents.into_identity()?;
                let what = format!(
                    "{} and its {} key, PEM",
                    chain_name(identity.chain()),
                    identity.key().kind()
                );
                Vec::from([Piece::secret(identity.combined_pem().as_bytes(), what)])
            }
            Target::P12 => {
                let identity = contents.into_identity()?;
                let password = match &self.new_password_file {
                    Some(file) => files::read_line(file)?,
                    None => Zeroizing::new(self.new_password.clone().unwrap_or_default()),
                };
                let profile = P12Profile::from_name(&self.profile).map_err(|error| {
                    Failure::usage(format!("--profile is {}", error.expected()))
                })?;
                let entropy = key::random::<{ Identity::P12_ENTROPY_BYTES }>()?;
                let bytes = identity.to_p12(&password, &entropy, profile)?;
                let what =
                    format!("{} and its key under the new password", chain_name(identity.chain()));
                Vec::from([Piece { bytes: Zeroizing::new(bytes), what, mode: Mode::Sealed }])
            }
            Target::Key | Target::DerKey => {
                let key = contents.into_private_key()?;
                let (is_pem, kind) = (self.to == Target::Key, key.kind().to_string());
                Vec::from([match is_pem {
                    true => Piece::secret(key.to_pem().as_bytes(), format!("{kind} key, PEM")),
                    false => Piece::secret(key.pkcs8_der(), format!("{kind} key, PKCS#8 DER")),
                }])
            }
            Target::Chain => {
                let chain = chain(contents)?;
                let text: String = chain.iter().map(Certificate::to_pem).collect();
                Vec::from([Piece::public(text, format!("{}, PEM", chain_name(chain.iter())))])
            }
            Target::DerChain => {
                let named = |one: &Certificate| {
                    Piece::public(one.der(), format!("{}, DER", crate::show::name(one)))
                };
                chain(contents)?.iter().map(named).collect()
            }
        })
    }
}

/// What all files hold together.
pub(crate) fn read(paths: &[PathBuf], password: &Password) -> Result<Contents, Failure> {
    let password = password.read()?;
    let password = password.as_ref().map(|text| text.as_str());
    let mut all = Contents::default();
    for path in paths {
        let contents = Contents::read(&files::read(path)?, password);
        all.add(contents.map_err(|error| Failure::refused(path, error))?);
    }
    Ok(all)
}

/// The chain of the key, or without one all certificates in the order of the files.
fn chain(contents: Contents) -> Result<Vec<Certificate>, Error> {
    if contents.keys().is_empty() && !contents.certificates().is_empty() {
        return Ok(contents.certificates().to_vec());
    }
    Ok(Identity::from_contents(contents)?.chain().cloned().collect())
}

fn chain_name<'c>(mut chain: impl Iterator<Item = &'c Certificate>) -> String {
    let name = chain.next().map(crate::show::name).unwrap_or_default();
    match chain.count() {
        0 => name,
        1 => format!("{name}, 1 certificate above it"),
        more => format!("{name}, {more} certificates above it"),
    }
}

/// The second file of several is `FILE.2`.
fn numbered(path: &Path, index: usize) -> PathBuf {
    if index == 0 {
        return path.to_owned();
    }
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{}", index + 1));
    PathBuf::from(name)
}
