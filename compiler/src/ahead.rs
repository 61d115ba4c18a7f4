//! Answers computed ahead by several threads, so that a question over a whole programme finds them ready; decides nothing:
//! every answer is the same without it.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::data;
use crate::db::{Db, Programme, RootDatabase};
use crate::declarations::{Decl, Kind, declarations};
use crate::{analyse, limits, lower, names, semantics};

/// The meaning of every declaration, and what is found of it and of all of them.
pub(crate) fn meanings(db: &dyn Db, programme: Programme) {
    // Whoever asks reads the texts themselves: no remembered answer may ask this.
    let bytes: usize = programme.files(db).iter().map(|file| file.text(db).len()).sum();
    let Some(threads) = threads(bytes >= limits::BYTES_AHEAD) else {
        return;
    };
    // Tables are read while the texts are parsed.
    at_once(db, threads, |db, thread| {
        if thread == 0 {
            for file in programme.files(db) {
                declarations(db, *file);
            }
        } else if thread == 1 {
            for file in programme.data(db) {
                if file.bytes(db).len() <= limits::DATA_AHEAD {
                    let _ = data::table(db, *file);
                }
            }
        }
    });
    // What nearly every declaration asks for.
    names::index(db, programme);
    semantics::products_file(db, programme);
    each(db, programme, threads, |db, decl| {
        semantics::references(db, programme, decl);
    });
    // Two long questions about all declarations, side by side.
    at_once(db, threads, |db, thread| {
        if thread == 0 {
            semantics::programme::findings(db, programme);
        } else if thread == 1 {
            analyse::together(db, programme);
        }
    });
    each(db, programme, threads, |db, decl| {
        if decl.kind(db) == Kind::Promotion {
            analyse::alone(db, programme, decl);
        }
    });
}

/// The fragment of every declaration of a programme without errors.
pub(crate) fn fragments(db: &dyn Db, programme: Programme) {
    let many = names::programme_declarations(db, programme).len() >= limits::DECLARATIONS_AHEAD;
    let Some(threads) = threads(many) else { return };
    each(db, programme, threads, |db, decl| {
        lower::fragment(db, programme, decl);
    });
}

/// How many threads there are for work that is worth their start; `None` when it is not or there is one processor only.
fn threads(worth: bool) -> Option<usize> {
    let threads = thread::available_parallelism()
        .map_or(1, NonZero::get)
        .min(limits::THREADS);
    (worth && threads > 1).then_some(threads)
}

/// Asks a question of each declaration, whichever thread comes first.
fn each(db: &dyn Db, programme: Programme, threads: usize, ask: impl Fn(&dyn Db, Decl<'_>) + Sync) {
    /// Declarations that a thread takes at once.
    const PORTION: usize = 32;
    let next = AtomicUsize::new(0);
    at_once(db, threads, |db, _| {
        let all = names::programme_declarations(db, programme);
        loop {
            let from = next.fetch_add(PORTION, Ordering::Relaxed);
            let Some(rest) = all.get(from..) else { return };
            if rest.is_empty() {
                return;
            }
            for decl in rest.iter().take(PORTION) {
                ask(db, *decl);
            }
        }
    });
}

/// Runs work on several threads, each with its own view of the database, and waits for all. A panic or a cancellation of one
/// of them is passed on.
fn at_once(db: &dyn Db, threads: usize, work: impl Fn(&dyn Db, usize) + Sync) {
    let views: Vec<RootDatabase> = (1..threads).map(|_| db.fork()).collect();
    thread::scope(|scope| {
        let work = &work;
        let started: Vec<_> = views
            .into_iter()
            .zip(1..)
            .map(|(view, number)| scope.spawn(move || work(&view, number)))
            .collect();
        work(db, 0);
        for thread in started {
            if let Err(reason) = thread.join() {
                resume_unwind(reason);
            }
        }
    });
}
