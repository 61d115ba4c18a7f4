//! Which questions are asked again after an edit, and that remembered answers are those of a fresh start.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests"
)]

use std::fmt::Write as _;

use perk_compiler::db::{Programme, RootDatabase, SourceFile};
use perk_compiler::declarations::Kind;
use perk_compiler::diagnostic::{Diagnostic, Language};
use perk_compiler::link::plan;
use perk_compiler::semantics::{check, file_diagnostics, hir, programme_declarations};
use salsa::Setter;

const PROMOTIONS: usize = 1_000;

fn source(edited: Option<(usize, &str)>) -> String {
    let mut text = String::from(
        "retailer \"Shop\" { currency RUB time zone \"Europe/Moscow\" }\n\nitems tea = category \"Tea\"\n\n",
    );
    for number in 0..PROMOTIONS {
        let body = match edited {
            Some((which, body)) if which == number => body,
            // Without a limit the first one would have all that the others give.
            _ => "on mon..fri from 08:00 to 11:00 give 10% off tea limit 9 pcs per receipt",
        };
        let _ = writeln!(text, "promotion p{number} {{ {body} }}\n");
    }
    text
}

struct Bench {
    db: RootDatabase,
    file: SourceFile,
    programme: Programme,
}

impl Bench {
    fn new(text: &str) -> Self {
        let db = RootDatabase::watched();
        let programme = db.programme([("shop.perk", text)], []);
        let file = programme.files(&db)[0];
        Self { db, file, programme }
    }

    fn check(&self) -> Vec<Diagnostic> {
        check(&self.db, self.programme)
    }

    /// Names of the questions computed by a check after an edit, without their arguments.
    fn after(&mut self, text: &str) -> Vec<String> {
        self.file.set_text(&mut self.db).to(text.into());
        self.db.start_log();
        self.check();
        self.db
            .take_log()
            .iter()
            .map(|entry| entry.split('(').next().unwrap().to_owned())
            .collect()
    }
}

fn count(log: &[String], question: &str) -> usize {
    log.iter().filter(|entry| *entry == question).count()
}

#[test]
fn the_first_check_infers_every_declaration_once() {
    let bench = Bench::new(&source(None));
    bench.db.start_log();
    assert_eq!(bench.check(), []);
    let log: Vec<String> = bench
        .db
        .take_log()
        .iter()
        .map(|entry| entry.split('(').next().unwrap().to_owned())
        .collect();
    assert_eq!(count(&log, "infer"), PROMOTIONS + 2);
    assert_eq!(count(&log, "parse"), 1);
}

/// A programme long enough to be checked ahead by several threads, with a finding in every tenth promotion.
#[test]
fn several_threads_answer_as_one_does() {
    let mut text = source(None);
    for number in 0..PROMOTIONS * 5 / 4 {
        let goods = if number % 10 == 0 { "tee" } else { "tea" };
        let _ = writeln!(
            text,
            "promotion more{number} {{ on mon..fri give 10% off {goods} limit 9 pcs per receipt }}\n"
        );
    }
    assert!(text.len() > 128 * 1024);
    let bench = Bench::new(&text);
    bench.db.start_log();
    let found = bench.check();
    let log = bench.db.take_log();
    assert_eq!(
        log.iter().filter(|entry| entry.starts_with("infer(")).count(),
        PROMOTIONS * 9 / 4 + 2
    );
    let alone = Bench::new(&text);
    assert_eq!(found, file_diagnostics(&alone.db, alone.programme, alone.file));
    assert_eq!(found.len(), PROMOTIONS / 8);
    let sound = text.replace("off tee", "off tea");
    let (one, other) = (Bench::new(&sound), Bench::new(&sound));
    assert_eq!(one.check(), []);
    assert_eq!(plan(&one.db, one.programme), plan(&other.db, other.programme));
}

#[test]
fn editing_one_promotion_of_a_thousand_checks_that_one() {
    let mut bench = Bench::new(&source(None));
    bench.check();
    let log = bench.after(&source(Some((500, "on sat give 15% off tea"))));
    assert_eq!(count(&log, "infer"), 1, "{log:?}");
    assert_eq!(count(&log, "parse"), 1);
    assert_eq!(count(&log, "declarations"), 1);
    for untouched in ["programme_declarations", "index", "findings", "retailer", "currency"] {
        assert_eq!(count(&log, untouched), 0, "{untouched}: {log:?}");
    }
}

/// Coupons, protections and schemes stand beside the promotions; none of them is asked again, nor is another promotion.
#[test]
fn analyses_of_other_promotions_are_not_asked_again() {
    let frame = "coupon morning { codes mask \"M-###\" }\ncoupon evening { codes mask \"E-###\" }\nprotect category \"Tobacco\" { no promotion }\n\n";
    let with = |edited: Option<(usize, &str)>| {
        let coupons = "promotion extra { with coupon morning give 1% off tea }\npromotion more { with coupon evening give 2% off tea }\n";
        format!("{frame}{}{coupons}", source(edited))
    };
    let mut bench = Bench::new(&with(None));
    bench.check();
    let log = bench.after(&with(Some((500, "on sat give 15% off tea"))));
    assert_eq!(count(&log, "infer"), 1, "{log:?}");
    assert_eq!(count(&log, "alone"), 1, "{log:?}");
    for untouched in ["findings", "protections"] {
        assert_eq!(count(&log, untouched), 0, "{untouched}: {log:?}");
    }
}

#[test]
fn moving_every_declaration_checks_none() {
    let mut bench = Bench::new(&source(None));
    bench.check();
    let log = bench.after(&format!("// One line more.\n\n{}", source(None)));
    assert_eq!(log, ["parse", "declarations", "parses"], "{log:?}");
}

#[test]
fn a_new_declaration_checks_itself_and_those_who_miss_its_name() {
    let with_unknown = source(Some((7, "give 10% off coffee")));
    let mut bench = Bench::new(&with_unknown);
    assert_eq!(bench.check().len(), 1);
    let log = bench.after(&format!("{with_unknown}\nitems coffee = category \"Coffee\"\n"));
    assert_eq!(count(&log, "infer"), 2, "the new items and p7: {log:?}");
    assert_eq!(bench.check(), []);
}

#[test]
fn blanks_and_comments_inside_a_declaration_leave_its_meaning_equal() {
    let mut bench = Bench::new(&source(None));
    let meaning = |bench: &Bench| {
        let decls = programme_declarations(&bench.db, bench.programme);
        let one = decls
            .iter()
            .find(|decl| decl.kind(&bench.db) == Kind::Promotion)
            .copied()
            .unwrap();
        hir(&bench.db, bench.programme, one).clone().unwrap()
    };
    bench.check();
    let before = meaning(&bench);
    let log = bench.after(&source(Some((
        0,
        "// Morning.\n  on   mon..fri from 08:00 to 11:00\n  give 10% off tea limit 9 pcs per receipt",
    ))));
    assert_eq!(count(&log, "infer"), 1);
    assert_eq!(meaning(&bench), before);
}

#[test]
fn a_data_file_checks_those_who_read_it() {
    let text = "retailer \"Shop\" { currency RUB }\n\nitems a = sku from \"a.csv\"\nitems b = sku from \"b.csv\"\n\npromotion p { give 10% off a or b }\n";
    let mut db = RootDatabase::watched();
    let programme = db.programme(
        [("shop.perk", text)],
        [("a.csv", &b"sku\nA\n"[..]), ("b.csv", &b"sku\nB\n"[..])],
    );
    assert_eq!(check(&db, programme), []);
    let file = programme.data(&db)[0];
    file.set_bytes(&mut db).to((&b"sku\nA\nA\n"[..]).into());
    db.start_log();
    let found = check(&db, programme);
    assert_eq!(found.iter().map(|it| it.code.id).collect::<Vec<_>>(), ["PK0403"]);
    let log = db.take_log();
    assert_eq!(
        log.iter().filter(|entry| entry.starts_with("infer(")).count(),
        1,
        "{log:?}"
    );
}

/// A small generator of edits with a fixed seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % sides as u64).unwrap()
    }
}

#[test]
fn warm_diagnostics_are_cold_diagnostics() {
    let pieces = [
        "items tea = category \"Tea\"\n",
        "items tea = category \"Herbal\"\n",
        "items coffee = category \"Coffee\" except tea\n",
        "items loop = loop or tea\n",
        "scheme basket { phase receipt }\n",
        "scheme staff { phase receipt after basket }\n",
        "promotion a { give 10% off tea }\n",
        "promotion a { give 10 off coffee }\n",
        "promotion b { scheme basket give 5% off receipt }\n",
        "promotion c { when client.age > 18 give 5% off all }\n",
        "retailer \"Shop\" { currency RUB }\n",
        "retailer \"Shop\" { currency USD }\n",
        "test \"t\" { at 2026-10-05 09:00 receipt { 1 x A at 10 RUB } expect a gives 1 RUB }\n",
        "// A remark.\n",
        "promotion { \n",
        "}\n",
    ];
    let mut dice = Dice(7);
    let mut lines: Vec<&str> = vec![pieces[10], pieces[0], pieces[6]];
    let mut bench = Bench::new(&lines.concat());
    let mut reported = 0;
    for _ in 0..120 {
        match dice.roll(3) {
            0 if !lines.is_empty() => {
                let at = dice.roll(lines.len());
                lines.remove(at);
            }
            _ => {
                let at = dice.roll(lines.len() + 1);
                lines.insert(at, pieces[dice.roll(pieces.len())]);
            }
        }
        let text = lines.concat();
        bench.file.set_text(&mut bench.db).to(text.as_str().into());
        let warm = bench.check();
        let cold = Bench::new(&text).check();
        assert_eq!(warm, cold, "{text}");
        reported += warm.len();
        for one in &warm {
            assert!(!one.message(Language::Russian).is_empty());
        }
    }
    assert!(reported > 400, "too quiet: {reported}");
}
