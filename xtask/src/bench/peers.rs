//! The same work by other libraries of the registries: `tests/peers`.

use crate::python::{Build, Venv, wheel};
use crate::repository::Repository;
use crate::{Outcome, javascript, wasm};

pub(super) const FOLDER: &str = "tests/peers";

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
            "run --quiet --locked --release --bin push --features push --manifest-path tests/peers/Cargo.toml",
        )
        .env("CARGO_TARGET_DIR", repository.own("peers"))
        .on_console()
}

/// An environment with waxwing, as users get it, and the other libraries of Python.
pub(super) fn venv(repository: &Repository) -> Outcome<Venv<'_>> {
    let wheel = wheel(repository, Build::Release)?;
    let venv = Venv::empty(repository, "peers")?;
    let requirements = repository.path(FOLDER).join("requirements.txt");
    venv.pip("pip install (peers)", &["-r", &requirements.to_string_lossy()])?;
    venv.install(&wheel)?;
    Ok(venv)
}

fn python(repository: &Repository) -> Outcome {
    let venv = venv(repository)?;
    let program = repository.path(FOLDER).join("push.py");
    repository.step("peers in Python", venv.program("python")).arg(program).on_console()
}

/// The npm package, as users get it, and the other libraries of Node.
pub(super) fn packages(repository: &Repository) -> Outcome {
    javascript::provide(repository)?;
    wasm::build(repository)?;
    let folder = repository.path(FOLDER);
    repository.step("npm ci (peers)", "npm").arg("ci").folder(&folder).limit(900).run()?;
    Ok(())
}

fn node(repository: &Repository) -> Outcome {
    packages(repository)?;
    let folder = repository.path(FOLDER);
    repository.step("peers in Node", "node").arg("push.mjs").folder(&folder).on_console()
}
