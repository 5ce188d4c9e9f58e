//! What a figure was measured on.

use std::fs;
use std::thread;

use crate::command::answer;

/// Processor, cores, system, load.
pub(super) fn describe() -> Vec<(&'static str, String)> {
    let unknown = || "unknown".to_owned();
    vec![
        ("processor", processor().unwrap_or_else(unknown)),
        ("cores", thread::available_parallelism().map_or_else(|_| unknown(), |n| n.to_string())),
        ("system", system().unwrap_or_else(unknown)),
        ("load before", load().unwrap_or_else(unknown)),
        ("rustc", answer("rustc", &["--version"]).unwrap_or_else(unknown)),
    ]
}

/// How busy the machine is, in the last minute.
pub(super) fn load() -> Option<String> {
    let text = fs::read_to_string("/proc/loadavg").ok()?;
    Some(text.split(' ').next()?.to_owned())
}

fn processor() -> Option<String> {
    let Ok(text) = fs::read_to_string("/proc/cpuinfo") else {
        return answer("sysctl", &["-n", "machdep.cpu.brand_string"]);
    };
    let field = |name: &str| {
        let line = text.lines().find(|line| line.starts_with(name))?;
        Some(line.split_once(':')?.1.trim().to_owned())
    };
    let name = field("model name").or_else(|| field("Processor"))?;
    // Virtual machines hide the name; family and model tell more.
    Some(match (field("cpu family"), field("model\t"), field("cpu MHz")) {
        (Some(family), Some(model), Some(clock)) => {
            format!("{name}, family {family} model {model}, {clock} MHz")
        }
        _ => name,
    })
}

fn system() -> Option<String> {
    let kernel = answer("uname", &["-srm"])?;
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let name = release.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="));
    Some(
        name.map_or_else(|| kernel.clone(), |name| format!("{}, {kernel}", name.trim_matches('"'))),
    )
}
