//! `perk test`: runs the authors' test blocks and shows what differs, side by side.

use perk_compiler::hir::Expectation;
use perk_compiler::semantics::{self, TestCase};
use perk_plan::Catalog;
use perk_plan::plan::Place;
use perk_runtime::model::{Became, Decision};
use perk_runtime::{DecideOptions, Engine, Explain};

use crate::args::Common;
use crate::inputs;
use crate::report::{self, Format, Texts};
use crate::shop::{self, Built, Ready, minor};
use crate::view::canvas::{Paint, Tone};
use crate::view::sides::{self, Side};
use crate::view::{amount, slip};
use crate::words::{self, Lang, Phrase};
use crate::world::{Exit, Stop, World, find_roots};

/// How one test ended.
struct Ran {
    path: String,
    line: usize,
    title: String,
    /// What differs, drawn; `None` when it passed.
    failure: Option<String>,
    /// The first difference in one line.
    brief: String,
    /// Every difference, with the line of its expectation.
    mismatches: Vec<(usize, Side)>,
}

pub(super) fn run(paths: &[String], filter: Option<&str>, common: Common, world: &mut World) -> Result<Exit, Stop> {
    let mut all: Vec<Ran> = Vec::new();
    let mut skipped = 0_usize;
    for root in find_roots(world, paths)? {
        let folder = world.shown(&root.0);
        let built = match shop::build_with(world, &folder, common.format)? {
            Ok(built) => built,
            Err(exit) => return Ok(exit),
        };
        let (ready, built) = ready(built, world)?;
        let cases = semantics::test_blocks(&built.db, built.input);
        let texts = built.texts(&[]);
        for case in &cases {
            let path = built.programme.shown_file(&case.location.path);
            let wanted = filter.is_none_or(|part| case.title.contains(part) || path.contains(part));
            if wanted {
                all.push(one(case, path, &texts, &ready, world));
            } else {
                skipped = skipped.saturating_add(1);
            }
        }
    }
    if let (Some(filter), true) = (filter, all.is_empty() && skipped > 0) {
        // A slip in a filter would keep a build green for ever.
        return Err(Stop::from(words::no_test_matches(filter, skipped)));
    }
    report_all(&all, skipped, common, world)
}

/// The engine that the tests of a programme run on: its own plan and catalogue.
fn ready(built: Built, world: &mut World) -> Result<(Ready, shop::Source), Stop> {
    let products = semantics::products_file(&built.source.db, built.source.input);
    let catalog = match products {
        Some(file) => {
            let shown = built.source.programme.shown_file(file.path(&built.source.db));
            inputs::catalog_of(world, file.bytes(&built.source.db), &shown)?
        }
        None => Catalog::default(),
    };
    let hash = perk_plan::plan_hash(&built.plan);
    let engine = Engine::load(built.plan, catalog.clone())
        .map_err(|error| Stop::from(words::cannot_load(&built.source.programme.shown, &error)))?
        .with_plan_hash(hash);
    Ok((Ready::of(engine, catalog, built.source_map), built.source))
}

fn one(case: &TestCase, path: String, texts: &Texts, ready: &Ready, world: &World) -> Ran {
    let start = usize::try_from(case.location.span.start).unwrap_or(usize::MAX);
    let line = texts.position(&path, start).line;
    let title = case.title.to_string();
    let ran = |failure: Option<String>, brief: String| Ran {
        path: path.clone(),
        line,
        title: title.clone(),
        failure,
        brief,
        mismatches: Vec::new(),
    };
    let options = DecideOptions {
        explain: Explain::All,
        source_map: ready.source_map.as_ref(),
    };
    let decision = match ready.engine.decide(&case.receipt, &case.clients, &options) {
        Ok(decision) => decision,
        Err(error) => {
            let why = format!("{}: {}", error.path, Phrase::from(&error).say(world.lang));
            return ran(Some(format!("    {why}\n")), why);
        }
    };
    let digits = ready.engine.plan().currency.digits;
    let rows: Vec<Side> = case
        .expectations
        .iter()
        .map(|(expected, _)| compare(expected, &decision, case, digits, world.lang))
        .collect();
    let Some(first) = rows.iter().find(|row| !row.agrees) else {
        return ran(None, String::new());
    };
    let brief = format!(
        "{}: {} {}, {} {}",
        first.name,
        words::EXPECTED.say(world.lang),
        first.expected,
        words::ACTUAL.say(world.lang),
        first.actual
    );
    let paint = Paint {
        colour: world.look().colour,
    };
    let heads = (words::EXPECTED.say(world.lang), words::ACTUAL.say(world.lang));
    let mut drawn = sides::draw(&rows, heads, 90, paint);
    drawn.push('\n');
    let picture = slip::draw(&ready.slip(&case.receipt, &decision), world.lang, paint);
    for line in picture.lines() {
        drawn.push_str(format!("    {line}").trim_end());
        drawn.push('\n');
    }
    let place = |at: u32| texts.position(&path, usize::try_from(at).unwrap_or(usize::MAX)).line;
    let lines = case.expectations.iter().map(|(_, location)| place(location.span.start));
    let mismatches = lines.zip(rows).filter(|(_, row)| !row.agrees).collect();
    Ran {
        mismatches,
        ..ran(Some(drawn), brief)
    }
}

/// One expectation beside what happened.
fn compare(expected: &Expectation, decision: &Decision, case: &TestCase, digits: u8, lang: Lang) -> Side {
    let money = |minor: i64| amount::money(minor, digits);
    let side = |name: String, expected: String, actual: String| {
        let agrees = expected == actual;
        Side {
            name,
            expected,
            actual,
            agrees,
        }
    };
    let gave = |promotion: &str| {
        let verdict = decision.verdict(promotion);
        let discount = verdict.and_then(|verdict| verdict.discount.as_deref());
        let applied = verdict.is_some_and(|verdict| verdict.outcome == Became::Applied);
        let times = verdict
            .and_then(|verdict| verdict.times)
            .map_or(u64::from(applied), u64::from);
        (discount.map_or(0, |text| minor(text, digits)), times, applied)
    };
    match expected {
        Expectation::Gives {
            promotion,
            amount,
            times,
        } => {
            let (given, used, _) = gave(promotion.as_str());
            let with_times = |sum: i64, count: u64| match times {
                Some(_) => format!("{}, {}", money(sum), words::times(count).say(lang)),
                None => money(sum),
            };
            side(
                promotion.to_string(),
                with_times(amount.minor, times.unwrap_or(used)),
                with_times(given, used),
            )
        }
        Expectation::GivesNothing { promotion } => {
            let (given, _, _) = gave(promotion.as_str());
            side(promotion.to_string(), money(0), money(given))
        }
        Expectation::Total(sum) => side(
            words::TOTAL.say(lang).to_owned(),
            money(sum.minor),
            money(minor(&decision.totals.due, digits)),
        ),
        Expectation::Discount(sum) => side(
            words::DISCOUNT.say(lang).to_owned(),
            money(sum.minor),
            money(minor(&decision.totals.discount, digits)),
        ),
        Expectation::Net { sku, amount } => {
            let paid = decision
                .lines
                .iter()
                .zip(&case.receipt.lines)
                .filter(|(_, line)| line.sku == **sku)
                .fold(0_i64, |sum, (said, _)| sum.saturating_add(minor(&said.net, digits)));
            side(sku.to_string(), money(amount.minor), money(paid))
        }
        Expectation::Prints(text) => said(
            &words::PRINTS,
            text,
            decision.print.iter().map(|printed| printed.text.as_str()),
            lang,
        ),
        Expectation::Shows { place, text } => {
            let (who, shown) = match place {
                Place::Cashier => (&words::FOR_CASHIER, &decision.show.cashier),
                Place::Customer | Place::Header | Place::Footer | Place::Slip => {
                    (&words::FOR_CUSTOMER, &decision.show.customer)
                }
            };
            said(who, text, shown.iter().map(|shown| shown.text.as_str()), lang)
        }
    }
}

/// A text that is expected among those said.
fn said<'a>(name: &words::Fixed, expected: &str, texts: impl Iterator<Item = &'a str>, lang: Lang) -> Side {
    let texts: Vec<&str> = texts.collect();
    let agrees = texts.contains(&expected);
    let actual = if agrees { expected.to_owned() } else { texts.join(" | ") };
    Side {
        name: name.say(lang).to_owned(),
        expected: expected.to_owned(),
        actual,
        agrees,
    }
}

fn report_all(all: &[Ran], skipped: usize, common: Common, world: &mut World) -> Result<Exit, Stop> {
    let failed = all.iter().filter(|ran| ran.failure.is_some()).count();
    let passed = all.len().saturating_sub(failed);
    let text = match common.format {
        Format::Full | Format::Concise => for_people(all, skipped, common.format, world),
        Format::Json => json(all),
        Format::Junit => {
            let cases: Vec<(String, String, Option<String>)> = all
                .iter()
                .map(|ran| {
                    let failure = ran.failure.as_ref().map(|drawn| format!("{}\n{drawn}", ran.brief));
                    (ran.path.clone(), ran.title.clone(), failure)
                })
                .collect();
            report::junit_suite("perk test", &cases)
        }
        Format::Github => all
            .iter()
            .filter(|ran| ran.failure.is_some())
            .map(|ran| report::github_error(&ran.path, ran.line, &ran.title, &ran.brief))
            .collect(),
        Format::Gitlab | Format::Sarif | Format::Rdjson => {
            return Err(Stop::from(words::test_format_not_supported()));
        }
    };
    world.print(&text)?;
    if common.format.is_for_people() {
        let summary = if all.is_empty() && skipped == 0 {
            Phrase::from(words::NO_TESTS)
        } else {
            words::tests_ran(passed, failed, skipped)
        };
        world.print(&format!("{}\n", summary.say(world.lang)))?;
    }
    Ok(if failed > 0 { Exit::Findings } else { Exit::Clean })
}

fn for_people(all: &[Ran], skipped: usize, format: Format, world: &World) -> String {
    let paint = Paint {
        colour: world.look().colour,
    };
    let mut out = String::new();
    let mut path = "";
    for ran in all {
        let passed = ran.failure.is_none();
        if format == Format::Concise {
            if !passed {
                out.push_str(&format!("{}:{}: {}: {}\n", ran.path, ran.line, ran.title, ran.brief));
            }
            continue;
        }
        if world.quiet && passed {
            continue;
        }
        if ran.path != path {
            path = &ran.path;
            out.push_str(&format!("{}\n", paint.text(Tone::Dim, path)));
        }
        let (tone, word) = if passed {
            (Tone::Good, words::PASSED)
        } else {
            (Tone::Bad, words::FAILED)
        };
        out.push_str(&format!("  {} {}\n", paint.text(tone, word.say(world.lang)), ran.title));
        if let Some(drawn) = &ran.failure {
            out.push('\n');
            out.push_str(drawn);
            out.push('\n');
        }
    }
    if !out.is_empty() && (!all.is_empty() || skipped > 0) && format == Format::Full {
        out.push('\n');
    }
    out
}

fn json(all: &[Ran]) -> String {
    let list: Vec<serde_json::Value> = all
        .iter()
        .map(|ran| {
            serde_json::json!({
                "file": ran.path, "line": ran.line, "title": ran.title,
                "passed": ran.failure.is_none(), "message": ran.brief,
                "mismatches": ran.mismatches.iter().map(|(line, row)| serde_json::json!({
                    "line": line, "what": row.name, "expected": row.expected, "actual": row.actual,
                })).collect::<Vec<_>>(),
            })
        })
        .collect();
    let mut text = serde_json::to_string_pretty(&list).unwrap_or_default();
    text.push('\n');
    text
}
