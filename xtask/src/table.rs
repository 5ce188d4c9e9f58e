//! The table at the end of `cargo xtask test`.

use crate::totals::Totals;

/// A row: a suite, what it counted, and how long it took, where that is known of it alone.
pub(crate) struct Row {
    pub(crate) suite: String,
    pub(crate) totals: Totals,
    pub(crate) seconds: Option<f64>,
}

/// The rows under a heading, in columns.
pub(crate) fn table(rows: &[Row]) -> String {
    let mut lines = vec![[
        "suite".to_owned(),
        "passed".to_owned(),
        "failed".to_owned(),
        "skipped".to_owned(),
        "seconds".to_owned(),
    ]];
    lines.extend(rows.iter().map(|row| {
        [
            row.suite.clone(),
            row.totals.passed.to_string(),
            row.totals.failed.to_string(),
            row.totals.skipped.to_string(),
            row.seconds.map_or_else(String::new, |seconds| format!("{seconds:.1}")),
        ]
    }));

    let mut widths = [0; 5];
    for line in &lines {
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = cell.chars().count().max(*width);
        }
    }
    let mut text = String::new();
    for line in &lines {
        let mut shown = String::new();
        for (column, (cell, width)) in line.iter().zip(widths).enumerate() {
            if column == 0 {
                shown.push_str(&format!("{cell:<width$}"));
            } else {
                shown.push_str(&format!("  {cell:>width$}"));
            }
        }
        text.push_str(shown.trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up() {
        let rows = [
            Row {
                suite: "core".to_owned(),
                totals: Totals { passed: 1234, failed: 0, skipped: 2 },
                seconds: Some(12.34),
            },
            Row { suite: "core vectors".to_owned(), totals: Totals::FAILED, seconds: None },
        ];
        assert_eq!(
            table(&rows),
            "\
suite         passed  failed  skipped  seconds
core            1234       0        2     12.3
core vectors       0       1        0
"
        );
    }

    #[test]
    fn no_rows_leave_the_heading() {
        assert_eq!(table(&[]), "suite  passed  failed  skipped  seconds\n");
    }
}
