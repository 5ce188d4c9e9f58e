//! The other implementations: rustls-webpki, OpenSSL's program, pyca/cryptography.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tokio_rustls::rustls::pki_types::{CertificateDer, UnixTime};
use webpki::{EndEntityCert, ExtendedKeyUsageValidator, KeyPurposeIdIter};

use super::chains::NOW;
use super::shared::say;
use crate::Case;

/// Accepted, or why not.
pub(crate) type Verdict = Result<(), String>;

/// What each peer says of each case; `None` where it was not asked.
pub(crate) fn all(cases: &[Case]) -> Vec<(&'static str, Vec<Option<Verdict>>)> {
    std::thread::scope(|scope| {
        let pyca = scope.spawn(|| pyca(cases));
        let openssl = openssl(cases);
        let webpki = cases.iter().map(|case| Some(webpki(&case.certificates))).collect();
        let mut all = vec![("webpki", webpki)];
        match openssl {
            Some(verdicts) => all.push(("openssl", verdicts)),
            None => say("\nskip: differential: openssl is not installed"),
        }
        match pyca.join().unwrap() {
            Some(verdicts) => all.push(("pyca", verdicts)),
            None => say("\nskip: differential: no Python with cryptography 45 or later"),
        }
        all
    })
}

/// Purposes are not what is compared.
struct AnyPurpose;

impl ExtendedKeyUsageValidator for AnyPurpose {
    fn validate(&self, _: KeyPurposeIdIter<'_, '_>) -> Result<(), webpki::Error> {
        Ok(())
    }
}

fn webpki(certificates: &[Vec<u8>]) -> Verdict {
    let ders: Vec<CertificateDer<'_>> =
        certificates.iter().map(|der| CertificateDer::from(&der[..])).collect();
    let [root, between @ .., leaf] = &ders[..] else { panic!("a chain of one certificate") };
    let judged = || {
        let anchor = webpki::anchor_from_trusted_cert(root)?;
        let now =
            UnixTime::since_unix_epoch(std::time::Duration::from_secs(u64::try_from(NOW).unwrap()));
        EndEntityCert::try_from(leaf)?
            .verify_for_usage(
                webpki::ALL_VERIFICATION_ALGS,
                &[anchor],
                between,
                now,
                AnyPurpose,
                None,
                None,
            )
            .map(|_| ())
    };
    judged().map_err(|error: webpki::Error| {
        let text = format!("{error:?}");
        text.split([' ', '(']).next().unwrap().to_owned()
    })
}

fn pem(ders: &[Vec<u8>]) -> String {
    let mut text = String::new();
    for der in ders {
        text.push_str("-----BEGIN CERTIFICATE-----\n");
        for line in STANDARD.encode(der).as_bytes().chunks(64) {
            let _ = writeln!(text, "{}", std::str::from_utf8(line).unwrap());
        }
        text.push_str("-----END CERTIFICATE-----\n");
    }
    text
}

/// One run of the program for all leaves below the same certificates; of the others a sample.
fn openssl(cases: &[Case]) -> Option<Vec<Option<Verdict>>> {
    Command::new("openssl").arg("version").output().ok()?;
    let mut families: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut jobs: Vec<Vec<usize>> = Vec::new();
    for (index, case) in cases.iter().enumerate() {
        match case.family {
            Some(family) => families.entry(family).or_default().push(index),
            None if case.sampled && index % 6 != 0 => {}
            None => jobs.push(vec![index]),
        }
    }
    jobs.extend(families.into_values());
    let folder = std::env::temp_dir().join(format!("waxwing-differential-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let mut verdicts = vec![None; cases.len()];
    for job in &jobs {
        for (index, verdict) in openssl_job(&folder, cases, job) {
            verdicts[index] = Some(verdict);
        }
    }
    std::fs::remove_dir_all(&folder).unwrap();
    Some(verdicts)
}

fn openssl_job(folder: &Path, cases: &[Case], job: &[usize]) -> Vec<(usize, Verdict)> {
    let certificates = &cases[job[0]].certificates;
    let [root, between @ .., _] = &certificates[..] else { panic!("a chain of one certificate") };
    let mut command = Command::new("openssl");
    command.current_dir(folder).args(["verify", "-no-CApath", "-no-CAstore", "-attime"]);
    command.arg(NOW.to_string()).args(["-CAfile", "root"]);
    std::fs::write(folder.join("root"), pem(std::slice::from_ref(root))).unwrap();
    if !between.is_empty() {
        std::fs::write(folder.join("between"), pem(between)).unwrap();
        command.args(["-untrusted", "between"]);
    }
    for index in job {
        let name = index.to_string();
        let leaf = cases[*index].certificates.last().unwrap();
        std::fs::write(folder.join(&name), pem(std::slice::from_ref(leaf))).unwrap();
        command.arg(name);
    }
    let output = command.stdin(Stdio::null()).output().unwrap();
    let good = String::from_utf8_lossy(&output.stdout).into_owned();
    let bad = String::from_utf8_lossy(&output.stderr).into_owned();
    let mut errors = BTreeMap::new();
    let mut last = "";
    for line in bad.lines() {
        if line.starts_with("error ") && line.contains(" at ") {
            // The first error counts.
            if last.is_empty() {
                last = line.split(' ').nth(1).unwrap();
            }
        } else if let Some(name) =
            line.strip_prefix("error ").and_then(|rest| rest.strip_suffix(": verification failed"))
        {
            errors.insert(name.to_owned(), std::mem::take(&mut last));
        }
    }
    let verdict = |index: &usize| {
        let _ = std::fs::remove_file(folder.join(index.to_string()));
        if good.lines().any(|line| line == format!("{index}: OK")) {
            return (*index, Ok(()));
        }
        let error = errors.get(&index.to_string());
        (*index, Err(error.map_or_else(|| "unreadable".into(), |number| (*number).to_owned())))
    };
    job.iter().map(verdict).collect()
}

/// Reads lines of certificates, root first, and answers each with a line.
const PYTHON: &str = r"
import base64, datetime, sys
import warnings
from cryptography import x509
from cryptography.x509 import verification as v
warnings.simplefilter('ignore')
now = datetime.datetime.fromtimestamp(int(sys.argv[1]), datetime.timezone.utc).replace(tzinfo=None)
any = v.ExtensionPolicy.permit_all()
authorities = any.require_present(x509.BasicConstraints, v.Criticality.AGNOSTIC, None)
policies = dict(ca_policy=authorities, ee_policy=any)
for line in sys.stdin:
    try:
        root, *between, leaf = [x509.load_der_x509_certificate(base64.b64decode(c)) for c in line.split()]
        builder = v.PolicyBuilder().store(v.Store([root])).time(now).max_chain_depth(8)
        builder.extension_policies(**policies).build_client_verifier().verify(leaf, between)
        print('accept')
    except Exception as error:
        print(type(error).__name__, str(error).replace('\n', ' ')[:200])
";

fn pyca(cases: &[Case]) -> Option<Vec<Option<Verdict>>> {
    let check = "import cryptography as c; assert int(c.__version__.split('.')[0]) >= 45";
    let usable = Command::new("python3").args(["-c", check]).stderr(Stdio::null()).status();
    usable.ok().filter(std::process::ExitStatus::success)?;
    let mut child = Command::new("python3")
        .args(["-c", PYTHON, &NOW.to_string()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let text: String = cases
        .iter()
        .map(|case| {
            let line: Vec<String> = case.certificates.iter().map(|c| STANDARD.encode(c)).collect();
            line.join(" ") + "\n"
        })
        .collect();
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    let verdicts: Vec<Option<Verdict>> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| Some(if line == "accept" { Ok(()) } else { Err(line.to_owned()) }))
        .collect();
    assert_eq!(verdicts.len(), cases.len(), "answers of Python");
    Some(verdicts)
}
