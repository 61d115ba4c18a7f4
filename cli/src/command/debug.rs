//! `perk debug`: inner forms of a programme, for those who build Perk; their layout is no promise.

use perk_compiler::semantics;

use crate::args::DebugForm;
use crate::limits;
use crate::shop;
use crate::words;
use crate::world::{Exit, Stop, World, one_root, perk_files, read_text};

pub(super) fn run(form: DebugForm, path: &str, world: &mut World) -> Result<Exit, Stop> {
    match form {
        DebugForm::Tokens => each_file(path, world, &tokens),
        DebugForm::Tree => each_file(path, world, &tree),
        DebugForm::Hir => hir(path, world),
        DebugForm::Types => types(path, world),
        DebugForm::Plan => super::plan::show(path, false, world),
    }
}

fn each_file(path: &str, world: &mut World, form: &dyn Fn(&str) -> String) -> Result<Exit, Stop> {
    let files = perk_files(world, &[path.to_owned()])?;
    let many = files.len() > 1;
    for (place, shown) in files {
        let text = read_text(&place, &shown, limits::SOURCE_BYTES)?;
        if many {
            world.print(&format!("// {shown}\n"))?;
        }
        world.print(&form(&text))?;
    }
    Ok(Exit::Clean)
}

/// `12..18 WORD "скидка"`
fn tokens(text: &str) -> String {
    let (tokens, _) = perk_grammar::lexer::lex(text);
    let mut out = String::new();
    let mut start = 0_usize;
    for token in tokens {
        let end = usize::from(token.end);
        let words = text.get(start..end).unwrap_or_default();
        out.push_str(&format!("{start}..{end} {:?} {words:?}\n", token.kind));
        start = end;
    }
    out
}

fn tree(text: &str) -> String {
    let parse = perk_grammar::parse(text);
    let mut out = format!("{:#?}", parse.syntax());
    for error in parse.errors() {
        out.push_str(&format!("error {:?} {:?}\n", error.range, error.kind));
    }
    out
}

/// The typed meaning of each declaration, by kind and name.
fn hir(path: &str, world: &mut World) -> Result<Exit, Stop> {
    let root = one_root(world, path)?;
    let source = shop::open(world, &root)?;
    let mut out = String::new();
    let mut missing = 0_usize;
    for decl in semantics::programme_declarations(&source.db, source.input) {
        match semantics::hir(&source.db, source.input, *decl) {
            Some(meaning) => out.push_str(&format!("{meaning:#?}\n")),
            None => missing = missing.saturating_add(1),
        }
    }
    world.print(&out)?;
    Ok(unless_missing(missing, &source.programme.shown, world))
}

/// What each name of the programme is.
fn types(path: &str, world: &mut World) -> Result<Exit, Stop> {
    let root = one_root(world, path)?;
    let source = shop::open(world, &root)?;
    let mut out = String::new();
    let mut missing = 0_usize;
    for decl in semantics::programme_declarations(&source.db, source.input) {
        let (kind, name) = (decl.kind(&source.db), decl.name(&source.db));
        let understood = semantics::hir(&source.db, source.input, *decl).is_some();
        let property = semantics::property_type(&source.db, source.input, *decl);
        let ty = match property {
            Some(ty) => format!(" : {ty:?}"),
            None => String::new(),
        };
        let mark = if understood { "" } else { "  (not understood)" };
        out.push_str(&format!("{kind:?} {name}{ty}{mark}\n"));
        if !understood {
            missing = missing.saturating_add(1);
        }
    }
    world.print(&out)?;
    Ok(unless_missing(missing, &source.programme.shown, world))
}

fn unless_missing(missing: usize, shown: &str, world: &mut World) -> Exit {
    if missing == 0 {
        return Exit::Clean;
    }
    world.say(&words::not_understood(shown, missing));
    Exit::Findings
}
