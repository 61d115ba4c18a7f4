//! Which units stand in which instance: of all ways to deal equal units the one whose lists come first by price, SKU and line
//! id (semantics §9.1). Deals what was chosen, chooses nothing.

use std::cmp::Ordering;

use super::packing::{Packing, Use};
use crate::index::{narrow, wide};

/// Neighbouring units of a segment in a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Piece {
    /// Place of their segment in the order of price, SKU and line id.
    pub place: u32,
    /// The first unit's position in its run.
    pub from: i64,
    pub units: i64,
    pub class: u32,
    /// Whose they are; opaque here.
    pub segment: u32,
    pub role: u16,
}

/// One instance, or all units that a way of single units takes of a class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dealt {
    pub column: u32,
    /// In order.
    pub pieces: Vec<Piece>,
}

/// By class: how many of its units are gone.
#[derive(Debug, Clone)]
struct Cursors(Vec<i64>);

impl Cursors {
    /// The next units of a class, without taking them.
    fn peek(&self, packing: &Packing, class: u32, role: u16, units: i64, beyond: i64, into: &mut Vec<Piece>) {
        let mut skip = self.0.get(wide(class)).copied().unwrap_or(0).saturating_add(beyond);
        let mut left = units;
        for span in packing.class(class).into_iter().flat_map(|class| &class.spans) {
            if left <= 0 {
                return;
            }
            let gone = skip.min(span.units);
            skip = skip.saturating_sub(gone);
            let here = left.min(span.units.saturating_sub(gone));
            if here > 0 {
                into.push(Piece {
                    place: span.place,
                    from: span.from.saturating_add(gone),
                    units: here,
                    class,
                    segment: span.segment,
                    role,
                });
                left = left.saturating_sub(here);
            }
        }
    }

    fn take(&mut self, class: u32, units: i64) {
        if let Some(gone) = self.0.get_mut(wide(class)) {
            *gone = gone.saturating_add(units);
        }
    }

    /// The units of the next instance of a way; a class in several roles gives its units role by role.
    fn instance(&self, packing: &Packing, uses: &[Use]) -> Vec<Piece> {
        let mut pieces = Vec::with_capacity(uses.len());
        for (at, one) in uses.iter().enumerate() {
            let earlier = uses
                .get(..at)
                .unwrap_or(&[])
                .iter()
                .filter(|other| other.class == one.class);
            let beyond = earlier.fold(0_i64, |sum, other| sum.saturating_add(other.units));
            self.peek(packing, one.class, one.role, one.units, beyond, &mut pieces);
        }
        pieces.sort_unstable();
        pieces
    }
}

/// By member: what it takes. Members by priority and name take the first units of a class; so do, within a member, the
/// instances whose lists of units come first.
pub(crate) fn deal(packing: &Packing, counts: &[i64]) -> Vec<Vec<Dealt>> {
    let mut free = Cursors(vec![0; packing.classes.len()]);
    let mut all = Vec::with_capacity(packing.members.len());
    let mut from = 0;
    for (number, member) in (0_u32..).zip(&packing.members) {
        let own = packing
            .columns
            .iter()
            .skip(from)
            .take_while(|column| column.member == number);
        let to = from.saturating_add(own.count());
        let columns = packing.columns.get(from..to).unwrap_or(&[]);
        // Which are still to be used, and how often.
        let counts = columns.iter().zip(counts.get(from..to).unwrap_or(&[]));
        let counts = counts.enumerate().filter(|(_, (_, count))| **count > 0);
        let mut left: Vec<(usize, i64)> = counts.map(|(at, (_, count))| (at, *count)).collect();
        let mut cursors = if member.reuse {
            Cursors(vec![0; packing.classes.len()])
        } else {
            free.clone()
        };
        let mut dealt = Vec::new();
        if member.set {
            while let Some((place, pieces)) = next(packing, columns, &left, &cursors) {
                let at = left.get(place).map_or(usize::MAX, |(at, _)| *at);
                if let Some((_, left)) = left.get_mut(place) {
                    *left = left.saturating_sub(1);
                }
                left.retain(|(_, left)| *left > 0);
                if let Some(column) = columns.get(at) {
                    for one in &column.uses {
                        cursors.take(one.class, one.units);
                    }
                }
                dealt.push(Dealt {
                    column: narrow(from.saturating_add(at)),
                    pieces,
                });
            }
        } else {
            for (at, count) in &left {
                if let Some(one) = columns.get(*at).and_then(|column| column.uses.first()) {
                    let mut pieces = Vec::new();
                    cursors.peek(packing, one.class, 0, *count, 0, &mut pieces);
                    cursors.take(one.class, *count);
                    dealt.push(Dealt {
                        column: narrow(from.saturating_add(*at)),
                        pieces,
                    });
                }
            }
        }
        if !member.reuse {
            free = cursors;
        }
        all.push(dealt);
        from = to;
    }
    all
}

/// Of the ways that are still to be used, the place of the one whose next instance comes first.
fn next(
    packing: &Packing,
    columns: &[super::packing::Column],
    left: &[(usize, i64)],
    cursors: &Cursors,
) -> Option<(usize, Vec<Piece>)> {
    let mut best: Option<(usize, Vec<Piece>)> = None;
    for (place, (at, _)) in left.iter().enumerate() {
        let Some(column) = columns.get(*at) else { continue };
        let pieces = cursors.instance(packing, &column.uses);
        let wins = best.as_ref().is_none_or(|(_, other)| {
            let order = compare(&joined(&pieces), &joined(other));
            order.then_with(|| roles(&pieces).cmp(&roles(other))).is_lt()
        });
        if wins {
            best = Some((place, pieces));
        }
    }
    best
}

/// Place, first unit, first unit outside.
pub(super) type Interval = (u32, i64, i64);

/// Units without roles, neighbours of one segment as one interval, so that equal lists look equal.
pub(super) fn joined(pieces: &[Piece]) -> Vec<Interval> {
    let interval = |piece: &Piece| (piece.place, piece.from, piece.from.saturating_add(piece.units));
    let mut list: Vec<Interval> = pieces.iter().map(interval).collect();
    list.sort_unstable();
    list.dedup_by(|next, last| {
        let joins = next.0 == last.0 && next.1 == last.2;
        if joins {
            last.2 = next.2;
        }
        joins
    });
    list
}

/// Unit by unit, so that equal lists look equal.
fn roles(pieces: &[Piece]) -> Vec<(u16, u32, i64)> {
    let units = |piece: &Piece| {
        let (role, place) = (piece.role, piece.place);
        (piece.from..piece.from.saturating_add(piece.units)).map(move |unit| (role, place, unit))
    };
    let mut list: Vec<(u16, u32, i64)> = pieces.iter().flat_map(units).collect();
    list.sort_unstable();
    list
}

/// Whether the first of two combinations is to be preferred by its lists of units: promotion by promotion its units, then its
/// instances, then who fills the roles.
pub(super) fn prefers(packing: &Packing, a: &[i64], b: &[i64]) -> bool {
    order(packing, a, b, packing.members.len()).is_lt()
}

/// The order of two combinations by the lists of their first members: the lesser is to be preferred.
pub(super) fn order(packing: &Packing, a: &[i64], b: &[i64], members: usize) -> Ordering {
    let (a, b) = (deal(packing, a), deal(packing, b));
    for (a, b) in a.iter().zip(&b).take(members) {
        let all = |dealt: &[Dealt]| -> Vec<Piece> { dealt.iter().flat_map(|one| one.pieces.clone()).collect() };
        let mut order = super::super::ties::compare(&joined(&all(a)), &joined(&all(b)));
        let instances = a.iter().zip(b);
        order = order.then_with(|| {
            let lists = instances
                .clone()
                .map(|(a, b)| compare(&joined(&a.pieces), &joined(&b.pieces)));
            first(lists).then_with(|| a.len().cmp(&b.len()))
        });
        order = order.then_with(|| first(instances.map(|(a, b)| roles(&a.pieces).cmp(&roles(&b.pieces)))));
        if order != Ordering::Equal {
            return order;
        }
    }
    Ordering::Equal
}

fn compare(a: &[Interval], b: &[Interval]) -> Ordering {
    super::super::ties::compare(a, b)
}

fn first(mut orders: impl Iterator<Item = Ordering>) -> Ordering {
    orders
        .find(|order| *order != Ordering::Equal)
        .unwrap_or(Ordering::Equal)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(from: i64, units: i64, class: u32) -> Piece {
        Piece {
            place: 0,
            from,
            units,
            class,
            segment: 0,
            role: 0,
        }
    }

    #[test]
    fn the_same_units_look_equal_however_they_are_cut_into_pieces() {
        // Where runs have split, three units of one place may come as two pieces or as three.
        let (two, three) = (
            [piece(0, 2, 0), piece(2, 1, 1)],
            [piece(0, 1, 0), piece(1, 1, 1), piece(2, 1, 0)],
        );
        assert_eq!(roles(&two), roles(&three));
        assert_eq!(joined(&two), joined(&three));
        // Another unit is another list, and the lesser one comes first.
        assert!(roles(&[piece(0, 2, 0)]) < roles(&[piece(0, 1, 0), piece(2, 1, 0)]));
    }
}
