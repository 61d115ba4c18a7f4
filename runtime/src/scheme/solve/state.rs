//! Units handed out so far, with all that limits ask of them kept up to date; chooses nothing.

use std::collections::BTreeMap;

use super::problem::{Column, Problem, ceiling};
use crate::index::{narrow, wide};

/// A combination in the making.
#[derive(Debug, Clone)]
pub(super) struct State<'a> {
    pub problem: &'a Problem,
    /// By column.
    pub counts: Vec<i64>,
    /// By class: units nobody has.
    pub left: Vec<i64>,
    /// By member: units it has.
    pub pieces: Vec<i64>,
    /// By pool.
    pub filled: Vec<i128>,
    /// What all gain, fallbacks included and pools apart.
    pub value: i128,
    /// What all pools give.
    drawn: i128,
    /// By group: who has units of it, and how many.
    holders: Vec<(u32, i64)>,
    /// By column: its cell.
    cell_of: Vec<u32>,
    cells: Vec<Cell>,
    /// By member: what its cells come to, sums apart.
    rounded: Vec<i64>,
    /// By pool of a sum: what its cells can bear.
    bears: Vec<i64>,
    /// By column: nobody else may take anything of what its run still gives, so what it comes to there is certain.
    certain: Vec<bool>,
    /// As `rounded` and `bears`, of what is certain alone.
    rounded_certain: Vec<i64>,
    bears_certain: Vec<i64>,
    /// By pool: whether it matters where its money lies, because another sum looks for room afterwards.
    weighs: Vec<bool>,
    /// Units taken of classes that nobody falls back on.
    taken: i64,
    /// By member: whether anybody asks what it comes to in whole minor units.
    watched: Vec<bool>,
}

/// What a member asks of a run, by the pool it draws from.
#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    wanted: i128,
    amount: i128,
}

impl<'a> State<'a> {
    /// Nobody has anything but fallbacks.
    pub(super) fn new(problem: &'a Problem) -> Self {
        let mut cells: BTreeMap<(u32, Option<u32>, u32), u32> = BTreeMap::new();
        let mut cell_of = Vec::with_capacity(problem.columns.len());
        for column in &problem.columns {
            let run = problem.classes.get(wide(column.class)).map_or(0, |class| class.run);
            let next = narrow(cells.len());
            cell_of.push(*cells.entry((column.member, column.pool, run)).or_insert(next));
        }
        let groups = problem.classes.iter().map(|class| class.group).max();
        let value = problem.classes.iter().fold(0_i128, |sum, class| {
            let gain = class.fallback.map_or(0, |fallback| fallback.gain);
            sum.saturating_add(gain.saturating_mul(i128::from(class.units)))
        });
        Self {
            problem,
            counts: vec![0; problem.columns.len()],
            left: problem.classes.iter().map(|class| class.units).collect(),
            pieces: vec![0; problem.members.len()],
            filled: vec![0; problem.pools.len()],
            value,
            drawn: 0,
            holders: vec![(0, 0); groups.map_or(0, |group| wide(group).saturating_add(1))],
            cell_of,
            cells: vec![Cell::default(); cells.len()],
            rounded: vec![0; problem.members.len()],
            bears: vec![0; problem.pools.len()],
            certain: certain(problem),
            rounded_certain: vec![0; problem.members.len()],
            bears_certain: vec![0; problem.pools.len()],
            weighs: problem.pools.iter().map(|pool| weighs(problem, pool.member)).collect(),
            taken: 0,
            watched: problem
                .members
                .iter()
                .map(|member| problem.least || member.money.is_some())
                .collect(),
        }
    }

    pub(super) fn column(&self, at: usize) -> Option<&'a Column> {
        self.problem.columns.get(at)
    }

    /// The benefit so far.
    pub(super) fn total(&self) -> i128 {
        self.value.saturating_add(self.drawn)
    }

    /// Units that are taken where nobody falls back; elsewhere all are.
    pub(super) fn taken(&self) -> i64 {
        self.taken
    }

    /// Uses a column so many times more, or fewer.
    pub(super) fn put(&mut self, at: usize, count: i64) {
        let (Some(column), true) = (self.column(at), count != 0) else {
            return;
        };
        let Some(class) = self.problem.classes.get(wide(column.class)) else {
            return;
        };
        let add = |place: Option<&mut i64>, more: i64| {
            if let Some(place) = place {
                *place = place.saturating_add(more);
            }
        };
        add(self.counts.get_mut(at), count);
        add(self.left.get_mut(wide(column.class)), count.saturating_neg());
        add(self.pieces.get_mut(wide(column.member)), count);
        if class.fallback.is_none() {
            self.taken = self.taken.saturating_add(count);
        }
        let more = column.gain.saturating_mul(i128::from(count));
        let fallback = class.fallback.map_or(0, |fallback| fallback.gain);
        self.value = self.value.saturating_sub(fallback.saturating_mul(i128::from(count)));
        match column.pool {
            Some(pool) => {
                let before = self.problem.drawn(column.member, &self.filled);
                if let Some(filled) = self.filled.get_mut(wide(pool)) {
                    *filled = filled.saturating_add(more);
                }
                let now = self.problem.drawn(column.member, &self.filled);
                self.drawn = self.drawn.saturating_add(now).saturating_sub(before);
            }
            None => self.value = self.value.saturating_add(more),
        }
        if self.problem.grouped
            && let Some(holder) = self.holders.get_mut(wide(class.group))
        {
            *holder = (column.member, holder.1.saturating_add(count));
        }
        if self.watched.get(wide(column.member)) != Some(&true) {
            return;
        }
        let Some(cell) = self.cell_of.get(at).and_then(|cell| self.cells.get_mut(wide(*cell))) else {
            return;
        };
        let before = whole(self.problem, column, *cell);
        cell.wanted = cell.wanted.saturating_add(more);
        let amount = class.amount.saturating_mul(i128::from(count));
        cell.amount = cell.amount.saturating_add(amount);
        let change = whole(self.problem, column, *cell).saturating_sub(before);
        let certain = if self.certain.get(at) == Some(&true) { change } else { 0 };
        match sum_of(self.problem, column) {
            Some(pool) => {
                add(self.bears.get_mut(pool), change);
                add(self.bears_certain.get_mut(pool), certain);
            }
            None => {
                add(self.rounded.get_mut(wide(column.member)), change);
                add(self.rounded_certain.get_mut(wide(column.member)), certain);
            }
        }
    }

    /// What a member comes to in whole minor units if others leave it all that floors leave, before a limit that may cut it.
    pub(super) fn rounded(&self, member: u32) -> i64 {
        self.rounded_in(member, &self.rounded, &self.bears)
    }

    fn rounded_in(&self, member: u32, rounded: &[i64], bears: &[i64]) -> i64 {
        let mut sum = rounded.get(wide(member)).copied().unwrap_or(0);
        let from = self.problem.pools.partition_point(|pool| pool.member < member);
        let own = self.problem.pools.iter().zip(bears).skip(from);
        for (pool, bears) in own.take_while(|(pool, _)| pool.member == member) {
            if !pool.cut {
                sum = sum.saturating_add(self.problem.floor(pool.money).min(*bears));
            }
        }
        sum
    }

    /// Whether one use more of a column would give anything, pools considered.
    pub(super) fn gains(&self, at: usize) -> bool {
        let Some(column) = self.column(at) else { return false };
        let Some(pool) = column.pool else {
            return column.gain > 0;
        };
        let mut filled = self.filled.clone();
        if let Some(filled) = filled.get_mut(wide(pool)) {
            *filled = filled.saturating_add(column.gain);
        }
        self.problem.drawn(column.member, &filled) > self.problem.drawn(column.member, &self.filled)
    }

    /// How often a column may still be used. A limit of money is asked strictly, as if others left all that floors leave, or
    /// else as far as what its member comes to is certain.
    pub(super) fn open(&self, at: usize, strict: bool) -> i64 {
        let Some(column) = self.column(at) else { return 0 };
        let mut most = self.left.get(wide(column.class)).copied().unwrap_or(0);
        let member = self.problem.members.get(wide(column.member));
        if let Some(pieces) = member.and_then(|member| member.pieces) {
            let used = self.pieces.get(wide(column.member)).copied().unwrap_or(0);
            most = most.min(pieces.saturating_sub(used));
        }
        if self.problem.grouped
            && let Some(class) = self.problem.classes.get(wide(column.class))
            && let Some((holder, units)) = self.holders.get(wide(class.group))
            && *units > 0
            && *holder != column.member
        {
            return 0;
        }
        let asked = |_: &i64| most > 0 && (strict || self.certain.get(at) == Some(&true));
        match member.and_then(|member| member.money).filter(asked) {
            Some(money) => self.within(at, column, money, most, strict),
            None => most.max(0),
        }
    }

    /// How often, up to `most`, a column may be used within a limit of money.
    fn within(&self, at: usize, column: &Column, money: i64, most: i64, strict: bool) -> i64 {
        let (rounded, bears) = if strict {
            (&self.rounded, &self.bears)
        } else {
            (&self.rounded_certain, &self.bears_certain)
        };
        let fits = |count: i64| self.rounded_by(at, column, count, rounded, bears) <= money;
        if fits(most) {
            return most;
        }
        let (mut low, mut high) = (0_i64, most);
        // `low` fits or is nothing, `high` does not.
        while high.saturating_sub(low) > 1 {
            let middle = low.saturating_add(high.saturating_sub(low).checked_div(2).unwrap_or(0));
            if fits(middle) {
                low = middle;
            } else {
                high = middle;
            }
        }
        low
    }

    /// What its member would come to with so many more uses of a column.
    pub(super) fn rounded_with(&self, at: usize, column: &Column, count: i64) -> i64 {
        self.rounded_by(at, column, count, &self.rounded, &self.bears)
    }

    fn rounded_by(&self, at: usize, column: &Column, count: i64, rounded: &[i64], all_bears: &[i64]) -> i64 {
        let mut cell = self
            .cell_of
            .get(at)
            .and_then(|cell| self.cells.get(wide(*cell)))
            .copied()
            .unwrap_or_default();
        let before = whole(self.problem, column, cell);
        let amount = self
            .problem
            .classes
            .get(wide(column.class))
            .map_or(0, |class| class.amount);
        let times = i128::from(count);
        cell.wanted = cell.wanted.saturating_add(column.gain.saturating_mul(times));
        cell.amount = cell.amount.saturating_add(amount.saturating_mul(times));
        let change = whole(self.problem, column, cell).saturating_sub(before);
        let now = self.rounded_in(column.member, rounded, all_bears);
        match sum_of(self.problem, column) {
            Some(pool) => {
                let bears = all_bears.get(pool).copied().unwrap_or(0);
                let money = self
                    .problem
                    .pools
                    .get(pool)
                    .map_or(0, |pool| self.problem.floor(pool.money));
                let part = money.min(bears.saturating_add(change)).saturating_sub(money.min(bears));
                now.saturating_add(part)
            }
            None => now.saturating_add(change),
        }
    }

    /// How often a column can be of use: not beyond what its pool, or the room of its class, still has open.
    pub(super) fn useful(&self, at: usize, most: i64) -> i64 {
        let Some(column) = self.column(at) else { return 0 };
        let class = self.problem.classes.get(wide(column.class));
        let open = match column.pool {
            Some(pool) => {
                let money = self.problem.pools.get(wide(pool)).map_or(0, |pool| pool.money);
                let filled = self.filled.get(wide(pool)).copied().unwrap_or(0);
                if self.weighs.get(wide(pool)) == Some(&true) {
                    return most;
                }
                // Where floors are shared, what is filled may come to less.
                let shared = !self.problem.rooms.is_empty();
                money.saturating_sub(if shared { 0 } else { filled }).max(0)
            }
            None => match class {
                Some(class) if class.room.is_some() => class.cap,
                Some(_) | None => return most,
            },
        };
        most.min(i64::try_from(ceiling(open, column.gain)).unwrap_or(i64::MAX))
    }
}

/// Whether others that spread sums come after a member on runs of which floors leave only so much: how its own money lies
/// there, in proportion to the units it takes, decides what they find.
fn weighs(problem: &Problem, member: u32) -> bool {
    let spreads = |member: u32| problem.members.get(wide(member)).is_some_and(|member| member.spreads);
    let mut meets = vec![false; problem.rooms.len()];
    let rooms = |of: &dyn Fn(&Column) -> bool| -> Vec<usize> {
        let classes = problem.classes.iter();
        let of_member = classes.filter(|class| problem.columns_of(class).iter().any(of));
        of_member.filter_map(|class| class.room.map(wide)).collect()
    };
    for room in rooms(&|column| column.member == member) {
        if let Some(meets) = meets.get_mut(room) {
            *meets = true;
        }
    }
    rooms(&|column| column.member > member && spreads(column.member))
        .into_iter()
        .any(|room| meets.get(room) == Some(&true))
}

/// Whether it matters anywhere in which proportion a sum lies: then what others find need not be whole, scaled.
pub(super) fn is_weighed(problem: &Problem) -> bool {
    problem.pools.iter().any(|pool| weighs(problem, pool.member))
}

/// The sum whose bearers are counted, rather than what they want.
fn sum_of(problem: &Problem, column: &Column) -> Option<usize> {
    let pool = column.pool.map(wide)?;
    problem.pools.get(pool).filter(|pool| !pool.cut).map(|_| pool)
}

fn whole(problem: &Problem, column: &Column, cell: Cell) -> i64 {
    let room = room_of(problem, column).and_then(|room| problem.rooms.get(room));
    let within = |money: i128| room.map_or(money, |room| money.min(*room));
    let most = problem.floor(within(cell.amount));
    match sum_of(problem, column) {
        Some(_) => most,
        None => problem.round(within(cell.wanted)).min(most),
    }
}

fn room_of(problem: &Problem, column: &Column) -> Option<usize> {
    let class = problem.classes.get(wide(column.class))?;
    class.room.map(wide)
}

/// By column: whether its member is the only one on its run, where floors leave only so much.
fn certain(problem: &Problem) -> Vec<bool> {
    // By room: its only member, or that there are several.
    let mut only: Vec<Option<(u32, bool)>> = vec![None; problem.rooms.len()];
    for column in &problem.columns {
        if let Some(place) = room_of(problem, column).and_then(|room| only.get_mut(room)) {
            let alone = place.is_none_or(|(member, alone)| alone && member == column.member);
            *place = Some((column.member, alone));
        }
    }
    let columns = problem.columns.iter();
    columns
        .map(
            |column| match room_of(problem, column).and_then(|room| only.get(room)) {
                Some(place) => place.is_some_and(|(_, alone)| alone),
                None => true,
            },
        )
        .collect()
}
