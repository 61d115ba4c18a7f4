//! Random programmes from perk.pest itself: any choice, either language, trivia of every kind.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "pest adds kinds of expressions in minor versions; perk.pest uses few of them"
)]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use perk_grammar::keywords;
use pest_meta::ast::{Expr, Rule, RuleType};
use pest_meta::parser::{self, consume_rules};

const SOURCES: [&str; 2] = [include_str!("../../perk.pest"), include_str!("../../keywords.pest")];

struct Grammar {
    rules: BTreeMap<String, Rule>,
    depth: BTreeMap<String, usize>,
}

static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| {
    let mut rules = BTreeMap::new();
    for source in SOURCES {
        let pairs = parser::parse(parser::Rule::grammar_rules, source).unwrap();
        rules.extend(
            consume_rules(pairs)
                .unwrap()
                .into_iter()
                .map(|rule| (rule.name.clone(), rule)),
        );
    }
    let depth = least_depths(&rules);
    Grammar { rules, depth }
});

/// The rules that are nodes of the tree.
pub(crate) fn node_rules() -> Vec<String> {
    let node = |rule: &&Rule| rule.ty == RuleType::Normal && !rule.name.starts_with("kw_");
    GRAMMAR
        .rules
        .values()
        .filter(node)
        .map(|rule| rule.name.clone())
        .collect()
}

/// The least depth of each rule by fixpoint, so that a spent budget always ends.
fn least_depths(rules: &BTreeMap<String, Rule>) -> BTreeMap<String, usize> {
    let mut depth: BTreeMap<String, usize> = BTreeMap::new();
    loop {
        let mut changed = false;
        for rule in rules.values() {
            if let Some(found) = least(&rule.expr, rules, &depth) {
                let found = found + 1;
                if depth.get(&rule.name).is_none_or(|known| *known > found) {
                    depth.insert(rule.name.clone(), found);
                    changed = true;
                }
            }
        }
        if !changed {
            return depth;
        }
    }
}

fn least(expr: &Expr, rules: &BTreeMap<String, Rule>, depth: &BTreeMap<String, usize>) -> Option<usize> {
    match expr {
        Expr::Ident(name) if rules.contains_key(name) => depth.get(name).copied(),
        Expr::Seq(a, b) => Some(least(a, rules, depth)?.max(least(b, rules, depth)?)),
        Expr::Choice(a, b) => match (least(a, rules, depth), least(b, rules, depth)) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        },
        Expr::RepOnce(inner) | Expr::NodeTag(inner, _) => least(inner, rules, depth),
        _ => Some(0),
    }
}

pub(crate) struct Generator {
    state: u64,
    /// How often a choice fell on a rule.
    used: BTreeMap<String, usize>,
}

/// Words that are keywords somewhere and names elsewhere.
const TEMPTING: [&str; 24] = [
    "set",
    "receipt",
    "each",
    "cheapest",
    "all",
    "amount",
    "category",
    "items",
    "stores",
    "first",
    "day",
    "дни",
    "день",
    "чек",
    "набор",
    "все",
    "каждый",
    "yes",
    "да",
    "guests",
    "partial",
    "x",
    "total",
    "number",
];

const NAMES: [&str; 14] = [
    "coffee",
    "tea_2",
    "gold-card",
    "кофе",
    "чай_7",
    "сыр-бри",
    "_a",
    "École",
    "`give`",
    "`скидка`",
    "`в`",
    "Ёлка",
    "bonus",
    "москва",
];

impl Generator {
    pub(crate) fn new(seed: u64) -> Generator {
        Generator {
            state: seed,
            used: BTreeMap::new(),
        }
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % limit as u64).unwrap()
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }

    /// The tokens of one programme.
    pub(crate) fn programme(&mut self) -> Vec<String> {
        let mut pieces = Vec::new();
        let declarations = 1 + self.below(5) / 4;
        for _ in 0..declarations {
            let budget = pieces.len() + 20 + self.below(120);
            self.rule("declaration", budget, 0, &mut pieces);
        }
        pieces
    }

    fn rule(&mut self, name: &str, budget: usize, nesting: usize, out: &mut Vec<String>) {
        let Some(rule) = GRAMMAR.rules.get(name) else {
            let token = self.token(name);
            out.push(token);
            return;
        };
        // A path behind a positive look at its root.
        if name == "client_path" {
            let root = self.pick(&["client", "Клиент", "КЛИЕНТА"]).to_owned();
            let segment = self.token("segment");
            out.push(root);
            out.push(".".to_owned());
            out.push(segment);
            return;
        }
        if rule.ty == RuleType::Atomic {
            let word = self.spelling(&rule.expr);
            out.push(word);
            return;
        }
        self.expr(&rule.expr, budget, nesting + 1, out);
    }

    fn expr(&mut self, expr: &Expr, budget: usize, nesting: usize, out: &mut Vec<String>) {
        let poor = out.len() >= budget || nesting > 40;
        match expr {
            Expr::Str(text) => out.push(text.clone()),
            Expr::Ident(name) => self.rule(name, budget, nesting, out),
            Expr::Seq(a, b) => {
                self.expr(a, budget, nesting, out);
                self.expr(b, budget, nesting, out);
            }
            Expr::Choice(..) => {
                let mut ways = Vec::new();
                alternatives(expr, &mut ways);
                let way = if poor {
                    let cost = |way: &Expr| least(way, &GRAMMAR.rules, &GRAMMAR.depth).unwrap_or(usize::MAX);
                    ways.into_iter().min_by_key(|way| cost(way)).unwrap()
                } else if self.below(4) == 0 {
                    self.rarest(&ways)
                } else {
                    ways[self.below(ways.len())]
                };
                if let Expr::Ident(name) = way {
                    *self.used.entry(name.clone()).or_default() += 1;
                }
                self.expr(way, budget, nesting, out);
            }
            Expr::Opt(inner) if !poor && self.below(2) == 0 => self.expr(inner, budget, nesting, out),
            Expr::Rep(inner) | Expr::RepOnce(inner) => {
                let least = usize::from(matches!(expr, Expr::RepOnce(_)));
                let block = matches!(&**inner, Expr::Ident(name) if name.ends_with("clause") || name.ends_with("item") || name == "action");
                let more = if poor {
                    0
                } else if block {
                    self.below(9)
                } else {
                    [0, 0, 1, 2][self.below(4)]
                };
                for _ in 0..least + more {
                    self.expr(inner, budget, nesting, out);
                }
            }
            Expr::NodeTag(inner, _) => self.expr(inner, budget, nesting, out),
            _ => {}
        }
    }

    /// The way that was taken least often so far, so that every rule has its turn.
    fn rarest<'a>(&self, ways: &[&'a Expr]) -> &'a Expr {
        let taken = |way: &Expr| match way {
            Expr::Ident(name) => self.used.get(name).copied().unwrap_or(0),
            _ => usize::MAX,
        };
        ways.iter().min_by_key(|way| taken(way)).copied().unwrap()
    }

    /// A word or sign of a keyword, in any case.
    fn spelling(&mut self, expr: &Expr) -> String {
        let mut text = String::new();
        match expr {
            Expr::Str(sign) => text.push_str(sign),
            Expr::Insens(word) => text.push_str(word),
            Expr::Seq(a, b) => {
                text.push_str(&self.spelling(a));
                text.push_str(&self.spelling(b));
            }
            Expr::Choice(..) => {
                let mut ways = Vec::new();
                alternatives(expr, &mut ways);
                let shout = self.below(12) == 0;
                let index = if shout { self.below(ways.len()) } else { 0 };
                text.push_str(&self.spelling(ways[index]));
            }
            Expr::Opt(inner) if self.below(20) == 0 => text.push_str(&self.spelling(inner)),
            _ => {}
        }
        text
    }

    fn token(&mut self, name: &str) -> String {
        match name {
            "ident" => loop {
                let word = if self.below(12) == 0 {
                    self.pick(&TEMPTING)
                } else {
                    self.pick(&NAMES)
                };
                if !keywords::is_reserved(word) {
                    return word.to_owned();
                }
            },
            "segment" => self
                .pick(&["age", "level", "сумма", "give", "`в`", "birthday", "возраст"])
                .to_owned(),
            "integer" => self
                .pick(&["1", "7", "007", "1 000", "10\u{A0}000", "1_000_000", "42"])
                .to_owned(),
            "decimal" => self.pick(&["0.5", "1,5", "1 000.25", "10.0"]).to_owned(),
            "date" => self
                .pick(&["2026-10-01", "01.10.2026", "1.9.2026", "9999-99-99"])
                .to_owned(),
            "time" => self.pick(&["08:00", "8:00", "24:00"]).to_owned(),
            "text" => self
                .pick(&["\"a\"", "«б»", "“c”", "\"\"", "\"{saved} \\\" x\"", "\"Кофе // нет\""])
                .to_owned(),
            "doc" => format!("/// {}\n", self.pick(&["Morning.", "Утро", ""])),
            "SOI" | "EOI" => String::new(),
            other => panic!("no generator for `{other}`"),
        }
    }

    fn trivia(&mut self) -> &'static str {
        self.pick(&[
            " ",
            " ",
            " ",
            " ",
            "  ",
            "\n",
            "\n  ",
            "\r\n",
            "\t",
            "\u{A0}",
            " // note {\n",
            "\n//// ---\n",
            "\n// скидка 5%\n",
        ])
    }

    /// The tokens with trivia between, and none where none is needed, or sometimes where some is.
    pub(crate) fn join(&mut self, pieces: &[String]) -> String {
        let mut text = if self.below(20) == 0 {
            "\u{FEFF}".to_owned()
        } else {
            String::new()
        };
        for (index, piece) in pieces.iter().enumerate() {
            if index > 0 && !(self.below(3) == 0 && separate(&text, piece)) && self.below(300) != 0 {
                let trivia = self.trivia();
                text.push_str(trivia);
            }
            text.push_str(piece);
        }
        if self.below(2) == 0 {
            text.push('\n');
        }
        text
    }
}

/// Whether a piece can follow without a blank.
fn separate(before: &str, piece: &str) -> bool {
    const MARKS: &str = "{}(),:=\"«“”»%₽";
    let last = before.chars().next_back().unwrap_or(' ');
    let first = piece.chars().next().unwrap_or(' ');
    if last == ',' || last == ':' || first == ':' {
        return !first.is_ascii_digit() && !last.is_ascii_digit();
    }
    MARKS.contains(last) || MARKS.contains(first) || last.is_ascii_digit() && first.is_alphabetic()
}

fn alternatives<'a>(expr: &'a Expr, out: &mut Vec<&'a Expr>) {
    match expr {
        Expr::Choice(a, b) => {
            alternatives(a, out);
            alternatives(b, out);
        }
        other => out.push(other),
    }
}
