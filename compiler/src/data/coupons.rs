//! Files of coupon codes: normal forms, repeats, codes that look alike; knows no declaration.

use std::sync::Arc;

use perk_plan::coupon;
use perk_plan::table::Row;
use rustc_hash::FxHashMap;

use super::{Cells, List, Problem, Why, columns, is_spoilt, spoilt, table};
use crate::db::{DataFile, Db};
use crate::hir::Text;
use crate::spelling;

/// What divides cells in one program or another. In a code it says that a row of several cells was read as one: only the line
/// of headings tells how the cells of a file are divided, and a file of codes has one heading.
const DIVIDERS: [char; 4] = [',', ';', '\t', '"'];

/// The codes of a file in normal form, sorted by code points, without repeats, and what is wrong with it.
#[salsa::tracked(returns(ref))]
pub fn list(db: &dyn Db, file: DataFile) -> List {
    let survey = table(db, file);
    let mut cells = Cells::new(file.bytes(db), survey);
    let Some(index) = columns::CODE.find(&survey.table.columns) else {
        cells.without(columns::CODE.en);
        return List {
            values: Arc::from([]),
            problems: cells.finish(),
        };
    };
    let mut seen: FxHashMap<String, Row<'_>> = FxHashMap::default();
    let mut shapes: FxHashMap<String, Row<'_>> = FxHashMap::default();
    for row in survey.table.rows() {
        let written = row.cell(index);
        if written.is_empty() || is_spoilt(written) {
            cells.bad_at(row, index, written, spoilt(written));
            continue;
        }
        let Some(code) = coupon::normal(written) else {
            cells.bad_at(row, index, written, Why::Code);
            continue;
        };
        if written.contains(DIVIDERS) {
            cells.bad_at(row, index, written, Why::OneCode);
            continue;
        }
        let place = |cells: &Cells<'_>, row| cells.place(row, index);
        if let Some(first) = seen.get(&code) {
            let problem = Problem::CodeTwice {
                value: written.into(),
                span: place(&cells, row),
                first: place(&cells, *first),
            };
            cells.problems.push(problem);
            continue;
        }
        if spelling::is_mixed(&code) {
            let problem = Problem::CodeMixed {
                value: written.into(),
                span: place(&cells, row),
            };
            cells.problems.push(problem);
        }
        match shapes.get(&coupon::shape(&code)) {
            Some(first) => {
                let problem = Problem::CodeAlike {
                    value: written.into(),
                    other: first.cell(index).into(),
                    span: place(&cells, row),
                    first: place(&cells, *first),
                };
                cells.problems.push(problem);
            }
            None => {
                shapes.insert(coupon::shape(&code), row);
            }
        }
        seen.insert(code, row);
    }
    if seen.is_empty() && survey.faults.is_empty() && cells.problems.is_empty() {
        cells.problems.push(Problem::Empty {
            column: cells.heading(index),
        });
    }
    let mut values: Vec<Text> = seen.into_keys().map(Text::from).collect();
    values.sort_unstable();
    List {
        values: Arc::from(values),
        problems: cells.finish(),
    }
}
