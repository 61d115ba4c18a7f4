//! The grammar as the generators see it: what each rule is and which children a node has; knows no Rust syntax.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "pest adds kinds of expressions in minor versions; perk.pest uses few of them"
)]

use std::collections::{BTreeMap, BTreeSet};

use pest_meta::ast::{Expr, Rule, RuleType};

use crate::Error;

/// What a rule of perk.pest stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// A token of lexical.pest.
    Token,
    /// `kw_…`.
    Keyword,
    /// A node of the tree.
    Node,
    /// A choice of nodes.
    NodeEnum(Vec<String>),
    /// A choice of tokens and keywords.
    TokenEnum(Vec<String>),
    /// A shorthand, read where it is used.
    Inline,
}

/// One getter of a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Field {
    /// The name of the getter.
    pub(crate) name: String,
    /// The rule of the child.
    pub(crate) target: String,
    /// Whether there may be several.
    pub(crate) many: bool,
    /// The place among the children of the same target.
    pub(crate) nth: usize,
}

/// The rules of perk.pest by name, in the order of the file.
pub(crate) struct Model {
    /// Rules in file order.
    pub(crate) rules: Vec<Rule>,
    /// The class of each rule, tokens and keywords included.
    pub(crate) classes: BTreeMap<String, Class>,
    /// Tokens in the order of lexical.pest.
    pub(crate) tokens: Vec<String>,
    /// Rules referred to outside predicates.
    pub(crate) used: BTreeSet<String>,
}

impl Model {
    /// Classifies the rules of perk.pest (`syntax`) and lexical.pest (`lexical`).
    pub(crate) fn new(syntax: Vec<Rule>, lexical: &[Rule], keywords: &[String]) -> Result<Model, Error> {
        let mut classes = BTreeMap::new();
        let mut used = BTreeSet::new();
        for rule in &syntax {
            references(&rule.expr, &mut used);
        }
        let tokens: Vec<String> = lexical
            .iter()
            .filter(|r| r.ty == RuleType::Atomic && used.contains(&r.name))
            .map(|r| r.name.clone())
            .collect();
        for token in &tokens {
            classes.insert(token.clone(), Class::Token);
        }
        for keyword in keywords {
            classes.insert(format!("kw_{keyword}"), Class::Keyword);
        }
        for rule in &syntax {
            let class = match rule.ty {
                RuleType::Normal => Class::Node,
                RuleType::Silent => Class::Inline,
                RuleType::Atomic | RuleType::CompoundAtomic | RuleType::NonAtomic => {
                    return Err(Error::new(format!(
                        "perk.pest: `{}`: tokens belong to lexical.pest",
                        rule.name
                    )));
                }
            };
            if classes.insert(rule.name.clone(), class).is_some() {
                return Err(Error::new(format!("perk.pest: `{}` stands twice", rule.name)));
            }
        }
        let mut model = Model {
            rules: syntax,
            classes,
            tokens,
            used,
        };
        for rule in model.rules.clone() {
            if rule.ty == RuleType::Silent
                && model.used.contains(&rule.name)
                && let Some(class) = model.enumeration(&rule)?
            {
                model.classes.insert(rule.name.clone(), class);
            }
        }
        Ok(model)
    }

    /// The keyword rules that the grammar mentions, predicates included.
    pub(crate) fn mentioned_keywords(&self) -> BTreeSet<String> {
        let mut all = BTreeSet::new();
        for rule in &self.rules {
            for expr in rule.expr.iter_top_down() {
                if let Expr::Ident(name) = expr
                    && let Some(id) = name.strip_prefix("kw_")
                {
                    all.insert(id.to_owned());
                }
            }
        }
        all
    }

    fn enumeration(&self, rule: &Rule) -> Result<Option<Class>, Error> {
        if !matches!(rule.expr, Expr::Choice(..)) {
            return Ok(None);
        }
        let mut leaves = Vec::new();
        if !self.leaves(&rule.expr, &mut leaves) {
            return Ok(None);
        }
        let nodes = leaves
            .iter()
            .filter(|l| self.classes.get(*l) == Some(&Class::Node))
            .count();
        match nodes {
            0 => Ok(Some(Class::TokenEnum(leaves))),
            n if n == leaves.len() => Ok(Some(Class::NodeEnum(leaves))),
            _ => Err(Error::new(format!("perk.pest: `{}` mixes nodes and tokens", rule.name))),
        }
    }

    /// Collects the alternatives of a choice; false when it is more than a choice of rules with guards.
    fn leaves(&self, expr: &Expr, out: &mut Vec<String>) -> bool {
        match strip_guards(expr) {
            Expr::Choice(a, b) => self.leaves(a, out) && self.leaves(b, out),
            Expr::Ident(name) => {
                let silent = self.rules.iter().find(|r| r.name == *name && r.ty == RuleType::Silent);
                match silent {
                    Some(rule) => self.leaves(&rule.expr, out),
                    None => {
                        if !out.contains(name) {
                            out.push(name.clone());
                        }
                        self.classes.contains_key(name)
                    }
                }
            }
            _ => false,
        }
    }

    /// The getters of a node rule.
    pub(crate) fn fields(&self, rule: &Rule) -> Result<Vec<Field>, Error> {
        let mut walk = Walk {
            model: self,
            fields: Vec::new(),
            counts: BTreeMap::new(),
            rule: &rule.name,
        };
        walk.expr(&rule.expr, false, None)?;
        let fields = walk.fields;
        for (i, a) in fields.iter().enumerate() {
            for b in fields.iter().skip(i.saturating_add(1)) {
                if a.target == b.target {
                    if a.many || b.many {
                        return Err(Error::new(format!(
                            "perk.pest: `{}`: `{}` and `{}` cannot be told apart",
                            rule.name, a.name, b.name
                        )));
                    }
                    continue;
                }
                let (left, right) = (self.kinds(&a.target), self.kinds(&b.target));
                if left.intersection(&right).next().is_some() {
                    return Err(Error::new(format!(
                        "perk.pest: `{}`: `{}` and `{}` overlap",
                        rule.name, a.name, b.name
                    )));
                }
            }
        }
        Ok(fields)
    }

    fn kinds(&self, target: &str) -> BTreeSet<String> {
        match self.classes.get(target) {
            Some(Class::NodeEnum(leaves) | Class::TokenEnum(leaves)) => leaves.iter().cloned().collect(),
            Some(Class::Token | Class::Keyword | Class::Node | Class::Inline) | None => {
                BTreeSet::from([target.to_owned()])
            }
        }
    }
}

struct Walk<'a> {
    model: &'a Model,
    fields: Vec<Field>,
    counts: BTreeMap<String, usize>,
    rule: &'a str,
}

impl Walk<'_> {
    fn expr(&mut self, expr: &Expr, many: bool, tag: Option<&str>) -> Result<(), Error> {
        match expr {
            Expr::Str(_) | Expr::PosPred(_) | Expr::NegPred(_) => Ok(()),
            Expr::Ident(name) => self.reference(name, many, tag),
            Expr::Seq(a, b) => {
                self.expr(a, many, tag)?;
                self.expr(b, many, tag)
            }
            Expr::Choice(a, b) => {
                let before = self.counts.clone();
                self.expr(a, many, tag)?;
                let after_a = std::mem::replace(&mut self.counts, before);
                self.expr(b, many, tag)?;
                for (target, count) in after_a {
                    let entry = self.counts.entry(target).or_default();
                    *entry = (*entry).max(count);
                }
                Ok(())
            }
            Expr::Opt(inner) => self.expr(inner, many, tag),
            Expr::Rep(inner) | Expr::RepOnce(inner) => self.expr(inner, true, tag),
            Expr::NodeTag(inner, name) => self.expr(inner, many, Some(name)),
            other => Err(Error::new(format!(
                "perk.pest: `{}` uses {other:?}, which has no view",
                self.rule
            ))),
        }
    }

    fn reference(&mut self, name: &str, many: bool, tag: Option<&str>) -> Result<(), Error> {
        let Some(class) = self.model.classes.get(name) else {
            return if matches!(name, "SOI" | "EOI") {
                Ok(())
            } else {
                Err(Error::new(format!(
                    "perk.pest: `{}` names `{name}`, which is no rule",
                    self.rule
                )))
            };
        };
        if *class == Class::Inline {
            let Some(rule) = self.model.rules.iter().find(|r| r.name == name) else {
                return Ok(());
            };
            return self.expr(&rule.expr.clone(), many, tag);
        }
        let default = match name.strip_prefix("kw_") {
            Some(id) => format!("{id}_kw"),
            None => name.to_owned(),
        };
        let getter = tag.map_or(default, str::to_owned);
        let count = self.counts.entry(name.to_owned()).or_default();
        let nth = *count;
        *count = count.saturating_add(1);
        let same = self.fields.iter_mut().find(|f| f.name == getter && f.target == name);
        match same {
            Some(field) if field.nth == nth && !many => {}
            Some(field) => field.many = true,
            None => self.fields.push(Field {
                name: getter,
                target: name.to_owned(),
                many,
                nth,
            }),
        }
        Ok(())
    }
}

fn strip_guards(expr: &Expr) -> &Expr {
    match expr {
        Expr::Seq(a, b) if matches!(**a, Expr::NegPred(_) | Expr::PosPred(_)) => strip_guards(b),
        other => other,
    }
}

fn references(expr: &Expr, out: &mut BTreeSet<String>) {
    match expr {
        Expr::Ident(name) => {
            out.insert(name.clone());
        }
        Expr::Seq(a, b) | Expr::Choice(a, b) => {
            references(a, out);
            references(b, out);
        }
        Expr::Opt(inner) | Expr::Rep(inner) | Expr::RepOnce(inner) | Expr::NodeTag(inner, _) => references(inner, out),
        _ => {}
    }
}
