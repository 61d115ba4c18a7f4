//! Gifts `for each` set: how many sets the receipt holds beside what is given, and which units pay for them (semantics §5,
//! decision 0132). It gives nothing.

use std::collections::BTreeMap;

use super::super::assemble::{self, Terms};
use super::super::choose::Room;
use super::super::set::{SetGive, SetOffer, Whom};
use super::super::{Act, Kind};
use super::segment::{self, cut};
use super::{Chosen, Giveaway};
use crate::fault::Fault;
use crate::index::{Ready, wide};
use crate::limits::{ALONE_WORK, BEST_WORK, GIFT_WORK};
use crate::workspace::{Ledger, Start, Workspace};

/// The set of a gift on this receipt.
#[derive(Debug)]
pub(super) struct PerSet {
    set: SetOffer,
    act: Act,
}

impl PerSet {
    /// The set of a promotion's gift: `None` where some role finds nothing, `Some(None)` for a gift without `for each`.
    pub(super) fn of(
        away: &Giveaway<'_>,
        promotion: u32,
        ready: &Ready,
        times: Option<u32>,
        workspace: &mut Workspace,
    ) -> Result<Option<Option<Self>>, Fault> {
        let written = away.engine.plan().promotions.get(wide(promotion));
        let Some(written) = written.filter(|written| written.each.is_some()) else {
            return Ok(Some(None));
        };
        let Workspace {
            found, work, ledger, ..
        } = workspace;
        let start = Start {
            amounts: &ledger.start,
            gone: &away.gone,
        };
        let Some(set) = SetOffer::of(away.engine, away.case, written, ready, start, found, work)? else {
            return Ok(None);
        };
        let set = counted(set);
        segment::part(away.case, found, std::slice::from_ref(&set), ledger);
        let act = Act {
            promotion,
            offers: (0, 0),
            set: Some(0),
            priority: ready.priority,
            exclusive: false,
            times,
            pieces: None,
            money: None,
        };
        Ok(Some(Some(Self { set, act })))
    }

    /// The greatest number of sets without the units that are chosen and some more, within the limit of uses.
    pub(super) fn count(
        &self,
        away: &Giveaway<'_>,
        chosen: &BTreeMap<u32, Chosen>,
        more: Option<(u32, i64)>,
        workspace: &Workspace,
    ) -> Result<i64, Fault> {
        let mut ledger = self.open(away, workspace);
        let mut without: BTreeMap<u32, i64> = chosen.iter().map(|(at, all)| (*at, all.units)).collect();
        if let Some((at, units)) = more {
            let all = without.entry(at).or_insert(0);
            *all = all.saturating_add(units);
        }
        for (at, units) in without {
            let all = ledger.segments.get(wide(at)).map_or(0, |segment| segment.units);
            if units < all {
                cut(&mut ledger, at, units)?;
            }
            if let Some(segment) = ledger.segments.get_mut(wide(at)) {
                segment.units = 0;
            }
        }
        let found = self.search(away, &ledger, &self.act, workspace)?;
        Ok(i64::try_from(found.len()).unwrap_or(i64::MAX))
    }

    /// Whether a limit of uses kept more sets from being given for.
    pub(super) fn held_back(&self, away: &Giveaway<'_>, sets: i64, workspace: &Workspace) -> Result<bool, Fault> {
        if self.act.times.is_none_or(|times| i64::from(times) > sets) {
            return Ok(false);
        }
        let free = Act {
            times: None,
            ..self.act
        };
        let found = self.search(away, &self.open(away, workspace), &free, workspace)?;
        Ok(i64::try_from(found.len()).unwrap_or(i64::MAX) > sets)
    }

    /// Marks the units that pay for so many sets: no other gift may use them, unless the set leaves them free.
    pub(super) fn charge(&self, away: &mut Giveaway<'_>, sets: i64, workspace: &mut Workspace) -> Result<(), Fault> {
        if self.set.reuse {
            return Ok(());
        }
        let act = Act {
            times: u32::try_from(sets).ok(),
            ..self.act
        };
        let found = self.search(away, &self.open(away, workspace), &act, workspace)?;
        let mut used: BTreeMap<u32, i64> = BTreeMap::new();
        for filling in found.iter().flatten() {
            let all = used.entry(filling.segment).or_insert(0);
            *all = all.saturating_add(filling.units);
        }
        let ledger = &mut workspace.ledger;
        for (at, units) in used {
            let all = ledger.segments.get(wide(at)).map_or(0, |segment| segment.units);
            if units < all {
                cut(ledger, at, units)?;
            }
            away.paid.insert(at);
        }
        Ok(())
    }

    /// The goods without what was given; what has paid is taken.
    fn open(&self, away: &Giveaway<'_>, workspace: &Workspace) -> Ledger {
        let mut ledger = workspace.ledger.clone();
        for segment in ledger.segments.iter_mut().filter(|segment| segment.taken) {
            segment.units = 0;
        }
        for at in &away.paid {
            if let Some(segment) = ledger.segments.get_mut(wide(*at)) {
                segment.taken = true;
            }
        }
        ledger
    }

    /// As many instances as there can be; of equal choices that which a set would take (semantics §9.1).
    fn search(
        &self,
        away: &Giveaway<'_>,
        ledger: &Ledger,
        act: &Act,
        workspace: &Workspace,
    ) -> Result<Vec<super::super::instance::Instance>, Fault> {
        let room = Room {
            case: away.case,
            found: &workspace.found,
            ledger,
            offers: &[],
            sets: std::slice::from_ref(&self.set),
            rounding: away.engine.plan().rounding,
        };
        // When the budget of all gifts has ended, a first answer is still looked for.
        let most = GIFT_WORK.saturating_sub(away.work.get()).clamp(ALONE_WORK, BEST_WORK);
        let found = assemble::own(&room, act, Terms::Count, &|segment| !segment.taken, most)?;
        away.spend(found.work.saturating_add(ledger.segments.len() as u64));
        // A set counts as one minor unit.
        away.missed.set(away.missed.get().max(found.missed));
        Ok(found.parts.into_iter().flat_map(|part| part.instances).collect())
    }
}

/// A set of which each instance is worth the same: the best choice is the greatest number.
fn counted(set: SetOffer) -> SetOffer {
    SetOffer {
        gives: vec![SetGive {
            whom: Whom::Set,
            kind: Kind::Sum(1),
        }],
        ..set
    }
}
