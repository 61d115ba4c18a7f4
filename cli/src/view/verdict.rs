//! Why each promotion applied or not, for a person; knows no engine.

use super::amount::{discount, money};
use super::canvas::{Canvas, Paint, Tone};
use crate::words::{self, Lang};

/// What became of a promotion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It gave something, or its texts were said.
    Applied {
        /// Minor units.
        amount: i64,
        /// How many times.
        times: u64,
        /// Names of the lines it acted on.
        lines: Vec<String>,
    },
    /// A condition did not hold.
    NotApplied,
    /// Another promotion took its units.
    Displaced {
        /// Titles of those that did, with what they gave.
        by: Vec<String>,
        /// What this one would have given, if known.
        worth: Option<i64>,
    },
    /// A limit left nothing.
    Limited {
        /// What it leaves, in words.
        says: String,
        /// The author's words and their place; may be empty.
        words: String,
        /// How far it was used before; may be empty.
        used: String,
    },
}

/// The first fact in the way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reason {
    /// What stands in the way, in plain words.
    pub says: String,
    /// The author's words; may be empty.
    pub words: String,
    /// The value found; may be empty.
    pub found: String,
    /// The value needed; may be empty.
    pub needed: String,
    /// What is missing; may be empty.
    pub missing: String,
    /// `file:line:column`; may be empty.
    pub at: String,
    /// Further parts of a set that lack goods, each with the value found, needed and missing.
    pub also: Vec<(String, [String; 3])>,
}

/// One promotion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What became of it.
    pub outcome: Outcome,
    /// What stood in its way.
    pub because: Option<Reason>,
    /// What else is to be said; may be empty.
    pub note: String,
}

/// Cells of the picture.
const WIDTH: usize = 78;

/// Draws verdicts, those that applied first.
#[must_use]
pub fn draw(verdicts: &[Verdict], digits: u8, lang: Lang, paint: Paint) -> String {
    let mut canvas = Canvas::new(WIDTH, paint);
    for verdict in verdicts {
        one(&mut canvas, verdict, digits, lang);
    }
    canvas.finish()
}

fn one(canvas: &mut Canvas, verdict: &Verdict, digits: u8, lang: Lang) {
    let named = if verdict.title == verdict.name {
        verdict.title.clone()
    } else {
        format!("{} ({})", verdict.title, verdict.name)
    };
    match &verdict.outcome {
        Outcome::Applied { amount, times, lines } => {
            let right = if *amount > 0 {
                discount(*amount, digits)
            } else {
                String::new()
            };
            canvas.spread((Tone::Good, &format!("✓ {named}")), (Tone::Good, &right));
            if !lines.is_empty() {
                canvas.hanging(Tone::Dim, "    ", words::on_lines(&lines.join(", ")).say(lang));
            }
            if *times > 1 {
                canvas.line(Tone::Dim, &format!("    {}", words::times(*times).say(lang)));
            }
        }
        Outcome::NotApplied => canvas.line(Tone::Plain, &format!("✗ {named}")),
        Outcome::Displaced { by, worth } => {
            canvas.line(Tone::Note, &format!("↔ {named}"));
            let worth = worth.map(|worth| money(worth, digits));
            canvas.hanging(
                Tone::Dim,
                "    ",
                words::displaced(&by.join(", "), worth.as_deref()).say(lang),
            );
        }
        Outcome::Limited {
            says,
            words: author,
            used,
        } => {
            canvas.line(Tone::Note, &format!("✗ {named}"));
            canvas.hanging(Tone::Dim, "    ", says);
            for more in [author, used] {
                if !more.is_empty() {
                    canvas.hanging(Tone::Dim, "    ", more);
                }
            }
        }
    }
    if let Some(reason) = &verdict.because {
        because(canvas, reason, lang);
    }
    if !verdict.note.is_empty() {
        canvas.hanging(Tone::Note, "    → ", &verdict.note);
    }
}

fn because(canvas: &mut Canvas, reason: &Reason, lang: Lang) {
    if !reason.says.is_empty() {
        canvas.hanging(Tone::Plain, "    ", &reason.says);
    }
    if !reason.words.is_empty() {
        let place = if reason.at.is_empty() {
            String::new()
        } else {
            format!("   {}", reason.at)
        };
        canvas.hanging(Tone::Dim, "    ", &format!("{}{place}", reason.words));
    }
    let own = facts([&reason.found, &reason.needed, &reason.missing], lang);
    if !own.is_empty() {
        canvas.hanging(Tone::Plain, "    ", &own);
    }
    for (part, [found, needed, missing]) in &reason.also {
        let facts = facts([found, needed, missing], lang);
        canvas.hanging(
            Tone::Plain,
            "    ",
            &format!("{}: {facts}", words::and_part(part).say(lang)),
        );
    }
}

fn facts(values: [&String; 3], lang: Lang) -> String {
    let names = [words::FOUND, words::NEEDED, words::MISSING];
    let said = names.into_iter().zip(values).filter(|(_, value)| !value.is_empty());
    let said: Vec<String> = said
        .map(|(name, value)| format!("{} {value}", name.say(lang)))
        .collect();
    said.join(", ")
}
