//! `waxwing verify`: objects that the App Store signed, one or a million.

mod report;
mod source;

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread;

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use waxwing::app_store::{self, Kind, Validity, Verifier};
use waxwing::error::Error;

use crate::arguments::StoreEnvironment;
use crate::failure::Failure;
use crate::{Context, Outcome, files};
use report::Report;
use source::{Line, Source};

/// As many are read, verified on all cores, and written at a time.
const SHARE: usize = 1024;

/// Verify objects that the App Store signed: notifications, transactions and others
///
/// An argument is such an object, or a file of them, one on each line; `-`, or no argument, is
/// standard input. A line may also be the body that Apple posts, {"signedPayload":"…"}. The
/// status is 0 if all verify, 1 if some are refused.
#[derive(Args)]
pub(crate) struct Verify {
    /// Signed objects, or files of them
    #[arg(value_name = "OBJECT|FILE")]
    inputs: Vec<PathBuf>,

    /// The app; repeatable
    #[arg(long, value_name = "ID")]
    bundle_id: Vec<String>,

    /// Take objects of any app: whoever can have Apple sign one for an app of theirs gets it in
    #[arg(long, conflicts_with = "bundle_id")]
    dangerous_any_bundle_id: bool,

    /// The app's App Store id, which production objects carry; repeatable
    #[arg(long, value_name = "NUMBER")]
    app_apple_id: Vec<i64>,

    /// Take production objects without looking at the App Store id
    #[arg(long, conflicts_with = "app_apple_id")]
    dangerous_any_app_apple_id: bool,

    /// Where it comes from; repeatable. xcode goes with --xcode-certificate
    #[arg(long, value_name = "NAME", required = true)]
    environment: Vec<StoreEnvironment>,

    /// Refuse other kinds: notification, transaction, renewalInfo, appTransaction, realtimeRequest
    #[arg(long, value_name = "NAME")]
    kind: Option<String>,

    /// When certificates must be valid: signing_time, or check_time for what has just come in
    #[arg(long, value_name = "NAME", default_value = "signing_time")]
    validity: String,

    /// Trust this root certificate instead of Apple Root CA - G3; repeatable
    #[arg(long, value_name = "FILE", conflicts_with = "xcode_certificate")]
    root: Vec<PathBuf>,

    /// The certificate that Xcode exports for its StoreKit test data
    #[arg(long, value_name = "FILE")]
    xcode_certificate: Vec<PathBuf>,
}

impl Verify {
    pub(crate) fn run(&self, context: &mut Context) -> Outcome {
        let kind = self.kind.as_deref().map(Kind::from_name).transpose().map_err(unfit)?;
        let verifier = self.verifier()?;
        let threads = thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        let mut sources = source::open(&self.inputs)?;
        let bytes = sources.iter().map(Source::bytes).sum();
        let mut bar = ProgressBar::hidden();
        let mut report = Report::default();
        let mut lines: Vec<Line> = Vec::with_capacity(SHARE);
        for source in &mut sources {
            loop {
                let more = source.fill(&mut lines, SHARE)?;
                let outcomes = verifier.verify_many(&lines, kind, context.now, threads);
                // Whoever reads along sees what is done, not what fills a buffer; and no bar in between.
                bar.suspend(|| {
                    for (line, outcome) in lines.iter().zip(outcomes) {
                        report.add(context, source.name(), line, outcome)?;
                    }
                    context.out.flush().map_err(Failure::output)
                })?;
                if more && bar.is_hidden() {
                    bar = progress(bytes);
                }
                bar.inc(lines.iter().map(Line::bytes).sum());
                lines.clear();
                if !more {
                    break;
                }
            }
        }
        bar.finish_and_clear();
        report.close(context)
    }

    fn verifier(&self) -> Result<Verifier, Failure> {
        let mut builder =
            Verifier::builder().validity(Validity::from_name(&self.validity).map_err(unfit)?);
        for bundle_id in &self.bundle_id {
            builder = builder.bundle_id(bundle_id);
        }
        if self.dangerous_any_bundle_id {
            builder = builder.dangerous_any_bundle_id();
        }
        for id in &self.app_apple_id {
            builder = builder.app_apple_id(*id);
        }
        if self.dangerous_any_app_apple_id {
            builder = builder.dangerous_any_app_apple_id();
        }
        for environment in &self.environment {
            builder = builder.environment(app_store::Environment::from(*environment));
        }
        for root in files::certificates(&self.root)? {
            builder = builder.root(root);
        }
        for certificate in files::certificates(&self.xcode_certificate)? {
            builder = builder.xcode_certificate(certificate);
        }
        builder.build().map_err(unfit)
    }
}

/// What is missing in the policy or does not go together: no object was refused.
fn unfit(error: Error) -> Failure {
    let (subject, expected, found) = (error.subject(), error.expected(), error.found());
    Failure::usage(format!("{subject}: expected {expected}, found {found}"))
}

/// How far it is, on standard error and only if that is a terminal.
fn progress(bytes: Option<u64>) -> ProgressBar {
    let (bar, template) = match bytes {
        Some(bytes) => (ProgressBar::new(bytes), "{bar:40} {percent}%  {eta} left"),
        None => (ProgressBar::no_length(), "{spinner} {bytes} read"),
    };
    bar.set_style(
        ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    bar
}
