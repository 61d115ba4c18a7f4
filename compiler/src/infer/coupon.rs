//! Coupons: declarations, `with coupon …`, `issue coupon …`.

use std::sync::Arc;

use perk_grammar::Keyword;
use perk_grammar::ast::{self, AstNode};
use perk_plan::coupon::{BadForm, Form};
use rust_decimal::Decimal;

use super::Context;
use crate::data;
use crate::declarations::{Kind, Namespace};
use crate::diagnostic::{Bilingual, Finding, Param, Span, codes};
use crate::hir::{Coupon, CouponCodes, Effect, Name, Text};
use crate::syntax;

impl Context<'_> {
    pub(super) fn coupon(&mut self, name: &Name, tree: &ast::Coupon) -> Option<Coupon> {
        let (span, spelling): (_, Text) = match tree.name() {
            Some(name) => (
                self.place(name.syntax()),
                Arc::from(syntax::words(name.syntax()).trim_matches('`')),
            ),
            None => (self.place(tree.syntax()), name.text()),
        };
        let (mut seen_codes, mut seen_uses, mut seen_transfer) = (None, None, None);
        let mut codes = None;
        let mut uses = Some(1);
        let (mut per_client, mut bound, mut failed) = (false, false, false);
        let mut valid = Vec::new();
        for clause in tree.coupon_clauses() {
            match &clause {
                ast::CouponClause::CodesClause(it) => {
                    let word = &Bilingual {
                        en: "codes",
                        ru: "коды",
                    };
                    if self.once(&mut seen_codes, it.syntax(), word) {
                        let place = self.place(it.syntax());
                        codes = self
                            .part(it.codes())
                            .and_then(|it| self.codes(&it))
                            .map(|it| (it, place));
                        failed |= codes.is_none();
                    }
                }
                ast::CouponClause::UsesClause(it) => {
                    let word = &Bilingual {
                        en: "uses",
                        ru: "применений",
                    };
                    self.once(&mut seen_uses, it.syntax(), word);
                    match self.uses(it) {
                        Some(count) => uses = count,
                        None => failed = true,
                    }
                    per_client = it.uses_per_client_kw().is_some();
                    if per_client && uses.is_none() && !failed {
                        // Any number for each is any number.
                        per_client = false;
                    }
                }
                ast::CouponClause::ValidClause(it) => {
                    let place = self.place(it.syntax());
                    match self.valid(it) {
                        Some(window) => valid.push((window, place)),
                        None => failed = true,
                    }
                }
                ast::CouponClause::TransferableClause(it) => {
                    let word = &Bilingual {
                        en: "transferable",
                        ru: "передаваемый",
                    };
                    self.once(&mut seen_transfer, it.syntax(), word);
                    bound = it.not_transferable_kw().is_some();
                }
                ast::CouponClause::LimitClause(it) => {
                    self.later(syntax::node(it.syntax()), &super::later::COUPON_LIMIT);
                    failed = true;
                }
                ast::CouponClause::OwnerClause(_) => {}
            }
        }
        if seen_codes.is_none() {
            let at = self.spans.get(span);
            self.report(Finding::new(&codes::COUPON_WITHOUT_CODES, at).with("name", spelling.as_ref()));
            return None;
        }
        if failed {
            return None;
        }
        let (codes, codes_span) = codes?;
        if seen_uses.is_none() && !bound {
            self.ask_uses_of_word(&codes, spelling.as_ref(), self.spans.get(codes_span));
        }
        Some(Coupon {
            name: name.clone(),
            spelling,
            title: tree.title().map(|title| Arc::from(title.value())),
            codes,
            codes_span,
            uses,
            per_client,
            bound,
            valid,
            span,
        })
    }

    /// Asks how often a word that everybody knows may be used: once in all is hardly ever meant.
    fn ask_uses_of_word(&mut self, codes: &CouponCodes, name: &str, at: Span) {
        let form = match codes {
            CouponCodes::Mask(form) => Form::read(form, false, false).ok(),
            CouponCodes::List(_) | CouponCodes::Pattern { .. } | CouponCodes::Issued => None,
        };
        let Some(code) = form.and_then(|form| form.only()) else {
            return;
        };
        let language = super::author(&self.tree);
        let mut finding = Finding::new(&codes::WORD_USED_ONCE, at)
            .with("name", name)
            .with("code", code.as_str());
        let each: &[Keyword] = &[Keyword::Uses, Keyword::Once, Keyword::UsesPerClient];
        for words in [each, &[Keyword::Uses, Keyword::Many]] {
            let words: Vec<&str> = words.iter().map(|word| word.canonical(language)).collect();
            let word = words.join(" ");
            let params = vec![("word", Param::from(word.as_str()))];
            finding = finding.fix(&codes::ADD_SCOPE, params, Span::at(at.end), format!(" {word}"));
        }
        self.report(finding);
    }

    /// The outer `None` is a failure, the inner one any number.
    #[expect(clippy::option_option, reason = "a failure and any number are two things")]
    fn uses(&mut self, clause: &ast::UsesClause) -> Option<Option<u32>> {
        if clause.many_kw().is_some() {
            return Some(None);
        }
        if clause.once_kw().is_some() {
            return Some(Some(1));
        }
        let number = match (clause.times(), clause.bare_number()) {
            (Some(times), _) => times.number(),
            (None, Some(bare)) => bare.number(),
            (None, None) => None,
        };
        let span = syntax::node(clause.syntax());
        let count = self.number(number, span)?;
        let words = syntax::words(clause.syntax());
        if count <= Decimal::ZERO || !count.fract().is_zero() {
            self.report(Finding::new(&codes::COUPON_USES, span).with("found", words.as_str()));
            return None;
        }
        match u32::try_from(count.trunc().mantissa()) {
            Ok(count) => Some(Some(count)),
            Err(_) => {
                self.too_large(&words, span, "4294967295");
                None
            }
        }
    }

    fn codes(&mut self, tree: &ast::Codes) -> Option<CouponCodes> {
        match tree {
            ast::Codes::MaskCodes(it) => {
                let text = self.part(it.text())?;
                self.form(&text, false, false)
                    .map(|form| CouponCodes::Mask(form.text().into()))
            }
            ast::Codes::PatternCodes(it) => {
                let text = self.part(it.text())?;
                self.pattern(&text, it.check_digit_kw().is_some(), it.code_count())
            }
            ast::Codes::GeneratedCodes(it) => match it.text() {
                Some(text) => self.pattern(&text, it.check_digit_kw().is_some(), it.code_count()),
                None => Some(CouponCodes::Issued),
            },
            ast::Codes::RangeCodes(it) => {
                self.later(syntax::node(it.syntax()), &super::later::CODE_RANGE);
                None
            }
            ast::Codes::SourceFile(it) => {
                let text = self.part(it.text())?;
                let file = self.data_file(&text)?;
                let list = data::coupons::list(self.db, file);
                let findings = data::findings(file.path(self.db), syntax::typed(&text), &list.problems);
                self.findings.extend(findings);
                (!list.values.is_empty()).then(|| CouponCodes::List(Arc::clone(&list.values)))
            }
        }
    }

    fn pattern(&mut self, text: &ast::Text, check: bool, count: Option<ast::CodeCount>) -> Option<CouponCodes> {
        let form = self.form(text, true, check);
        let count = match count {
            None => None,
            Some(count) => {
                let span = syntax::node(count.syntax());
                Some((self.integer(count.integer())?, span))
            }
        };
        let form = form?;
        if let Some((count, span)) = count
            && (count == 0 || u64::from(count) > form.room())
        {
            self.report(
                Finding::new(&codes::CODE_COUNT, span)
                    .with("count", count.to_string().as_str())
                    .with("room", form.room().to_string().as_str())
                    .with("form", text.value().as_str()),
            );
            return None;
        }
        Some(CouponCodes::Pattern {
            form: form.text().into(),
            check,
            count: count.map(|(count, _)| count),
        })
    }

    fn form(&mut self, text: &ast::Text, pattern: bool, check: bool) -> Option<Form> {
        let written = text.value();
        let why = match Form::read(&written, pattern, check) {
            Ok(form) => return Some(form),
            Err(BadForm::Empty) => &codes::FORM_EMPTY,
            Err(BadForm::RunInPattern) => &codes::FORM_RUN,
            Err(BadForm::NoCheck) => &codes::FORM_CHECK,
        };
        self.report(
            Finding::new(&codes::CODE_FORM, syntax::typed(text))
                .with("found", written.as_str())
                .with("why", why),
        );
        None
    }

    /// `with coupon a and b or c`: ways to fulfil it, each a list of coupons.
    pub(super) fn with_coupons(&mut self, clause: &ast::WithClause) -> Option<Vec<Vec<Name>>> {
        let operands: Vec<ast::WithOperand> = clause.with_operands().collect();
        let ops: Vec<ast::LogicOp> = clause.logic_ops().collect();
        if operands.is_empty() {
            self.broken = true;
        }
        let (mut ways, mut way, mut failed): (Vec<Vec<Name>>, Vec<Name>, bool) = (Vec::new(), Vec::new(), false);
        for (index, operand) in operands.iter().enumerate() {
            match self.with_operand(operand) {
                Some(name) => way.push(name),
                None => failed = true,
            }
            if !matches!(ops.get(index), Some(ast::LogicOp::And(_))) {
                let mut done = std::mem::take(&mut way);
                done.sort_unstable();
                done.dedup();
                if !done.is_empty() && !ways.contains(&done) {
                    ways.push(done);
                }
            }
        }
        (!failed).then_some(ways)
    }

    fn with_operand(&mut self, operand: &ast::WithOperand) -> Option<Name> {
        let reference = self.part(operand.name_ref())?;
        self.named_coupon(
            &reference,
            operand.with_card_kw().is_some() || operand.with_certificate_kw().is_some(),
            &super::later::CARDS,
        )
    }

    /// A coupon by its name; `other`: the words say that it is something else.
    fn named_coupon(&mut self, reference: &ast::NameRef, other: bool, later: &'static Bilingual) -> Option<Name> {
        let written = reference.ident()?.name();
        let declared = self
            .lookup(Namespace::Programme, &written)
            .map(|decl| decl.kind(self.db));
        if other || matches!(declared, Some(Kind::Card | Kind::Certificate)) {
            self.later(syntax::node(reference.syntax()), later);
            return None;
        }
        self.reference(reference, Kind::Coupon)
    }

    /// `issue coupon next10`
    pub(super) fn issue(&mut self, clause: &ast::IssueClause) -> Option<Effect> {
        let reference = self.part(clause.name_ref())?;
        let other = clause.issue_card_kw().is_some() || clause.issue_certificate_kw().is_some();
        self.named_coupon(&reference, other, &super::later::ISSUE)
            .map(|coupon| Effect::Issue { coupon })
    }
}
