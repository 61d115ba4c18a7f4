//! The laws of semantics.md §10 on the production way, with receipts of up to sixty lines: far more than the reference can do.
//!
//! 100 programmes with two receipts each; 5 000 with `PERK_LONG=1`, one of them with `PERK_SEED=7`. Each law counts what it saw, so that it cannot hold idly.

#![expect(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "a test: a panic is its failure, its sums are small, and what it needs is there"
)]

use std::ops::Range;

use perk_plan::{Clients, Receipt};
use perk_runtime::model::Became;
use perk_runtime::{Decision, Workspace};
use perk_tests::generate::hard::crowded;
use perk_tests::generate::{Case, Random, large};
use perk_tests::law::{
    Compared, Seen, compare, decide, discount, divisible, every_seed, minor, missed, open, split_line,
};
use perk_tests::model::receipt::{Line, World};
use perk_tests::model::{
    Base, Combine, Effect, Give, Items, Limit, Programme, Promotion, Protect, Protection, Rule, Scope, Side, Target,
};
use perk_tests::print::{Keywords, catalogue_csv, receipt_json, snapshot_json, stores_csv, text};
use perk_tests::production::{Till, compile};
use perk_tests::progress::seeds;
use perk_tests::reference::floors;

const LINES: usize = 60;

fn programmes() -> Range<u64> {
    seeds(100, 5_000)
}

/// Calls back for each receipt of each programme.
fn every(check: impl Fn(&Case, &Till, &World, &str) + Sync) {
    every_seed("programmes", programmes(), |seed| {
        let case = large(seed, LINES);
        let till = open(&case.programme, &case.worlds[0]);
        for (place, world) in case.worlds.iter().enumerate() {
            check(&case, &till, world, &format!("seed {seed}, receipt {place}"));
        }
    });
}

/// What each promotion came to.
fn given(decision: &Decision) -> Vec<(String, i64)> {
    let applied = decision
        .promotions
        .iter()
        .filter(|verdict| verdict.outcome == Became::Applied);
    applied
        .map(|verdict| (verdict.promotion.clone(), discount(verdict)))
        .collect()
}

#[test]
fn allocations_add_up_to_discounts_and_lines_to_totals() {
    let (allocations, parts, rounded, marked) = (Seen::default(), Seen::default(), Seen::default(), Seen::default());
    every(|case, till, world, at| {
        let decision = decide(till, &case.programme, world);
        let mut totals = [0; 3];
        for (line, asked) in decision.lines.iter().zip(&world.receipt.lines) {
            let (gross, off, net) = (minor(&line.gross), minor(&line.discount), minor(&line.net));
            assert!(0 <= net && net <= gross, "{at}, line {}", line.id);
            assert_eq!(gross - off, net, "{at}, line {}", line.id);
            let sum = |amounts: &mut dyn Iterator<Item = &String>| amounts.map(|amount| minor(amount)).sum::<i64>();
            assert_eq!(
                sum(&mut line.applied.iter().map(|took| &took.amount)),
                off,
                "{at}, line {}",
                line.id
            );
            assert_eq!(
                sum(&mut line.parts.iter().map(|part| &part.amount)),
                net,
                "{at}, line {}",
                line.id
            );
            assert_eq!(minor(&line.spent), 0, "{at}");
            if !asked.marks.is_empty() {
                assert_eq!(line.parts.len(), asked.marks.len(), "{at}, line {}", line.id);
                marked.add(1);
            }
            allocations.add(line.applied.len());
            parts.add(usize::from(line.parts.len() == 2));
            for (total, amount) in totals.iter_mut().zip([gross, off, net]) {
                *total += amount;
            }
        }
        let said = &decision.totals;
        let rounding = minor(&said.rounding);
        assert_eq!([minor(&said.gross), minor(&said.discount)], totals[..2], "{at}");
        assert_eq!(
            minor(&said.gross) - minor(&said.discount) - minor(&said.spent) + rounding,
            minor(&said.net),
            "{at}"
        );
        assert_eq!(totals[2] + rounding, minor(&said.net), "{at}");
        assert_eq!(decision.promotions.iter().map(discount).sum::<i64>(), totals[1], "{at}");
        for verdict in &decision.promotions {
            let took: i64 = decision
                .lines
                .iter()
                .flat_map(|line| &line.applied)
                .filter(|took| took.promotion == verdict.promotion)
                .map(|took| minor(&took.amount))
                .sum();
            assert_eq!(took, discount(verdict), "{at}, {}", verdict.promotion);
            let fault = verdict.because.as_ref().is_some_and(|because| because.code == "fault");
            assert!(!fault, "{at}, {}: {:?}", verdict.promotion, verdict.because);
        }
        rounded.add(usize::from(rounding != 0));
    });
    allocations.enough("allocations", 1_500, programmes());
    parts.enough("lines of two parts", 200, programmes());
    rounded.enough("rounded totals", 10, programmes());
    marked.enough("lines of marked goods", 50, programmes());
}

#[test]
fn floors_hold() {
    let (reached, barred) = (Seen::default(), Seen::default());
    every(|case, till, world, at| {
        let decision = decide(till, &case.programme, world);
        for (line, floor) in decision.lines.iter().zip(floors(&case.programme, world)) {
            assert!(
                minor(&line.net) >= floor,
                "{at}, line {}: {} below {floor}",
                line.id,
                line.net
            );
            reached.add(usize::from(
                minor(&line.discount) > 0 && minor(&line.net) == floor && floor > 0,
            ));
            barred.add(usize::from(floor > 0 && floor == minor(&line.gross)));
        }
    });
    reached.enough("lines at their floor", 30, programmes());
    barred.enough("lines that may lose nothing", 100, programmes());
}

#[test]
fn the_order_of_lines_changes_nothing() {
    let discounted = Seen::default();
    every(|case, till, world, at| {
        let decision = decide(till, &case.programme, world);
        let mut random = Random::new(case.seed);
        let mut turned = world.clone();
        for place in (1..turned.receipt.lines.len()).rev() {
            turned.receipt.lines.swap(place, random.below(place + 1));
        }
        let mut other = decide(till, &case.programme, &turned);
        let place = |id: &str| world.receipt.lines.iter().position(|line| line.id == id);
        other.lines.sort_by_key(|line| place(&line.id));
        for decision in [&mut other, &mut decision.clone()] {
            decision.decision.clear();
        }
        assert_eq!(other.lines, decision.lines, "{at}");
        assert_eq!(other.promotions, decision.promotions, "{at}");
        assert_eq!(
            (other.totals, other.print, other.show, other.optimality),
            (decision.totals, decision.print, decision.show, decision.optimality)
        );
        discounted.add(decision.lines.iter().filter(|line| minor(&line.discount) > 0).count());
    });
    discounted.enough("discounted lines", 1_000, programmes());
}

#[test]
fn splitting_and_merging_lines_of_pieces_changes_no_promotion() {
    let (split, discounted, unproved, elsewhere) = (Seen::default(), Seen::default(), Seen::default(), Seen::default());
    every(|case, till, world, at| {
        let Some(place) = divisible(world) else { return };
        let (whole, parted) = split_line(world, place);
        let sku = whole.receipt.lines[place].sku.clone();
        let one = decide(till, &case.programme, &whole);
        let two = decide(till, &case.programme, &parted);
        split.add(1);
        discounted.add(usize::from(minor(&one.lines[place].discount) > 0));
        // Where a search ended early another way may have been found; and ties are decided as far as the budget of work goes
        // (docs/semantics.md), so that amounts may stand elsewhere.
        let compared = compare(&case.programme, &sku, (&one, &whole), (&two, &parted), at);
        unproved.add(usize::from(compared == Compared::Unproved));
        elsewhere.add(usize::from(compared == Compared::Elsewhere));
    });
    split.enough("split lines", 150, programmes());
    discounted.enough("split lines with a discount", 50, programmes());
    for (seen, what, most) in [
        (unproved, "not proved best", 25),
        (elsewhere, "with amounts elsewhere", 1000),
    ] {
        println!("{} {what}", seen.count());
        assert!(seen.count() * most <= split.count(), "{} {what}", seen.count());
    }
}

#[test]
fn goods_outside_everything_change_nothing_elsewhere() {
    let discounted = Seen::default();
    every_seed("programmes", programmes(), |seed| {
        let mut case = large(seed, LINES);
        let rules = vec![Rule {
            what: Protection::NoPromotion,
            from: None,
            to: None,
        }];
        case.programme.protects.push(Protect {
            items: Items::Sku(vec!["OUTSIDE".to_owned()]),
            rules,
        });
        case.programme.retailer.total = None;
        let till = open(&case.programme, &case.worlds[0]);
        for world in &case.worlds {
            let without = decide(&till, &case.programme, world);
            let mut more = world.clone();
            more.receipt.lines.insert(0, Line::pieces("outside", "OUTSIDE", 2, 777));
            let mut with = decide(&till, &case.programme, &more);
            assert_eq!(with.lines.remove(0).discount, "0.00", "seed {seed}");
            assert_eq!(with.lines, without.lines, "seed {seed}");
            assert_eq!(with.promotions, without.promotions, "seed {seed}");
            assert_eq!(
                minor(&with.totals.net),
                minor(&without.totals.net) + 1554,
                "seed {seed}"
            );
            discounted.add(usize::from(minor(&without.totals.discount) > 0));
        }
    });
    discounted.enough("discounted receipts", 80, programmes());
}

/// What the promotions of the goods phase's own scheme gave, how often they were rounded, and what its search may have missed.
fn own_scheme(programme: &Programme, decision: &Decision) -> (i64, i64, i64) {
    let own = |name: &str| {
        programme
            .promotions
            .iter()
            .any(|promotion| promotion.name == name && promotion.scheme.as_deref().unwrap_or("goods") == "goods")
    };
    let took = decision
        .lines
        .iter()
        .flat_map(|line| &line.applied)
        .filter(|took| own(&took.promotion));
    let (mut sum, mut applications) = (0, 0);
    for amount in took.map(|took| minor(&took.amount)) {
        sum += amount;
        applications += 1;
    }
    (sum, applications, missed(decision, "goods").unwrap_or(0))
}

#[test]
fn adding_a_promotion_never_lowers_its_own_schemes_benefit() {
    let (compared, greater) = (Seen::default(), Seen::default());
    every_seed("programmes", programmes(), |seed| {
        let case = large(seed, LINES);
        let mut programme = case.programme.clone();
        // The scheme that acts first: what it starts from does not depend on the others.
        programme.promotions.retain(|promotion| {
            perk_tests::reference::phase_of(promotion) == Some(perk_tests::model::Phase::Goods)
                && promotion.scheme.as_deref().unwrap_or("goods") == "goods"
        });
        let mut more = programme.clone();
        let give = Give {
            effect: Effect::Percent(1500, Target::Items(Items::Category(vec!["Drinks".to_owned()]))),
            base: Base::Start,
        };
        more.promotions.push(Promotion {
            gives: vec![give],
            ..Promotion::named("one_more")
        });
        let (before, after) = (open(&programme, &case.worlds[0]), open(&more, &case.worlds[0]));
        for world in &case.worlds {
            let (old, rounded, _) = own_scheme(&programme, &decide(&before, &programme, world));
            let (new, again, missed) = own_scheme(&more, &decide(&after, &more, world));
            // The law speaks of exact money: each application is rounded by less than one minor unit. A search that ended
            // early says what it may have missed.
            assert!(
                new + missed + rounded + again >= old,
                "seed {seed}: {old} became {new}, {missed} missed at most"
            );
            compared.add(1);
            greater.add(usize::from(new > old));
        }
    });
    compared.enough("comparisons", 150, programmes());
    greater.enough("greater benefits", 50, programmes());
}

#[test]
fn no_split_of_a_receipt_gives_more_unit_by_unit() {
    let (compared, discounted) = (Seen::default(), Seen::default());
    every_seed("programmes", programmes(), |seed| {
        let case = large(seed, LINES);
        let mut programme = case.programme.clone();
        programme.schemes.retain(|scheme| {
            scheme.combine != Combine::First && scheme.scope == Scope::Unit && scheme.side == Side::Customer
        });
        let schemes = programme.schemes.clone();
        programme.promotions.retain(|promotion| {
            let unit = |give: &Give| match &give.effect {
                Effect::Percent(_, target) => *target != Target::Receipt && give.base != Base::Running,
                Effect::Each(..) | Effect::Price(..) => true,
                Effect::Sum(..) | Effect::SetPrice(_) | Effect::Ladder(_) => false,
            };
            let scheme = promotion.scheme.as_deref().unwrap_or("goods");
            promotion.gives.iter().all(unit)
                && promotion.when.is_empty()
                && promotion.limits.is_empty()
                && !promotion.exclusive
                && (scheme == "goods" || schemes.iter().any(|known| known.name == scheme))
        });
        // A scheme that follows one that is gone follows the phase's own.
        let names: Vec<String> = programme.schemes.iter().map(|scheme| scheme.name.clone()).collect();
        for scheme in &mut programme.schemes {
            if scheme
                .after
                .as_ref()
                .is_some_and(|after| after == "extra" && !names.contains(after))
            {
                scheme.after = Some("goods".to_owned());
            }
        }
        // In a later scheme less is left of what got more before: the law is of each scheme by itself.
        programme
            .promotions
            .retain(|promotion| promotion.scheme.as_deref().unwrap_or("goods") == "goods");
        let till = open(&programme, &case.worlds[0]);
        for world in &case.worlds {
            let whole = decide(&till, &programme, world);
            let (all, mut applications, missed) = own_scheme(&programme, &whole);
            let half = world.receipt.lines.len() / 2;
            let mut parts = 0;
            for side in 0..2 {
                let mut part = world.clone();
                part.receipt.lines = match side {
                    0 => world.receipt.lines[..half].to_vec(),
                    _ => world.receipt.lines[half..].to_vec(),
                };
                let (sum, count, _) = own_scheme(&programme, &decide(&till, &programme, &part));
                parts += sum;
                applications += count;
            }
            assert!(
                all + missed + applications >= parts,
                "seed {seed}: {all} in one, {missed} missed at most, {parts} in two"
            );
            compared.add(1);
            discounted.add(usize::from(all > 0));
        }
    });
    compared.enough("comparisons", 200, programmes());
    discounted.enough("discounted receipts", 20, programmes());
}

/// The declarations of a programme as texts, the retailer's first.
fn declarations(programme: &Programme, keywords: Keywords) -> Vec<String> {
    text(programme, keywords)
        .split("\n\n")
        .map(|block| format!("{block}\n"))
        .collect()
}

fn tables(case: &Case) -> Vec<(String, Vec<u8>)> {
    let world = &case.worlds[0];
    let mut tables: Vec<(String, Vec<u8>)> = perk_tests::print::files(&case.programme, Keywords::English)
        .into_iter()
        .filter(|file| !file.name.ends_with(".perk"))
        .map(|file| (file.name, file.text.into_bytes()))
        .collect();
    tables.push((
        "products.csv".to_owned(),
        catalogue_csv(&case.programme, &world.catalogue).into_bytes(),
    ));
    tables.push(("stores.csv".to_owned(), stores_csv(&world.stores).into_bytes()));
    tables
}

#[test]
fn files_folders_and_spelling_leave_no_trace_in_a_plan() {
    let (compiled, promotions) = (Seen::default(), Seen::default());
    every_seed("programmes", programmes(), |seed| {
        let case = large(seed, LINES);
        let tables = tables(&case);
        let one_file = |keywords| {
            let texts = [("retailer.perk".to_owned(), text(&case.programme, keywords))];
            compile(&texts, &tables).unwrap_or_else(|refused| panic!("seed {seed}: {refused}"))
        };
        let bytes = one_file(Keywords::English);
        assert!(one_file(Keywords::Russian) == bytes, "seed {seed}: spelling shows");
        // Every declaration in a file of its own, in folders, in another order, every third in Russian.
        let mut random = Random::new(seed);
        let english = declarations(&case.programme, Keywords::English);
        let russian = declarations(&case.programme, Keywords::Russian);
        let mut texts: Vec<(String, String)> = english
            .into_iter()
            .zip(russian)
            .enumerate()
            .map(|(place, (english, russian))| {
                let name = if place == 0 {
                    "retailer.perk".to_owned()
                } else {
                    format!("{}/{}.perk", ["a", "b/c", "z"][random.below(3)], 99 - place)
                };
                (name, if place % 3 == 2 { russian } else { english })
            })
            .collect();
        for place in (1..texts.len()).rev() {
            texts.swap(place, random.below(place + 1));
        }
        let scattered = compile(&texts, &tables).unwrap_or_else(|refused| panic!("seed {seed}: {refused}"));
        assert!(scattered == bytes, "seed {seed}: files show");
        compiled.add(texts.len());
        promotions.add(case.programme.promotions.len());
    });
    compiled.enough("files", 1_000, programmes());
    promotions.enough("promotions", 250, programmes());
}

#[test]
fn a_workspace_carries_nothing_from_one_receipt_to_the_next() {
    let (decided, discounted) = (Seen::default(), Seen::default());
    every_seed("programmes", programmes(), |seed| {
        let case = large(seed, LINES);
        let till = open(&case.programme, &case.worlds[0]);
        let mut workspace = Workspace::default();
        for world in case.worlds.iter().chain(&case.worlds) {
            let receipt = Receipt::from_json(&receipt_json(&case.programme, world)).unwrap();
            let (clients, _) = Clients::from_json(&snapshot_json(&case.programme, world)).unwrap();
            let ready = till.engine.intake(&receipt, &clients).unwrap();
            let outcome = till.engine.evaluate(&ready, &mut workspace);
            let decision = decide(&till, &case.programme, world);
            assert_eq!(outcome.net, minor(&decision.totals.net), "seed {seed}");
            assert_eq!(outcome.discount, minor(&decision.totals.discount), "seed {seed}");
            let nets: Vec<i64> = outcome.lines.iter().map(|line| line.net).collect();
            let said: Vec<i64> = decision.lines.iter().map(|line| minor(&line.net)).collect();
            assert_eq!(nets, said, "seed {seed}");
            decided.add(1);
            discounted.add(usize::from(outcome.discount > 0));
        }
    });
    decided.enough("decisions", 400, programmes());
    discounted.enough("discounted receipts", 150, programmes());
}

#[test]
fn hard_programmes_end_within_the_laws_on_many_lines() {
    let (discounted, bounded, limited) = (Seen::default(), Seen::default(), Seen::default());
    every_seed("hard programmes", programmes(), |seed| {
        let case = crowded(seed, 60);
        let till = open(&case.programme, &case.worlds[0]);
        for (place, world) in case.worlds.iter().enumerate() {
            let at = format!("hard seed {seed}, receipt {place}");
            let decision = decide(&till, &case.programme, world);
            for (line, floor) in decision.lines.iter().zip(floors(&case.programme, world)) {
                let (gross, off, net) = (minor(&line.gross), minor(&line.discount), minor(&line.net));
                assert!(floor.max(0) <= net && net <= gross, "{at}, line {}", line.id);
                assert_eq!(gross - off, net, "{at}, line {}", line.id);
                let took: i64 = line.applied.iter().map(|took| minor(&took.amount)).sum();
                assert_eq!(took, off, "{at}, line {}", line.id);
            }
            for (promotion, given) in given(&decision) {
                let of = |wanted: &&Promotion| wanted.name == promotion;
                let limits = case.programme.promotions.iter().find(of).unwrap().limits.iter();
                for limit in limits {
                    if let Limit::Money { amount, .. } = limit {
                        assert!(given <= *amount, "{at}, {promotion}: {given} of {amount}");
                        limited.add(1);
                    }
                }
            }
            let mut turned = world.clone();
            turned.receipt.lines.reverse();
            let other = decide(&till, &case.programme, &turned);
            assert_eq!(other.totals, decision.totals, "{at}");
            discounted.add(usize::from(minor(&decision.totals.discount) > 0));
            let exact = decision.optimality.values().all(|said| said.status == "exact");
            bounded.add(usize::from(!exact));
        }
    });
    discounted.enough("discounted receipts", 120, programmes());
    limited.enough("limits of money", 20, programmes());
    println!("{} receipts with a bound instead of a proof", bounded.count());
}
