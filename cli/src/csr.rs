//! `waxwing csr`: a certificate request for Apple's portal, and its key.

use std::path::PathBuf;

use clap::Args;
use waxwing::credentials::{Contents, PrivateKey, RequestSubject};

use crate::arguments::Password;
use crate::failure::Failure;
use crate::files::{self, Mode};
use crate::json::object;
use crate::key::{self, NewKey};
use crate::{Context, Outcome};

/// Make a certificate request, with a key that you have or with a new one
///
/// The request goes to Apple's portal; the key stays, and the certificate is worth nothing
/// without it. Apple replaces the subject, so the name is for people.
#[derive(Args)]
pub(crate) struct Csr {
    /// The private key to use
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with = "new_key",
        required_unless_present = "new_key"
    )]
    key: Option<PathBuf>,

    /// Make a key and write it here, unencrypted PEM that only you can read; never over a file
    #[arg(long, value_name = "FILE")]
    new_key: Option<PathBuf>,

    /// What kind of key to make
    #[arg(long, value_name = "KIND", default_value = "rsa-2048", conflicts_with = "key")]
    key_type: NewKey,

    /// The common name
    #[arg(long, value_name = "NAME")]
    cn: String,

    /// An address
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,

    /// A country, two capital letters
    #[arg(long, value_name = "CODE")]
    country: Option<String>,

    /// Where to; standard output unless set
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,

    /// Replace the request if there is one
    #[arg(long)]
    force: bool,

    #[command(flatten)]
    password: Password,
}

impl Csr {
    pub(crate) fn run(&self, context: &mut Context) -> Outcome {
        let mut subject = RequestSubject::new(&self.cn)?;
        if let Some(address) = &self.email {
            subject = subject.email(address)?;
        }
        if let Some(code) = &self.country {
            subject = subject.country(code)?;
        }
        let out = self.out.as_ref().filter(|out| !files::is_stream(out));
        if let Some(out) = out {
            files::must_be_free(out, self.force)?;
        }
        let key = match (&self.key, &self.new_key) {
            (Some(file), _) => self.given(file)?,
            (None, Some(file)) => {
                if self.password.is_given() {
                    let text = "a new key is written unencrypted: leave the password out";
                    return Err(Failure::usage(text));
                }
                let key = key::make(self.key_type)?;
                // First of all: a request whose key is lost is worth nothing.
                files::write(file, key.to_pem().as_bytes(), Mode::Secret, false)?;
                key
            }
            (None, None) => return Err(Failure::usage("name a key with --key or --new-key")),
        };
        let pem = key::request(&subject, &key)?.to_pem();
        if let Some(out) = out {
            files::write(out, pem.as_bytes(), Mode::Public, self.force)?;
        }
        let new_key = self.new_key.as_ref().map(|file| file.display().to_string());
        if context.json {
            context.out.json(&object! {
                "request" => pem,
                "key" => key.kind().to_string(),
                "key_file" => crate::json::option(new_key),
            })?;
            return Ok(true);
        }
        match out {
            None => context.out.bytes(pem.as_bytes())?,
            Some(out) => {
                let what = format!("a request for the {} key, for Apple's portal", key.kind());
                context.out.title(&out.display().to_string(), &what)?;
                if let Some(file) = new_key {
                    let what = format!("its {} key: unencrypted, keep it safe", key.kind());
                    context.out.title(&file, &what)?;
                }
            }
        }
        Ok(true)
    }

    fn given(&self, file: &PathBuf) -> Result<PrivateKey, Failure> {
        files::one_stream([file].into_iter().chain(self.password.file()))?;
        let password = self.password.read()?;
        Contents::read(&files::read(file)?, password.as_ref().map(|text| text.as_str()))
            .and_then(Contents::into_private_key)
            .map_err(|error| Failure::refused(file, error))
    }
}
