//! perk.pest to syntax kinds, AST views, keyword lists and diagrams; knows no other crate of Perk.

mod diagrams;
mod model;
mod rust;
mod table;

use pest_meta::ast::Rule;
use pest_meta::parser::{self, consume_rules};

/// The sources of everything that is generated.
#[derive(Clone, Copy, Debug)]
pub struct Sources<'a> {
    /// Text of perk.pest.
    pub syntax: &'a str,
    /// Text of lexical.pest.
    pub lexical: &'a str,
    /// Text of keywords.table.
    pub keywords: &'a str,
}

/// One generated file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    /// The path inside `grammar/`, or from the root of the checkout when it begins with `docs/`.
    pub path: String,
    /// The whole text.
    pub text: String,
}

/// Why nothing could be generated, in one line for the author of the grammar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    message: String,
}

impl Error {
    fn new(message: String) -> Error {
        Error { message }
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

/// Generates every file. Equal sources give equal files.
pub fn generate(sources: Sources<'_>) -> Result<Vec<Artifact>, Error> {
    let table = table::Table::parse(sources.keywords)?;
    let syntax = rules("perk.pest", sources.syntax)?;
    let lexical = rules("lexical.pest", sources.lexical)?;
    let ids: Vec<String> = table.keywords.iter().map(|k| k.id.clone()).collect();
    let model = model::Model::new(syntax, &lexical, &ids)?;
    let mentioned = model.mentioned_keywords();
    if let Some(id) = ids.iter().find(|id| !mentioned.contains(*id)) {
        return Err(Error::new(format!("keywords.table: `{id}` is used by no rule")));
    }
    if let Some(id) = mentioned.iter().find(|id| !ids.contains(id)) {
        return Err(Error::new(format!("perk.pest: `kw_{id}` is not in keywords.table")));
    }
    let artifact = |path: &str, text: String| Artifact {
        path: path.to_owned(),
        text,
    };
    let mut artifacts = vec![
        artifact("keywords.pest", rust::keyword_rules(&table)),
        artifact("src/kind/generated.rs", rust::kinds(&model, &table)),
        artifact("src/keywords/generated.rs", rust::keywords(&model, &table)),
        artifact("src/ast/generated.rs", rust::views(&model)?),
    ];
    for (area, picture) in diagrams::diagrams(sources.syntax, &model.rules, &table) {
        artifacts.push(artifact(&format!("docs/grammar/{area}.svg"), picture));
    }
    Ok(artifacts)
}

fn rules(file: &str, text: &str) -> Result<Vec<Rule>, Error> {
    let pairs = parser::parse(parser::Rule::grammar_rules, text).map_err(|e| Error::new(format!("{file}: {e}")))?;
    consume_rules(pairs).map_err(|errors| {
        let list: Vec<String> = errors.iter().map(ToString::to_string).collect();
        Error::new(format!("{file}: {}", list.join("\n")))
    })
}
