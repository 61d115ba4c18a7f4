//! What is left of units and of runs above their floors while discounts are weighed one after another, exactly; takes nothing
//! from the receipt.

use super::super::choose::Room;
use super::{Discount, Lot};
use crate::fault::Fault;
use crate::index::wide;
use crate::money::Ratio;
use crate::money::fill::{Taker, fill};

/// Units of a segment that cost the same.
#[derive(Debug, Clone, Copy)]
struct Piece {
    from: i64,
    units: i64,
    /// What one of them still costs.
    each: Ratio,
}

/// What is left.
#[derive(Debug, Clone)]
pub(crate) struct Left {
    /// By segment, without gaps.
    pieces: Vec<Vec<Piece>>,
    /// By run: what it still costs above its floor.
    rooms: Vec<Ratio>,
}

/// What one discount comes to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Came {
    /// Exactly, within what goods still cost, their floors and the budget.
    pub benefit: Ratio,
    /// In minor units, if no budget cut it.
    pub rounded: i64,
}

/// A piece that takes part in a discount: what its units weigh and the most that they may get.
#[derive(Debug, Clone, Copy)]
struct Asked {
    run: u32,
    segment: u32,
    piece: usize,
    weight: Ratio,
    most: Ratio,
}

impl Left {
    /// All that there is now; `floors`: whether they bind.
    pub(crate) fn of(room: &Room<'_>, floors: bool) -> Result<Self, Fault> {
        let mut pieces = Vec::with_capacity(room.ledger.segments.len());
        for segment in &room.ledger.segments {
            pieces.push(vec![Piece {
                from: 0,
                units: segment.units,
                each: segment.running_of(1)?,
            }]);
        }
        let mut rooms = Vec::with_capacity(room.case.runs.len());
        for (at, run) in (0_u32..).zip(&room.case.runs) {
            rooms.push(Ratio::whole(if floors || !run.receives {
                room.ledger.room(room.case, at)
            } else {
                room.ledger.running.get(wide(at)).copied().unwrap_or(0)
            }));
        }
        Ok(Self { pieces, rooms })
    }

    /// Takes a discount. `by_run`: each run is rounded by itself, as where there are no sets.
    pub(crate) fn take(
        &mut self,
        room: &Room<'_>,
        discount: &Discount,
        by_run: bool,
        budget: Option<Ratio>,
    ) -> Result<Came, Fault> {
        let mut asked = self.asked(room, discount)?;
        asked.sort_by_key(|asked| asked.run);
        let mut runs: Vec<(u32, Taker, i64)> = Vec::new();
        for of_run in asked.chunk_by(|one, other| one.run == other.run) {
            let Some(run) = of_run.first().map(|asked| asked.run) else {
                continue;
            };
            let rest = self.rooms.get(wide(run)).copied().unwrap_or(Ratio::ZERO);
            let (mut weight, mut most, mut costs) = (Ratio::ZERO, Ratio::ZERO, Ratio::ZERO);
            for one in of_run {
                weight = weight.plus(one.weight)?;
                most = most.plus(one.most)?;
                costs = costs.plus(self.costs(one)?)?;
            }
            let share = Taker {
                weight,
                cap: most.at_most(rest),
            };
            runs.push((run, share, costs.at_most(rest).floor()?));
        }
        let shares: Vec<Taker> = runs.iter().map(|(_, share, _)| *share).collect();
        let all = shares.iter().try_fold(Ratio::ZERO, |sum, share| sum.plus(share.cap))?;
        let bear = runs.iter().fold(0_i64, |sum, (.., whole)| sum.saturating_add(*whole));
        let (benefit, rounded) = match discount {
            Discount::Sum(sum, _) => (all.at_most(*sum), sum.round(room.rounding)?.min(bear)),
            Discount::Each(_) if by_run => {
                let mut rounded: i64 = 0;
                for (_, share, whole) in &runs {
                    rounded = rounded.saturating_add(share.cap.round(room.rounding)?.min(*whole));
                }
                (all, rounded)
            }
            Discount::Each(_) => (all, all.round(room.rounding)?.min(bear)),
        };
        let benefit = budget.map_or(benefit, |budget| benefit.at_most(budget));
        let parts = if benefit == all {
            shares.iter().map(|share| share.cap).collect()
        } else {
            fill(benefit, &shares)?
        };
        let mut from = 0;
        for ((run, ..), part) in runs.iter().zip(parts) {
            if let Some(rest) = self.rooms.get_mut(wide(*run)) {
                *rest = rest.minus(part)?;
            }
            let taking = asked.iter().skip(from).take_while(|asked| asked.run == *run).count();
            let to = from.saturating_add(taking);
            self.lose(part, asked.get(from..to).unwrap_or(&[]))?;
            from = to;
        }
        Ok(Came { benefit, rounded })
    }

    /// The units of a run lose its part: in proportion to their weights, within what they cost.
    fn lose(&mut self, part: Ratio, asked: &[Asked]) -> Result<(), Fault> {
        let mut shares = Vec::with_capacity(asked.len());
        for one in asked {
            shares.push(Taker {
                weight: one.weight,
                cap: self.costs(one)?,
            });
        }
        for (one, loss) in asked.iter().zip(fill(part, &shares)?) {
            if let Some(piece) = self.piece_mut(one) {
                piece.each = piece.each.minus(loss.scaled(1, piece.units)?)?;
            }
        }
        Ok(())
    }

    fn piece_mut(&mut self, asked: &Asked) -> Option<&mut Piece> {
        self.pieces.get_mut(wide(asked.segment))?.get_mut(asked.piece)
    }

    /// What the units of a piece still cost.
    fn costs(&self, asked: &Asked) -> Result<Ratio, Fault> {
        let piece = self
            .pieces
            .get(wide(asked.segment))
            .and_then(|pieces| pieces.get(asked.piece));
        let piece = piece.ok_or(Fault::BadReference)?;
        piece.each.scaled(piece.units, 1)
    }

    /// Pieces that take part, cut where lots begin and end.
    fn asked(&mut self, room: &Room<'_>, discount: &Discount) -> Result<Vec<Asked>, Fault> {
        for lot in discount.lots() {
            self.cut(lot.segment, lot.from)?;
            self.cut(lot.segment, lot.from.saturating_add(lot.units))?;
        }
        let clipped = matches!(discount, Discount::Each(_));
        let mut asked = Vec::with_capacity(discount.lots().len());
        for lot in discount.lots() {
            self.ask(room, lot, clipped, &mut asked)?;
        }
        Ok(asked)
    }

    fn ask(&self, room: &Room<'_>, lot: &Lot, clipped: bool, asked: &mut Vec<Asked>) -> Result<(), Fault> {
        let run = room.segment(lot.segment)?.run;
        let pieces = self.pieces.get(wide(lot.segment)).ok_or(Fault::BadReference)?;
        let to = lot.from.saturating_add(lot.units);
        for (at, piece) in pieces.iter().enumerate() {
            if piece.from < lot.from || piece.from >= to {
                continue;
            }
            let most = if clipped {
                lot.each.at_most(piece.each)
            } else {
                piece.each
            };
            if lot.each.is_positive() && most.is_positive() {
                asked.push(Asked {
                    run,
                    segment: lot.segment,
                    piece: at,
                    weight: lot.each.scaled(piece.units, 1)?,
                    most: most.scaled(piece.units, 1)?,
                });
            }
        }
        Ok(())
    }

    fn cut(&mut self, segment: u32, at: i64) -> Result<(), Fault> {
        let pieces = self.pieces.get_mut(wide(segment)).ok_or(Fault::BadReference)?;
        let inside = |piece: &Piece| piece.from < at && at < piece.from.saturating_add(piece.units);
        if let Some(position) = pieces.iter().position(inside)
            && let Some(piece) = pieces.get_mut(position)
        {
            let units = at.saturating_sub(piece.from);
            let rest = Piece {
                from: at,
                units: piece.units.saturating_sub(units),
                each: piece.each,
            };
            piece.units = units;
            pieces.insert(position.saturating_add(1), rest);
        }
        Ok(())
    }
}
