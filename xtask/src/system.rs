//! What a machine must have that no package of Rust, Python or Node brings: found, installed where that is allowed,
//! otherwise named.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::Outcome;
use crate::command::{answer, which};
use crate::repository::Repository;

/// Whether apt's lists were brought up to date by this process.
static UPDATED: AtomicBool = AtomicBool::new(false);

/// Something a part needs of the machine.
pub(crate) struct Need {
    /// What it is, for people.
    pub(crate) what: &'static str,
    /// Which part needs it.
    pub(crate) used_for: &'static str,
    probe: Probe,
    /// Debian's package.
    package: &'static str,
}

/// How a need is seen to be there.
enum Probe {
    /// A program that answers to this argument with its version.
    Program(&'static str, &'static str),
    /// One of several programs that do.
    AnyProgram(&'static [&'static str], &'static str),
    /// A library that pkg-config knows.
    Library(&'static str),
    /// Python can make virtual environments that have pip.
    PythonVenv,
}

pub(crate) const C_COMPILER: Need = Need {
    what: "C compiler (cc)",
    used_for: "Rust's linker, test c",
    probe: Probe::Program("cc", "--version"),
    package: "gcc",
};
pub(crate) const CPP_COMPILER: Need = Need {
    what: "C++ compiler (c++)",
    used_for: "test c",
    probe: Probe::Program("c++", "--version"),
    package: "g++",
};
pub(crate) const NM: Need = Need {
    what: "nm",
    used_for: "test c",
    probe: Probe::Program("nm", "--version"),
    package: "binutils",
};
pub(crate) const PKG_CONFIG: Need = Need {
    what: "pkg-config",
    used_for: "check, test core, test c, test packages, bench",
    probe: Probe::Program("pkg-config", "--version"),
    package: "pkg-config",
};
pub(crate) const VALGRIND: Need = Need {
    what: "valgrind",
    used_for: "test c",
    probe: Probe::Program("valgrind", "--version"),
    package: "valgrind",
};
pub(crate) const CMAKE: Need = Need {
    what: "CMake",
    used_for: "test packages",
    probe: Probe::Program("cmake", "--version"),
    package: "cmake",
};
pub(crate) const MAKE: Need = Need {
    what: "make",
    used_for: "test packages",
    probe: Probe::Program("make", "--version"),
    package: "make",
};
pub(crate) const CURL: Need = Need {
    what: "curl",
    used_for: "pipeline, test pipeline",
    probe: Probe::Program("curl", "--version"),
    package: "curl",
};
pub(crate) const LIBCURL: Need = Need {
    what: "libcurl with headers",
    used_for: "test c",
    probe: Probe::Library("libcurl"),
    package: "libcurl4-openssl-dev",
};
pub(crate) const JANSSON: Need = Need {
    what: "jansson with headers",
    used_for: "test c",
    probe: Probe::Library("jansson"),
    package: "libjansson-dev",
};
pub(crate) const LIBNGHTTP2: Need = Need {
    what: "nghttp2 with headers",
    used_for: "test c, fleet",
    probe: Probe::Library("libnghttp2"),
    package: "libnghttp2-dev",
};
pub(crate) const OPENSSL: Need = Need {
    what: "OpenSSL with headers",
    used_for: "check, test core, test c, fleet, bench",
    probe: Probe::Library("openssl"),
    package: "libssl-dev",
};
pub(crate) const PYTHON_VENV: Need = Need {
    what: "Python 3 with venv",
    used_for: "python, test python, test packages",
    probe: Probe::PythonVenv,
    package: "python3-venv",
};
pub(crate) const CHROMIUM: Need = Need {
    what: "Chromium",
    used_for: "test js",
    // The same names as in tests/js/chromium.
    probe: Probe::AnyProgram(
        &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
        "--version",
    ),
    package: "chromium",
};

pub(crate) const JAVA: Need = Need {
    what: "Java (only for the example with PySpark)",
    used_for: "arrow, test python",
    probe: Probe::Program("java", "-version"),
    package: "openjdk-17-jre-headless",
};

/// All of them, for `doctor`.
pub(crate) const ALL: [Need; 15] = [
    C_COMPILER,
    CPP_COMPILER,
    NM,
    PKG_CONFIG,
    CURL,
    LIBCURL,
    JANSSON,
    LIBNGHTTP2,
    OPENSSL,
    VALGRIND,
    CMAKE,
    MAKE,
    PYTHON_VENV,
    CHROMIUM,
    JAVA,
];

impl Need {
    /// The version that is there, or nothing.
    pub(crate) fn found(&self) -> Option<String> {
        let answer = match self.probe {
            Probe::Program(name, argument) => answer(which(name)?, &[argument])?,
            Probe::AnyProgram(names, argument) => {
                answer(names.iter().find_map(|name| which(name))?, &[argument])?
            }
            Probe::Library(name) => answer(which("pkg-config")?, &["--modversion", name])?,
            Probe::PythonVenv => {
                answer(which("python3")?, &["-c", "import ensurepip, venv"])?;
                answer("python3", &["--version"])?
            }
        };
        Some(answer.lines().next().unwrap_or_default().to_owned())
    }

    /// The command that installs it on Debian.
    pub(crate) fn how(&self) -> String {
        format!("apt-get install {}", self.package)
    }
}

/// Sees to it that all of `needs` are there: by apt where this runs as root on Debian.
pub(crate) fn provide(repository: &Repository, needs: &[&Need]) -> Outcome {
    let missing: Vec<&&Need> = needs.iter().filter(|need| need.found().is_none()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let packages: Vec<&str> = missing.iter().map(|need| need.package).collect();
    let names: Vec<&str> = missing.iter().map(|need| need.what).collect();
    install(repository, &packages)
        .map_err(|why| format!("missing: {}\n{why}", names.join(", ")))?;
    match needs.iter().find(|need| need.found().is_none()) {
        None => Ok(()),
        Some(need) => {
            Err(format!("{} is still not found after installing {}", need.what, need.package))
        }
    }
}

/// Installs Debian packages, or says what to install.
pub(crate) fn install(repository: &Repository, packages: &[&str]) -> Outcome {
    let packages = packages.join(" ");
    if !may_install() {
        return Err(format!(
            "this does not run as root on Debian, so please install by hand:\n  \
             sudo apt-get install -y --no-install-recommends {packages}\n\
             or what is called so on this system"
        ));
    }
    if !UPDATED.swap(true, Ordering::Relaxed) {
        apt(repository, "apt-get update", "update")?;
    }
    let line = format!("install -y --no-install-recommends {packages}");
    apt(repository, &format!("apt-get install {packages}"), &line)
}

fn apt(repository: &Repository, name: &str, line: &str) -> Outcome {
    repository
        .step(name, "apt-get")
        // Another installation may be running: wait for it.
        .args(["-o", "DPkg::Lock::Timeout=300", "-q"])
        .args(line.split(' '))
        .env("DEBIAN_FRONTEND", "noninteractive")
        .limit(900)
        .run()
        .map(|_| ())
}

/// Whether this runs as root on Debian or a system made of it.
pub(crate) fn may_install() -> bool {
    which("apt-get").is_some() && answer("id", &["-u"]).is_some_and(|user| user == "0")
}
