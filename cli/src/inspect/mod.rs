//! `waxwing inspect`: what files are, what they may do, what is wrong with them.

mod material;
mod receipt;
mod signed;

use std::path::PathBuf;

use clap::Args;
use waxwing::apns::Topic;
use waxwing::credentials::{Contents, Format, Purpose, sniff};
use waxwing::error::Error;
use waxwing::json::Object;

use crate::arguments::{Password, PushEnvironment};
use crate::failure::Failure;
use crate::json::{self, list, object};
use crate::{Context, Outcome, files, posted};
use material::Material;

/// Say what files are: keys, certificates, requests, signed objects, receipts
///
/// Several files are also looked at together, as a key and its certificate are. The status is 1
/// if a file is refused or something is found that stops pushes.
#[derive(Args)]
pub(crate) struct Inspect {
    /// Files of any kind
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    #[command(flatten)]
    password: Password,

    /// Also check that certificates are for this environment of APNs
    #[arg(long, value_name = "NAME")]
    environment: Option<PushEnvironment>,

    /// Also check that certificates are for this topic
    #[arg(long, value_name = "TOPIC")]
    topic: Option<String>,

    /// Trust this root certificate for signed objects and receipts, instead of Apple's
    #[arg(long, value_name = "FILE")]
    root: Vec<PathBuf>,
}

/// What all files are looked at with.
struct Looking<'c> {
    context: &'c mut Context,
    roots: Vec<Vec<u8>>,
    is_first: bool,
    in_order: bool,
}

impl Inspect {
    pub(crate) fn run(&self, context: &mut Context) -> Outcome {
        files::one_stream(self.files.iter().chain(self.password.file()))?;
        let password = self.password.read()?;
        let mut purpose = Purpose::default();
        if let Some(environment) = self.environment {
            purpose = purpose.environment(environment.into());
        }
        if let Some(topic) = &self.topic {
            purpose = purpose.topic(Topic::new(topic)?);
        }
        let roots = files::certificates(&self.root)?;
        let mut looking = Looking { context, roots, is_first: true, in_order: true };
        let mut material = Material::default();
        let mut found = Vec::new();
        for file in &self.files {
            let bytes = files::read(file)?;
            let name = file.display().to_string();
            let sniffed = sniff(&bytes);
            let mut object = object! {
                "file" => name.as_str(),
                "format" => sniffed.format.name(),
                "description" => sniffed.format.description(),
            };
            looking.title(&name, sniffed.format.description())?;
            if sniffed.is_base64 {
                object.insert("base64", true);
                looking.context.fact("encoding", "the whole of it once more in base64")?;
            }
            let refused = match sniffed.format {
                Format::Jws => signed::look(&mut looking, &bytes, &mut object)?,
                Format::Json if posted::signed_payload(&bytes).is_some() => {
                    let token = posted::signed_payload(&bytes).unwrap_or_default();
                    signed::look(&mut looking, token.as_bytes(), &mut object)?
                }
                Format::Pkcs7 => receipt::look(&mut looking, &bytes, &mut object)?,
                _ => match Contents::read(&bytes, password.as_ref().map(|text| text.as_str())) {
                    Ok(contents) => {
                        material.file(looking.context, &name, contents, &mut object)?;
                        None
                    }
                    Err(error) => Some(error),
                },
            };
            if let Some(error) = refused {
                looking.refuse(&error, sniffed.advice(), &mut object)?;
            }
            found.push(object);
        }
        let together = material.together(&mut looking, &purpose)?;
        let in_order = looking.in_order;
        if context.json {
            let mut object = object! { "in_order" => in_order, "files" => list(found) };
            for (name, value) in together.iter() {
                object.insert(name, value.clone());
            }
            context.out.json(&object)?;
        }
        Ok(in_order)
    }
}

impl Looking<'_> {
    /// Begins something new, for people.
    fn title(&mut self, subject: &str, what: &str) -> Result<(), Failure> {
        if self.context.json {
            return Ok(());
        }
        if !self.is_first {
            self.context.out.line("")?;
        }
        self.is_first = false;
        self.context.out.title(subject, what)
    }

    /// Something is not what it should be.
    fn refuse(&mut self, error: &Error, advice: &str, object: &mut Object) -> Result<(), Failure> {
        self.in_order = false;
        object.insert("error", json::error(error));
        object.insert("advice", advice);
        if self.context.json {
            return Ok(());
        }
        let out = &mut self.context.out;
        out.bad(&format!("{}: {}", error.code(), error.subject()))?;
        out.more(&format!("rule: {}", error.code().rule()))?;
        out.more(&format!("expected: {}", error.expected()))?;
        out.more(&format!("found: {}", error.found()))?;
        out.more(advice)
    }
}

impl Context {
    /// A fact, for people.
    fn fact(&mut self, label: &str, value: impl AsRef<str>) -> Result<(), Failure> {
        if self.json { Ok(()) } else { self.out.fact(label, value) }
    }
}
