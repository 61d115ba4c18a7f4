//! Much that competes: a thousand promotions that are all in force, on large receipts; and cases made to be hard. Knows nothing
//! of how time is measured.

use std::fmt::Write as _;

use perk_plan::Clients;
use perk_runtime::{Case, Engine};

use super::contest::{compile, verified};
use super::rules::Rule;
use super::translate::{self, Meeting, SourceFile};
use super::workload::{DEPARTMENTS, GROUPS, Receipt, Workload, category_id, day_text};

/// An engine and receipts for it.
pub struct Crowd {
    pub engine: Engine,
    pub cases: Vec<Case>,
}

/// Sets of categories among the thousand.
const CATEGORY_SETS: usize = 30;

impl Crowd {
    /// A thousand promotions, all in the scheme of their phase, so that goods go to the best combination: the workload's first
    /// rules, each with its dates, and thirty sets about groups of goods. Receipts of 200 lines.
    pub fn thousand(receipts: usize) -> Crowd {
        Crowd::among(receipts, |rule| rule)
    }

    /// The same, but all thousand are in force all year.
    pub fn always(receipts: usize) -> Crowd {
        Crowd::among(receipts, |rule| Rule {
            from: day_text(0),
            to: day_text(364),
            ..rule
        })
    }

    fn among(receipts: usize, dates: impl Fn(Rule) -> Rule) -> Crowd {
        let w = Workload::new(1, 10_000);
        let rules = w.rules.iter().filter(|r| r.may_discount());
        let rules: Vec<Rule> = rules.take(1_000 - CATEGORY_SETS).cloned().map(dates).collect();
        let mut files = translate::programme(&w.shop.catalog, &rules, Meeting::Best);
        files.push(SourceFile {
            path: "sets.perk".into(),
            text: category_sets(&w),
        });
        Crowd::of(&w, &files, &w.shop.large_receipts(7, receipts, 200))
    }

    /// Thirty sets about the same goods, and receipts of 200 lines of them.
    pub fn overlapping(receipts: usize) -> Crowd {
        let w = Workload::new(1, 1);
        let mut files = translate::programme(&w.shop.catalog, &[], Meeting::Best);
        let mut text = String::new();
        for at in 0..30 {
            let goods = |n: usize| format!("category \"{}\"", category_id((at * 5 + n * 7) % DEPARTMENTS));
            match at % 3 {
                0 => writeln!(
                    text,
                    "promotion s{at:02} {{ for each {} of {} or {}  give 100% off cheapest }}",
                    2 + at % 4,
                    goods(0),
                    goods(1)
                ),
                1 => writeln!(
                    text,
                    "set p{at:02} {{ a = 1 of {}  b = 1 of {} }}\npromotion s{at:02} {{ for each p{at:02}  give {}% off set }}",
                    goods(0),
                    goods(1),
                    10 + at
                ),
                _ => writeln!(
                    text,
                    "promotion s{at:02} {{ for each {} of {}  price {} RUB for set }}",
                    3 + at % 2,
                    goods(0),
                    4 + at % 5
                ),
            }
            .unwrap();
        }
        files.push(SourceFile {
            path: "sets.perk".into(),
            text,
        });
        Crowd::of(&w, &files, &w.shop.large_receipts(11, receipts, 200))
    }

    /// One line of 6 000 pieces and a few others, for which sets of several sizes compete.
    pub fn pieces() -> Crowd {
        let w = Workload::new(1, 1);
        let mut receipt = w.shop.large_receipts(13, 1, 12).remove(0);
        let pieces = receipt.lines.iter().position(|l| l.unit == "pcs").unwrap();
        receipt.lines[pieces].qty = "6000".into();
        let mut files = translate::programme(&w.shop.catalog, &[], Meeting::Best);
        files.push(SourceFile {
            path: "sets.perk".into(),
            text: String::from(
                "promotion three_for_two { for each 3 of all  give 100% off cheapest }
promotion five { for each 5 of all  give 35% off set }
promotion pair { for each 2 of all  give 20% off dearest  limit 1000 times per receipt }
promotion tenth { give 10% off all }
",
            ),
        });
        Crowd::of(&w, &files, &[receipt])
    }

    fn of(w: &Workload, files: &[SourceFile], receipts: &[Receipt]) -> Crowd {
        let plan = verified(compile(files));
        let engine = Engine::load(plan, translate::catalogue(&w.shop.catalog)).expect("a compiled plan loads");
        let clients: Clients = translate::clients(receipts);
        let case = |receipt: &Receipt| engine.intake(&translate::read(receipt), &clients);
        let cases = receipts.iter().map(|receipt| case(receipt).expect("a good receipt"));
        let cases = cases.collect();
        Crowd { engine, cases }
    }
}

/// Three for two, two of two groups together, four for a price.
fn category_sets(w: &Workload) -> String {
    let group = |at: usize| translate::path(&w.shop.catalog, &category_id(DEPARTMENTS + at % GROUPS));
    let mut text = String::new();
    for at in 0..CATEGORY_SETS {
        match at % 3 {
            0 => writeln!(
                text,
                "promotion set_{at:02} {{ for each 3 of category \"{}\"  give 100% off cheapest }}",
                group(at * 5)
            ),
            1 => writeln!(
                text,
                "set pair_{at:02} {{ one = 1 of category \"{}\"  other = 1 of category \"{}\" }}\npromotion set_{at:02} {{ for each pair_{at:02}  give 20% off set }}",
                group(at * 5),
                group(at * 5 + 1)
            ),
            _ => writeln!(
                text,
                "promotion set_{at:02} {{ for each 4 of category \"{}\"  give 30% off set }}",
                group(at * 5)
            ),
        }
        .unwrap();
    }
    text
}
