//! A local OCSP responder, for examples: it answers what the shared vectors answer.
//!
//! The certificates of the vectors name `ocsp.apple.com`, so it stands where programs look for a proxy: they are
//! started with the variable `http_proxy`.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use crate::repository::Repository;
use crate::{Outcome, file};

/// A case whose certificates are good, and the one that has the requests about the same certificates.
const ANSWERED: (&str, &str) = ("verify-ocsp.json", "good_by_a_responder_by_name");
const ASKED: (&str, &str) = ("ocsp-requests.json", "leaf_and_intermediate");

/// No request is larger.
const MAX_BODY: usize = 4096;

/// What to verify, and who answers about its certificates. It ends with the program.
pub(super) struct Responder {
    pub(super) proxy: String,
    pub(super) token: PathBuf,
    pub(super) root: PathBuf,
    pub(super) now_ms: String,
}

/// What is asked and what is answered.
struct Known {
    url: String,
    request: Vec<u8>,
    answer: Vec<u8>,
}

impl Responder {
    /// Starts it on a free port of loopback, with its files in `folder`.
    pub(super) fn start(repository: &Repository, folder: &Path) -> Outcome<Self> {
        let vectors = read(repository, ANSWERED.0)?;
        let answered = case(&vectors, ANSWERED.1)?;
        let asked = read(repository, ASKED.0)?;
        let asked = case(&asked, ASKED.1)?;
        let requests = asked.pointer("/expect/requests").and_then(Value::as_array);
        let answers = answered.get("answers_b64").and_then(Value::as_array);
        let mut known = Vec::new();
        for (request, answer) in requests.into_iter().flatten().zip(answers.into_iter().flatten()) {
            known.push(Known {
                url: text(request.get("url"))?,
                request: bytes(request.get("body_b64"))?,
                answer: bytes(Some(answer))?,
            });
        }
        let root = text(answered.pointer("/roots/0"))?;
        let root = bytes(vectors.get("roots").and_then(|roots| roots.get(root)))?;
        let now_ms = answered.get("now_ms").and_then(Value::as_i64).unwrap_or_default();
        let (token, root_file) = (folder.join("ocsp-token.txt"), folder.join("ocsp-root.der"));
        file::write(&token, text(answered.get("token"))?)?;
        file::write(&root_file, root)?;

        let told = |why: std::io::Error| format!("the OCSP responder: {why}");
        let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(told)?;
        let proxy = format!("http://{}", listener.local_addr().map_err(told)?);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // A client that does not listen is its own affair.
                drop(answer(stream, &known));
            }
        });
        Ok(Self { proxy, token, root: root_file, now_ms: now_ms.to_string() })
    }
}

/// Answers one request, and ends the connection.
fn answer(stream: TcpStream, known: &[Known]) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") && reader.read_line(&mut head)? != 0 {}
    let lower = head.to_ascii_lowercase();
    let header = |name: &str| {
        let line = lower.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
        line.map_or("", str::trim).to_owned()
    };
    let length = header("content-length").parse::<usize>().unwrap_or(0).min(MAX_BODY);
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let asked = |it: &&Known| {
        head.starts_with(&format!("POST {} HTTP/1.1\r\n", it.url))
            && it.request == body
            && header("content-type") == "application/ocsp-request"
    };
    let (status, answer) = match known.iter().find(asked) {
        Some(it) => ("200 OK", it.answer.as_slice()),
        None => ("404 Not Found", &[][..]),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/ocsp-response\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        answer.len()
    );
    let mut stream = reader.into_inner();
    stream.write_all(head.as_bytes())?;
    stream.write_all(answer)
}

fn read(repository: &Repository, name: &str) -> Outcome<Value> {
    let text = file::read(&repository.path("tests/vectors").join(name))?;
    serde_json::from_str(&text).map_err(|why| format!("{name}: {why}"))
}

fn case<'a>(vectors: &'a Value, name: &str) -> Outcome<&'a Value> {
    let cases = vectors.get("cases").and_then(Value::as_array).into_iter().flatten();
    let named = |case: &&Value| case.get("name").is_some_and(|it| it == name);
    cases.into_iter().find(named).ok_or_else(|| format!("there is no case {name}"))
}

fn text(value: Option<&Value>) -> Outcome<String> {
    let text = value.and_then(Value::as_str).map(str::to_owned);
    text.ok_or_else(|| "the vectors about OCSP have another form".to_owned())
}

fn bytes(value: Option<&Value>) -> Outcome<Vec<u8>> {
    STANDARD.decode(text(value)?).map_err(|why| format!("the vectors about OCSP: {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(responder: &Responder, url: &str, body: &[u8]) -> Vec<u8> {
        let address = responder.proxy.strip_prefix("http://").unwrap();
        let mut stream = TcpStream::connect(address).unwrap();
        let head = format!(
            "POST {url} HTTP/1.1\r\nContent-Type: application/ocsp-request\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(body).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        answer
    }

    #[test]
    fn answers_what_the_vectors_answer_and_nothing_else() {
        let repository = Repository::find().unwrap();
        let folder = repository.own("responder-test");
        file::empty_folder(&folder).unwrap();
        let responder = Responder::start(&repository, &folder).unwrap();
        assert!(responder.token.is_file() && responder.root.is_file());
        let asked = read(&repository, ASKED.0).unwrap();
        let request = case(&asked, ASKED.1).unwrap().pointer("/expect/requests/0").unwrap();
        let url = text(request.get("url")).unwrap();
        let body = bytes(request.get("body_b64")).unwrap();
        assert!(ask(&responder, &url, &body).starts_with(b"HTTP/1.1 200 OK\r\n"));
        assert!(ask(&responder, &url, b"another").starts_with(b"HTTP/1.1 404 "));
        assert!(ask(&responder, "http://ocsp.apple.com/", &body).starts_with(b"HTTP/1.1 404 "));
    }
}
