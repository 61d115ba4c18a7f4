//! Who plays: promotions, equal units on one line, and every way in which these can form an instance; it weighs nothing.

use perk_plan::plan::Alike;

use super::Terms;
use crate::fault::Fault;
use crate::index::{narrow, wide};
use crate::money::Ratio;
use crate::scheme::choose::Room;
use crate::scheme::order;
use crate::scheme::segment::Segment;
use crate::scheme::set::{self, Need, RoleOffer};
use crate::scheme::{Act, SetOffer};

/// Where units may be taken twice it matters which of equal ones are: up to so many are told apart.
const APART: i64 = 400;

/// Equal units on one line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Class {
    pub segment: u32,
    /// Position of the first in the segment.
    pub from: i64,
    pub units: i64,
    pub run: u32,
    /// Place by price, SKU and line id; equal only on one line.
    pub rank: u32,
    pub sku: u32,
    /// What one of them costs now.
    pub amount: Ratio,
    /// What one part of a weighed line comes to, in millionths of a gram, millilitre or millimetre.
    pub measure: i64,
}

/// Units of a class in a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    pub role: u16,
    pub class: u32,
    pub units: i64,
}

/// One way to form an instance; of a promotion without `for each`, one unit.
pub(super) type Choice = Vec<Entry>;

/// A promotion as the search sees it.
#[derive(Debug)]
pub(super) struct Player<'a> {
    /// Position of its act.
    pub at: u32,
    pub act: Act,
    pub set: Option<&'a SetOffer>,
    pub choices: Vec<Choice>,
    pub times: Option<i64>,
    pub pieces: Option<i64>,
    /// The most money, where the last use is not cut.
    pub refuse: Option<i64>,
    /// The most money, where it is.
    pub cut: Option<i64>,
}

impl Player<'_> {
    pub(super) fn reuse(&self) -> bool {
        self.set.is_some_and(|set| set.reuse)
    }

    /// Whether it finds its way around floors, so that it is weighed after the others.
    pub(super) fn spreads(&self, room: &Room<'_>) -> bool {
        self.cut.is_some() || self.act.spreads(room.offers) || self.set.is_some_and(SetOffer::spreads)
    }
}

/// All who play.
#[derive(Debug)]
pub(super) struct Cast<'a> {
    /// By priority and name.
    pub players: Vec<Player<'a>>,
    /// By rank, then what a unit costs.
    pub classes: Vec<Class>,
    pub terms: Terms,
    /// Not every way to form an instance is among the choices.
    pub truncated: bool,
}

impl<'a> Cast<'a> {
    pub(super) fn of(
        room: &Room<'a>,
        acts: &[Act],
        terms: Terms,
        free: &dyn Fn(&Act, &Segment) -> bool,
        work: u64,
    ) -> Result<Self, Fault> {
        let mut ranked: Vec<(u32, &Act)> = (0_u32..).zip(acts).filter(|(_, act)| !act.is_message()).collect();
        ranked.sort_by(|(_, one), (_, other)| order::by_priority(one, other));
        let reuse = acts.iter().any(|act| act.set(room.sets).is_some_and(|set| set.reuse));
        let wanted = |segment: &Segment| {
            let taken = |act: &Act| free(act, segment) && holds(room, act, segment.run);
            segment.units > 0 && acts.iter().any(taken)
        };
        let classes = classes(room, &wanted, reuse)?;
        let limited = terms == Terms::All;
        let mut most = usize::try_from(work).unwrap_or(usize::MAX);
        let mut truncated = false;
        let mut players = Vec::with_capacity(ranked.len());
        for (at, act) in ranked {
            let set = act.set(room.sets);
            let pieces = act.pieces.filter(|_| limited).map(i64::from);
            let money = act.money.filter(|_| limited);
            let open = |class: &Class| {
                let segment = room.ledger.segments.get(wide(class.segment));
                segment.is_some_and(|segment| free(act, segment))
            };
            let choices = match set {
                Some(set) => {
                    let mut choices = Choices {
                        room,
                        classes: &classes,
                        roles: &set.roles,
                        open: &open,
                        counted: pieces.is_some(),
                        found: Vec::new(),
                        left: most,
                        truncated: false,
                    };
                    let mut used = vec![0; classes.len()];
                    choices.fill(0, &mut Vec::new(), &mut used);
                    truncated |= choices.truncated;
                    choices.found
                }
                None => single(room, act, &classes, &open, pieces.is_some()),
            };
            most = most.saturating_sub(choices.len());
            players.push(Player {
                at,
                act: *act,
                set,
                choices,
                times: act.times.filter(|_| limited && set.is_some()).map(i64::from),
                pieces,
                refuse: money.filter(|(_, partial)| !*partial).map(|(most, _)| most),
                cut: money.filter(|(_, partial)| *partial).map(|(most, _)| most),
            });
        }
        Ok(Self {
            players,
            classes,
            terms,
            truncated,
        })
    }

    pub(super) fn class(&self, class: u32) -> Result<&Class, Fault> {
        self.classes.get(wide(class)).ok_or(Fault::BadReference)
    }
}

/// Whether a promotion may take units of a run.
fn holds(room: &Room<'_>, act: &Act, run: u32) -> bool {
    match act.set(room.sets) {
        Some(set) => room
            .run(run)
            .is_ok_and(|found| set.roles.iter().any(|role| role.fits(room.found, run, found))),
        None => act.offers(room.offers).iter().any(|offer| room.holds(offer, run)),
    }
}

/// Single units of a promotion without `for each`.
fn single(room: &Room<'_>, act: &Act, classes: &[Class], open: &dyn Fn(&Class) -> bool, counted: bool) -> Vec<Choice> {
    let mine = (0_u32..).zip(classes).filter(|(_, class)| {
        let granted = !counted || room.run(class.run).is_ok_and(|run| !run.weighed);
        granted && open(class) && holds(room, act, class.run)
    });
    mine.map(|(at, _)| {
        vec![Entry {
            role: 0,
            class: at,
            units: 1,
        }]
    })
    .collect()
}

/// Units by line and what they cost. Where sets are reused, single units up to [`APART`].
fn classes(room: &Room<'_>, wanted: &dyn Fn(&Segment) -> bool, reuse: bool) -> Result<Vec<Class>, Fault> {
    let mut lines: Vec<u32> = (0..narrow(room.case.lines.len())).collect();
    lines.sort_by_key(|at| {
        let line = room.case.lines.get(wide(*at));
        line.map(|line| (line.price, line.sku.as_str(), line.rank))
    });
    let mut ranks = vec![0_u32; lines.len()];
    for (rank, line) in (0_u32..).zip(lines) {
        if let Some(slot) = ranks.get_mut(wide(line)) {
            *slot = rank;
        }
    }
    let mut classes = Vec::new();
    for (at, segment) in (0_u32..).zip(&room.ledger.segments) {
        if !wanted(segment) {
            continue;
        }
        let run = room.run(segment.run)?;
        let measure = match set::measure(run, segment) {
            Some(measure) if run.weighed => measure.checked_div(segment.units).unwrap_or(0),
            Some(_) | None => 0,
        };
        let mut from = 0;
        while from < segment.units {
            let line = segment.line_at(room.case, from).ok_or(Fault::BadReference)?;
            let mut units = segment.units.saturating_sub(from);
            if !run.weighed {
                units = units.min(left_on(room, segment, line, from));
            }
            classes.push(Class {
                segment: at,
                from,
                units,
                run: segment.run,
                rank: ranks.get(wide(line)).copied().unwrap_or(u32::MAX),
                sku: run.sku,
                amount: segment.running_of(1)?,
                measure,
            });
            from = from.saturating_add(units.max(1));
        }
    }
    let total = classes.iter().fold(0_i64, |sum, class| sum.saturating_add(class.units));
    if reuse && total <= APART {
        let one = |class: Class| {
            (0..class.units).map(move |unit| Class {
                from: class.from.saturating_add(unit),
                units: 1,
                ..class
            })
        };
        classes = classes.into_iter().flat_map(one).collect();
    }
    classes.sort_by(|one, other| {
        one.rank
            .cmp(&other.rank)
            .then_with(|| one.amount.compare(other.amount))
            .then_with(|| one.measure.cmp(&other.measure))
            .then_with(|| (one.segment, one.from).cmp(&(other.segment, other.from)))
    });
    Ok(classes)
}

/// How many units of a segment, from a position on, stand on the line on which the first of them stands.
fn left_on(room: &Room<'_>, segment: &Segment, line: u32, from: i64) -> i64 {
    let Ok(run) = room.run(segment.run) else { return 1 };
    let mut end: i64 = 0;
    for other in room.case.lines_of(run) {
        end = end.saturating_add(room.case.lines.get(wide(*other)).map_or(0, |line| line.units));
        if *other == line {
            break;
        }
    }
    end.saturating_sub(segment.from.saturating_add(from)).max(1)
}

/// Every way to fill the roles of a set.
struct Choices<'a> {
    room: &'a Room<'a>,
    classes: &'a [Class],
    roles: &'a [RoleOffer],
    open: &'a dyn Fn(&Class) -> bool,
    /// A limit of pieces: weighed lines are never granted one.
    counted: bool,
    found: Vec<Choice>,
    /// Steps.
    left: usize,
    truncated: bool,
}

impl Choices<'_> {
    fn fill(&mut self, role: usize, taken: &mut Choice, used: &mut Vec<i64>) {
        let Some(rules) = self.roles.get(role).copied() else {
            self.found.push(taken.clone());
            return;
        };
        match rules.need {
            Need::Pieces { least, most, alike } => {
                let from = taken.len();
                self.pieces(role, &rules, (least, most), alike, 0, 0, from, taken, used);
            }
            Need::Measure { amount, .. } => {
                if !self.counted {
                    self.measured(role, &rules, amount, 0, taken, used);
                }
            }
        }
    }

    fn step(&mut self) -> bool {
        let open = self.left > 0;
        self.left = self.left.saturating_sub(1);
        self.truncated |= !open;
        open
    }

    /// The class, how many of its units are not in other roles of this instance, if it fits the role.
    fn fitting(&self, rules: &RoleOffer, at: usize, used: &[i64]) -> Option<(Class, i64)> {
        let class = self.classes.get(at)?;
        let run = self.room.run(class.run).ok()?;
        let left = class.units.saturating_sub(used.get(at).copied().unwrap_or(0));
        let fits = left > 0 && (self.open)(class) && rules.fits(self.room.found, class.run, run);
        fits.then_some((*class, left))
    }

    /// Takes units of a class for the rest of the work that is handed on.
    fn with(
        &mut self,
        entry: Entry,
        taken: &mut Choice,
        used: &mut Vec<i64>,
        more: &mut dyn FnMut(&mut Self, &mut Choice, &mut Vec<i64>),
    ) {
        let change = |used: &mut Vec<i64>, by: i64| {
            if let Some(count) = used.get_mut(wide(entry.class)) {
                *count = count.saturating_add(by);
            }
        };
        taken.push(entry);
        change(used, entry.units);
        more(self, taken, used);
        change(used, entry.units.saturating_neg());
        taken.pop();
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "the state of one recursion, kept flat to stay readable"
    )]
    fn pieces(
        &mut self,
        role: usize,
        rules: &RoleOffer,
        (least, most): (i64, i64),
        alike: Alike,
        from: usize,
        count: i64,
        first: usize,
        taken: &mut Choice,
        used: &mut Vec<i64>,
    ) {
        if !self.step() {
            return;
        }
        if count >= least {
            self.fill(role.saturating_add(1), taken, used);
        }
        if count >= most {
            return;
        }
        for at in from..self.classes.len() {
            let Some((class, left)) = self.fitting(rules, at, used) else {
                continue;
            };
            let mine = taken.get(first..).unwrap_or_default();
            let mut others = mine.iter().filter_map(|entry| self.classes.get(wide(entry.class)));
            let (alone, fits) = match alike {
                Alike::Any => (false, true),
                Alike::Distinct => (true, others.all(|other| other.sku != class.sku)),
                Alike::Same => (false, others.all(|other| other.sku == class.sku)),
            };
            if !fits {
                continue;
            }
            let units = left
                .min(most.saturating_sub(count))
                .min(if alone { 1 } else { i64::MAX });
            for units in 1..=units {
                let entry = Entry {
                    role: u16::try_from(role).unwrap_or(u16::MAX),
                    class: narrow(at),
                    units,
                };
                self.with(entry, taken, used, &mut |choices, taken, used| {
                    let count = count.saturating_add(units);
                    let next = at.saturating_add(1);
                    choices.pieces(role, rules, (least, most), alike, next, count, first, taken, used);
                });
            }
        }
    }

    fn measured(
        &mut self,
        role: usize,
        rules: &RoleOffer,
        missing: i64,
        from: usize,
        taken: &mut Choice,
        used: &mut Vec<i64>,
    ) {
        if !self.step() {
            return;
        }
        if missing == 0 {
            self.fill(role.saturating_add(1), taken, used);
            return;
        }
        for at in from..self.classes.len() {
            let Some((class, left)) = self.fitting(rules, at, used) else {
                continue;
            };
            let most = missing.checked_div(class.measure).unwrap_or(0).min(left);
            // The most first: whole lines before bits of them.
            for units in (1..=most).rev() {
                let entry = Entry {
                    role: u16::try_from(role).unwrap_or(u16::MAX),
                    class: narrow(at),
                    units,
                };
                let rest = missing.saturating_sub(class.measure.saturating_mul(units));
                self.with(entry, taken, used, &mut |choices, taken, used| {
                    choices.measured(role, rules, rest, at.saturating_add(1), taken, used);
                });
            }
        }
    }
}
