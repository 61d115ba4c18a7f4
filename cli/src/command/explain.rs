//! `perk explain`: why each promotion applied or not on a receipt; or the page of a diagnostic.

use perk_compiler::db::{DataFile, Programme, RootDatabase, SourceFile};
use perk_compiler::diagnostic::{Code, Example, Severity, codes, example_bytes};
use perk_compiler::semantics;
use perk_runtime::{DecideOptions, Explain};

use crate::args::Inputs;
use crate::receipts::{self, Entry, ReceiptFile};
use crate::report::{self, Finding, Format, Texts, finding_of, language_of};
use crate::shop::{self, Prepared, Ready};
use crate::view::canvas::{Paint, Tone, cells};
use crate::view::{slip, verdict};
use crate::words;
use crate::world::{Exit, Stop, World};

/// `perk explain PK0213`
pub(super) fn code(id: &str, world: &mut World) -> Result<Exit, Stop> {
    let Some(code) = codes::find(id) else {
        return Err(Stop::from(words::no_such_code(id)));
    };
    let language = language_of(world.lang);
    let paint = Paint {
        colour: world.look().colour,
    };
    let severity = match code.severity {
        Severity::Error => words::error(),
        Severity::Warning => words::warning(),
        Severity::Hint => words::hint(),
        Severity::Advice => words::advice(),
    };
    let mut page = format!(
        "{}  {}  ({})\n\n{}\n",
        paint.text(Tone::Bold, code.id),
        code.name,
        severity.say(world.lang),
        code.headline.get(language)
    );
    push_wrapped(&mut page, code.about.get(language), world.look().width.clamp(40, 100));
    page.push_str(&format!("\n{}\n\n", words::LIKE_THIS.say(world.lang)));
    let (bad, good) = (code.bad_in(language), code.good_in(language));
    push_example(&mut page, &code.example_bad, &bad);
    page.push('\n');
    page.push_str(&findings_of(code, &bad, world));
    page.push_str(&format!("{}\n\n", words::PUT_RIGHT.say(world.lang)));
    push_example(&mut page, &code.example_good, &good);
    world.print(&page)?;
    Ok(Exit::Clean)
}

/// A paragraph after an empty line, broken at blanks.
fn push_wrapped(page: &mut String, text: &str, width: usize) {
    page.push('\n');
    let mut used = 0_usize;
    for word in text.split_whitespace() {
        let next = used.saturating_add(1).saturating_add(cells(word));
        if used > 0 && next <= width {
            page.push(' ');
            used = next;
        } else {
            if used > 0 {
                page.push('\n');
            }
            used = cells(word);
        }
        page.push_str(word);
    }
    page.push('\n');
}

fn push_example(page: &mut String, example: &Example, source: &str) {
    for (path, text) in example.files {
        page.push_str(&format!("    // {path}\n"));
        for line in text.lines() {
            page.push_str(&format!("    {line}\n"));
        }
        page.push('\n');
    }
    for line in source.lines() {
        page.push_str(format!("    {line}").trim_end());
        page.push('\n');
    }
}

/// What the compiler says about the code's own bad example, now.
fn findings_of(code: &Code, bad: &str, world: &World) -> String {
    // Most examples stand on a root of their own kind; a code about the root itself needs it away.
    for rooted in [true, false] {
        let (db, programme, texts) = example_programme(&code.example_bad, bad, rooted);
        let shown = |path: &str| path.to_owned();
        let found: Vec<Finding> = semantics::check_deeply(&db, programme)
            .iter()
            .filter(|diagnostic| diagnostic.code == code)
            .take(1)
            .map(|diagnostic| finding_of(diagnostic, world.lang, &shown))
            .collect();
        if !found.is_empty() {
            return report::render(&found, &texts, Format::Full, world.look());
        }
    }
    String::new()
}

/// An example in the compiler, with a root beside it where it has none and one is wanted.
fn example_programme(example: &Example, source: &str, rooted: bool) -> (RootDatabase, Programme, Texts) {
    let db = RootDatabase::default();
    let has_root = |text: &str| {
        perk_grammar::parse(text)
            .tree()
            .declarations()
            .any(|declaration| matches!(declaration, perk_grammar::ast::Declaration::Retailer(_)))
    };
    let mut files = vec![SourceFile::new(&db, "shop.perk".into(), source.into())];
    let mut data = Vec::new();
    let mut found = has_root(source);
    for (path, text) in example.files {
        if path.ends_with(".perk") {
            found |= has_root(text);
            files.push(SourceFile::new(&db, (*path).into(), (*text).into()));
        } else {
            data.push(DataFile::new(&db, (*path).into(), example_bytes(text).into()));
        }
    }
    if rooted && !found {
        files.push(SourceFile::new(&db, "retailer.perk".into(), EXAMPLE_RETAILER.into()));
    }
    let mut texts = Texts::default();
    for file in &files {
        texts.insert(file.path(&db).to_string(), file.text(&db).to_string());
    }
    for file in &data {
        texts.insert(file.path(&db).to_string(), shop::lossy(file.bytes(&db)));
    }
    let programme = Programme::new(&db, files, data);
    (db, programme, texts)
}

/// The root that examples without one stand on.
const EXAMPLE_RETAILER: &str = "retailer \"Shop\" {\n  currency RUB\n  time zone \"Europe/Moscow\"\n}\n";

/// `perk explain PLAN_OR_DIR RECEIPT`
pub(super) fn receipt(on: &Inputs, promotion: Option<&str>, id: Option<&str>, world: &mut World) -> Result<Exit, Stop> {
    let ready = match shop::prepare(world, on, Format::Full)? {
        Prepared::Ready(ready) => ready,
        Prepared::Findings(exit) => return Ok(exit),
    };
    let promotion = promotion.map(|called| ready.named(called)).transpose()?;
    let promotion = promotion.as_deref();
    let (file, index, entry) = only_entry(on, id, &ready, world)?;
    shop::warn_of_misfits(world, &file.shown, &file.misfits(&ready.engine));
    if ready.asks_in_vain(&entry.receipt) {
        world.warn_always(&words::no_catalogue(1).into());
    }
    let key = entry.receipt.client.as_ref().filter(|_| entry.client.is_none());
    let stranger = key.and_then(|key| perk_runtime::named_otherwise(&ready.clients, key));
    if let (Some(path), Some(stranger)) = (&on.accounts, stranger) {
        shop::warn_of_misfits(world, path, &[stranger]);
    }
    let clients = ready.clients_of(&entry);
    let explain = promotion.map_or(Explain::All, |name| Explain::One(name.to_owned()));
    let options = DecideOptions {
        explain,
        source_map: ready.source_map.as_ref(),
    };
    let decision = ready
        .engine
        .decide(&entry.receipt, &clients, &options)
        .map_err(|error| Stop::from(file.refused(index, &error).0))?;
    let paint = Paint {
        colour: world.look().colour,
    };
    let mut text = String::new();
    if promotion.is_none() {
        text.push_str(&slip::draw(&ready.slip(&entry.receipt, &decision), world.lang, paint));
        text.push('\n');
    }
    let mut verdicts = ready.verdicts(&entry.receipt, &decision, world.lang);
    if let Some(name) = promotion {
        verdicts.retain(|verdict| verdict.name == name);
    }
    text.push_str(&verdict::draw(
        &verdicts,
        ready.engine.plan().currency.digits,
        world.lang,
        paint,
    ));
    world.print(&text)?;
    Ok(Exit::Clean)
}

/// The receipt that is meant, with its file and its number there: the only one, or the one of this id.
fn only_entry(
    on: &Inputs,
    id: Option<&str>,
    ready: &Ready,
    world: &mut World,
) -> Result<(ReceiptFile, usize, Entry), Stop> {
    let path = match on.receipts.first() {
        Some(path) => path.clone(),
        None => {
            let beside = ready
                .folder
                .as_deref()
                .map(receipts::receipts_beside)
                .unwrap_or_default();
            let found = beside.first().map(|path| world.shown(path));
            found.ok_or_else(|| Stop::from(words::no_receipts(&on.plan)))?
        }
    };
    let file = receipts::open(world, &path, ready.reading())?;
    let count = file.len();
    if let Some(id) = id {
        let found = (0..count).find_map(|index| match file.entry(index) {
            Some(Ok(entry)) if entry.receipt.id == id => Some((index, entry)),
            Some(Ok(_) | Err(_)) | None => None,
        });
        return match found {
            Some((index, entry)) => Ok((file, index, entry)),
            None => Err(Stop::from(words::no_such_receipt(&path, id))),
        };
    }
    if count != 1 {
        return Err(Stop::from(words::one_receipt_needed(&path, count)));
    }
    match file.entry(0) {
        Some(Ok(entry)) => Ok((file, 0, entry)),
        Some(Err(bad)) => Err(Stop::from(bad.0)),
        None => Err(Stop::from(words::one_receipt_needed(&path, count))),
    }
}
