//! `perk eval`: decides receipts, many at once, and writes the decisions in the receipts' order.

use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use perk_runtime::{DecideOptions, Explain, IntakeError, Misfit, Workspace};
use rayon::prelude::*;

use crate::args::{Common, DecisionFormat, EvalRequest};
use crate::limits;
use crate::receipts::{self, BadReceipt, Entry, ReceiptFile};
use crate::shop::{self, Prepared, Ready};
use crate::view::canvas::Paint;
use crate::view::{slip, summary, verdict};
use crate::words::{self, Lang};
use crate::world::{Exit, Stop, World};

/// What became of one receipt: its text, and what it adds to the summary.
struct Decided {
    text: String,
    sums: summary::Summary,
    /// Whether the plan asked for facts of goods that nobody told.
    in_vain: bool,
    /// A hash of its id.
    id: u64,
    /// Its client, where the snapshot knows the key as one of another kind.
    stranger: Option<Misfit>,
}

/// How one receipt is decided and written.
#[derive(Clone, Copy)]
struct Task<'a> {
    ready: &'a Ready,
    format: DecisionFormat,
    /// Whether each receipt is written, or only the summary.
    each: bool,
    explain: bool,
    lang: Lang,
    paint: Paint,
}

pub(super) fn run(request: &EvalRequest, common: Common, world: &mut World) -> Result<Exit, Stop> {
    let ready = match shop::prepare(world, &request.on, common.format)? {
        Prepared::Ready(ready) => ready,
        Prepared::Findings(exit) => return Ok(exit),
    };
    let files = open_all(request, &ready, world)?;
    let all = files
        .iter()
        .fold(0_usize, |sum, (_, chosen)| sum.saturating_add(chosen.len()));
    let each = request.format != DecisionFormat::Table || (!request.summary && all <= limits::TABLES);
    let task = Task {
        ready: &ready,
        format: request.format,
        each: each && !request.summary,
        explain: request.explain,
        lang: world.lang,
        paint: Paint {
            colour: world.look().colour,
        },
    };
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(request.threads.unwrap_or(0))
        .build()
        .map_err(|why| Stop::from(words::Phrase::verbatim(why.to_string())))?;
    let mut output = Output::new(request.format, task.each, progress(world, all));
    // A file that is one document is refused whole, before anything is printed.
    let mut whole: Vec<Vec<Result<Decided, BadReceipt>>> = Vec::new();
    for (file, chosen) in files.iter().filter(|(file, _)| !file.is_stream) {
        let decided = pool.install(|| batch(file, chosen, task));
        if let Some(Err(bad)) = decided.iter().find(|result| result.is_err()) {
            return Err(Stop::from(bad.0.clone()));
        }
        whole.push(decided);
    }
    let mut whole = whole.into_iter();
    for (file, chosen) in &files {
        if file.is_stream {
            for part in chosen.chunks(limits::BATCH) {
                let decided = pool.install(|| batch(file, part, task));
                output.take(decided, part, world)?;
            }
            output.file_ends(file, world);
        } else if let Some(decided) = whole.next() {
            output.take(decided, chosen, world)?;
            output.file_ends(file, world);
        }
    }
    output.finish(request, &ready, world)
}

/// Every file of the request, with the numbers of the receipts that are wanted.
fn open_all(request: &EvalRequest, ready: &Ready, world: &mut World) -> Result<Vec<(ReceiptFile, Vec<usize>)>, Stop> {
    let mut paths = request.on.receipts.clone();
    if paths.is_empty() {
        if let Some(folder) = &ready.folder {
            paths = receipts::receipts_beside(folder)
                .iter()
                .map(|path| world.shown(path))
                .collect();
        }
        if paths.is_empty() {
            return Err(Stop::from(words::no_receipts(&request.on.plan)));
        }
    }
    if paths.iter().filter(|path| *path == "-").count() > 1 {
        return Err(Stop::from(words::stdin_twice()));
    }
    let mut files = Vec::new();
    for path in &paths {
        let file = receipts::open(world, path, ready.reading())?;
        shop::warn_of_misfits(world, path, &file.misfits(&ready.engine));
        let chosen: Vec<usize> = (0..file.len()).collect();
        files.push((file, chosen));
    }
    if let Some(id) = &request.receipt {
        for (file, chosen) in &mut files {
            chosen.retain(|index| matches!(file.entry(*index), Some(Ok(entry)) if entry.receipt.id == *id));
        }
        if files.iter().all(|(_, chosen)| chosen.is_empty()) {
            return Err(Stop::from(words::no_such_receipt(&paths.join(", "), id)));
        }
    }
    Ok(files)
}

fn batch(file: &ReceiptFile, chosen: &[usize], task: Task<'_>) -> Vec<Result<Decided, BadReceipt>> {
    chosen
        .par_iter()
        .map_init(Workspace::default, |workspace, index| match file.entry(*index) {
            Some(entry) => {
                entry.and_then(|entry| decide(&entry, task, workspace).map_err(|error| file.refused(*index, &error)))
            }
            None => Err(BadReceipt(words::Phrase::verbatim(String::new()).into())),
        })
        .collect()
}

fn decide(entry: &Entry, task: Task<'_>, workspace: &mut Workspace) -> Result<Decided, IntakeError> {
    let engine = &task.ready.engine;
    let clients = task.ready.clients_of(entry);
    let in_vain = task.ready.asks_in_vain(&entry.receipt);
    let id = hash_of(&entry.receipt.id);
    // What the receipt's own file tells of its client stands in the way of the snapshot's.
    let key = entry.receipt.client.as_ref().filter(|_| entry.client.is_none());
    let stranger = key.and_then(|key| perk_runtime::named_otherwise(&task.ready.clients, key));
    if !task.each {
        let case = engine.intake(&entry.receipt, &clients)?;
        let outcome = engine.evaluate(&case, workspace);
        return Ok(Decided {
            text: String::new(),
            sums: shop::sums_of(engine.plan(), outcome, !case.warnings().is_empty()),
            in_vain,
            id,
            stranger,
        });
    }
    let explain = match (task.explain, task.format) {
        (true, _) => Explain::All,
        (false, DecisionFormat::Json | DecisionFormat::Jsonl) => Explain::Touched,
        (false, DecisionFormat::Table) => Explain::None,
    };
    let options = DecideOptions {
        explain,
        source_map: task.ready.source_map.as_ref(),
    };
    let decision = engine.decide(&entry.receipt, &clients, &options)?;
    let text = match task.format {
        DecisionFormat::Json | DecisionFormat::Jsonl => decision.to_json(),
        DecisionFormat::Table => {
            let mut drawn = slip::draw(&task.ready.slip(&entry.receipt, &decision), task.lang, task.paint);
            if task.explain {
                drawn.push('\n');
                drawn.push_str(&verdict::draw(
                    &task.ready.verdicts(&entry.receipt, &decision, task.lang),
                    engine.plan().currency.digits,
                    task.lang,
                    task.paint,
                ));
            }
            drawn
        }
    };
    Ok(Decided {
        text,
        sums: summary::Summary::default(),
        in_vain,
        id,
        stranger,
    })
}

fn hash_of(id: &str) -> u64 {
    let mut hasher = std::hash::DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}

/// What goes out, in the order of the receipts.
struct Output {
    format: DecisionFormat,
    each: bool,
    bar: ProgressBar,
    /// Documents that are printed only when all are known: a JSON array has no good half.
    pending: Vec<String>,
    sums: summary::Summary,
    decided: usize,
    in_vain: usize,
    bad: usize,
    bad_of_file: usize,
    /// Numbers of the receipts of this file that were decided, with hashes of their ids.
    ids: Vec<(usize, u64)>,
    /// Clients whom receipts name by another key than the snapshot, each once.
    strangers: BTreeSet<Misfit>,
}

impl Output {
    fn new(format: DecisionFormat, each: bool, bar: ProgressBar) -> Self {
        let sums = summary::Summary::default();
        Self {
            format,
            each,
            bar,
            pending: Vec::new(),
            sums,
            decided: 0,
            in_vain: 0,
            bad: 0,
            bad_of_file: 0,
            ids: Vec::new(),
            strangers: BTreeSet::new(),
        }
    }

    fn take(
        &mut self,
        results: Vec<Result<Decided, BadReceipt>>,
        numbers: &[usize],
        world: &mut World,
    ) -> Result<(), Stop> {
        let count = u64::try_from(results.len()).unwrap_or(u64::MAX);
        let mut text = String::new();
        for (number, result) in numbers.iter().zip(results) {
            match result {
                Ok(decided) => {
                    self.ids.push((*number, decided.id));
                    self.strangers.extend(decided.stranger);
                    self.sums.add(&decided.sums);
                    self.in_vain = self.in_vain.saturating_add(usize::from(decided.in_vain));
                    if self.each {
                        match self.format {
                            DecisionFormat::Json => self.pending.push(decided.text),
                            DecisionFormat::Jsonl => {
                                text.push_str(&decided.text);
                                text.push('\n');
                            }
                            DecisionFormat::Table => {
                                if self.decided > 0 {
                                    text.push('\n');
                                }
                                text.push_str(&decided.text);
                            }
                        }
                    }
                    self.decided = self.decided.saturating_add(1);
                }
                Err(bad) => {
                    self.bad = self.bad.saturating_add(1);
                    self.bad_of_file = self.bad_of_file.saturating_add(1);
                    if self.bad_of_file <= limits::NAMED_BAD_RECEIPTS {
                        self.bar.suspend(|| world.complain(&bad.0));
                    }
                }
            }
        }
        self.bar.inc(count);
        world.print(&text)
    }

    fn file_ends(&mut self, file: &ReceiptFile, world: &mut World) {
        let repeated = file.repeated(self.ids.drain(..));
        self.bar.suspend(|| {
            for one in repeated.iter().take(limits::NAMED_WARNINGS) {
                world.warn(&words::repeated_receipt(one));
            }
            if let Some(more) = repeated
                .len()
                .checked_sub(limits::NAMED_WARNINGS)
                .filter(|more| *more > 0)
            {
                world.warn(&words::more_warnings(&file.shown, more));
            }
        });
        if let Some(more) = self
            .bad_of_file
            .checked_sub(limits::NAMED_BAD_RECEIPTS)
            .filter(|more| *more > 0)
        {
            world.say(&words::more_bad_receipts(&file.shown, more));
        }
        self.bad_of_file = 0;
    }

    fn finish(mut self, request: &EvalRequest, ready: &Ready, world: &mut World) -> Result<Exit, Stop> {
        self.bar.finish_and_clear();
        if self.format == DecisionFormat::Json && self.each {
            let text = match self.pending.as_slice() {
                [only] if self.bad == 0 => format!("{only}\n"),
                all => format!("[\n{}\n]\n", all.join(",\n")),
            };
            world.print(&text)?;
        }
        if !self.each {
            self.sums.receipts = self.decided;
            let text = if request.format == DecisionFormat::Table {
                let plan = ready.engine.plan();
                let currency = (plan.currency.code.as_str(), plan.currency.digits);
                let paint = Paint {
                    colour: world.look().colour,
                };
                summary::draw(&self.sums, &ready.titles(), currency, world.lang, paint)
            } else {
                format!("{}\n", summary::json(&self.sums, ready.engine.plan().currency.digits))
            };
            world.print(&text)?;
        }
        if let Some(path) = &request.on.accounts {
            let strangers: Vec<Misfit> = self.strangers.into_iter().collect();
            shop::warn_of_misfits(world, path, &strangers);
        }
        if self.in_vain > 0 {
            world.warn_always(&words::no_catalogue(self.in_vain).into());
        }
        if self.bad > 0 {
            let all = self.decided.saturating_add(self.bad);
            world.say(&words::refused_receipts(self.bad, all));
            return Ok(Exit::Findings);
        }
        Ok(Exit::Clean)
    }
}

fn progress(world: &World, all: usize) -> ProgressBar {
    let wanted = world.errors_is_terminal && !world.quiet && all > limits::SILENT_RECEIPTS;
    let target = if wanted {
        ProgressDrawTarget::stderr()
    } else {
        ProgressDrawTarget::hidden()
    };
    let bar = ProgressBar::with_draw_target(Some(u64::try_from(all).unwrap_or(u64::MAX)), target);
    match ProgressStyle::with_template("  {bar:40} {pos}/{len}  {per_sec}  {eta}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
