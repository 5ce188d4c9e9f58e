//! What ran, suite by suite, while it runs and at the end.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Instant;

use crate::Outcome;
use crate::command::{Finished, Step};
use crate::table::{Row, table};
use crate::totals::{self, Totals};

/// The rows of the table, the reports of failures, the reasons of skips.
#[derive(Default)]
pub(crate) struct Report {
    /// Whether other reports are made at the same time.
    beside: bool,
    rows: Vec<Row>,
    failures: Vec<String>,
    skips: Vec<String>,
}

/// What the runner in a step counts by itself, beside the lines of the suites.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Runner {
    /// Lines `waxwing-tests: …` and nothing else.
    Suites,
    /// The same, under something that is told apart by what is put behind the suite's name.
    SuitesUnder(&'static str),
    /// cargo's runner: a row of its own, called so, beside those lines, whose suites are called after it.
    Libtest(&'static str),
}

/// Something that can go on beside other things.
pub(crate) type Task<'a> = Box<dyn Fn(&mut Report) + Sync + 'a>;

impl Report {
    /// Runs a step that is one case of `suite`.
    pub(crate) fn step(&mut self, suite: &str, step: Step<'_>) -> bool {
        match self.run(step) {
            Ok(finished) => {
                let totals = if finished.success { Totals::PASSED } else { Totals::FAILED };
                self.add(suite, totals, Some(finished.seconds));
                if !finished.success {
                    self.failures.push(finished.report);
                }
                finished.success
            }
            Err(why) => {
                self.add(suite, Totals::FAILED, None);
                self.failures.push(why);
                false
            }
        }
    }

    /// Runs one step as one case of `suite`, which has to print `text`: a program can end well and have done nothing.
    pub(crate) fn saying(&mut self, suite: &str, step: Step<'_>, text: &str) {
        match self.run(step) {
            Ok(finished) if finished.success && finished.output.contains(text) => {
                self.add(suite, Totals::PASSED, Some(finished.seconds));
            }
            Ok(finished) => {
                self.add(suite, Totals::FAILED, Some(finished.seconds));
                let report = finished.report;
                self.failures.push(format!("{report}\nit has to print {text:?}"));
            }
            Err(why) => {
                self.add(suite, Totals::FAILED, None);
                self.failures.push(why);
            }
        }
    }

    /// Counts one case of `suite` that ran in this program.
    pub(crate) fn case(&mut self, suite: &str, name: &str, outcome: Outcome) {
        match outcome {
            Ok(()) => {
                println!("  {name}");
                self.add(suite, Totals::PASSED, None);
            }
            Err(why) => {
                println!("  {name:<58}{:>9}  FAILED", "");
                self.add(suite, Totals::FAILED, None);
                self.failures.push(format!("{name} failed\n  {}", why.replace('\n', "\n  ")));
            }
        }
    }

    /// Runs a step that runs whole suites and prints their counts. `name` is the row of a failure that no suite has counted.
    pub(crate) fn suites(&mut self, name: &str, runner: Runner, step: Step<'_>) {
        let started = Instant::now();
        let finished = match self.run(step) {
            Ok(finished) => finished,
            Err(why) => {
                self.add(name, Totals::FAILED, Some(started.elapsed().as_secs_f64()));
                self.failures.push(why);
                return;
            }
        };
        self.skips.extend(totals::skips(&finished.output).into_iter().map(str::to_owned));
        match counted(&finished, runner) {
            Ok(rows) => {
                let seconds = Some(finished.seconds);
                let failed: u64 = rows.iter().map(|(_, totals)| totals.failed).sum();
                for (index, (suite, totals)) in rows.into_iter().enumerate() {
                    // The time is that of the step: it stands in the first row only.
                    self.add(&suite, totals, seconds.filter(|_| index == 0));
                    if totals.is_empty() {
                        self.add(&suite, Totals::FAILED, None);
                        self.failures.push(format!("{suite}: no case ran"));
                    }
                }
                if !finished.success {
                    if failed == 0 {
                        self.add(name, Totals::FAILED, None);
                    }
                    self.failures.push(finished.report);
                }
            }
            Err(why) => {
                self.add(name, Totals::FAILED, Some(finished.seconds));
                self.failures.push(format!("{name}: {why}\n{}", finished.report));
            }
        }
    }

    /// Does what `tasks` do, two at a time where there are two cores, and adds up their reports in order.
    pub(crate) fn beside_each_other(&mut self, tasks: Vec<Task<'_>>) {
        let workers = thread::available_parallelism().map_or(1, usize::from).min(tasks.len());
        let reports: Vec<Mutex<Option<Self>>> = tasks.iter().map(|_| Mutex::new(None)).collect();
        let next = AtomicUsize::new(0);
        thread::scope(|scope| {
            for _ in 0..workers {
                scope.spawn(|| {
                    let mut index = next.fetch_add(1, Ordering::Relaxed);
                    while let (Some(task), Some(place)) = (tasks.get(index), reports.get(index)) {
                        let mut report = Self { beside: true, ..Self::default() };
                        task(&mut report);
                        *place.lock().unwrap_or_else(PoisonError::into_inner) = Some(report);
                        index = next.fetch_add(1, Ordering::Relaxed);
                    }
                });
            }
        });
        for place in reports {
            if let Some(report) = place.into_inner().unwrap_or_else(PoisonError::into_inner) {
                self.merge(report);
            }
        }
    }

    fn merge(&mut self, other: Self) {
        for Row { suite, totals, seconds } in other.rows {
            self.add(&suite, totals, seconds);
        }
        self.failures.extend(other.failures);
        self.skips.extend(other.skips);
    }

    fn run(&self, step: Step<'_>) -> Outcome<Finished> {
        if self.beside { step.run_beside() } else { step.run_any() }
    }

    /// A part that could not go on has failed once more.
    pub(crate) fn fail_on_error(&mut self, suite: &str, outcome: Outcome) {
        if let Err(why) = outcome {
            self.add(suite, Totals::FAILED, None);
            self.failures.push(format!("{suite}: {why}"));
        }
    }

    /// The sum of all rows.
    pub(crate) fn sum(&self) -> Totals {
        let mut sum = Totals::default();
        for row in &self.rows {
            sum += row.totals;
        }
        sum
    }

    /// Prints failures, skips, the table and, as the last line, the sum; fails if anything failed.
    pub(crate) fn close(&self) -> Outcome {
        for failure in &self.failures {
            println!("\n{failure}");
        }
        if !self.skips.is_empty() {
            println!();
        }
        for skip in &self.skips {
            println!("{skip}");
        }
        let sum = self.sum();
        println!("\n{}\n{sum}", table(&self.rows));
        // The reasons are told above, and nothing may follow the sum.
        if sum.failed == 0 { Ok(()) } else { Err(String::new()) }
    }

    fn add(&mut self, suite: &str, totals: Totals, seconds: Option<f64>) {
        if let Some(row) = self.rows.iter_mut().find(|row| row.suite == suite) {
            row.totals += totals;
            row.seconds = match (row.seconds, seconds) {
                (Some(before), Some(now)) => Some(before + now),
                (before, now) => before.or(now),
            };
        } else {
            self.rows.push(Row { suite: suite.to_owned(), totals, seconds });
        }
    }
}

/// The suites of a step; none is an error.
fn counted(finished: &Finished, runner: Runner) -> Outcome<Vec<(String, Totals)>> {
    let mut rows = Vec::new();
    if let Runner::Libtest(row) = runner {
        rows.push((row.to_owned(), totals::libtest(&finished.output)));
    }
    let suites = totals::suites(&finished.output)?;
    rows.extend(suites.into_iter().map(|(suite, totals)| match runner {
        Runner::Suites => (suite, totals),
        Runner::SuitesUnder(what) => (format!("{suite} {what}"), totals),
        Runner::Libtest(language) => (format!("{language}: {suite}"), totals),
    }));
    match &rows[..] {
        [] => Err("it printed no line `waxwing-tests: …`".to_owned()),
        // What did not compile counted nothing; the step's own failure tells more.
        [(_, totals)] if totals.is_empty() && !finished.success => Err("nothing ran".to_owned()),
        _ => Ok(rows),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finished(success: bool, output: &str) -> Finished {
        Finished {
            success,
            output: output.to_owned(),
            seconds: 1.0,
            report: if success { String::new() } else { "report".to_owned() },
        }
    }

    #[test]
    fn a_suite_without_counts_is_an_error() {
        assert!(counted(&finished(true, "all fine"), Runner::Suites).is_err());
    }

    #[test]
    fn libtest_stands_beside_the_suites() {
        let output = "waxwing-tests: core passed=5 failed=0 skipped=0\n\
                      test result: ok. 2 passed; 0 failed; 0 ignored\n";
        let rows = counted(&finished(true, output), Runner::Libtest("rust")).unwrap();
        let names: Vec<&str> = rows.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["rust", "rust: core"]);
    }

    #[test]
    fn a_second_run_is_told_apart() {
        let output = "waxwing-tests: c passed=5 failed=0 skipped=0\n";
        let rows = counted(&finished(true, output), Runner::SuitesUnder("valgrind")).unwrap();
        assert_eq!(rows.first().unwrap().0, "c valgrind");
    }

    #[test]
    fn what_did_not_compile_is_an_error() {
        assert!(counted(&finished(false, "error[E0001]"), Runner::Libtest("rust")).is_err());
    }

    #[test]
    fn rows_of_one_name_are_added_up() {
        let mut report = Report::default();
        report.add("check", Totals::PASSED, Some(1.0));
        report.add("check", Totals::FAILED, Some(0.5));
        report.add("core", Totals::PASSED, None);
        assert_eq!(report.sum(), Totals { passed: 2, failed: 1, skipped: 0 });
        assert_eq!(report.rows.len(), 2);
        assert_eq!(report.rows.first().unwrap().seconds, Some(1.5));
    }

    #[test]
    fn reports_made_beside_each_other_are_added_up_in_order() {
        let mut report = Report::default();
        let tasks: Vec<Task<'_>> = (0..5)
            .map(|number: u64| -> Task<'_> {
                Box::new(move |report| {
                    thread::sleep(std::time::Duration::from_millis(20 - 4 * number));
                    report.add(&number.to_string(), Totals::PASSED, None);
                    report.skips.push(number.to_string());
                })
            })
            .collect();
        report.beside_each_other(tasks);
        assert_eq!(report.skips, ["0", "1", "2", "3", "4"]);
        assert_eq!(report.sum().passed, 5);
    }

    #[test]
    fn an_error_of_a_part_counts_as_a_failure() {
        let mut report = Report::default();
        report.fail_on_error("c", Err("no compiler".to_owned()));
        assert_eq!(report.sum(), Totals::FAILED);
        assert!(report.close().is_err());
    }
}
