//! `waxwing push`: the request of a push, as it is or as a command for curl. Nothing is sent.

mod curl;
mod options;

use std::path::PathBuf;

use clap::{ArgGroup, Args};
use waxwing::apns::{
    DeviceToken, Endpoint, Environment, Notification, Prepared, ProviderToken, Topic,
};
use waxwing::credentials::{Contents, Format, Identity, Purpose, sniff};
use waxwing::json::Object;

use crate::arguments::{Password, PushEnvironment};
use crate::failure::Failure;
use crate::json::{list, object, option};
use crate::{Context, Outcome, files, show, token};

/// Write the request of a push, as JSON or as a curl command; nothing is sent
///
/// Every rule of APNs about headers and payload is checked, and with --cert also what the
/// certificate may push. The provider token is left out: the curl command has it made when it
/// runs, unless --show-token asks for it by name.
#[derive(Args)]
#[command(group = ArgGroup::new("credential").required(true).multiple(true).args(["key", "cert"]))]
pub(crate) struct Push {
    /// Write a command for curl
    #[arg(long, conflicts_with = "json")]
    curl: bool,

    /// Which APNs
    #[arg(long, value_name = "NAME")]
    environment: PushEnvironment,

    /// Another host and port, such as that of a simulator
    #[arg(long, value_name = "HOST:PORT")]
    authority: Option<String>,

    /// The device, in hexadecimal
    #[arg(long, value_name = "HEX")]
    device_token: String,

    #[command(flatten)]
    options: options::Options,

    /// Apple's key, such as AuthKey_ABC123DEFG.p8
    #[arg(long, value_name = "FILE", requires = "team_id", conflicts_with = "cert")]
    key: Option<PathBuf>,

    /// Its id, if the name of the file does not tell it
    #[arg(long, value_name = "ID", requires = "key")]
    key_id: Option<String>,

    /// The team's id
    #[arg(long, value_name = "ID", requires = "key")]
    team_id: Option<String>,

    /// Put the provider token itself into the request
    #[arg(long, requires = "key")]
    show_token: bool,

    /// A push certificate with its key: .p12 or PEM; or .cer, with --cert-key
    #[arg(long, value_name = "FILE")]
    cert: Option<PathBuf>,

    /// The key of the certificate, if it is not in the same file
    #[arg(long, value_name = "FILE", requires = "cert")]
    cert_key: Option<PathBuf>,

    /// Have curl trust this certificate, such as that of a simulator
    #[arg(long, value_name = "FILE", requires = "curl")]
    cacert: Option<PathBuf>,

    #[command(flatten)]
    password: Password,
}

/// With what a push is authenticated.
enum Credential<'p> {
    Token { key: &'p PathBuf, token: ProviderToken },
    Certificate { files: Vec<Named<'p>>, topic: Topic },
}

/// A file, and what it is.
type Named<'p> = (&'p PathBuf, Format);

impl Push {
    pub(crate) fn run(&self, context: &mut Context) -> Outcome {
        let device = DeviceToken::from_hex(&self.device_token)?;
        let environment = Environment::from(self.environment);
        let endpoint = match &self.authority {
            Some(text) => Endpoint::from_authority(text)?,
            None => Endpoint::from(environment),
        };
        let options = &self.options;
        let inputs = [&self.key, &self.cert, &self.cert_key, &options.payload, &options.options];
        files::one_stream(inputs.into_iter().flatten().chain(self.password.file()))?;

        let identity = match &self.cert {
            Some(cert) => Some(self.identity(cert)?),
            None => None,
        };
        let default_topic = match &identity {
            Some((identity, _)) => Some(identity.push_certificate()?.default_topic().clone()),
            None => None,
        };
        let note = self.options.notification(default_topic.as_ref().map(Topic::as_str))?;
        let credential = match (&self.key, identity) {
            (Some(key), _) => {
                let (key_id, team_id) = (self.key_id.as_deref(), self.team_id.as_deref());
                let team_id = team_id.unwrap_or_default();
                let token = token::make(key, key_id, team_id, &self.password, context.now)?;
                Credential::Token { key, token }
            }
            (None, Some((identity, files))) => {
                self.check(&identity, &note, environment, context)?;
                Credential::Certificate { files, topic: note.topic().clone() }
            }
            (None, None) => return Err(Failure::usage("name a key or a certificate")),
        };
        for lint in note.lints() {
            eprint(&format!("warning: {}: {}: {}", lint.code, lint.subject, lint.code.advice()));
        }
        if let Some(cut) = note.cut() {
            let (kept, whole) = (cut.kept_bytes, cut.original_bytes);
            eprint(&format!("warning: {} is cut to {kept} of {whole} bytes", cut.pointer));
        }
        let prepared = note.prepare(endpoint);
        if self.curl {
            let text = curl::command(self, &prepared, &device, &credential);
            context.out.line(&text)?;
        } else if context.json {
            let document = self.document(&prepared, &device, &credential);
            context.out.json(&document)?;
        } else {
            self.people(&prepared, &device, &credential, context)?;
        }
        Ok(true)
    }

    /// The identity of the certificate, and what its files are.
    fn identity<'p>(&'p self, cert: &'p PathBuf) -> Result<(Identity, Vec<Named<'p>>), Failure> {
        let password = self.password.read()?;
        let password = password.as_ref().map(|text| text.as_str());
        let mut contents = Contents::default();
        let mut formats = Vec::new();
        for file in [Some(cert), self.cert_key.as_ref()].into_iter().flatten() {
            let bytes = files::read(file)?;
            formats.push((file, sniff(&bytes).format));
            contents.add(
                Contents::read(&bytes, password).map_err(|error| Failure::refused(file, error))?,
            );
        }
        let identity = contents.into_identity().map_err(|error| Failure::refused(cert, error))?;
        Ok((identity, formats))
    }

    /// Whether the certificate may send this, now.
    fn check(
        &self,
        identity: &Identity,
        note: &Notification,
        environment: Environment,
        context: &Context,
    ) -> Result<(), Failure> {
        identity.push_certificate()?.scope()?.check(note, environment)?;
        let purpose = Purpose::default().environment(environment).topic(note.topic().clone());
        let lints = identity.lints(&purpose, context.now);
        for lint in &lints {
            let mark = if lint.code.is_fatal() { "error" } else { "warning" };
            eprint(&format!("{mark}: {}: {}: {}", lint.code, lint.found, lint.code.advice()));
        }
        match show::is_fatal(&lints) {
            true => Err(Failure::Told),
            false => Ok(()),
        }
    }

    fn document(
        &self,
        prepared: &Prepared,
        device: &DeviceToken,
        credential: &Credential<'_>,
    ) -> Object {
        let mut headers = Object::new();
        let authentication = match credential {
            Credential::Token { token, .. } => {
                if self.show_token {
                    headers.insert("authorization", token.authorization());
                }
                object! {
                    "kind" => "token",
                    "key_id" => token.key_id().as_str(),
                    "team_id" => token.team_id().as_str(),
                    "in_headers" => self.show_token,
                }
            }
            Credential::Certificate { files, topic } => object! {
                "kind" => "certificate",
                "files" => list(files.iter().map(|(file, _)| file.display().to_string())),
                "topic" => topic.as_str(),
            },
        };
        for (name, value) in prepared.headers() {
            headers.insert(name, value);
        }
        object! {
            "method" => prepared.method(),
            "url" => prepared.url(device),
            "headers" => headers,
            "body" => option(std::str::from_utf8(prepared.body()).ok()),
            "authentication" => authentication,
        }
    }

    fn people(
        &self,
        prepared: &Prepared,
        device: &DeviceToken,
        credential: &Credential<'_>,
        context: &mut Context,
    ) -> Result<(), Failure> {
        let out = &mut context.out;
        out.line(&format!("{} {}", prepared.method(), prepared.url(device)))?;
        match credential {
            Credential::Token { token, .. } if self.show_token => {
                out.line(&format!("authorization: {}", token.authorization()))?;
            }
            Credential::Token { .. } => {
                out.line("authorization: bearer …, which --show-token shows")?;
            }
            Credential::Certificate { .. } => {}
        }
        for (name, value) in prepared.headers() {
            out.line(&format!("{name}: {value}"))?;
        }
        out.line("")?;
        out.bytes(prepared.body())?;
        out.line("")
    }
}

/// A line on standard error, where nobody need listen.
fn eprint(text: &str) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stderr(), "{}", crate::output::printable(text));
}
