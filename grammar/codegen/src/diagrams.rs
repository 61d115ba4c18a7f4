//! Railroad diagrams of perk.pest, one picture per area, keywords in both languages; knows the grammar, not what is done with it.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "pest adds kinds of expressions in minor versions; perk.pest uses few of them"
)]

use pest_meta::ast::{Expr, Rule};
use railroad::{
    Choice, Comment, Diagram, Empty, End, Node, NonTerminal, Optional, Repeat, Sequence, Start, Stylesheet, Terminal,
    VerticalGrid,
};

use crate::table::Table;

type Part = Box<dyn Node>;

/// The areas of perk.pest in their order: the name of the picture and the picture.
pub(crate) fn diagrams(source: &str, rules: &[Rule], table: &Table) -> Vec<(String, String)> {
    let mut pictures = Vec::new();
    let mut area = ("file".to_owned(), Vec::new());
    for line in source.lines() {
        if let Some(title) = line.strip_prefix("// ---- ") {
            let title: Vec<&str> = title
                .trim_end_matches('-')
                .split([' ', ','])
                .filter(|word| !word.is_empty())
                .collect();
            let done = std::mem::replace(&mut area, (title.join("-"), Vec::new()));
            pictures.push(picture(done, table));
        } else if let Some((name, _)) = line.split_once(" = ").or_else(|| line.split_once("= "))
            && let Some(rule) = rules.iter().find(|rule| rule.name == name.trim())
        {
            area.1.push(rule);
        }
    }
    pictures.push(picture(area, table));
    pictures
}

fn picture((name, rules): (String, Vec<&Rule>), table: &Table) -> (String, String) {
    let mut grid: Vec<Part> = Vec::new();
    for rule in rules {
        let track: Vec<Part> = vec![
            Box::new(Comment::new(rule.name.clone())),
            Box::new(Start),
            part(&rule.expr, table),
            Box::new(End),
        ];
        grid.push(Box::new(Sequence::new(track)));
    }
    let diagram = Diagram::new_with_stylesheet(VerticalGrid::new(grid), &Stylesheet::Light);
    (name, format!("{diagram}\n"))
}

fn part(expr: &Expr, table: &Table) -> Part {
    match expr {
        Expr::Str(mark) => Box::new(Terminal::new(mark.clone())),
        Expr::Ident(name) => match name
            .strip_prefix("kw_")
            .and_then(|id| table.keywords.iter().find(|k| k.id == id))
        {
            Some(keyword) => {
                let spelled = |list: &[String]| list.first().cloned().unwrap_or_default();
                let (english, russian) = (spelled(&keyword.english), spelled(&keyword.russian));
                let label = if english == russian {
                    english
                } else {
                    format!("{english} · {russian}")
                };
                Box::new(Terminal::new(label))
            }
            None if matches!(name.as_str(), "SOI" | "EOI") => Box::new(Empty),
            None => Box::new(NonTerminal::new(name.clone())),
        },
        Expr::Seq(..) => {
            let mut steps = Vec::new();
            sequence(expr, table, &mut steps);
            Box::new(Sequence::new(steps))
        }
        Expr::Choice(..) => {
            let mut ways = Vec::new();
            choice(expr, table, &mut ways);
            Box::new(Choice::new(ways))
        }
        Expr::Opt(inner) => Box::new(Optional::new(part(inner, table))),
        Expr::Rep(inner) => Box::new(Optional::new(Repeat::new(part(inner, table), Empty))),
        Expr::RepOnce(inner) => Box::new(Repeat::new(part(inner, table), Empty)),
        Expr::NodeTag(inner, _) => part(inner, table),
        _ => Box::new(Empty),
    }
}

/// Steps of a sequence; looks ahead take no room.
fn sequence(expr: &Expr, table: &Table, out: &mut Vec<Part>) {
    match expr {
        Expr::Seq(a, b) => {
            sequence(a, table, out);
            sequence(b, table, out);
        }
        Expr::PosPred(_) | Expr::NegPred(_) => {}
        other => out.push(part(other, table)),
    }
}

fn choice(expr: &Expr, table: &Table, out: &mut Vec<Part>) {
    match expr {
        Expr::Choice(a, b) => {
            choice(a, table, out);
            choice(b, table, out);
        }
        other => out.push(part(other, table)),
    }
}
