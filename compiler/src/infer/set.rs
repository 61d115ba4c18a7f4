//! Sets: their roles, and what a promotion `for each` of them may speak of.

use std::sync::Arc;

use perk_grammar::ast::{self, AstNode};
use perk_grammar::tree::SyntaxNode;
use rust_decimal::Decimal;

use super::Context;
use super::literal::{content, measured};
use super::names::suggest;
use crate::declarations::{Kind, Namespace};
use crate::diagnostic::{At, Code, Finding, Param, Span, codes};
use crate::hir::{Alike, ForEach, ItemSelection, Name, Pick, Priced, Role, Set, SetDeclaration, Target};
use crate::syntax;

impl Context<'_> {
    pub(super) fn set(&mut self, name: &Name, tree: &ast::Set) -> Option<SetDeclaration> {
        let mut set = Set {
            roles: Vec::new(),
            reuse: false,
        };
        let mut failed = false;
        let mut places: Vec<(Name, Span)> = Vec::new();
        for item in tree.set_items() {
            match item {
                ast::SetItem::SetReuse(_) => set.reuse = true,
                ast::SetItem::SetReach(reach) => {
                    if reach.in_one_receipt_kw().is_none() {
                        self.later(syntax::node(reach.syntax()), &super::later::SET_ACROSS);
                        failed = true;
                    }
                }
                ast::SetItem::Role(role) => {
                    self.role_names(&role, &mut places);
                    match self.role(&role) {
                        Some(role) => set.roles.push(role),
                        None => failed = true,
                    }
                }
            }
        }
        if set.roles.is_empty() && !failed {
            let at = tree
                .name()
                .map_or_else(|| syntax::node(tree.syntax()), |name| syntax::node(name.syntax()));
            self.report(Finding::new(&codes::SET_EMPTY, at).with("name", name.as_str()));
            return None;
        }
        if self.too_many_roles(&set, tree.syntax()) || failed {
            return None;
        }
        Some(SetDeclaration {
            name: name.clone(),
            set: Arc::new(set),
        })
    }

    fn too_many_roles(&mut self, set: &Set, node: &SyntaxNode) -> bool {
        let most = perk_plan::limits::SET_ROLES;
        let many = set.roles.len() > most;
        if many {
            self.too_large(&set.roles.len().to_string(), syntax::node(node), &most.to_string());
        }
        many
    }

    /// Reports names of roles that are taken.
    fn role_names(&mut self, role: &ast::Role, places: &mut Vec<(Name, Span)>) {
        let named = role
            .name()
            .map(|name| (name.text().to_owned(), syntax::node(name.syntax())));
        let also = role.spoken_forms().into_iter().flat_map(|forms| {
            let words: Vec<_> = forms
                .idents()
                .map(|ident| (ident.name(), syntax::typed(&ident)))
                .collect();
            words
        });
        for (written, span) in named.into_iter().chain(also) {
            let name = Name::fold(&written);
            match places.iter().find(|(other, _)| *other == name) {
                Some((_, first)) => {
                    let first = At::Own(*first);
                    self.report(
                        Finding::new(&codes::ROLE_TWICE, span)
                            .with("name", written.as_str())
                            .mark(first, &codes::FIRST_ROLE),
                    );
                }
                None => places.push((name, span)),
            }
        }
    }

    fn role(&mut self, tree: &ast::Role) -> Option<Role> {
        let span = self.place(tree.syntax());
        let name = self.part(tree.name())?;
        let pick = self.part(tree.pick())?;
        let also = tree.spoken_forms().into_iter().flat_map(|forms| {
            let names: Vec<_> = forms.idents().map(|ident| Name::fold(&ident.name())).collect();
            names
        });
        let also = also.collect();
        let (pick, items) = self.pick(&pick)?;
        Some(Role {
            name: Some(Name::fold(&name.text())),
            also,
            pick,
            items,
            span,
        })
    }

    /// `2 distinct of coffee`
    fn pick(&mut self, tree: &ast::Pick) -> Option<(Pick, ItemSelection)> {
        let items = self.part(tree.selection()).and_then(|selection| self.items(&selection));
        let alike = if tree.distinct_kw().is_some() {
            Alike::Distinct
        } else if tree.same_kw().is_some() {
            Alike::Same
        } else {
            Alike::Any
        };
        let pick = if let Some(range) = tree.count_range() {
            let (least, most) = (self.integer(range.from()), self.integer(range.to()));
            self.pieces(least?, most?, alike, range.syntax())
        } else if let Some(quantity) = tree.quantity() {
            self.amount(&quantity, alike)
        } else {
            let count = self.integer(tree.integer())?;
            self.pieces(count, count, alike, tree.syntax())
        };
        Some((pick?, items?))
    }

    fn pieces(&mut self, least: u32, most: u32, alike: Alike, node: &SyntaxNode) -> Option<Pick> {
        let span = syntax::node(node);
        if most > perk_plan::limits::SET_PIECES || least > perk_plan::limits::SET_PIECES {
            let largest = perk_plan::limits::SET_PIECES.to_string();
            self.too_large(&least.max(most).to_string(), span, &largest);
            return None;
        }
        if least == 0 || least > most {
            let words = syntax::words(node);
            self.report(Finding::new(&codes::ROLE_COUNT, span).with("found", words.as_str()));
            return None;
        }
        Some(Pick::Pieces { least, most, alike })
    }

    /// `1.5 kg of tomatoes`; pieces may be written with their unit too.
    fn amount(&mut self, quantity: &ast::Quantity, alike: Alike) -> Option<Pick> {
        let span = syntax::node(quantity.syntax());
        let amount = self.number(quantity.number(), span)?;
        let unit = measured(&self.part(quantity.quantity_unit())?);
        let words = syntax::words(quantity.syntax());
        if unit == super::literal::Measured::Piece {
            if !amount.fract().is_zero() {
                self.report(Finding::new(&codes::NOT_WHOLE, span).with("found", words.as_str()));
                return None;
            }
            let Ok(count) = u32::try_from(amount.trunc().mantissa()) else {
                self.too_large(&words, span, &perk_plan::limits::SET_PIECES.to_string());
                return None;
            };
            return self.pieces(count, count, alike, quantity.syntax());
        }
        if amount <= Decimal::ZERO {
            self.report(Finding::new(&codes::ROLE_COUNT, span).with("found", words.as_str()));
            return None;
        }
        if alike != Alike::Any {
            self.report(Finding::new(&codes::ALIKE_BY_WEIGHT, span).with("found", words.as_str()));
            return None;
        }
        content(amount, unit).map(Pick::Quantity)
    }

    /// `for each breakfast`, `for each 3 of coffee`.
    pub(super) fn for_each(&mut self, clause: &ast::ForEachClause) -> Option<ForEach> {
        if let Some(pick) = clause.pick() {
            let span = self.place(pick.syntax());
            let (pick, items) = self.pick(&pick)?;
            let role = Role {
                name: None,
                also: Vec::new(),
                pick,
                items,
                span,
            };
            let set = Set {
                roles: vec![role],
                reuse: false,
            };
            return Some(ForEach {
                name: None,
                set: Arc::new(set),
            });
        }
        let reference = self
            .part(clause.set_name())
            .and_then(|name| self.part(name.name_ref()))?;
        let name = self.reference(&reference, Kind::Set)?;
        let Some(set) = crate::semantics::set(self.db, self.programme, name.clone()) else {
            // Reported where the set is declared.
            self.broken = true;
            return None;
        };
        Some(ForEach { name: Some(name), set })
    }

    /// What `off set` means, if it names the set of this promotion or none.
    pub(super) fn whole_set(&mut self, tree: &ast::OffSet) -> Option<()> {
        let Some(each) = self.each.clone() else {
            self.needs_set(tree.syntax(), &codes::SET_WITHOUT_FOR_EACH);
            return None;
        };
        if let Some(reference) = tree.name_ref() {
            let name = self.reference(&reference, Kind::Set)?;
            if each.name.as_ref() != Some(&name) {
                let span = syntax::node(reference.syntax());
                self.report(Finding::new(&codes::OTHER_SET, span).with("name", name.as_str()));
                return None;
            }
        }
        Some(())
    }

    /// `cheapest 2`, `dearest`.
    pub(super) fn ranked(
        &mut self,
        node: &SyntaxNode,
        count: Option<ast::Integer>,
        target: fn(u32) -> Target,
    ) -> Option<Target> {
        let Some(each) = self.each.clone() else {
            self.needs_set(node, &codes::CHEAPEST_WITHOUT_SET);
            return None;
        };
        let count = match count {
            Some(count) => self.integer(Some(count))?,
            None => 1,
        };
        let (span, words) = (syntax::node(node), syntax::words(node));
        if count == 0 {
            self.report(Finding::new(&codes::ROLE_COUNT, span).with("found", words.as_str()));
            return None;
        }
        let most = each.set.most_pieces();
        if count > most {
            self.report(
                Finding::new(&codes::MORE_THAN_SET, span)
                    .with("found", words.as_str())
                    .with("most", Param::Number(Decimal::from(most))),
            );
            return None;
        }
        Some(target(count))
    }

    /// The role that a selection names, in a promotion about a set; what else it says is reported.
    fn role_of(&mut self, selection: &ast::Selection) -> Option<usize> {
        let each = self.each.clone()?;
        let span = syntax::node(selection.syntax());
        let words = syntax::words(selection.syntax());
        let mut operands = selection.selection_operands();
        let single = match (operands.next(), operands.next(), selection.exception()) {
            (Some(ast::SelectionOperand::NameRef(reference)), None, None) => reference.ident(),
            _ => None,
        };
        let Some(ident) = single else {
            self.beside(&each, &words, span, false);
            return None;
        };
        let written = ident.name();
        let name = Name::fold(&written);
        let role = each.set.role(&name);
        if role.is_none() {
            if self.lookup(Namespace::Programme, &written).is_some() {
                self.beside(&each, &words, span, each.name.as_ref() == Some(&name));
            } else {
                let roles: Vec<String> = roles(&each);
                let finding = Finding::new(&codes::UNKNOWN_ROLE, span).with("name", words.as_str());
                let finding = suggest(finding, &written, span, &roles);
                self.report(match one_of_set(&written) {
                    Some(word) => finding.fix(&codes::WRITE_WORD, vec![("word", Param::from(word))], span, word),
                    None => finding,
                });
            }
        }
        role
    }

    /// A discount on goods in a promotion about a set: which part of the set is meant? `whole`: its own name stands there.
    fn beside(&mut self, each: &ForEach, words: &str, span: Span, whole: bool) {
        let mut finding = Finding::new(&codes::BESIDE_SET, span).with("found", words);
        let roles = roles(each);
        if whole || roles.is_empty() {
            let set = self.word_near("set", "набор", span);
            finding = finding.fix(&codes::WRITE_WORD, vec![("word", Param::from(set))], span, set);
        }
        for role in roles {
            let word = vec![("word", Param::from(role.as_str()))];
            finding = finding.fix(&codes::WRITE_WORD, word, span, &role);
        }
        self.report(finding);
    }

    /// A word in the language in which the author wrote the word before a place.
    fn word_near<'w>(&self, english: &'w str, russian: &'w str, span: Span) -> &'w str {
        let before = self.text_at(Span::new(0, span.start));
        let last = before
            .rsplit(|letter: char| !letter.is_alphabetic())
            .find(|word| !word.is_empty());
        if last.is_some_and(syntax::is_russian) {
            russian
        } else {
            english
        }
    }

    /// What goods a discount is taken off: a selection, or a role where the promotion is about a set.
    pub(super) fn goods_target(&mut self, selection: &ast::Selection, each: bool) -> Option<Target> {
        if self.roles {
            return self.role_of(selection).map(|role| Target::Role { role, each });
        }
        self.items(selection).map(|items| Target::Items { items, each })
    }

    /// What goods a price is for.
    pub(super) fn goods_priced(&mut self, selection: &ast::Selection) -> Option<Priced> {
        if self.roles {
            return self.role_of(selection).map(Priced::Role);
        }
        self.items(selection).map(Priced::Items)
    }

    /// A word about sets in a promotion without one; with one that could not be understood, that has been reported.
    pub(super) fn needs_set(&mut self, node: &SyntaxNode, code: &'static Code) {
        if self.roles {
            self.broken = true;
            return;
        }
        let words = syntax::words(node);
        self.report(Finding::new(code, syntax::node(node)).with("found", words.as_str()));
    }
}

/// Names of roles, as they are read.
fn roles(each: &ForEach) -> Vec<String> {
    each.set
        .roles
        .iter()
        .filter_map(|role| role.name.as_ref())
        .map(|name| name.as_str().to_owned())
        .collect()
}

/// `на дешёвый`, `off chepest`: the word with which the cheapest or dearest of a set is meant.
fn one_of_set(written: &str) -> Option<&'static str> {
    let near = crate::spelling::suggest(
        written,
        ["cheapest", "dearest", "дешёвый", "дешёвые", "дорогой", "дорогие"],
    );
    let written = near.as_ref().map_or(written, |near| near.word.as_str());
    if written == "dearest" {
        return Some("dearest");
    }
    let beginnings = [
        ("дешев", "самый дешёвый"),
        ("дорог", "самый дорогой"),
        ("cheap", "cheapest"),
        ("expensive", "dearest"),
    ];
    let lower = written.to_lowercase().replace('ё', "е");
    let found = beginnings
        .into_iter()
        .find(|(beginning, _)| lower.starts_with(beginning));
    found.map(|(_, word)| word)
}
