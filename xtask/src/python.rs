//! `cargo xtask python`: the wheel, in `.xtask/wheels`; and the virtual environments it is made and tried in.

use std::fs;
use std::path::{Path, PathBuf};

use crate::repository::Repository;
use crate::system::{self, PYTHON_VENV};
use crate::{Outcome, file, no_arguments};

const REQUIREMENTS: &str = "tests/python/requirements.txt";
const SPARK_REQUIREMENTS: &str = "tests/python/requirements-spark.txt";

/// `cargo xtask python`
pub(crate) fn run(repository: &Repository, arguments: &[&str]) -> Outcome {
    no_arguments(arguments)?;
    let wheel = wheel(repository, Build::Release)?;
    println!("\n  {}", repository.shown(&wheel));
    Ok(())
}

/// For whom a wheel is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Build {
    /// For tests: with the compiled dependencies of all other tests, and with overflow checks.
    Test,
    /// For users.
    Release,
}

/// A virtual environment.
pub(crate) struct Venv<'a> {
    repository: &'a Repository,
    folder: PathBuf,
}

impl<'a> Venv<'a> {
    /// The one with everything that `requirements.txt` pins.
    pub(crate) fn with_tools(repository: &'a Repository) -> Outcome<Self> {
        let venv = Self { repository, folder: repository.own("venv") };
        let requirements = file::read(&repository.path(REQUIREMENTS))?;
        let stamp = venv.folder.join("installed-requirements.txt");
        if file::holds(&stamp, &requirements) && venv.program("python").exists() {
            return Ok(venv);
        }
        venv.make("tools")?;
        venv.pip("pip install (tools)", &["-r", REQUIREMENTS])?;
        file::write(&stamp, requirements)?;
        Ok(venv)
    }

    /// One with nothing in it.
    pub(crate) fn empty(repository: &'a Repository, name: &str) -> Outcome<Self> {
        let venv = Self { repository, folder: repository.own(format!("venv-{name}")) };
        venv.make(name)?;
        Ok(venv)
    }

    /// Installs what PySpark needs, where there is Java; says whether there is.
    pub(crate) fn add_spark(&self) -> Outcome<bool> {
        if system::JAVA.found().is_none() {
            return Ok(false);
        }
        let requirements = file::read(&self.repository.path(SPARK_REQUIREMENTS))?;
        let stamp = self.folder.join("installed-requirements-spark.txt");
        if !file::holds(&stamp, &requirements) {
            self.pip("pip install (PySpark)", &["-r", SPARK_REQUIREMENTS])?;
            file::write(&stamp, requirements)?;
        }
        Ok(true)
    }

    fn make(&self, name: &str) -> Outcome {
        system::provide(self.repository, &[&PYTHON_VENV])?;
        self.repository
            .step(format!("python venv ({name})"), "python3")
            .args(["-m", "venv", "--clear"])
            .arg(&self.folder)
            .run()
            .map(|_| ())
    }

    /// A program in it.
    pub(crate) fn program(&self, name: &str) -> PathBuf {
        self.folder.join("bin").join(name)
    }

    /// Installs packages.
    pub(crate) fn pip(&self, name: &str, arguments: &[&str]) -> Outcome {
        self.repository
            .step(name, self.program("python"))
            .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
            .args(arguments)
            .limit(900)
            .run()
            .map(|_| ())
    }

    /// Installs exactly this wheel and nothing with it.
    pub(crate) fn install(&self, wheel: &Path) -> Outcome {
        let wheel = wheel.to_string_lossy();
        self.pip("pip install waxwing", &["--no-index", "--no-deps", "--force-reinstall", &wheel])
    }
}

/// Builds the wheel and gives its path.
pub(crate) fn wheel(repository: &Repository, build: Build) -> Outcome<PathBuf> {
    let venv = Venv::with_tools(repository)?;
    let (name, out) = match build {
        Build::Test => ("maturin build (test)", repository.own("wheels-test")),
        Build::Release => ("maturin build (release)", repository.own("wheels")),
    };
    file::empty_folder(&out)?;
    let mut step = repository
        .step(name, venv.program("maturin"))
        .args(["build", "--locked", "--interpreter"])
        .arg(venv.program("python"))
        .arg("--out")
        .arg(&out)
        .env("CARGO_TARGET_DIR", repository.target())
        .folder(repository.path("python"));
    if build == Build::Release {
        step = step.arg("--release");
    }
    step.run()?;
    only_wheel(&out)
}

/// The one wheel in a folder.
fn only_wheel(folder: &Path) -> Outcome<PathBuf> {
    let mut wheels: Vec<PathBuf> = fs::read_dir(folder)
        .map_err(|why| format!("{}: {why}", folder.display()))?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "whl"))
        .collect();
    match (wheels.pop(), wheels.pop()) {
        (Some(wheel), None) => Ok(wheel),
        _ => Err(format!("{} does not hold exactly one wheel", folder.display())),
    }
}
