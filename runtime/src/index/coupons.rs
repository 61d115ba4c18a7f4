//! Coupons of a plan made ready: from a code in normal form to the coupons that know it, without looking at the others;
//! knows no receipt.

use std::cell::Cell;

use perk_plan::coupon::{Fit, Form};
use perk_plan::plan::{Codes, Plan};
use rustc_hash::FxHashMap;

use super::names::NameTable;
use super::{narrow, wide};

/// How well a coupon knows a code; of several the least is meant.
type Rank = u64;

/// Everything that recognises codes.
#[derive(Debug, Default)]
pub(crate) struct Coupons {
    /// Listed codes, by their text, with their coupon and its rank: 0 of a list, 1 of a mask that is one code.
    listed: Vec<(u32, Rank, u16)>,
    /// Forms with free places.
    forms: Vec<(Form, Rank, u16)>,
    /// From what stands before the first free place to forms.
    by_prefix: FxHashMap<String, Vec<u32>>,
    /// Bytes of such beginnings, ascending, each once.
    lengths: Vec<usize>,
    /// By coupon: the promotions that ask for it, by name.
    asking: Vec<Vec<u32>>,
}

/// A coupon that may know a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Found {
    pub rank: Rank,
    pub coupon: u16,
    /// All but its check character.
    pub wrong_check: bool,
}

impl Coupons {
    pub(super) fn build(plan: &Plan) -> Self {
        let mut coupons = Self {
            asking: vec![Vec::new(); plan.coupons.len()],
            ..Self::default()
        };
        for (number, coupon) in (0_u16..).zip(&plan.coupons) {
            let (form, text) = match coupon.codes {
                Codes::List(list) => {
                    let codes = plan.lists.get(wide(list)).into_iter().flatten();
                    coupons.listed.extend(codes.map(|code| (*code, 0, number)));
                    continue;
                }
                Codes::Mask(text) => (read(plan, text, false, false), text),
                Codes::Pattern { form, check, .. } => (read(plan, form, true, check), form),
                Codes::Issued => continue,
            };
            let Some(form) = form else { continue };
            if form.only().is_some() {
                coupons.listed.push((text, 1, number));
                continue;
            }
            let prefix = form.prefix();
            if let Err(place) = coupons.lengths.binary_search(&prefix.len()) {
                coupons.lengths.insert(place, prefix.len());
            }
            let place = narrow(coupons.forms.len());
            coupons.by_prefix.entry(prefix).or_default().push(place);
            coupons.forms.push((form.clone(), form.room(), number));
        }
        coupons.listed.sort_unstable();
        for (number, promotion) in (0_u32..).zip(&plan.promotions) {
            for coupon in promotion.with.iter().flatten() {
                if let Some(asking) = coupons.asking.get_mut(usize::from(*coupon))
                    && asking.last() != Some(&number)
                {
                    asking.push(number);
                }
            }
        }
        coupons
    }

    /// The promotions that ask for a coupon, by name.
    pub(crate) fn asking(&self, coupon: u16) -> &[u32] {
        self.asking.get(usize::from(coupon)).map_or(&[], Vec::as_slice)
    }

    /// The coupons that know a code, the one that is meant first; counts what was looked at.
    pub(crate) fn find(&self, plan: &Plan, texts: &NameTable, code: &str, steps: &Cell<u64>) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        let step = |count: usize| steps.set(steps.get().saturating_add(u64::try_from(count).unwrap_or(u64::MAX)));
        step(self.lengths.len().saturating_add(1));
        if let Some(text) = texts.find(code, |at| plan.texts.get(wide(at)).map(String::as_str)) {
            let from = self.listed.partition_point(|(listed, ..)| *listed < text);
            let same = self.listed.get(from..).unwrap_or_default().iter();
            found.extend(
                same.take_while(|(listed, ..)| *listed == text)
                    .map(|(_, rank, coupon)| Found {
                        rank: *rank,
                        coupon: *coupon,
                        wrong_check: false,
                    }),
            );
        }
        for length in &self.lengths {
            let forms = code.get(..*length).and_then(|prefix| self.by_prefix.get(prefix));
            step(forms.map_or(0, Vec::len));
            for (form, rank, coupon) in forms
                .into_iter()
                .flatten()
                .filter_map(|form| self.forms.get(wide(*form)))
            {
                let wrong_check = match form.fits(code) {
                    Fit::No => continue,
                    Fit::WrongCheck => true,
                    Fit::Yes => false,
                };
                found.push(Found {
                    rank: *rank,
                    coupon: *coupon,
                    wrong_check,
                });
            }
        }
        found.sort_unstable();
        found
    }
}

fn read(plan: &Plan, text: u32, pattern: bool, check: bool) -> Option<Form> {
    let text = plan.texts.get(wide(text))?;
    Form::read(text, pattern, check).ok()
}
