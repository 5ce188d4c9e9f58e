//! Programs that measure one turn of a work when they are asked to, so that works of several programs take turns.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Lines, Write as _};
use std::process::{ChildStdin, ChildStdout, Command, Stdio};

use crate::Outcome;
use crate::command::Running;

/// A program under way: `tests/peers/src/verify.rs` says how it is spoken to.
pub(super) struct Program {
    name: &'static str,
    child: Running,
    asks: ChildStdin,
    answers: Lines<BufReader<ChildStdout>>,
    facts: BTreeMap<String, String>,
    works: Vec<String>,
}

impl Program {
    /// Starts it and waits until it is ready.
    pub(super) fn start(name: &'static str, mut command: Command) -> Outcome<Self> {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map(Running)
            .map_err(|why| format!("{name}: cannot start: {why}"))?;
        let (Some(asks), Some(answers)) = (child.0.stdin.take(), child.0.stdout.take()) else {
            return Err(format!("{name}: no pipes"));
        };
        let mut program = Self {
            name,
            child,
            asks,
            answers: BufReader::new(answers).lines(),
            facts: BTreeMap::new(),
            works: Vec::new(),
        };
        loop {
            let line = program.line()?;
            match line.split_once(' ') {
                Some(("fact", fact)) => {
                    let (fact, value) = fact.split_once(' ').unwrap_or((fact, ""));
                    program.facts.insert(fact.to_owned(), value.to_owned());
                }
                Some(("offer", work)) => program.works.push(work.to_owned()),
                _ if line == "ready" => return Ok(program),
                _ => return Err(format!("{name} says {line:?}")),
            }
        }
    }

    fn line(&mut self) -> Outcome<String> {
        match self.answers.next() {
            Some(Ok(line)) => Ok(line),
            Some(Err(why)) => Err(format!("{}: {why}", self.name)),
            None => Err(format!("{} ended early", self.name)),
        }
    }

    /// The nanoseconds of one object in one turn of a work.
    fn turn(&mut self, work: &str) -> Outcome<f64> {
        writeln!(self.asks, "{work}")
            .and_then(|()| self.asks.flush())
            .map_err(|why| format!("{}: {why}", self.name))?;
        let line = self.line()?;
        line.parse().map_err(|_| format!("{} says {line:?}", self.name))
    }
}

/// What came out: medians by program and work, and what the programs told about themselves.
#[derive(Default)]
pub(super) struct Measured {
    nanoseconds: BTreeMap<(String, String), f64>,
    facts: BTreeMap<String, String>,
}

impl Measured {
    /// Lets every work of every program take one turn after the other, `rounds` times.
    pub(super) fn take(mut programs: Vec<Program>, rounds: usize) -> Outcome<Self> {
        let mut times: BTreeMap<(String, String), Vec<f64>> = BTreeMap::new();
        for _ in 0..rounds {
            for program in &mut programs {
                for work in program.works.clone() {
                    let time = program.turn(&work)?;
                    times.entry((program.name.to_owned(), work)).or_default().push(time);
                }
            }
        }
        let mut measured = Self::default();
        for (work, times) in times {
            measured.nanoseconds.insert(work, median(times));
        }
        for program in programs {
            measured.facts.extend(program.facts);
            drop(program.asks);
            drop(program.child);
        }
        Ok(measured)
    }

    /// The median of a work, if it ran.
    pub(super) fn nanoseconds(&self, program: &str, work: &str) -> Option<f64> {
        self.nanoseconds.get(&(program.to_owned(), work.to_owned())).copied()
    }

    /// How many times as long one work takes as another, if both ran.
    pub(super) fn ratio(&self, slow: (&str, &str), quick: (&str, &str)) -> Option<f64> {
        Some(self.nanoseconds(slow.0, slow.1)? / self.nanoseconds(quick.0, quick.1)?)
    }

    pub(super) fn fact(&self, name: &str) -> Option<&str> {
        self.facts.get(name).map(String::as_str)
    }
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Outcome<Program> {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        Program::start("shell", command)
    }

    #[test]
    fn takes_facts_offers_and_medians() {
        let script = "echo fact size 5; echo offer a; echo offer b; echo ready; n=0; \
            while read work; do n=$((n + 1)); if [ $work = a ]; then echo $n; else echo 100; fi; done";
        let measured = Measured::take(vec![shell(script).unwrap()], 3).unwrap();
        assert_eq!(measured.fact("size"), Some("5"));
        assert_eq!(measured.nanoseconds("shell", "a"), Some(3.0));
        assert_eq!(measured.ratio(("shell", "b"), ("shell", "b")), Some(1.0));
        assert_eq!(measured.ratio(("shell", "b"), ("shell", "c")), None);
    }

    #[test]
    fn says_who_did_not_get_ready() {
        assert_eq!(shell("true").err().unwrap(), "shell ended early");
        assert_eq!(shell("echo nonsense").err().unwrap(), "shell says \"nonsense\"");
    }
}
