//! The walk of a decision: candidates from the index, then scheme after scheme, then the total.

pub(crate) mod candidates;
pub(crate) mod collect;

use crate::engine::Engine;
use crate::intake::Case;
use crate::money::round_to_step;
use crate::scheme;
use crate::workspace::Workspace;

/// Decides a case.
pub(crate) fn evaluate(engine: &Engine, case: &Case, workspace: &mut Workspace) {
    workspace.begin(engine, case);
    collect::collect(engine, case, workspace);
    for (number, rules) in (0_u16..).zip(&engine.plan().schemes) {
        if workspace.starts.is_some() {
            workspace.ledger.start_scheme();
            let start = workspace.ledger.clone();
            workspace.starts.get_or_insert_default().push(start);
        }
        if workspace.found.has(number) {
            scheme::run(engine, case, number, rules, workspace);
        }
    }
    workspace.ledger.finish(case, &mut workspace.outcome);
    let outcome = &mut workspace.outcome;
    let due = outcome.gross.saturating_sub(outcome.discount);
    outcome.rounding = match engine.plan().total_rounding {
        Some(rule) => round_to_step(due, rule.step, rule.mode).saturating_sub(due),
        None => 0,
    };
    outcome.net = due.saturating_add(outcome.rounding);
}
