//! `perk check` in each output format; `fmt`, `conform`, `debug`.

use crate::support::{Folder, json};
use perk::Exit;
use serde_json::Value;

/// `кофе` and `% off` force columns that differ from bytes and text that GitHub would misread.
fn shop() -> Folder {
    Folder::shop("акция утро \"Утро\" {\n  скидка 15% на кофе\n}\n")
}

#[test]
fn the_header_counts_characters_not_bytes() {
    let answer = shop().perk("check");
    assert_eq!(answer.exit, Exit::Findings);
    // `  скидка 15% на ` is 16 characters (and 24 bytes) before the name.
    assert!(answer.out.contains("[shop.perk:2:17]"), "{}", answer.out);
    assert!(answer.out.ends_with("Found 1 error in 2 files.\n"), "{}", answer.out);
    let lines: Vec<&str> = answer.out.lines().collect();
    let source = lines
        .iter()
        .position(|line| line.contains("скидка 15% на кофе"))
        .unwrap();
    let column = |line: &str, word: &str| {
        line.chars()
            .take(line[..line.find(word).unwrap()].chars().count())
            .count()
    };
    assert_eq!(
        column(lines[source], "кофе"),
        column(lines[source + 1], "─"),
        "{}",
        answer.out
    );
}

#[test]
fn messages_speak_russian() {
    let out = shop().perk("check --lang ru").out;
    assert!(out.ends_with("Найдено: 1 ошибка (2 файла).\n"), "{out}");
    assert!(
        shop()
            .perk("check --lang ru --output-format concise")
            .out
            .contains("ошибка[PK")
    );
}

#[test]
fn concise_and_github_are_one_line_each() {
    let out = shop().perk("check --output-format concise --quiet").out;
    assert!(out.starts_with("shop.perk:2:17: error[PK0101]: "), "{out}");
    assert_eq!(out.lines().count(), 1);
    let out = shop().perk("check --output-format github").out;
    assert!(
        out.starts_with("::error file=shop.perk,line=2,endLine=2,col=17,endColumn=21,title=PK0101%3A "),
        "{out}"
    );
    assert_eq!(out.lines().count(), 1);
}

#[test]
fn json_gives_lines_columns_and_offsets() {
    let out = shop().perk("check --output-format json").out;
    let found = json(&out);
    let first = &found[0];
    assert_eq!(
        (&first["code"], &first["file"]),
        (&Value::from("PK0101"), &Value::from("shop.perk"))
    );
    assert_eq!(
        first["start"],
        serde_json::json!({"line": 2, "column": 17, "offset": 57})
    );
    assert_eq!(first["end"], serde_json::json!({"line": 2, "column": 21, "offset": 65}));
    let clean = Folder::shop("").perk("check --output-format json").clean();
    assert_eq!(clean, "[]\n");
}

#[test]
fn sarif_says_that_columns_are_code_points() {
    let out = shop().perk("check --output-format sarif").out;
    let log = json(&out);
    let run = &log["runs"][0];
    assert_eq!(
        (&log["version"], &run["columnKind"]),
        (&Value::from("2.1.0"), &Value::from("unicodeCodePoints"))
    );
    assert_eq!(run["tool"]["driver"]["rules"][0]["id"], "PK0101");
    let region = &run["results"][0]["locations"][0]["physicalLocation"]["region"];
    assert_eq!(
        *region,
        serde_json::json!({"startLine": 2, "startColumn": 17, "endLine": 2, "endColumn": 21})
    );
}

#[test]
fn the_other_machine_formats_are_whole_documents() {
    let gitlab = json(&shop().perk("check --output-format gitlab").out);
    assert_eq!(gitlab[0]["location"]["lines"]["begin"], 2);
    let rdjson = json(&shop().perk("check --output-format rdjson").out);
    // Bytes before the name on its line: 2 blanks, 6 letters of two bytes, blank, `15%`, blank, 2 letters, blank = 24.
    assert_eq!(
        rdjson["diagnostics"][0]["location"]["range"]["start"],
        serde_json::json!({"line": 2, "column": 25})
    );
    let junit = shop().perk("check --output-format junit").out;
    assert!(
        junit.contains("<testsuite name=\"perk check\" tests=\"1\" failures=\"1\""),
        "{junit}"
    );
    let mut folder = shop();
    folder.environment.insert("PERK_LANG".into(), "ru".into());
    assert!(
        folder
            .perk("check --output-format teletype")
            .trouble()
            .contains("негодное значение `teletype`")
    );
}

#[test]
fn a_fix_is_shown_as_the_line_it_makes() {
    let folder = Folder::shop("promotion a { give 10 off all }\n");
    let answer = folder.perk("check");
    assert_eq!(answer.exit, Exit::Findings);
    assert!(
        answer
            .out
            .contains("    - promotion a { give 10 off all }\n    + promotion a { give 10% off all }\n"),
        "{}",
        answer.out
    );
    assert!(
        answer.out.contains("    + promotion a { give 10 RUB off all }\n"),
        "{}",
        answer.out
    );
}

#[test]
fn programmes_are_found_at_above_and_below() {
    let root = "retailer \"Shop\" {\n  currency RUB\n}\n";
    let folder = Folder::new(&[
        ("one/retailer.perk", root),
        ("one/deep/er/a.perk", ""),
        ("two/retailer.perk", root),
        (".hidden/retailer.perk", "nonsense"),
        ("target/retailer.perk", "nonsense"),
    ]);
    assert_eq!(folder.perk("check").clean(), "All right: 3 files, nothing to report.\n");
    assert_eq!(
        folder.perk("check one/deep/er").clean(),
        "All right: 2 files, nothing to report.\n"
    );
    assert_eq!(
        folder.perk("check one/deep/er/a.perk two").clean(),
        "All right: 3 files, nothing to report.\n"
    );
    let said = folder.perk("build").trouble();
    assert_eq!(said, "error: .: several programmes are here; name one: one, two\n");
}

#[test]
fn watching_checks_again_after_a_change() {
    let folder = Folder::shop("");
    let (mut world, captured) = perk::World::captured(folder.path());
    let place = folder.path().join("shop.perk");
    let mut step = 0;
    world.pause = Box::new(move || {
        step += 1;
        if step == 2 {
            std::fs::write(&place, "items a = \n").unwrap();
        }
        step < 5
    });
    let exit = perk::run(&["check".into(), "--watch".into()], &mut world);
    assert_eq!(exit, Exit::Findings);
    let out = captured.output();
    assert!(
        out.starts_with("All right: 2 files, nothing to report.\n") && out.ends_with("in 2 files.\n"),
        "{out}"
    );
    assert_eq!(out.matches(" files").count(), 2, "{out}");
    assert_eq!(captured.errors().matches("Waiting for changes").count(), 2);
}

const LOOSE: &str = "promotion   a {  // tea\ngive 10%    off all\n}\n";
const TIDY: &str = "promotion a {  // tea\n  give  10% off all\n}\n";

#[test]
fn fmt_writes_one_layout_and_says_what_it_did() {
    let folder = Folder::new(&[("a.perk", LOOSE), ("b.perk", TIDY)]);
    let answer = folder.perk("fmt --check");
    assert_eq!(
        (answer.exit, answer.err.as_str()),
        (Exit::Findings, "a.perk: would be reformatted\n")
    );
    let answer = folder.perk("fmt --diff");
    assert!(
        answer.out.contains("-give 10%    off all\n") && answer.out.contains("+  give  10% off all\n"),
        "{}",
        answer.out
    );
    assert_eq!(folder.read("a.perk"), LOOSE);
    let answer = folder.perk("fmt");
    assert_eq!(
        (answer.exit, answer.err.as_str()),
        (Exit::Clean, "1 file reformatted, 1 already formatted\n")
    );
    assert_eq!(folder.read("a.perk"), TIDY);
    assert_eq!(folder.perk("fmt --check").clean(), "");
}

#[test]
fn fmt_translates_keywords_there_and_back() {
    let mut folder = Folder::new(&[]);
    folder.input = TIDY.as_bytes().to_vec();
    let russian = folder.perk("fmt - --keywords ru").clean();
    assert_eq!(russian, "акция a {  // tea\n  скидка  10% на всё\n}\n");
    folder.input = russian.into_bytes();
    assert_eq!(folder.perk("fmt - --keywords en").clean(), TIDY);
}

#[test]
fn fmt_leaves_broken_parts_alone() {
    let broken = "promotion   b { give }}}\n";
    let folder = Folder::new(&[("a.perk", &format!("{LOOSE}\n{broken}"))]);
    let answer = folder.perk("fmt");
    assert_eq!(answer.exit, Exit::Findings);
    assert!(
        answer.err.contains("a.perk:5: this part has a syntax error"),
        "{}",
        answer.err
    );
    assert!(folder.read("a.perk").starts_with(TIDY) && folder.read("a.perk").contains("promotion   b { give }}}"));
}

#[test]
fn conform_asks_the_normative_grammar() {
    let folder = Folder::new(&[("good.perk", TIDY), ("bad.perk", "promotion a {\n  give give\n}\n")]);
    assert_eq!(
        folder.perk("conform good.perk").clean(),
        "good.perk: accepted, both parsers agree\n"
    );
    let answer = folder.perk("conform good.perk bad.perk");
    assert_eq!(answer.exit, Exit::Findings);
    assert!(
        answer.out.ends_with("; both parsers agree\n") && answer.out.contains("bad.perk:2:"),
        "{}",
        answer.out
    );
}

#[test]
fn debug_shows_each_form() {
    let folder = Folder::shop("promotion a { give 10% off all }\n");
    let tokens = folder.perk("debug tokens shop.perk").clean();
    assert!(tokens.starts_with("0..9 WORD \"promotion\"\n"), "{tokens}");
    assert!(
        folder
            .perk("debug tree shop.perk")
            .clean()
            .contains("GIVE_CLAUSE@14..30")
    );
    assert!(folder.perk("debug hir").clean().contains("Promotion"));
    assert!(folder.perk("debug types").clean().contains("Promotion a\n"));
    assert!(folder.perk("debug plan").clean().contains("give      10% off all"));
}

#[test]
fn nothing_is_watched_where_nothing_is() {
    let answer = shop().perk("check --watch nowhere");
    assert!(answer.trouble().starts_with("error: nowhere: cannot be read"));
}

#[test]
fn a_catalogue_that_decides_no_receipt_is_no_clean_programme() {
    let folder = Folder::new(&[
        (
            "retailer.perk",
            "retailer \"Shop\" {\n  currency RUB\n  products \"products.csv\"\n}\n",
        ),
        ("shop.perk", "promotion a { give 10% off all }\n"),
        ("products.csv", "sku,name\nA,Tea\nA,Cocoa\n"),
    ]);
    let answer = folder.perk("check --output-format concise --quiet");
    assert_eq!(answer.exit, Exit::Findings);
    assert!(
        answer.out.starts_with("products.csv:3:1: error[PK0409]: "),
        "{}",
        answer.out
    );
    assert_eq!(folder.perk("build --quiet -o plan.perkc").exit, Exit::Findings);
    assert!(!folder.path().join("plan.perkc").exists());
}

#[test]
fn without_a_command_help_is_in_the_language_asked_for() {
    let err = shop().perk("--lang ru").trouble();
    assert!(!err.contains("requires a subcommand") && err.contains("check"), "{err}");
    assert!(!err.contains("backtest"), "{err}");
}
