//! Two texts side by side, their differing lines marked; knows nothing of what they say.

use super::canvas::{Paint, Tone, cells, fit, left};

/// One row: what was expected and what happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// What the row is about.
    pub name: String,
    /// What was expected; empty where nothing was said.
    pub expected: String,
    /// What happened.
    pub actual: String,
    /// Whether the two agree.
    pub agrees: bool,
}

/// Draws rows under two heads. Rows that disagree carry a mark.
#[must_use]
pub fn draw(rows: &[Side], heads: (&str, &str), width: usize, paint: Paint) -> String {
    let widest = |of: &dyn Fn(&Side) -> usize| rows.iter().map(of).max().unwrap_or(0);
    let expected_room = widest(&|row| cells(&row.expected))
        .max(cells(heads.0))
        .min(width.div_euclid(3));
    let actual_room = widest(&|row| cells(&row.actual))
        .max(cells(heads.1))
        .min(width.div_euclid(3));
    let rest = width
        .saturating_sub(expected_room)
        .saturating_sub(actual_room)
        .saturating_sub(10);
    let name_room = widest(&|row| cells(&row.name)).min(rest.max(16));
    let mut out = String::new();
    let mut line = |mark: &str, tone: Tone, name: &str, expected: &str, actual: &str| {
        let text = format!(
            "{}  {}  {}",
            left(name, name_room),
            left(expected, expected_room),
            fit(actual, actual_room)
        );
        out.push_str("    ");
        out.push_str(&paint.text(tone, &format!("{mark} {}", text.trim_end())));
        out.push('\n');
    };
    line(" ", Tone::Dim, "", heads.0, heads.1);
    for row in rows {
        if row.agrees {
            line(" ", Tone::Plain, &row.name, &row.expected, &row.actual);
        } else {
            line("✗", Tone::Bad, &row.name, &row.expected, &row.actual);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn disagreeing_rows_are_marked() {
        let row = |name: &str, expected: &str, actual: &str| Side {
            name: name.into(),
            expected: expected.into(),
            actual: actual.into(),
            agrees: expected == actual,
        };
        let rows = [row("кофе_утром", "54.00", "54.00"), row("total", "396.00", "395.00")];
        assert_eq!(
            draw(&rows, ("expected", "actual"), 60, Paint { colour: false }),
            "                  expected  actual\n      кофе_утром  54.00     54.00\n    ✗ total       396.00    395.00\n"
        );
    }
}
