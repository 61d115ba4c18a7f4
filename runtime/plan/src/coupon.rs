//! Codes of coupons: their normal form, the forms they are given (`AUT-####`) and check characters; knows no plan and no
//! receipt.
//!
//! Two codes are one code when their normal forms are equal: letters are capital, `Ё` is `Е`, blanks and dashes are left out.

use crate::{hidden, limits};

/// The normal form of a code as somebody typed it. `None`: nothing but blanks and dashes, a character that nobody sees, or
/// more than [`limits::COUPON_CODE`] characters.
#[must_use]
pub fn normal(code: &str) -> Option<String> {
    let mut plain = String::with_capacity(code.len());
    let mut count = 0_usize;
    for character in code.trim().chars() {
        if character.is_whitespace() || is_dash(character) {
            continue;
        }
        if hidden::is_hidden(character) || character == '\u{FFFD}' {
            return None;
        }
        for capital in character.to_uppercase() {
            plain.push(if capital == 'Ё' { 'Е' } else { capital });
            count = count.saturating_add(1);
        }
        if count > limits::COUPON_CODE {
            return None;
        }
    }
    (!plain.is_empty()).then_some(plain)
}

/// Hyphens, minus and dashes of every length.
const fn is_dash(character: char) -> bool {
    matches!(
        character,
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}'
    )
}

/// Letters of two alphabets that look the same, capital: Cyrillic and Latin.
const TWINS: [(char, char); 12] = [
    ('А', 'A'),
    ('В', 'B'),
    ('Е', 'E'),
    ('К', 'K'),
    ('М', 'M'),
    ('Н', 'H'),
    ('О', 'O'),
    ('Р', 'P'),
    ('С', 'C'),
    ('Т', 'T'),
    ('У', 'Y'),
    ('Х', 'X'),
];

/// Other codes in normal form that look like this one: its letters all Latin or all Cyrillic, and letters taken for digits or
/// digits for letters. At most eleven.
#[must_use]
pub fn look_alikes(code: &str) -> Vec<String> {
    let latin = |sign: char| {
        TWINS
            .iter()
            .find(|(cyrillic, _)| *cyrillic == sign)
            .map(|(_, latin)| *latin)
    };
    let cyrillic = |sign: char| TWINS.iter().find(|(_, latin)| *latin == sign).map(|(twin, _)| *twin);
    let digit = |sign: char| match sign {
        'O' | 'О' => Some('0'),
        'I' | 'L' => Some('1'),
        'З' => Some('3'),
        _ => None,
    };
    let letter = |sign: char| match sign {
        '0' => Some('O'),
        '1' => Some('I'),
        '3' => Some('З'),
        _ => None,
    };
    let mut found: Vec<String> = Vec::new();
    let written: [&dyn Fn(char) -> Option<char>; 3] = [&|_| None, &latin, &cyrillic];
    let read: [&dyn Fn(char) -> Option<char>; 3] = [&|_| None, &digit, &letter];
    for numbers in read {
        for alphabet in written {
            let other: String = code
                .chars()
                .map(|sign| numbers(sign).unwrap_or(sign))
                .map(|sign| alphabet(sign).unwrap_or(sign))
                .collect();
            if other != code && !found.contains(&other) {
                found.push(other);
            }
        }
    }
    found
}

/// The shape of a code: two codes of one shape look the same.
#[must_use]
pub fn shape(code: &str) -> String {
    code.chars()
        .map(|sign| {
            TWINS
                .iter()
                .find(|(cyrillic, _)| *cyrillic == sign)
                .map_or(sign, |(_, latin)| *latin)
        })
        .map(|sign| match sign {
            'O' => '0',
            'I' => '1',
            'З' => '3',
            other => other,
        })
        .collect()
}

/// One place of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// This character.
    Fixed(char),
    /// `#`: a digit.
    Digit,
    /// `?`: a Latin letter or a digit.
    Sign,
    /// `*`: any letters and digits, or none.
    Run,
}

impl Place {
    /// Whether a character may stand here.
    #[must_use]
    pub fn takes(self, character: char) -> bool {
        match self {
            Self::Fixed(own) => own == character,
            Self::Digit => character.is_ascii_digit(),
            Self::Sign => character.is_ascii_digit() || character.is_ascii_uppercase(),
            Self::Run => character.is_alphanumeric(),
        }
    }

    const fn free(self) -> bool {
        !matches!(self, Self::Fixed(_))
    }
}

/// The form that codes have, in normal form: `AUT####`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    places: Vec<Place>,
    check: bool,
}

/// Why a text is no form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadForm {
    /// It holds nothing, too much, or something that nobody sees.
    Empty,
    /// `*` where every code has the same length: in a pattern.
    RunInPattern,
    /// A check character needs two free places, and the last of them must be `?` where letters come before it.
    NoCheck,
}

/// Whether a code has a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// It has not.
    No,
    /// All but for its check character.
    WrongCheck,
    /// It has.
    Yes,
}

impl Form {
    /// Reads a mask (`*` allowed) or a pattern, whose last free place may be a check character.
    ///
    /// # Errors
    /// See [`BadForm`].
    pub fn read(written: &str, pattern: bool, check: bool) -> Result<Self, BadForm> {
        let plain = normal(written).ok_or(BadForm::Empty)?;
        let mut places: Vec<Place> = Vec::with_capacity(plain.len());
        for sign in plain.chars() {
            let place = match sign {
                '#' => Place::Digit,
                '?' => Place::Sign,
                '*' => Place::Run,
                own => Place::Fixed(own),
            };
            // Two runs side by side are one.
            if place != Place::Run || places.last() != Some(&Place::Run) {
                places.push(place);
            }
        }
        if pattern && places.contains(&Place::Run) {
            return Err(BadForm::RunInPattern);
        }
        let form = Self { places, check };
        if check {
            let free: Vec<Place> = form.places.iter().copied().filter(|place| place.free()).collect();
            let letters = free.contains(&Place::Sign);
            if free.len() < 2 || form.places.contains(&Place::Run) || (letters && free.last() != Some(&Place::Sign)) {
                return Err(BadForm::NoCheck);
            }
        }
        Ok(form)
    }

    /// Its places.
    #[must_use]
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// Its normal form as text: what stands in a plan.
    #[must_use]
    pub fn text(&self) -> String {
        self.places
            .iter()
            .map(|place| match place {
                Place::Fixed(own) => *own,
                Place::Digit => '#',
                Place::Sign => '?',
                Place::Run => '*',
            })
            .collect()
    }

    /// The code it is, if it has no free place.
    #[must_use]
    pub fn only(&self) -> Option<String> {
        self.places.iter().all(|place| !place.free()).then(|| self.text())
    }

    /// The characters before its first free place.
    #[must_use]
    pub fn prefix(&self) -> String {
        self.places
            .iter()
            .map_while(|place| match place {
                Place::Fixed(own) => Some(*own),
                Place::Digit | Place::Sign | Place::Run => None,
            })
            .collect()
    }

    /// How many codes have it, as far as that can be counted.
    #[must_use]
    pub fn room(&self) -> u64 {
        let mut room: u64 = 1;
        let last = self.places.iter().rposition(|place| place.free());
        for (at, place) in self.places.iter().enumerate() {
            let ways = match place {
                _ if self.check && Some(at) == last => 1,
                Place::Fixed(_) => 1,
                Place::Digit => 10,
                Place::Sign => 36,
                Place::Run => return u64::MAX,
            };
            room = room.saturating_mul(ways);
        }
        room
    }

    /// Whether a code in normal form has this form. At most length × length steps, both bounded by
    /// [`limits::COUPON_CODE`].
    #[must_use]
    pub fn fits(&self, code: &str) -> Fit {
        if !self.places.contains(&Place::Run) {
            let mut characters = code.chars();
            let fits = self
                .places
                .iter()
                .all(|place| characters.next().is_some_and(|character| place.takes(character)));
            if !fits || characters.next().is_some() {
                return Fit::No;
            }
            return if self.check && !self.checks(code) {
                Fit::WrongCheck
            } else {
                Fit::Yes
            };
        }
        // Which prefixes of the form the code read so far can have.
        let mut reached = vec![false; self.places.len().saturating_add(1)];
        if let Some(first) = reached.first_mut() {
            *first = true;
        }
        self.pass_runs(&mut reached);
        for character in code.chars() {
            let mut next = vec![false; reached.len()];
            for (at, place) in self.places.iter().enumerate() {
                if reached.get(at) != Some(&true) || !place.takes(character) {
                    continue;
                }
                let to = if *place == Place::Run { at } else { at.saturating_add(1) };
                if let Some(slot) = next.get_mut(to) {
                    *slot = true;
                }
            }
            self.pass_runs(&mut next);
            reached = next;
        }
        if reached.last() == Some(&true) {
            Fit::Yes
        } else {
            Fit::No
        }
    }

    /// A run may be empty.
    fn pass_runs(&self, reached: &mut [bool]) {
        for (at, place) in self.places.iter().enumerate() {
            if *place == Place::Run
                && reached.get(at) == Some(&true)
                && let Some(slot) = reached.get_mut(at.saturating_add(1))
            {
                *slot = true;
            }
        }
    }

    /// Whether the last free place holds the check character of the others.
    fn checks(&self, code: &str) -> bool {
        let (mut free, letters) = self.free_of(code);
        let Some(last) = free.pop() else { return false };
        check_character(&free, letters) == Some(last)
    }

    /// The characters of a code at the free places, and whether letters may stand there.
    fn free_of(&self, code: &str) -> (Vec<char>, bool) {
        let free = self.places.iter().zip(code.chars()).filter(|(place, _)| place.free());
        (
            free.map(|(_, character)| character).collect(),
            self.places.contains(&Place::Sign),
        )
    }

    /// The same code with its right check character, where the form has one.
    #[must_use]
    pub fn with_check(&self, code: &str) -> Option<String> {
        let last = self
            .places
            .iter()
            .rposition(|place| place.free())
            .filter(|_| self.check)?;
        let (mut free, letters) = self.free_of(code);
        free.pop();
        let check = check_character(&free, letters)?;
        let characters = code.chars().enumerate();
        Some(
            characters
                .map(|(at, own)| if at == last { check } else { own })
                .collect(),
        )
    }
}

/// The check character of some digits (ISO 7064, MOD 11,10) or of letters and digits (MOD 37,36). `None`: another character
/// is among them.
#[must_use]
pub fn check_character(free: &[char], letters: bool) -> Option<char> {
    let base: u32 = if letters { 36 } else { 10 };
    let mut product = base;
    for character in free {
        let value = character.to_digit(base)?;
        let mut sum = product.wrapping_add(value).checked_rem(base)?;
        if sum == 0 {
            sum = base;
        }
        product = sum.wrapping_mul(2).checked_rem(base.wrapping_add(1))?;
    }
    // (product + check) mod base = 1.
    let check = base
        .wrapping_add(1)
        .wrapping_sub(product.checked_rem(base)?)
        .checked_rem(base)?;
    char::from_digit(check, base).map(|check| check.to_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_dashes_and_case_are_no_part_of_a_code() {
        for written in [
            "AUT-7F3K",
            "aut 7f3k",
            " AUT\u{2013}7f3K\t",
            "AUT7F3K",
            "aut\u{A0}7-F-3-K",
        ] {
            assert_eq!(normal(written).as_deref(), Some("AUT7F3K"), "{written:?}");
        }
        assert_eq!(normal("ёлка-10").as_deref(), Some("ЕЛКА10"));
        assert_eq!(normal("10%"), Some("10%".to_owned()));
        for wrong in ["", " - ", "AUT\u{200B}7", "A\u{202E}B", &"X".repeat(65)] {
            assert_eq!(normal(wrong), None, "{wrong:?}");
        }
        assert_eq!(normal(&"x".repeat(64)).map(|code| code.len()), Some(64));
    }

    #[test]
    fn a_code_of_the_other_alphabet_is_found() {
        // Cyrillic А, В, С in what should be Latin.
        assert!(look_alikes("АВС10").contains(&"ABC10".to_owned()));
        assert!(look_alikes("ABC1O").contains(&"ABC10".to_owned()));
        assert!(look_alikes("MOCKBA").contains(&"МОСКВА".to_owned()));
        assert_eq!(shape("АВСО"), shape("ABC0"));
    }

    #[test]
    fn forms_fit_what_they_say() {
        let form = |text: &str| Form::read(text, false, false).unwrap();
        let fits = |mask: &str, code: &str| form(mask).fits(code) == Fit::Yes;
        assert!(fits("AUT-##", "AUT07"));
        assert!(!fits("AUT-##", "AUT7"));
        assert!(!fits("AUT-##", "AUT7X"));
        assert!(!fits("AUT-##", "AUT007"));
        assert!(fits("A-?#", "AZ9"));
        assert!(!fits("A-?#", "AЯ9"));
        assert!(fits("AUT-*", "AUT"));
        assert!(fits("AUT-*", "AUTUMN"));
        assert!(fits("*-10-*", "X10Y10"));
        assert!(!fits("*-10-*", "X1Y0"));
        assert!(fits("*", "ЖУК"));
        assert!(!fits("*", "A%"));
        assert_eq!(form("winter-10").only().as_deref(), Some("WINTER10"));
        assert_eq!(form("win-#").prefix(), "WIN");
        assert_eq!(form("a**b").text(), "A*B");
    }

    #[test]
    fn check_characters_are_those_of_iso_7064() {
        // The standard's examples: 0794 → 5 for MOD 11,10; A12425GABC1234002 → M for MOD 37,36.
        let signs = |text: &str| text.chars().collect::<Vec<_>>();
        assert_eq!(check_character(&signs("0794"), false), Some('5'));
        assert_eq!(check_character(&signs("A12425GABC1234002"), true), Some('M'));
        let form = Form::read("AUT-#####", true, true).unwrap();
        assert_eq!(form.fits("AUT07945"), Fit::Yes);
        assert_eq!(form.fits("AUT07946"), Fit::WrongCheck);
        assert_eq!(form.fits("AUT07495"), Fit::WrongCheck);
        assert_eq!(form.with_check("AUT07940").as_deref(), Some("AUT07945"));
        assert_eq!(form.room(), 10_000);
        for (bad, why) in [
            ("AUT-#", BadForm::NoCheck),
            ("AUT-?#", BadForm::NoCheck),
            ("AUT-*", BadForm::RunInPattern),
            ("-", BadForm::Empty),
        ] {
            assert_eq!(Form::read(bad, true, true), Err(why), "{bad}");
        }
    }
}
