//! The laws of semantics.md §10 on the production way, where sets, gifts, coupons and limits meet on receipts of up to twenty
//! lines.
//!
//! 40 programmes with two receipts each; 5 000 with `PERK_LONG=1`, one of them with `PERK_SEED=7`. Each law counts what it saw, so that it cannot hold idly.

#![expect(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test: a panic is its failure, its sums are small, and what it needs is there"
)]

use std::ops::Range;

use perk_runtime::Decision;
use perk_runtime::model::Became;
use perk_tests::generate::whole::whole;
use perk_tests::generate::{Case, Random};
use perk_tests::law::{
    Compared, Seen, compare, decide, discount, divisible, every_seed, minor, missed, open, split_line,
};
use perk_tests::model::receipt::{Line, World};
use perk_tests::model::{
    Base, Count, Effect, ForEach, Give, Items, Likeness, Limit, Pick, Programme, Promotion, Protect, Protection, Rule,
    Target,
};
use perk_tests::production::Till;
use perk_tests::progress::seeds;
use perk_tests::reference::floors;

const LINES: usize = 20;

fn programmes() -> Range<u64> {
    seeds(40, 5_000)
}

/// Calls back for each case, its programme changed before it is compiled.
fn every(change: impl Fn(&mut Programme) + Sync, check: impl Fn(&Case, &Till, &World, &str) + Sync) {
    every_seed("programmes", programmes(), |seed| {
        let mut case = whole(seed, LINES);
        change(&mut case.programme);
        let till = open(&case.programme, &case.worlds[0]);
        for (place, world) in case.worlds.iter().enumerate() {
            check(&case, &till, world, &format!("seed {seed}, receipt {place}"));
        }
    });
}

fn promotion<'a>(programme: &'a Programme, name: &str) -> &'a Promotion {
    programme.promotions.iter().find(|other| other.name == name).unwrap()
}

/// What each promotion came to, how often, and what it offers.
fn given(decision: &Decision) -> Vec<(String, i64, Option<u32>)> {
    let applied = decision
        .promotions
        .iter()
        .filter(|verdict| verdict.outcome == Became::Applied);
    applied
        .map(|verdict| (verdict.promotion.clone(), discount(verdict), verdict.times))
        .collect()
}

#[test]
fn allocations_of_sets_gifts_and_coupons_add_up() {
    let (instances, gifts, codes) = (Seen::default(), Seen::default(), Seen::default());
    every(
        |_| {},
        |case, till, world, at| {
            let decision = decide(till, &case.programme, world);
            let mut total = 0;
            for line in &decision.lines {
                let (gross, off, net) = (minor(&line.gross), minor(&line.discount), minor(&line.net));
                assert!(0 <= net && net <= gross && gross - off == net, "{at}, line {}", line.id);
                let took: i64 = line.applied.iter().map(|took| minor(&took.amount)).sum();
                let parts: i64 = line.parts.iter().map(|part| minor(&part.amount)).sum();
                assert_eq!((took, parts), (off, net), "{at}, line {}", line.id);
                total += off;
                instances.add(line.applied.iter().filter(|took| took.instance.is_some()).count());
            }
            assert_eq!(minor(&decision.totals.discount), total, "{at}");
            assert_eq!(decision.promotions.iter().map(discount).sum::<i64>(), total, "{at}");
            for verdict in &decision.promotions {
                let fault = verdict.because.as_ref().is_some_and(|because| because.code == "fault");
                assert!(!fault, "{at}, {}: {:?}", verdict.promotion, verdict.because);
                if verdict.outcome == Became::Applied {
                    let rules = promotion(&case.programme, &verdict.promotion);
                    let opened = rules.with.is_empty()
                        || decision
                            .coupons
                            .iter()
                            .any(|code| code.outcome == "used" && code.promotions.contains(&verdict.promotion));
                    assert!(opened, "{at}, {}: no code opened it", verdict.promotion);
                    gifts.add(usize::from(verdict.gift.is_some_and(|gift| gift.taken > 0)));
                }
            }
            assert_eq!(decision.coupons.len(), world.receipt.coupons.len(), "{at}");
            codes.add(decision.coupons.iter().filter(|code| code.outcome == "used").count());
        },
    );
    instances.enough("lines in an instance of a set", 200, programmes());
    gifts.enough("gifts taken", 40, programmes());
    codes.enough("codes used", 15, programmes());
}

#[test]
fn floors_and_limits_hold_with_sets_and_gifts() {
    let (reached, counted) = (Seen::default(), Seen::default());
    every(
        |_| {},
        |case, till, world, at| {
            let decision = decide(till, &case.programme, world);
            for (line, floor) in decision.lines.iter().zip(floors(&case.programme, world)) {
                assert!(
                    minor(&line.net) >= floor,
                    "{at}, line {}: {} below {floor}",
                    line.id,
                    line.net
                );
                let at_floor = minor(&line.discount) > 0 && minor(&line.net) == floor && floor > 0;
                reached.add(usize::from(at_floor));
            }
            for (name, sum, times) in given(&decision) {
                for limit in &promotion(&case.programme, &name).limits {
                    let rules = promotion(&case.programme, &name);
                    match limit {
                        Limit::Times(most) => assert!(i64::from(times.unwrap()) <= *most, "{at}, {name}"),
                        Limit::Money { amount, .. } => assert!(sum <= *amount, "{at}, {name}: {sum} of {amount}"),
                        // Of a gift the pieces given count; of a set all its units.
                        Limit::Pcs(most) if rules.gift.is_some() => {
                            let verdict = decision.promotions.iter().find(|verdict| verdict.promotion == name);
                            let gift = verdict.and_then(|verdict| verdict.gift).unwrap();
                            assert!(i64::from(gift.taken + gift.offered) <= *most, "{at}, {name}");
                        }
                        Limit::Pcs(_) | Limit::Across(..) => continue,
                    }
                    counted.add(1);
                }
            }
        },
    );
    reached.enough("lines at their floor", 5, programmes());
    counted.enough("limits of promotions that applied", 60, programmes());
}

#[test]
fn the_order_of_lines_changes_nothing_with_sets_and_gifts() {
    let (applied, offers) = (Seen::default(), Seen::default());
    every(
        |_| {},
        |case, till, world, at| {
            let decision = decide(till, &case.programme, world);
            let mut random = Random::new(case.seed);
            let mut turned = world.clone();
            for place in (1..turned.receipt.lines.len()).rev() {
                turned.receipt.lines.swap(place, random.below(place + 1));
            }
            let mut other = decide(till, &case.programme, &turned);
            let place = |id: &str| world.receipt.lines.iter().position(|line| line.id == id);
            other.lines.sort_by_key(|line| place(&line.id));
            assert_eq!(other.lines, decision.lines, "{at}");
            assert_eq!(other.promotions, decision.promotions, "{at}");
            assert_eq!(
                (&other.totals, &other.optimality, &other.coupons),
                (&decision.totals, &decision.optimality, &decision.coupons),
                "{at}"
            );
            let shown = |decision: &Decision| format!("{:?}", decision.offers);
            assert_eq!(shown(&other), shown(&decision), "{at}");
            applied.add(given(&decision).len());
            offers.add(decision.offers.len());
        },
    );
    applied.enough("promotions applied", 250, programmes());
    offers.enough("gifts offered", 20, programmes());
}

#[test]
fn merging_and_splitting_lines_changes_no_set_and_no_gift() {
    let (split, discounted, unproved, elsewhere) = (Seen::default(), Seen::default(), Seen::default(), Seen::default());
    every(
        |_| {},
        |case, till, world, at| {
            let Some(place) = divisible(world) else { return };
            let (merged, parted) = split_line(world, place);
            let sku = merged.receipt.lines[place].sku.clone();
            let one = decide(till, &case.programme, &merged);
            let two = decide(till, &case.programme, &parted);
            let compared = compare(&case.programme, &sku, (&one, &merged), (&two, &parted), at);
            unproved.add(usize::from(compared == Compared::Unproved));
            elsewhere.add(usize::from(compared == Compared::Elsewhere));
            split.add(1);
            discounted.add(usize::from(minor(&one.lines[place].discount) > 0));
        },
    );
    split.enough("split lines", 100, programmes());
    discounted.enough("split lines with a discount", 40, programmes());
    for (seen, what, most) in [
        (unproved, "not proved best", 50),
        (elsewhere, "with amounts elsewhere", 1000),
    ] {
        println!("{} {what}", seen.count());
        assert!(seen.count() * most <= split.count(), "{} {what}", seen.count());
    }
}

#[test]
fn a_good_outside_everything_changes_no_set_and_no_gift() {
    let discounted = Seen::default();
    every(
        |programme| {
            programme.protects.push(Protect {
                items: Items::Sku(vec!["OUTSIDE".to_owned()]),
                rules: vec![Rule {
                    what: Protection::NoPromotion,
                    from: None,
                    to: None,
                }],
            });
            programme.retailer.total = None;
        },
        |case, till, world, at| {
            let without = decide(till, &case.programme, world);
            let mut more = world.clone();
            more.receipt.lines.insert(0, Line::pieces("outside", "OUTSIDE", 2, 777));
            let mut with = decide(till, &case.programme, &more);
            assert_eq!(with.lines.remove(0).discount, "0.00", "{at}");
            assert_eq!(with.lines, without.lines, "{at}");
            assert_eq!(with.promotions, without.promotions, "{at}");
            assert_eq!(minor(&with.totals.net), minor(&without.totals.net) + 1554, "{at}");
            discounted.add(usize::from(minor(&without.totals.discount) > 0));
        },
    );
    discounted.enough("discounted receipts", 80, programmes());
}

/// Keeps the promotions of the goods phase's own scheme that can be told exactly: it acts first, on what the receipt says.
fn only_goods(programme: &mut Programme) {
    programme.promotions.retain(|promotion| {
        perk_tests::reference::phase_of(promotion) == Some(perk_tests::model::Phase::Goods)
            && promotion.scheme.as_deref().unwrap_or("goods") == "goods"
    });
}

/// The discount, and how often it was rounded.
fn benefit(decision: &Decision) -> (i64, i64) {
    let amounts = decision.lines.iter().flat_map(|line| &line.applied);
    amounts.fold((0, 0), |(sum, count), took| (sum + minor(&took.amount), count + 1))
}

fn tenth(target: Target) -> Vec<Give> {
    vec![Give {
        effect: Effect::Percent(1000, target),
        base: Base::Start,
    }]
}

#[test]
fn adding_a_set_never_lowers_the_benefit_of_its_scheme() {
    let (compared, greater) = (Seen::default(), Seen::default());
    every_seed("programmes", programmes(), |seed| {
        let case = whole(seed, LINES / 2);
        let mut programme = case.programme.clone();
        only_goods(&mut programme);
        let mut more = programme.clone();
        more.promotions.push(Promotion {
            for_each: Some(ForEach::Inline(Pick {
                count: Count::Pieces(2, 2),
                likeness: Likeness::Any,
                items: Items::All,
            })),
            gives: tenth(Target::Set),
            ..Promotion::named("one_more")
        });
        let (before, after) = (open(&programme, &case.worlds[0]), open(&more, &case.worlds[0]));
        for world in &case.worlds {
            let (old, new) = (decide(&before, &programme, world), decide(&after, &more, world));
            let ((one, rounded), (two, again)) = (benefit(&old), benefit(&new));
            // The law speaks of exact money: each application is rounded by less than one minor unit. A search that ended
            // early says what it may have missed.
            let most = two + missed(&new, "goods").unwrap_or(0);
            assert!(
                most + rounded + again >= one,
                "seed {seed}: {one} became {two}, at most {most}"
            );
            compared.add(1);
            greater.add(usize::from(two > one));
        }
    });
    compared.enough("comparisons", 100, programmes());
    greater.enough("greater benefits", 30, programmes());
}

#[test]
fn no_split_of_a_receipt_gives_more_set_by_set() {
    let (compared, discounted) = (Seen::default(), Seen::default());
    every_seed("programmes", programmes(), |seed| {
        let case = whole(seed, LINES / 2);
        let mut programme = case.programme.clone();
        only_goods(&mut programme);
        for promotion in &mut programme.promotions {
            promotion.with.clear();
        }
        programme.promotions.retain(|promotion| {
            let unit = |give: &Give| match &give.effect {
                Effect::Percent(_, target) => *target != Target::Receipt && give.base != Base::Running,
                Effect::Each(..) | Effect::Price(..) | Effect::SetPrice(_) => true,
                Effect::Sum(..) => promotion.for_each.is_some(),
                Effect::Ladder(_) => false,
            };
            promotion.gives.iter().all(unit)
                && promotion.when.is_empty()
                && promotion.limits.is_empty()
                && !promotion.exclusive
        });
        let till = open(&programme, &case.worlds[0]);
        for world in &case.worlds {
            let whole = decide(&till, &programme, world);
            let (all, mut applications) = benefit(&whole);
            let half = world.receipt.lines.len() / 2;
            let most = all + missed(&whole, "goods").unwrap_or(0);
            let mut parts = 0;
            for side in [&world.receipt.lines[..half], &world.receipt.lines[half..]] {
                let mut part = world.clone();
                part.receipt.lines = side.to_vec();
                let (sum, count) = benefit(&decide(&till, &programme, &part));
                parts += sum;
                applications += count;
            }
            let said = || format!("seed {seed}: {all} in one, at most {most}, {parts} in two");
            assert!(most + applications >= parts, "{}", said());
            compared.add(1);
            discounted.add(usize::from(all > 0));
        }
    });
    compared.enough("comparisons", 120, programmes());
    discounted.enough("discounted receipts", 30, programmes());
}

#[test]
fn no_split_of_a_receipt_gives_more_gifts_of_what_pays_for_them() {
    // Three and a fourth free, of goods at one price: however a receipt is split, its parts give no more together.
    let mut programme = Programme::default();
    programme.promotions.push(Promotion {
        for_each: Some(ForEach::Inline(Pick {
            count: Count::Pieces(3, 3),
            likeness: Likeness::Any,
            items: Items::All,
        })),
        gift: Some(perk_tests::model::Gift {
            count: 1,
            distinct: false,
            items: Items::All,
            price: 0,
        }),
        ..Promotion::named("fourth")
    });
    let mut world = whole(0, 1).worlds[0].clone();
    world.receipt.coupons.clear();
    world.receipt.claims.clear();
    let bought = |pieces: i64| {
        let mut world = world.clone();
        world.receipt.lines = vec![Line::pieces("1", "CABINET", pieces, 32_000)];
        world
    };
    let till = open(&programme, &world);
    let free: Vec<i64> = (0..=40)
        .map(|pieces| match pieces {
            0 => 0,
            pieces => benefit(&decide(&till, &programme, &bought(pieces))).0 / 32_000,
        })
        .collect();
    for all in 1..=40_usize {
        // Whole fours, and one more where the rest pays for it.
        assert!(
            free[all] >= i64::try_from(all / 4).unwrap(),
            "{all} cabinets: {} free",
            free[all]
        );
        for part in 1..all {
            assert!(free[all] >= free[part] + free[all - part], "{part} of {all}");
        }
    }
    assert_eq!(free[1..=8], [0, 0, 0, 1, 1, 1, 1, 2]);
    // A line of thousands of pieces is one search by halves.
    assert_eq!(benefit(&decide(&till, &programme, &bought(6_000))).0, 1_500 * 32_000);
}
