//! Small changes to the tokens of a programme: most break it, some do not.

use super::generate::Generator;

#[derive(Clone, Copy, Debug)]
pub(crate) enum Mutation {
    Delete,
    Duplicate,
    Swap,
    Glue,
    Insert,
}

pub(crate) const ALL: &[Mutation] = &[
    Mutation::Delete,
    Mutation::Duplicate,
    Mutation::Swap,
    Mutation::Glue,
    Mutation::Insert,
];

const STRANGERS: [&str; 36] = [
    "give",
    "скидка",
    "в",
    "на",
    "and",
    "not",
    "except",
    "from",
    "5",
    "1,5",
    "15%",
    "100 RUB",
    "\"x\"",
    "coffee",
    "{",
    "}",
    "(",
    ")",
    ",",
    ":",
    "=",
    "..",
    ".",
    ">=",
    "2026-10-01",
    "08:00",
    "день",
    "каждый",
    "for each",
    "по",
    "within",
    "price",
    "///x\n",
    "10.5.3",
    "—",
    "в течение",
];

pub(crate) fn apply(mutation: Mutation, pieces: &[String], generator: &mut Generator) -> String {
    let mut mutant = pieces.to_vec();
    if mutant.len() < 2 {
        return generator.join(&mutant);
    }
    let place = generator.below(mutant.len() - 1);
    match mutation {
        Mutation::Delete => {
            mutant.remove(place);
        }
        Mutation::Duplicate => {
            let piece = mutant[place].clone();
            mutant.insert(place, piece);
        }
        Mutation::Swap => mutant.swap(place, place + 1),
        Mutation::Glue => {
            let piece = mutant.remove(place + 1);
            mutant[place].push_str(&piece);
        }
        Mutation::Insert => {
            let piece = STRANGERS[generator.below(STRANGERS.len())].to_owned();
            mutant.insert(place, piece);
        }
    }
    generator.join(&mutant)
}
