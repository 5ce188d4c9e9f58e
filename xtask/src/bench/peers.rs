//! The same work by other libraries of the registries: `tests/peers`.

use crate::python::{Build, Venv, wheel};
use crate::repository::Repository;
use crate::{Outcome, javascript, wasm};

const FOLDER: &str = "tests/peers";

/// What building a request costs, in each language beside a peer of that language.
pub(super) fn push(repository: &Repository) -> Outcome {
    rust(repository)?;
    python(repository)?;
    node(repository)
}

fn rust(repository: &Repository) -> Outcome {
    repository
        .cargo(
            "peers in Rust",
            "run --quiet --locked --release --manifest-path tests/peers/Cargo.toml",
        )
        .env("CARGO_TARGET_DIR", repository.own("peers"))
        .on_console()
}

fn python(repository: &Repository) -> Outcome {
    let wheel = wheel(repository, Build::Release)?;
    let venv = Venv::empty(repository, "peers")?;
    let requirements = repository.path(FOLDER).join("requirements.txt");
    venv.pip("pip install (peers)", &["-r", &requirements.to_string_lossy()])?;
    venv.install(&wheel)?;
    let program = repository.path(FOLDER).join("push.py");
    repository.step("peers in Python", venv.program("python")).arg(program).on_console()
}

fn node(repository: &Repository) -> Outcome {
    javascript::provide(repository)?;
    wasm::build(repository)?;
    let folder = repository.path(FOLDER);
    repository.step("npm ci (peers)", "npm").arg("ci").folder(&folder).limit(900).run()?;
    repository.step("peers in Node", "node").arg("push.mjs").folder(&folder).on_console()
}
