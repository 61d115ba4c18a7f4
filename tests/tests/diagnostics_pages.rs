//! One page for each diagnostic code, made from the catalogue and kept true: its first example provokes the code, the
//! mended one reports nothing.
//!
//! `PERK_UPDATE=1 cargo test -p perk-tests --test diagnostics_pages` writes the pages.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::arithmetic_side_effects,
    reason = "a test may panic: that is how it fails"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use perk_compiler::db::RootDatabase;
use perk_compiler::diagnostic::{Code, Diagnostic, Example, Language, Severity, codes, example_bytes};
use perk_compiler::semantics::check_deeply;
use perk_tests::command::perk;
use perk_tests::mdtest::Page;

const MENDED: &str = "Mended";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the workspace")
        .join("docs/diagnostics")
}

/// Whether an example survives being written on a page: no invisible characters, no bytes that are no text.
fn is_text(example: &Example) -> bool {
    let visible = |text: &str| {
        text.chars()
            .all(|c| c == '\n' || !c.is_control() && visible_name(c).is_none())
    };
    visible(example.source) && example.files.iter().all(|(_, text)| !text.contains("\\x"))
}

/// How an invisible character is shown.
fn visible_name(character: char) -> Option<String> {
    let hidden = matches!(u32::from(character), 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x2069 | 0xFEFF);
    hidden.then(|| format!("\\u{{{:04X}}}", u32::from(character)))
}

/// The name of the file in which an example stands: a root of its own, also where the point is that it declares none.
const SOURCE: &str = "retailer.perk";

/// What `perk check` says about an example, in a folder of its own.
fn said_about(code: &Code, files: &[(String, Vec<u8>)]) -> String {
    let scratch = tempfile::tempdir().expect("a folder");
    for (path, bytes) in files {
        fs::write(scratch.path().join(path), bytes).expect("a file");
    }
    let mut arguments = vec!["check", "--quiet", "--output-format", "concise", "."];
    if code.severity == Severity::Advice {
        arguments.push("--deep");
    }
    perk(scratch.path(), &arguments).stdout
}

fn files_of(example: &Example) -> Vec<(String, Vec<u8>)> {
    let mut files = vec![(SOURCE.to_owned(), example.source.as_bytes().to_vec())];
    files.extend(
        example
            .files
            .iter()
            .map(|(path, text)| ((*path).to_owned(), example_bytes(text))),
    );
    files
}

/// The first finding of the code in its own example.
fn finding(code: &'static Code) -> Diagnostic {
    let db = RootDatabase::default();
    let bytes: Vec<(&str, Vec<u8>)> = code
        .example_bad
        .files
        .iter()
        .map(|(path, text)| (*path, example_bytes(text)))
        .collect();
    let programme = db.programme(
        [(SOURCE, code.example_bad.source)],
        bytes.iter().map(|(path, bytes)| (*path, bytes.as_slice())),
    );
    check_deeply(&db, programme)
        .into_iter()
        .find(|found| found.code == code)
        .unwrap_or_else(|| panic!("{} is not provoked by its example", code.id))
}

fn severity(code: &Code, language: Language) -> &'static str {
    match (code.severity, language) {
        (Severity::Error, Language::English) => "An error: no plan is made.",
        (Severity::Error, Language::Russian) => "Ошибка: план не создаётся.",
        (Severity::Warning, Language::English) => "A warning: a plan is made, most likely not the one you meant.",
        (Severity::Warning, Language::Russian) => {
            "Предупреждение: план создаётся, но, скорее всего, не тот, что нужен."
        }
        (Severity::Hint, Language::English) => "A hint: worth knowing.",
        (Severity::Hint, Language::Russian) => "Подсказка: это стоит знать.",
        (Severity::Advice, Language::English) => "Advice: may well be meant. `perk check --deep` tells it.",
        (Severity::Advice, Language::Russian) => "Совет: возможно, так и задумано. Говорит `perk check --deep`.",
    }
}

/// One row of a table: the same in both languages.
fn row(page: &mut String, say: impl Fn(Language) -> String) {
    let cell = |language| say(language).replace('|', "\\|").replace('\n', " ");
    let _ = writeln!(page, "| {} | {} |", cell(Language::English), cell(Language::Russian));
}

/// The blocks of an example: data files first.
fn push_example(page: &mut String, example: &Example) {
    let text = is_text(example);
    for (path, content) in example.files {
        let kind = if text { format!("csv {path}") } else { "text".to_owned() };
        let _ = writeln!(page, "```{kind}\n{content}```\n");
    }
    let declares = example.source.lines().any(|line| line.starts_with("retailer "));
    let kind = match (text, declares) {
        (false, _) => "text".to_owned(),
        (true, true) => "perk".to_owned(),
        (true, false) => format!("perk {SOURCE}"),
    };
    let mut source = String::new();
    for character in example.source.chars() {
        match visible_name(character) {
            Some(name) => source.push_str(&name),
            None => source.push(character),
        }
    }
    let _ = writeln!(page, "```{kind}\n{source}```\n");
}

fn page_of(code: &'static Code) -> String {
    let found = finding(code);
    let mut page = format!("# {} {}\n\n| English | Русский |\n| --- | --- |\n", code.id, code.name);
    row(&mut page, |language| format!("**{}**", code.headline.get(language)));
    row(&mut page, |language| code.about.get(language).to_owned());
    row(&mut page, |language| severity(code, language).to_owned());
    page.push('\n');
    push_example(&mut page, &code.example_bad);
    if !is_text(&code.example_bad) {
        page.push_str(
            "The example holds something that a page cannot show: `\\u{…}` stands for an invisible character, `\\x…` for a\n\
             byte. A test executes it as it is in the compiler's catalogue.\n\n",
        );
    }
    // What a page's own test asks for is told without `--deep`; this test asks deeper.
    let told = is_text(&code.example_bad) && code.severity != Severity::Advice;
    let kind = if told { "error" } else { "text" };
    let _ = writeln!(
        page,
        "```{kind}\n{}```\n",
        said_about(code, &files_of(&code.example_bad))
    );
    page.push_str("| What it says | Что говорит Perk |\n| --- | --- |\n");
    row(&mut page, |language| found.message(language));
    if !code.help.en.is_empty() {
        row(&mut page, |language| found.help(language));
    }
    for note in &found.notes {
        row(&mut page, |language| note.render(language));
    }
    for fix in &found.fixes {
        row(&mut page, |language| {
            let label = match language {
                Language::English => "Fix",
                Language::Russian => "Исправление",
            };
            format!("{label}: {}", fix.title.render(language))
        });
    }
    if let Some(witness) = &found.witness {
        page.push('\n');
        page.push_str("| To see it | Как это увидеть |\n| --- | --- |\n");
        row(&mut page, |language| witness.says.render(language));
        for receipt in &witness.receipts {
            let _ = write!(page, "\n```text\n{}\n```\n", receipt.trim_end());
        }
    }
    let _ = write!(page, "\n## {MENDED}\n\n");
    push_example(&mut page, &code.example_good);
    page.truncate(page.trim_end().len());
    page.push('\n');
    page
}

/// The list of all codes.
fn index() -> String {
    let mut page = "# Diagnostics\n\nEvery finding has a code, and every code a page: what it is about, an example that has it, and the same example\n\
        mended. `perk explain PK0213` says the same in the terminal. The pages are made from the compiler's catalogue.\n\n\
        | code | name | English | Русский |\n| --- | --- | --- | --- |\n"
        .to_owned();
    for code in codes::all() {
        let _ = writeln!(
            page,
            "| [{0}]({0}.md) | {1} | {2} | {3} |",
            code.id, code.name, code.headline.en, code.headline.ru
        );
    }
    page
}

/// Name of each page and its text.
fn pages() -> BTreeMap<String, String> {
    let mut pages: BTreeMap<String, String> = codes::all()
        .into_iter()
        .map(|code| (format!("{}.md", code.id), page_of(code)))
        .collect();
    pages.insert("README.md".to_owned(), index());
    pages
}

/// The pages as they should be, with `PERK_UPDATE` also as they then are.
static PAGES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let pages = pages();
    if std::env::var_os("PERK_UPDATE").is_some() {
        fs::create_dir_all(folder()).expect("a folder");
        for name in written().difference(&pages.keys().cloned().collect()) {
            fs::remove_file(folder().join(name)).expect("a page without a code is removed");
        }
        for (name, text) in &pages {
            fs::write(folder().join(name), text).expect("a page");
        }
    }
    pages
});

/// Names of the pages there are.
fn written() -> BTreeSet<String> {
    let entries = fs::read_dir(folder()).expect("docs/diagnostics");
    entries
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect()
}

#[test]
fn every_code_has_one_page_and_every_page_a_code() {
    let wanted: BTreeSet<String> = PAGES.keys().cloned().collect();
    assert_eq!(written(), wanted);
    assert!(codes::all().len() >= 40, "{} codes", codes::all().len());
    for (name, text) in PAGES.iter() {
        let found = fs::read_to_string(folder().join(name)).expect("a page");
        assert!(
            found == *text,
            "{name} is not what the catalogue says; PERK_UPDATE=1 writes it anew"
        );
    }
}

#[test]
fn the_first_example_of_a_page_provokes_its_code_and_the_mended_one_nothing() {
    assert!(PAGES.len() > codes::all().len());
    let mut failures = Vec::new();
    for code in codes::all() {
        let text = fs::read_to_string(folder().join(format!("{}.md", code.id))).expect("a page");
        let page = Page::parse(&text);
        let section = |title: &str| {
            page.sections
                .iter()
                .find(|section| section.title == title)
                .unwrap_or_else(|| panic!("{}: no `{title}`", code.id))
        };
        let files = |title: &str| -> Vec<(String, Vec<u8>)> {
            let blocks = section(title)
                .blocks
                .iter()
                .filter(|block| block.kind == "perk" || block.kind == "csv");
            let named = |name: &str| {
                if name.is_empty() {
                    SOURCE.to_owned()
                } else {
                    name.to_owned()
                }
            };
            blocks
                .map(|block| (named(&block.argument), block.text.clone().into_bytes()))
                .collect()
        };
        let bad = if is_text(&code.example_bad) {
            files(&format!("{} {}", code.id, code.name))
        } else {
            files_of(&code.example_bad)
        };
        let said = said_about(code, &bad);
        if !said.contains(&format!("[{}]", code.id)) {
            failures.push(format!("{}: its example says\n{said}", code.id));
        }
        if code.severity == Severity::Advice && !text.contains(said.as_str()) {
            failures.push(format!("{}: its page does not show\n{said}", code.id));
        }
        let said = said_about(code, &files(MENDED));
        if !said.is_empty() {
            failures.push(format!("{}: the mended example says\n{said}", code.id));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
