//! Perk and hand-written Rust over the same rules and receipts, ready to be timed: equal answers first.

use std::sync::Arc;

use perk_compiler::db::{DataFile, Programme, RootDatabase, SourceFile};
use perk_compiler::diagnostic::Severity;
use perk_compiler::{link, semantics};
use perk_plan::{Plan, VerifiedPlan};
use perk_runtime::{Case, Engine, Workspace};

use super::native::{self, Bundles, Compiled, Dictionary, Indexed};
use super::translate::{self, Meeting};
use super::workload::Workload;

/// Both sides of the comparison, loaded.
pub struct Contest {
    pub engine: Engine,
    pub workspace: Workspace,
    pub cases: Vec<Case>,
    rules: Vec<Compiled>,
    pub indexed: Indexed,
    pub native: Vec<native::Receipt>,
}

impl Contest {
    /// The first `n` rules of a workload, but for points, and all its receipts.
    pub fn new(w: &Workload, n: usize) -> Contest {
        let rules = w.discounts(n);
        let plan = verified(compile(&translate::programme(&w.shop.catalog, &rules, Meeting::Sum)));
        let engine = Engine::load(plan, translate::catalogue(&w.shop.catalog)).expect("a compiled plan loads");
        let clients = translate::clients(&w.receipts);
        let cases = w
            .receipts
            .iter()
            .map(|r| {
                let receipt = translate::read(r);
                engine
                    .intake(&receipt, &clients)
                    .expect("the workload's receipts are good")
            })
            .collect();
        let dictionary = Dictionary::new(&w.shop.catalog);
        let numbers = || native::compile(&dictionary, &rules);
        let indexed = Indexed::new(numbers(), &dictionary);
        let native = w
            .receipts
            .iter()
            .map(|r| native::Receipt::new(&dictionary, r))
            .collect();
        Contest {
            engine,
            workspace: Workspace::default(),
            cases,
            rules: numbers(),
            indexed,
            native,
        }
    }

    /// Compares the discount of every receipt, in minor units, three ways: the plain loop, the indexed one, Perk. Gives the
    /// sum of all discounts.
    pub fn agree(&mut self) -> i64 {
        let expected = self.expected();
        for (i, (receipt, expected)) in self.native.iter().zip(&expected).enumerate() {
            assert_eq!(
                self.indexed.discount(receipt),
                *expected,
                "receipt {i}: the indexed native evaluator differs"
            );
            let outcome = self.engine.evaluate(&self.cases[i], &mut self.workspace);
            assert_eq!(outcome.gross, receipt.total, "receipt {i}: the gross amount differs");
            assert_eq!(outcome.discount, *expected, "receipt {i}: Perk's discount differs");
        }
        expected.iter().sum()
    }

    /// The discount of every receipt by the plain loop, in minor units.
    pub fn expected(&self) -> Vec<i64> {
        self.native
            .iter()
            .map(|r| native::discount(&self.rules, r, Bundles::OfProduct))
            .collect()
    }

    pub fn perk(&mut self, i: usize) -> i64 {
        self.engine.evaluate(&self.cases[i], &mut self.workspace).discount
    }

    pub fn hand_written(&mut self, i: usize) -> i64 {
        self.indexed.discount(&self.native[i])
    }
}

/// A new database with a programme in it: nothing is remembered from before.
pub fn programme(files: &[translate::SourceFile]) -> (RootDatabase, Programme) {
    let db = RootDatabase::default();
    let (mut texts, mut data) = (vec![], vec![]);
    for file in files {
        let path: Arc<str> = file.path.as_str().into();
        if file.path.ends_with(".perk") {
            texts.push(SourceFile::new(&db, path, Arc::from(file.text.as_str())));
        } else {
            data.push(DataFile::new(&db, path, Arc::from(file.text.as_bytes())));
        }
    }
    let programme = Programme::new(&db, texts, data);
    (db, programme)
}

/// Checks and compiles a programme that has no errors.
pub fn compile(files: &[translate::SourceFile]) -> Plan {
    let (db, programme) = programme(files);
    check_and_link(&db, programme).clone()
}

/// What is timed as a cold compile: every finding, then the plan.
pub fn check_and_link(db: &RootDatabase, programme: Programme) -> &Plan {
    let found = semantics::check(db, programme);
    let error = found.iter().find(|found| found.code.severity == Severity::Error);
    assert!(error.is_none(), "the translated rules are sound, but: {error:?}");
    &link::plan(db, programme)
        .as_ref()
        .expect("a sound programme has a plan")
        .plan
}

pub fn verified(plan: Plan) -> VerifiedPlan {
    perk_plan::verify(plan).expect("a compiled plan verifies")
}
