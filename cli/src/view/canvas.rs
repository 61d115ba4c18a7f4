//! Text in columns whose width is counted in cells of a terminal, with or without colours.

use unicode_width::UnicodeWidthStr;

/// What a piece of text is, for its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// As it is.
    Plain,
    /// Less important.
    Dim,
    /// Important.
    Bold,
    /// Good news: money saved, a test that passes.
    Good,
    /// Bad news.
    Bad,
    /// Something to look at.
    Note,
}

/// Whether colours are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paint {
    /// Whether escape sequences may be written.
    pub colour: bool,
}

impl Paint {
    /// The text in a tone.
    #[must_use]
    pub fn text(self, tone: Tone, text: &str) -> String {
        let code = match tone {
            Tone::Plain => return text.to_owned(),
            Tone::Dim => "2",
            Tone::Bold => "1",
            Tone::Good => "32",
            Tone::Bad => "31",
            Tone::Note => "33",
        };
        if self.colour {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }
}

/// Whether a character would draw nothing or turn the direction of the line: it is never printed.
fn hides(character: char) -> bool {
    character.is_control() || perk_plan::hidden::is_hidden(character)
}

/// Lines of one width, with an indent.
#[derive(Debug, Clone)]
pub struct Canvas {
    lines: String,
    width: usize,
    indent: &'static str,
    paint: Paint,
}

/// Cells a text takes.
#[must_use]
pub fn cells(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

impl Canvas {
    /// An empty canvas of so many cells, indent excluded.
    #[must_use]
    pub const fn new(width: usize, paint: Paint) -> Self {
        Self {
            lines: String::new(),
            width,
            indent: "  ",
            paint,
        }
    }

    /// What was drawn.
    #[must_use]
    pub fn finish(self) -> String {
        self.lines
    }

    /// A rule across.
    pub fn rule(&mut self) {
        let rule = "─".repeat(self.width);
        self.line(Tone::Dim, &rule);
    }

    /// An empty line.
    pub fn blank(&mut self) {
        self.lines.push('\n');
    }

    /// One text, cut where it is too long for the canvas.
    pub fn line(&mut self, tone: Tone, text: &str) {
        let text = fit(text, self.width);
        self.put(&[(tone, text.trim_end())]);
    }

    /// A long text, wrapped between words.
    pub fn paragraph(&mut self, tone: Tone, text: &str) {
        self.hanging(tone, "", text);
    }

    /// A long text, wrapped between words, after a head that further lines leave room for.
    pub fn hanging(&mut self, tone: Tone, head: &str, text: &str) {
        let room = self.width.saturating_sub(cells(head)).max(20);
        let blank = " ".repeat(cells(head));
        for (index, line) in text.lines().flat_map(|line| wrap(line, room)).enumerate() {
            let before = if index == 0 { head } else { &blank };
            self.put(&[(Tone::Plain, before), (tone, &line)]);
        }
    }

    /// A text at the left and one at the right edge.
    pub fn spread(&mut self, left: (Tone, &str), right: (Tone, &str)) {
        let room = self.width.saturating_sub(cells(right.1)).saturating_sub(1);
        let text = fit(left.1, room);
        let gap = " ".repeat(self.width.saturating_sub(cells(&text)).saturating_sub(cells(right.1)));
        self.put(&[(left.0, &text), (Tone::Plain, &gap), right]);
    }

    /// A text at the left, one ending at a middle column, one at the right edge.
    pub fn three(&mut self, left: (Tone, &str), middle: (Tone, &str), right: (Tone, &str), right_room: usize) {
        let tail = cells(right.1).max(right_room);
        let room = self
            .width
            .saturating_sub(tail)
            .saturating_sub(cells(middle.1))
            .saturating_sub(2);
        let text = fit(left.1, room);
        let gap = room.saturating_sub(cells(&text)).saturating_add(1);
        let before_right = tail.saturating_sub(cells(right.1)).saturating_add(1);
        self.put(&[
            (left.0, &text),
            (Tone::Plain, &" ".repeat(gap)),
            middle,
            (Tone::Plain, &" ".repeat(before_right)),
            right,
        ]);
    }

    fn put(&mut self, parts: &[(Tone, &str)]) {
        self.lines.push_str(self.indent);
        for (tone, text) in parts {
            let clean: String = text.chars().filter(|character| !hides(*character)).collect();
            self.lines.push_str(&self.paint.text(*tone, &clean));
        }
        while self.lines.ends_with(' ') {
            self.lines.pop();
        }
        self.lines.push('\n');
    }
}

/// A text cut to a room, with `…` where something is missing.
#[must_use]
pub fn fit(text: &str, room: usize) -> String {
    if cells(text) <= room {
        return text.to_owned();
    }
    let mut out = String::new();
    for character in text.chars() {
        out.push(character);
        if cells(&out) >= room {
            out.pop();
            break;
        }
    }
    out.push('…');
    out
}

/// A text in lines of at most so many cells, broken between words where possible.
#[must_use]
pub fn wrap(text: &str, room: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ') {
        let longer = if line.is_empty() {
            word.to_owned()
        } else {
            format!("{line} {word}")
        };
        if cells(&longer) <= room || line.is_empty() {
            line = longer;
        } else {
            lines.push(std::mem::replace(&mut line, word.to_owned()));
        }
    }
    lines.push(line);
    lines
}

/// A text on the left edge of a column.
#[must_use]
pub fn left(text: &str, room: usize) -> String {
    let text = fit(text, room);
    let gap = room.saturating_sub(cells(&text));
    format!("{text}{}", " ".repeat(gap))
}

/// A text on the right edge of a column.
#[must_use]
pub fn right(text: &str, room: usize) -> String {
    let gap = room.saturating_sub(cells(text));
    format!("{}{text}", " ".repeat(gap))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cyrillic_takes_a_cell_a_letter() {
        let mut canvas = Canvas::new(20, Paint { colour: false });
        canvas.spread((Tone::Plain, "Кофе"), (Tone::Good, "−54.00"));
        canvas.three(
            (Tone::Plain, "Очень длинное имя"),
            (Tone::Plain, "2 × 3"),
            (Tone::Plain, "6"),
            4,
        );
        assert_eq!(canvas.finish(), "  Кофе          −54.00\n  Очень дл… 2 × 3    6\n");
    }

    #[test]
    fn texts_wrap_between_words() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("unbreakable", 4), ["unbreakable"]);
        assert_eq!(fit("abcdef", 4), "abc…");
    }

    #[test]
    fn control_characters_never_reach_the_terminal() {
        let mut canvas = Canvas::new(20, Paint { colour: false });
        canvas.line(Tone::Plain, "a\u{1b}[31mb");
        assert_eq!(canvas.finish(), "  a[31mb\n");
        let mut canvas = Canvas::new(20, Paint { colour: false });
        canvas.line(Tone::Plain, "te\u{202e}a\u{200b} 1");
        assert_eq!(canvas.finish(), "  tea 1\n");
    }
}
