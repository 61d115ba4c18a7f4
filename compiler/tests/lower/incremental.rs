//! What is made anew after an edit.

use std::sync::Arc;

use perk_compiler::db::{Programme, RootDatabase};
use perk_compiler::link;
use salsa::Setter as _;

use super::programme::{RETAILER, programme};

fn rules(n: usize) -> String {
    (0..n)
        .map(|i| format!("promotion p{i} {{ give 5% off category \"C{i}\" }}\n"))
        .collect()
}

fn edit(db: &mut RootDatabase, programme: Programme, change: impl FnOnce(&str) -> String) {
    let file = programme.files(db)[1];
    let text = change(file.text(db));
    file.set_text(db).to(Arc::from(text));
}

/// Names of the questions computed while the plan is asked for.
fn asked(db: &RootDatabase, programme: Programme) -> Vec<String> {
    db.start_log();
    assert!(link::plan(db, programme).is_ok());
    db.take_log()
}

fn count(log: &[String], question: &str) -> usize {
    log.iter().filter(|it| it.starts_with(question)).count()
}

#[test]
fn one_edit_makes_one_fragment() {
    let (mut db, programme) = programme(&[("retailer.perk", RETAILER), ("rules.perk", &rules(200))], &[]);
    let cold = asked(&db, programme);
    // One for the retailer, which has none.
    assert_eq!(count(&cold, "fragment("), 201, "{:?}", cold.first());
    assert_eq!(asked(&db, programme), Vec::<String>::new());

    edit(&mut db, programme, |text| {
        text.replace("5% off category \"C77\"", "6% off category \"C77\"")
    });
    let log = asked(&db, programme);
    assert_eq!((count(&log, "fragment("), count(&log, "plan(")), (1, 1), "{log:?}");
}

#[test]
fn blanks_make_no_fragment_and_no_plan() {
    let (mut db, programme) = programme(&[("retailer.perk", RETAILER), ("rules.perk", &rules(50))], &[]);
    let before = link::plan(&db, programme).clone();
    asked(&db, programme);
    edit(&mut db, programme, |text| {
        format!("\n\n// moved down\n\n{}", text.replace("give 5%", "give   5%"))
    });
    let log = asked(&db, programme);
    assert_eq!((count(&log, "fragment("), count(&log, "plan(")), (0, 0), "{log:?}");
    assert_eq!(link::plan(&db, programme), &before);
}
