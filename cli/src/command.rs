//! One module per command; each turns a request into output and an exit, and nothing else.

mod build;
mod check;
mod conform;
mod debug;
mod eval;
mod explain;
mod fmt;
mod lsp;
mod new;
mod plan;
mod test;

use crate::args::{Common, Request};
use crate::words;
use crate::world::{Exit, Stop, World};

/// Does what was asked for.
///
/// # Errors
/// When something is in the way that the command cannot report as a finding.
pub fn run(request: Request, common: Common, world: &mut World) -> Result<Exit, Stop> {
    match request {
        Request::New { folder, keywords } => new::run(&folder, keywords, world),
        Request::Check { paths, watch, deep } => check::run(&paths, watch, deep, common, world),
        Request::Fmt {
            paths,
            check,
            diff,
            keywords,
        } => fmt::run(&paths, fmt::Mode { check, diff, keywords }, world),
        Request::Test { paths, filter } => test::run(&paths, filter.as_deref(), common, world),
        Request::Build { sign: Some(_), .. } => Err(Stop::from(words::not_supported_yet("perk build --sign"))),
        Request::Build {
            path,
            output,
            sign: None,
        } => build::run(&path, &output, common, world),
        Request::Eval(request) => eval::run(&request, common, world),
        Request::ExplainCode(code) => explain::code(&code, world),
        Request::Explain { on, promotion, receipt } => {
            explain::receipt(&on, promotion.as_deref(), receipt.as_deref(), world)
        }
        Request::PlanShow { plan, json } => plan::show(&plan, json, world),
        Request::PlanVerify { plan } => plan::verify(&plan, world),
        Request::Conform(files) => conform::run(&files, world),
        Request::Debug { form, path } => debug::run(form, &path, world),
        Request::Lsp => lsp::run(),
        Request::Later(name) => Err(Stop::from(words::not_supported_yet(&format!("perk {name}")))),
    }
}
