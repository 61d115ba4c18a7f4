//! The solver against brute force that shares no code with it, on small problems made from a seed.

#![expect(clippy::arithmetic_side_effects, reason = "a panic here is a failing test")]

use perk_plan::plan::Rounding;

use super::problem::{Class, Column, Fallback, Member, Pool, Problem, Span};
use super::search;

struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }

    fn number(&mut self, below: u64) -> i64 {
        i64::try_from(self.roll(below)).unwrap()
    }

    fn once_in(&mut self, times: u64) -> bool {
        self.roll(times) == 0
    }
}

/// What the problem made from a seed may hold.
#[derive(Clone, Copy)]
struct Taste {
    least: bool,
    grouped: bool,
    floors: bool,
    /// Sums and limits that may be cut.
    pools: bool,
}

fn problem(dice: &mut Dice, taste: Taste) -> Problem {
    let scale = [1, 2, 10][usize::try_from(dice.roll(3)).unwrap()];
    let count = dice.roll(3) + 1;
    let mut problem = Problem {
        classes: Vec::new(),
        columns: Vec::new(),
        members: Vec::new(),
        pools: Vec::new(),
        rooms: Vec::new(),
        scale,
        rounding: [Rounding::HalfUp, Rounding::HalfEven, Rounding::Down][usize::try_from(dice.roll(3)).unwrap()],
        least: taste.least,
        grouped: taste.grouped,
    };
    let mut pool_of = Vec::new();
    for number in 0..3 {
        let kind = dice.roll(if taste.pools { 5 } else { 3 });
        let spreads = kind >= 3;
        let money = dice.number(30) + 1;
        problem.members.push(Member {
            cast: number,
            pieces: (kind == 1 || dice.once_in(4)).then(|| dice.number(3) + 1),
            money: (kind == 2).then_some(money),
            cut: (kind == 4).then_some(i128::from(money) * scale),
            spreads,
        });
        pool_of.push(spreads.then(|| {
            problem.pools.push(Pool {
                member: number,
                money: i128::from(money) * scale,
                cut: kind == 4,
            });
            u32::try_from(problem.pools.len() - 1).unwrap()
        }));
    }
    let mut from = [0_i64; 3];
    for class in 0..u32::try_from(count).unwrap() {
        let units = dice.number(3) + 1;
        // Two classes of one run stand for units that have split.
        let run = if dice.once_in(4) { 0 } else { class };
        let amount = i128::from(dice.number(20) + 1) * if dice.once_in(2) { scale } else { 1 };
        let start = u32::try_from(problem.columns.len()).unwrap();
        for (number, pool) in (0_u32..).zip(&pool_of) {
            if dice.once_in(4) {
                continue;
            }
            let sum = pool.is_some_and(|pool| !problem.pools[usize::try_from(pool).unwrap()].cut);
            let gain = if sum {
                amount
            } else {
                i128::from(dice.number(20) + 1).min(amount)
            };
            problem.columns.push(Column {
                class,
                member: number,
                gain,
                pool: *pool,
                label: 0,
            });
        }
        // All units of a run share its room.
        let of_run = problem
            .classes
            .iter()
            .find(|other| other.run == run)
            .map(|other| other.room);
        let room = of_run.unwrap_or_else(|| {
            (taste.floors && dice.once_in(2)).then(|| {
                problem.rooms.push(i128::from(dice.number(20) + 1) * scale);
                u32::try_from(problem.rooms.len() - 1).unwrap()
            })
        });
        let whole = amount * i128::from(units);
        let place = usize::try_from(run).unwrap();
        problem.classes.push(Class {
            units,
            amount,
            cap: room.map_or(whole, |room| problem.rooms[usize::try_from(room).unwrap()].min(whole)),
            run,
            room,
            group: u32::from(dice.once_in(2)),
            fallback: None,
            columns: (start, u32::try_from(problem.columns.len()).unwrap()),
            spans: vec![Span {
                place: run,
                from: from[place],
                units,
                segment: class,
            }],
        });
        from[place] += units;
    }
    // A member that nothing limits takes what is left of a class that no floor binds; it comes last by name.
    if !taste.grouped && dice.once_in(2) {
        problem.members.push(Member {
            cast: 3,
            pieces: None,
            money: None,
            cut: None,
            spreads: false,
        });
        for class in &mut problem.classes {
            if class.room.is_none() && dice.once_in(2) && class.amount >= scale {
                class.fallback = Some(Fallback {
                    member: 3,
                    gain: scale.max(class.amount / 2),
                    label: 0,
                });
            }
        }
    }
    problem
}

/// All that a combination is judged by; greater is better for the customer.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Judged {
    value: i128,
    benefits: Vec<i128>,
    units: i64,
    lists: Vec<Vec<(u32, i64)>>,
}

fn rounded(problem: &Problem, money: i128) -> i128 {
    let (whole, rest) = (money / problem.scale, money % problem.scale);
    let up = match problem.rounding {
        Rounding::HalfUp => rest * 2 >= problem.scale,
        Rounding::HalfEven => rest * 2 > problem.scale || (rest * 2 == problem.scale && whole % 2 == 1),
        Rounding::HalfDown | Rounding::Up | Rounding::Down => false,
    };
    whole + i128::from(up)
}

/// What a combination comes to, by the words of the semantics; `None` if a limit forbids it. For the retailer also whether
/// everybody who takes part would come to something by itself.
fn judge(problem: &Problem, counts: &[i64]) -> Option<Judged> {
    let members = problem.members.len();
    let mut rooms = problem.rooms.clone();
    let mut benefits = vec![0_i128; members];
    let mut taken = vec![0_i64; members];
    let mut lists = vec![Vec::new(); members];
    for class in &problem.classes {
        let mut held = vec![0_i64; members];
        for at in class.columns.0..class.columns.1 {
            let at = usize::try_from(at).unwrap();
            held[usize::try_from(problem.columns[at].member).unwrap()] += counts[at];
        }
        let sum: i64 = held.iter().sum();
        if let Some(fallback) = class.fallback {
            held[usize::try_from(fallback.member).unwrap()] += class.units - sum;
        }
        let mut next = class.spans[0].from;
        for (member, count) in held.iter().enumerate() {
            taken[member] += count;
            for unit in 0..*count {
                lists[member].push((class.spans[0].place, next + unit));
            }
            next += count;
        }
    }
    for spreads in [false, true] {
        for (number, member) in problem
            .members
            .iter()
            .enumerate()
            .filter(|(_, member)| member.spreads == spreads)
        {
            let mut runs: std::collections::BTreeMap<u32, (i128, i128, Option<u32>)> =
                std::collections::BTreeMap::new();
            for class in &problem.classes {
                let mut asked = 0;
                let mut units = 0;
                for at in class.columns.0..class.columns.1 {
                    let at = usize::try_from(at).unwrap();
                    if usize::try_from(problem.columns[at].member).unwrap() == number {
                        asked += problem.columns[at].gain * i128::from(counts[at]);
                        units += counts[at];
                    }
                }
                if let Some(fallback) = class.fallback
                    && usize::try_from(fallback.member).unwrap() == number
                {
                    let of = usize::try_from(class.columns.0).unwrap()..usize::try_from(class.columns.1).unwrap();
                    let left = class.units - counts[of].iter().sum::<i64>();
                    asked += fallback.gain * i128::from(left);
                    units += left;
                }
                let run = runs.entry(class.run).or_default();
                run.0 += asked;
                run.1 += class.amount * i128::from(units);
                run.2 = class.room;
            }
            let own = problem
                .pools
                .iter()
                .find(|pool| usize::try_from(pool.member).unwrap() == number);
            let mut all = 0;
            let (mut whole, mut alone) = (0, 0);
            let sum = own.is_some_and(|pool| !pool.cut);
            for (asked, amount, room) in runs.values() {
                let open = room.map_or(*amount, |room| rooms[usize::try_from(room).unwrap()]);
                let part = (*asked).min(open);
                all += part;
                let comes_to = |open: i128| {
                    let most = (*amount).min(open) / problem.scale;
                    if sum {
                        most
                    } else {
                        rounded(problem, (*asked).min(open)).min(most)
                    }
                };
                whole += comes_to(open);
                alone += comes_to(room.map_or(*amount, |room| problem.rooms[usize::try_from(room).unwrap()]));
                if let Some(room) = room {
                    rooms[usize::try_from(*room).unwrap()] -= part;
                }
            }
            benefits[number] = own.map_or(all, |pool| all.min(pool.money));
            if let Some(pool) = own.filter(|pool| !pool.cut) {
                whole = whole.min(pool.money / problem.scale);
                alone = alone.min(pool.money / problem.scale);
            }
            if member.money.is_some_and(|limit| whole > i128::from(limit)) {
                return None;
            }
            if problem.least && taken[number] > 0 && alone == 0 {
                return None;
            }
        }
    }
    for list in &mut lists {
        list.sort_unstable();
    }
    Some(Judged {
        value: benefits.iter().sum(),
        benefits,
        units: taken.iter().sum(),
        lists,
    })
}

/// Every way to use the columns within units, pieces and groups.
fn all(problem: &Problem) -> Vec<Vec<i64>> {
    let mut found = vec![vec![]];
    for column in &problem.columns {
        let class = &problem.classes[usize::try_from(column.class).unwrap()];
        let mut next = Vec::new();
        for counts in found {
            let sum = |of: &dyn Fn(usize) -> bool| -> i64 {
                counts
                    .iter()
                    .enumerate()
                    .filter(|(other, _)| of(*other))
                    .map(|(_, count)| *count)
                    .sum()
            };
            let left = class.units - sum(&|other| problem.columns[other].class == column.class);
            let pieces = problem.members[usize::try_from(column.member).unwrap()].pieces;
            let used = sum(&|other| problem.columns[other].member == column.member);
            let strangers = sum(&|other| {
                let beside = &problem.classes[usize::try_from(problem.columns[other].class).unwrap()];
                beside.group == class.group && problem.columns[other].member != column.member
            });
            let mut most = left.min(pieces.map_or(left, |pieces| pieces - used));
            if problem.grouped && strangers > 0 {
                most = 0;
            }
            for count in 0..=most {
                let mut more: Vec<i64> = counts.clone();
                more.push(count);
                next.push(more);
            }
        }
        found = next;
    }
    found
}

/// Whether the first is to be preferred to the second, which is worth as much.
fn preferred(a: &Judged, b: &Judged) -> bool {
    (&b.benefits, a.units, &a.lists) < (&a.benefits, b.units, &b.lists)
}

fn brute(problem: &Problem) -> Judged {
    let judged: Vec<(Vec<i64>, Judged)> = all(problem)
        .into_iter()
        .filter_map(|counts| judge(problem, &counts).map(|judged| (counts, judged)))
        .collect();
    let full = |counts: &[i64], value: i128| {
        !judged.iter().any(|(other, more)| {
            more.value > value
                && other.iter().zip(counts).all(|(more, less)| more >= less)
                && problem.classes.iter().all(|class| {
                    let of = usize::try_from(class.columns.0).unwrap()..usize::try_from(class.columns.1).unwrap();
                    // What the fallback holds is held: it cannot be given to others as an addition.
                    class.fallback.is_none() || other[of.clone()] == counts[of]
                })
        })
    };
    let mut best: Option<&Judged> = None;
    for (counts, found) in &judged {
        let wins = best.is_none_or(|best| {
            let better = if problem.least {
                found.value < best.value
            } else {
                found.value > best.value
            };
            better || (found.value == best.value && preferred(found, best))
        });
        if wins && (!problem.least || full(counts, found.value)) {
            best = Some(found);
        }
    }
    best.unwrap().clone()
}

/// How many times more problems `PERK_LONG=1` looks at: two hundred thousand in all.
const LONGER: u64 = 40;

fn agree(taste: Taste, count: u64) {
    let long = std::env::var_os("PERK_LONG").is_some();
    for seed in 0..count * if long { LONGER } else { 1 } {
        agree_at(taste, seed);
    }
}

fn agree_at(taste: Taste, seed: u64) {
    let problem = problem(&mut Dice(seed), taste);
    let expected = brute(&problem);
    let found = search(&problem, 1_000_000);
    let judged = judge(&problem, &found.counts);
    assert_eq!(found.missed, 0, "seed {seed}: not proved\n{problem:?}");
    assert_eq!(
        judged.as_ref(),
        Some(&expected),
        "seed {seed}: {:?}\n{problem:?}",
        found.counts
    );
    // Out of work at once: still allowed, and the bound is honest.
    for limit in [1, 5, 20] {
        let found = search(&problem, limit);
        let Some(judged) = judge(&problem, &found.counts) else {
            panic!("seed {seed}: {:?} is not allowed\n{problem:?}", found.counts);
        };
        let less = if problem.least {
            judged.value - expected.value
        } else {
            expected.value - judged.value
        };
        assert!(
            less <= found.missed,
            "seed {seed}: {less} missed, {} said of {judged:?}\nbest is {expected:?}\n{problem:?}",
            found.missed
        );
    }
}

const PLAIN: Taste = Taste {
    least: false,
    grouped: false,
    floors: false,
    pools: false,
};

#[test]
fn limits_agree_with_brute_force() {
    agree(PLAIN, 600);
}

#[test]
fn sums_and_cuts_agree_with_brute_force() {
    agree(Taste { pools: true, ..PLAIN }, 600);
}

#[test]
fn scopes_of_products_agree_with_brute_force() {
    agree(
        Taste {
            grouped: true,
            pools: true,
            ..PLAIN
        },
        1_000,
    );
}

#[test]
fn shared_floors_agree_with_brute_force() {
    agree(Taste { floors: true, ..PLAIN }, 400);
}

#[test]
fn the_retailers_least_agrees_with_brute_force() {
    agree(Taste { least: true, ..PLAIN }, 400);
    agree(
        Taste {
            least: true,
            pools: true,
            ..PLAIN
        },
        1_000,
    );
    agree(
        Taste {
            least: true,
            grouped: true,
            ..PLAIN
        },
        500,
    );
    agree(
        Taste {
            least: true,
            floors: true,
            ..PLAIN
        },
        500,
    );
}

/// Adding a member to it would come to nothing, so a full combination leaves it.
#[test]
fn a_unit_that_costs_less_than_a_minor_unit_may_stay_free() {
    agree_at(Taste { least: true, ..PLAIN }, 1194);
}

/// The first member takes all that the first run may give. To the other nothing can be added on one run: on the first
/// nothing is left, on the second it rounds to nothing. On both it comes to something by itself, and the whole to more.
#[test]
fn for_the_retailer_a_member_may_be_added_on_two_runs_at_once() {
    let class = |number: u32, units: i64, amount: i128, columns: (u32, u32)| Class {
        units,
        amount,
        cap: 200.min(amount),
        run: number,
        room: (number == 0).then_some(0),
        group: number,
        fallback: None,
        columns,
        spans: vec![Span {
            place: number,
            from: 0,
            units,
            segment: number,
        }],
    };
    let column = |class: u32, member: u32, gain: i128| Column {
        class,
        member,
        gain,
        pool: None,
        label: 0,
    };
    let member = |cast: u32, pieces: Option<i64>| Member {
        cast,
        pieces,
        money: None,
        cut: None,
        spreads: false,
    };
    let problem = Problem {
        classes: vec![class(0, 2, 500, (0, 2)), class(1, 1, 8, (2, 3))],
        columns: vec![column(0, 0, 500), column(0, 1, 190), column(1, 1, 4)],
        members: vec![member(0, Some(1)), member(1, None)],
        pools: Vec::new(),
        rooms: vec![200],
        scale: 10,
        rounding: Rounding::HalfUp,
        least: true,
        grouped: false,
    };
    assert_eq!(brute(&problem).value, 204);
    assert_eq!(search(&problem, 10_000).counts, [1, 1, 1]);
}

/// So many classes of one unit and so many members, each of which may have so many units.
fn wide_problem(classes: u32, members: u32, pieces: i64, least: bool) -> Problem {
    let mut dice = Dice(u64::from(classes) * 31 + u64::from(members));
    let mut problem = problem(&mut Dice(1), PLAIN);
    (problem.classes, problem.columns, problem.members) = (Vec::new(), Vec::new(), Vec::new());
    (problem.least, problem.scale) = (least, 1);
    for number in 0..members {
        problem.members.push(Member {
            cast: number,
            pieces: Some(pieces),
            money: None,
            cut: None,
            spreads: false,
        });
    }
    for class in 0..classes {
        let start = u32::try_from(problem.columns.len()).unwrap();
        for member in 0..members {
            let gain = i128::from(dice.number(5_000) + 1);
            problem.columns.push(Column {
                class,
                member,
                gain,
                pool: None,
                label: 0,
            });
        }
        problem.classes.push(Class {
            units: 1,
            amount: 5_000,
            cap: 5_000,
            run: class,
            room: None,
            group: class,
            fallback: None,
            columns: (start, start + members),
            spans: vec![Span {
                place: class,
                from: 0,
                units: 1,
                segment: class,
            }],
        });
    }
    problem
}

#[test]
fn work_ends_where_it_must() {
    use crate::limits::{BEST_WORK, PRICE_WORK};
    for (classes, members, pieces) in [(10_000, 3, 3), (300, 300, 1), (40, 4_000, 1), (60, 5, 7)] {
        for least in [false, true] {
            let problem = wide_problem(classes, members, pieces, least);
            let found = search(&problem, BEST_WORK);
            // The last step may look at every column once.
            let columns = u64::from(classes) * u64::from(members);
            assert!(
                found.work <= BEST_WORK + PRICE_WORK + 20 * columns,
                "{classes} × {members}: {}",
                found.work
            );
            // Members have all they may have, or all units are taken.
            let most = i64::from(classes).min(i64::from(members) * pieces);
            assert_eq!(found.counts.iter().sum::<i64>(), most, "{classes} × {members} {least}");
            let used = problem.columns.iter().zip(&found.counts);
            let value: i128 = used.map(|(column, count)| column.gain * i128::from(*count)).sum();
            // What a customer may miss is a small part.
            assert!(least || found.missed * 10 <= value, "{} of {value}", found.missed);
        }
    }
}
