//! Equal units that are told apart only because they may be taken twice. Of combinations that differ merely in which of them
//! stand where, one is looked at; which unit is which is settled afterwards by the order of ties. Judges no benefit.

use rustc_hash::FxHashMap;

use super::deal;
use super::packing::{Column, Packing, Use};
use crate::index::{narrow, wide};
use crate::limits::PAIRS;

/// Which units mean the same, and which ways do with two of them exchanged.
#[derive(Debug)]
pub(super) struct Twins<'a> {
    packing: &'a Packing,
    /// By class: its twins, itself among them.
    of_class: Vec<Vec<u32>>,
    pairs: Vec<(u32, u32)>,
    /// Members whose discounts lie on the cheapest or dearest units: of two that cost the same the first is given.
    picks: Vec<u32>,
    /// By member, offer and units.
    ways: FxHashMap<(u32, u32, Vec<Use>), u32>,
}

impl<'a> Twins<'a> {
    /// `None`: no two units mean the same.
    pub(super) fn of(packing: &'a Packing) -> Option<Self> {
        let mut of_segment: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        let mut segments = Vec::with_capacity(packing.classes.len());
        for (at, class) in (0_u32..).zip(&packing.classes) {
            let segment = match class.spans.as_slice() {
                [span] if class.units == 1 => Some(span.segment),
                _ => None,
            };
            if let Some(segment) = segment {
                of_segment.entry(segment).or_default().push(at);
            }
            segments.push(segment);
        }
        let twins = |segment: &Option<u32>| segment.and_then(|segment| of_segment.get(&segment).cloned());
        let of_class: Vec<Vec<u32>> = segments.iter().map(|one| twins(one).unwrap_or_default()).collect();
        let mut pairs = Vec::new();
        for (at, twins) in (0_u32..).zip(&of_class) {
            pairs.extend(twins.iter().filter(|other| **other > at).map(|other| (at, *other)));
        }
        if pairs.is_empty() {
            return None;
        }
        let key = |column: &Column| (column.member, column.label, column.uses.clone());
        let ways = (0_u32..).zip(&packing.columns).map(|(at, column)| (key(column), at));
        Some(Self {
            packing,
            picks: packing.words.gives.iter().map(|(member, _)| *member).collect(),
            ways: ways.collect(),
            of_class,
            pairs,
        })
    }

    /// Whether a way, beside those that are used, means the same as another one that has been passed over: one with some of
    /// its units exchanged for others that the used ways treat alike.
    pub(super) fn repeats(&self, way: u32, used: &[u32], passed: impl Fn(u32) -> bool) -> bool {
        let Some(column) = self.packing.columns.get(wide(way)) else {
            return false;
        };
        column.uses.iter().any(|one| {
            let means_the_same = |twin: &u32| {
                *twin != one.class
                    && role(column, *twin) != Some(one.role)
                    && used.iter().all(|used| self.treats_alike(*used, one.class, *twin))
                    && self.exchanged(way, one.class, *twin).is_some_and(&passed)
            };
            !self.is_picked(way, one.class) && self.twins(one.class).iter().any(means_the_same)
        })
    }

    fn twins(&self, class: u32) -> &[u32] {
        self.of_class.get(wide(class)).map_or(&[], Vec::as_slice)
    }

    /// Whether a way takes several twins of a unit, itself among them, and gives to the first of equal ones.
    fn is_picked(&self, way: u32, class: u32) -> bool {
        let column = self.packing.columns.get(wide(way));
        column.is_some_and(|column| {
            let twins = self.twins(class);
            let of_twins = column.uses.iter().filter(|one| twins.contains(&one.class));
            self.picks.contains(&column.member) && role(column, class).is_some() && of_twins.count() > 1
        })
    }

    fn treats_alike(&self, way: u32, one: u32, other: u32) -> bool {
        self.packing.columns.get(wide(way)).is_none_or(|column| {
            let (one, other) = (role(column, one), role(column, other));
            one == other && (one.is_none() || !self.picks.contains(&column.member))
        })
    }

    /// The way with two units exchanged.
    fn exchanged(&self, way: u32, one: u32, other: u32) -> Option<u32> {
        let column = self.packing.columns.get(wide(way))?;
        let mut uses = column.uses.clone();
        for of_class in &mut uses {
            if of_class.class == one {
                of_class.class = other;
            } else if of_class.class == other {
                of_class.class = one;
            }
        }
        uses.sort_unstable();
        self.ways.get(&(column.member, column.label, uses)).copied()
    }

    /// A combination with two units exchanged.
    fn with(&self, counts: &[i64], (one, other): (u32, u32)) -> Option<Vec<i64>> {
        let mut next = vec![0_i64; counts.len()];
        for (at, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            if self.is_picked(narrow(at), one) || self.is_picked(narrow(at), other) {
                return None;
            }
            let place = next.get_mut(wide(self.exchanged(narrow(at), one, other)?))?;
            *place = place.saturating_add(*count);
        }
        (next != counts).then_some(next)
    }

    /// The same combination with its equal units in the order of ties, as far as exchanging two of them at a time leads
    /// (`thorough`: four); and how much work that was.
    pub(super) fn in_order(&self, counts: &[i64], thorough: bool) -> (Vec<i64>, u64) {
        let mut best = counts.to_vec();
        let mut work: u64 = 0;
        if self.pairs.len() > PAIRS {
            return (best, work);
        }
        loop {
            let mut better = None;
            let mut look = |next: Option<Vec<i64>>| {
                work = work.saturating_add(1);
                let wins = next
                    .as_ref()
                    .is_some_and(|next| deal::prefers(self.packing, next, &best));
                if wins {
                    better = next;
                }
                wins
            };
            let mut found = self.pairs.iter().any(|pair| look(self.with(&best, *pair)));
            for pair in self.pairs.iter().filter(|_| thorough) {
                if found {
                    break;
                }
                if let Some(next) = self.with(&best, *pair) {
                    found = self.pairs.iter().any(|other| look(self.with(&next, *other)));
                }
            }
            match better {
                Some(next) => best = next,
                None => return (best, work),
            }
        }
    }
}

/// The role in which a way takes a unit.
fn role(column: &Column, class: u32) -> Option<u16> {
    let mut uses = column.uses.iter();
    uses.find(|one| one.class == class).map(|one| one.role)
}
