//! Coupon codes by the words of semantics, Codes and Uses of a code: each code is looked up among all coupons, one by one; it
//! must not know the compiler, the plan or the runtime.

use super::super::model::coupon::{CodeState, Codes, Coupon};
use super::super::model::receipt::{ClientStatus, World};
use super::super::model::{Programme, Promotion, Valid};
use super::decision::{Outcome, RefCode, RefUse};
use super::scheme::Verdict;
use super::window;

/// Letters, digits and other signs of a code, capital, without blanks and dashes; `None` where nothing is left or something
/// cannot be seen.
#[must_use]
pub fn plain(code: &str) -> Option<String> {
    let mut signs = String::new();
    for sign in code.to_uppercase().chars() {
        match sign {
            ' ' | '\t' | '\u{A0}' | '-' | '–' | '—' | '\u{2010}' | '\u{2212}' => {}
            '\u{200B}' | '\u{202E}' | '\u{AD}' | '\u{FEFF}' => return None,
            'Ё' => signs.push('Е'),
            other => signs.push(other),
        }
    }
    let length = signs.chars().count();
    (length > 0 && length <= 64).then_some(signs)
}

/// The digit that ISO 7064 MOD 11,10 puts behind others.
#[must_use]
pub fn check_digit(digits: &[u32]) -> u32 {
    let remainder = digits.iter().fold(10, |product, digit| {
        let sum = (product + digit) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    (0..10).find(|check| (remainder + check) % 10 == 1).unwrap_or(0)
}

fn fits(form: &[char], code: &[char]) -> bool {
    let Some((place, rest)) = form.split_first() else {
        return code.is_empty();
    };
    let first = code.first().copied();
    let then = code.get(1..).unwrap_or_default();
    match place {
        '*' => fits(rest, code) || first.is_some_and(char::is_alphanumeric) && fits(form, then),
        '#' => first.is_some_and(|sign| sign.is_ascii_digit()) && fits(rest, then),
        '?' => first.is_some_and(|sign| sign.is_ascii_alphanumeric()) && fits(rest, then),
        own => first == Some(*own) && fits(rest, then),
    }
}

/// How a coupon knows a code.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    No,
    WrongCheck,
    Yes,
}

fn knows(coupon: &Coupon, code: &str) -> Known {
    let signs: Vec<char> = code.chars().collect();
    let form = |mask: &str| plain(mask).unwrap_or_default().chars().collect::<Vec<char>>();
    match &coupon.codes {
        Codes::List(_, listed) if listed.iter().any(|one| plain(one).as_deref() == Some(code)) => Known::Yes,
        Codes::Mask(mask) if fits(&form(mask), &signs) => Known::Yes,
        Codes::Pattern(mask, check) if fits(&form(mask), &signs) => {
            let free = form(mask).into_iter().zip(&signs).filter(|(place, _)| *place == '#');
            let mut digits: Vec<u32> = free.filter_map(|(_, sign)| sign.to_digit(10)).collect();
            let last = digits.pop();
            if *check && last != Some(check_digit(&digits)) {
                Known::WrongCheck
            } else {
                Known::Yes
            }
        }
        Codes::List(..) | Codes::Mask(_) | Codes::Pattern(..) => Known::No,
    }
}

/// How many codes a coupon has, as far as that orders coupons: a list before every form.
fn room(coupon: &Coupon) -> u128 {
    let ways = |mask: &str| {
        mask.chars().fold(1_u128, |ways, place| match place {
            '#' => ways.saturating_mul(10),
            '?' => ways.saturating_mul(36),
            '*' => u128::MAX,
            _ => ways,
        })
    };
    match &coupon.codes {
        Codes::List(..) => 0,
        Codes::Mask(mask) => ways(mask),
        Codes::Pattern(mask, check) => ways(mask) / if *check { 10 } else { 1 },
    }
}

/// What became of a code before any promotion was asked: its coupon and why it cannot be used.
type Judged = (Option<usize>, Option<&'static str>);

struct Registry<'a> {
    programme: &'a Programme,
    world: &'a World,
}

impl<'a> Registry<'a> {
    fn state(&self, code: &str) -> Option<&'a CodeState> {
        let mut states = self.world.codes.iter();
        states.find(|state| plain(&state.code).as_deref() == Some(code))
    }

    fn in_force(&self, coupon: &Coupon) -> bool {
        let at = self.world.receipt.at;
        coupon.valid.is_empty() || coupon.valid.iter().any(|valid| window::valid(valid, at))
    }

    /// The coupon that knows a code.
    fn find(&self, code: &str) -> Option<(usize, Known)> {
        let all = self.programme.coupons.iter().enumerate();
        all.map(|(place, coupon)| (place, knows(coupon, code)))
            .filter(|(_, known)| *known != Known::No)
            .min_by_key(|(place, known)| {
                let coupon = &self.programme.coupons[*place];
                (
                    *known == Known::WrongCheck,
                    !self.in_force(coupon),
                    room(coupon),
                    coupon.name.clone(),
                )
            })
    }

    /// Whether a code looks like one that some coupon knows.
    fn looks_like_one(&self, code: &str) -> bool {
        let alike = [
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
        let latin = |text: &str| -> String {
            let twin = |sign: char| alike.iter().find(|pair| pair.0 == sign).map_or(sign, |pair| pair.1);
            text.chars().map(twin).collect()
        };
        let digits = |text: &str| -> String {
            let digit = |sign: char| match sign {
                'O' | 'О' => '0',
                'I' | 'L' => '1',
                'З' => '3',
                other => other,
            };
            text.chars().map(digit).collect()
        };
        let cyrillic = |text: &str| -> String {
            let twin = |sign: char| alike.iter().find(|pair| pair.1 == sign).map_or(sign, |pair| pair.0);
            text.chars().map(twin).collect()
        };
        let letters = |text: &str| -> String {
            let letter = |sign: char| match sign {
                '0' => 'O',
                '1' => 'I',
                '3' => 'З',
                other => other,
            };
            text.chars().map(letter).collect()
        };
        let belongs = |other: &String| {
            let told = self.state(other).and_then(|state| state.of.as_ref());
            told.is_some_and(|name| self.programme.coupons.iter().any(|coupon| coupon.name == *name))
                || self.find(other).is_some_and(|(_, known)| known == Known::Yes)
        };
        let ways = [code.to_owned(), digits(code), letters(code)];
        let all = ways.iter().flat_map(|way| [way.clone(), latin(way), cyrillic(way)]);
        all.filter(|other| other != code).any(|other| belongs(&other))
    }

    fn judge(&self, code: &str) -> Judged {
        let state = self.state(code);
        let named = state.and_then(|state| state.of.as_ref());
        let found = match named {
            Some(name) => {
                let mut coupons = self.programme.coupons.iter();
                coupons
                    .position(|coupon| coupon.name == *name)
                    .map(|place| (place, Known::Yes))
            }
            None => self.find(code),
        };
        let Some((place, known)) = found else {
            let alike = named.is_none() && self.looks_like_one(code);
            return (None, Some(if alike { "look_alike" } else { "unknown" }));
        };
        if known == Known::WrongCheck {
            return (Some(place), Some("check_character"));
        }
        (Some(place), self.refused(&self.programme.coupons[place], state))
    }

    fn refused(&self, coupon: &Coupon, state: Option<&CodeState>) -> Option<&'static str> {
        let at = self.world.receipt.at;
        if matches!(coupon.codes, Codes::Pattern(..)) && state.is_none() {
            return Some("not_issued");
        }
        if !self.in_force(coupon) {
            let later = coupon.valid.iter().any(|valid| window::begins_later(valid, at));
            return Some(if later { "not_yet_valid" } else { "expired" });
        }
        let nothing = CodeState::default();
        let state = state.unwrap_or(&nothing);
        if state.blocked {
            return Some("blocked");
        }
        if state.from.is_some_and(|from| at.date < from) {
            return Some("not_yet_valid");
        }
        if state.until.is_some_and(|until| until < at.date) {
            return Some("expired");
        }
        let client = known_client(self.world);
        if coupon.bound {
            let Some(client) = client else {
                return Some("client_needed");
            };
            if state.client.as_deref().is_some_and(|owner| owner != client) {
                return Some("other_client");
            }
            let mut users = state.used_by.iter().map(|(who, _)| who.as_str());
            if state.client.is_none() && !state.used_by.is_empty() && !users.any(|who| who == client) {
                return Some("other_client");
            }
        }
        let uses = coupon.uses?;
        if coupon.per_client {
            let Some(client) = client else {
                return Some("client_needed");
            };
            let mut by = state.used_by.iter();
            let used = by.find(|(who, _)| who == client).map_or(0, |(_, count)| *count);
            return (used >= uses).then_some("client_used_up");
        }
        let by_clients: u64 = state.used_by.iter().map(|(_, count)| count).sum();
        (state.used.max(by_clients) >= uses).then_some("used_up")
    }
}

fn known_client(world: &World) -> Option<&str> {
    let client = world.client.as_ref()?;
    (client.status == ClientStatus::Known).then_some(client.id.as_str())
}

/// Every code presented: as typed, in plain form, and what became of it before any promotion was asked.
fn presented(programme: &Programme, world: &World) -> Vec<(String, Option<String>, Judged)> {
    let registry = Registry { programme, world };
    let mut seen: Vec<String> = Vec::new();
    let mut all = Vec::new();
    for written in &world.receipt.coupons {
        let code = plain(written);
        let judged = match &code {
            None => (None, Some("malformed")),
            Some(code) if seen.contains(code) => (None, Some("duplicate")),
            Some(code) => {
                seen.push(code.clone());
                registry.judge(code)
            }
        };
        all.push((written.clone(), code, judged));
    }
    all
}

/// For each coupon the place of the code that serves it.
fn serving(programme: &Programme, world: &World) -> Vec<Option<usize>> {
    let codes = presented(programme, world);
    (0..programme.coupons.len())
        .map(|coupon| codes.iter().position(|(_, _, judged)| *judged == (Some(coupon), None)))
        .collect()
}

/// The first way of a `with` clause for which there is a code of each coupon.
fn way<'p>(programme: &Programme, serving: &[Option<usize>], promotion: &'p Promotion) -> Option<&'p Vec<String>> {
    let there = |name: &String| {
        let place = programme.coupons.iter().position(|coupon| coupon.name == *name);
        place.is_some_and(|place| serving[place].is_some())
    };
    promotion.with.iter().find(|way| way.iter().all(there))
}

/// Whether a promotion lacks its coupon.
pub(super) fn lacks(programme: &Programme, world: &World, promotion: &Promotion) -> bool {
    !promotion.with.is_empty() && way(programme, &serving(programme, world), promotion).is_none()
}

/// Whether the coupon of a name has ended for good: no code of it is handed out any more.
pub(super) fn over(programme: &Programme, world: &World, name: &str) -> bool {
    let at = world.receipt.at;
    let mut named = programme.coupons.iter().filter(|coupon| coupon.name == name);
    named.any(|coupon| {
        let ended = |valid: &Valid| !window::valid(valid, at) && !window::begins_later(valid, at);
        !coupon.valid.is_empty() && coupon.valid.iter().all(ended)
    })
}

/// The answers to all codes and what confirming takes.
pub(super) fn answers(programme: &Programme, world: &World, verdicts: &[Verdict]) -> (Vec<RefCode>, Vec<RefUse>) {
    let serving = serving(programme, world);
    let client = known_client(world).map(str::to_owned);
    let mut codes = Vec::new();
    let mut uses = Vec::new();
    for (place, (written, code, (coupon, refused))) in presented(programme, world).into_iter().enumerate() {
        let mut burns = false;
        let outcome = match (coupon, refused) {
            (_, Some(reason)) => Err(reason),
            (None, None) => Err("unknown"),
            (Some(coupon), None) => {
                let name = &programme.coupons[coupon].name;
                let asking: Vec<&Verdict> = verdicts
                    .iter()
                    .filter(|verdict| {
                        let promotion = &programme.promotions[verdict.index];
                        promotion.with.iter().flatten().any(|other| other == name)
                    })
                    .collect();
                let uses_it = |verdict: &&&Verdict| {
                    let promotion = &programme.promotions[verdict.index];
                    verdict.outcome == Outcome::Applied
                        && way(programme, &serving, promotion).is_some_and(|way| way.contains(name))
                };
                let opened: Vec<String> = asking
                    .iter()
                    .filter(uses_it)
                    .map(|verdict| programme.promotions[verdict.index].name.clone())
                    .collect();
                // A gift that is only offered burns nothing yet.
                burns = asking.iter().filter(uses_it).any(|verdict| {
                    let gift = programme.promotions[verdict.index].gift.is_some();
                    !gift || !verdict.applied.units.is_empty()
                });
                let has = |outcome: Outcome| asking.iter().any(|verdict| verdict.outcome == outcome);
                if asking.is_empty() {
                    Err("no_promotion")
                } else if serving[coupon] != Some(place) {
                    Err("not_needed")
                } else if !opened.is_empty() {
                    Ok(opened)
                } else if asking.iter().all(|verdict| verdict.outcome == Outcome::Applied) {
                    Err("not_needed")
                } else if has(Outcome::Displaced) {
                    Err("displaced")
                } else if has(Outcome::Limited) {
                    Err("limited")
                } else {
                    Err("not_applied")
                }
            }
        };
        if let (Ok(_), Some(code), true) = (&outcome, code, burns) {
            uses.push(RefUse {
                code,
                client: client.clone(),
            });
        }
        codes.push(RefCode { code: written, outcome });
    }
    (codes, uses)
}
