//! Codes that the client presented: each recognised once and judged by what is known of it; knows no promotion.

use perk_plan::Remark;
use std::cell::Cell;

use perk_plan::coupon;
use perk_plan::plan::{Codes, Coupon, Plan, Window};
use perk_plan::snapshot::{CouponState, CouponStatus};
use perk_plan::{Clients, Lang, LocalTime};
use rustc_hash::{FxHashMap, FxHashSet};

use super::client::Client;
use crate::engine::Engine;
use crate::index::wide;
use crate::review::no_coupon;

/// The codes of a receipt.
#[derive(Debug, Clone, Default)]
pub(crate) struct Presented {
    /// In the order in which they were presented.
    pub codes: Vec<Code>,
    /// By coupon, ascending: the code that serves it.
    pub serving: Vec<(u16, u32)>,
    /// Coupons of which some code was presented, good or not, ascending.
    pub met: Vec<u16>,
    /// How much was looked at to recognise them: for a test that counts work.
    pub steps: u64,
}

/// A code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Code {
    /// As it was presented.
    pub written: String,
    /// Its normal form, if it is a code.
    pub normal: Option<String>,
    /// The coupon it belongs to.
    pub coupon: Option<u16>,
    /// Why it cannot be used.
    pub refused: Option<Refusal>,
}

/// Why a code was not used: a closed list (`docs/reference/decision.md`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Refusal {
    /// Nothing that could be a code: no letter or digit, something that nobody sees, or too long.
    Malformed,
    /// No coupon has such a code.
    Unknown,
    /// No coupon has such a code, but one has a code that looks the same.
    LookAlike,
    /// It has the form of a coupon's codes, but its check character is wrong.
    CheckCharacter,
    /// It has the form of a coupon's codes, but the registry knows of no such code.
    NotIssued,
    /// The coupon or the code begins later.
    NotYetValid,
    /// The coupon or the code has ended.
    Expired,
    /// The registry says that it may not be used.
    Blocked,
    /// It was used as often as it may be.
    UsedUp,
    /// This client used it as often as a client may.
    ClientUsedUp,
    /// It belongs to somebody else.
    OtherClient,
    /// Whether it may be used depends on the client, and nobody known is named.
    ClientNeeded,
    /// The same code was presented before on this receipt.
    Duplicate,
    /// Another code does all that this one could do.
    NotNeeded,
    /// No promotion asks for its coupon.
    NoPromotion,
    /// The promotions that ask for it do not apply.
    NotApplied,
    /// Other promotions took their place.
    Displaced,
    /// A limit leaves them nothing.
    Limited,
}

impl Refusal {
    /// Why, for a person who reads this language.
    #[must_use]
    pub const fn say(self, lang: Lang) -> &'static str {
        match lang {
            Lang::English => match self {
                Self::Malformed => "not a code",
                Self::Unknown => "no such code",
                Self::LookAlike => "no such code; another code looks the same",
                Self::CheckCharacter => "mistyped: its check character is wrong",
                Self::NotIssued => "never issued",
                Self::NotYetValid => "not valid yet",
                Self::Expired => "expired",
                Self::Blocked => "blocked",
                Self::UsedUp => "used up",
                Self::ClientUsedUp => "used up by this client",
                Self::OtherClient => "belongs to another client",
                Self::ClientNeeded => "needs a known client",
                Self::Duplicate => "presented twice",
                Self::NotNeeded => "not needed: another code was enough",
                Self::NoPromotion => "no promotion asks for it now",
                Self::NotApplied => "its promotion does not apply",
                Self::Displaced => "its promotion gave way to another",
                Self::Limited => "its promotion is at its limit",
            },
            Lang::Russian => match self {
                Self::Malformed => "это не код",
                Self::Unknown => "такого кода нет",
                Self::LookAlike => "такого кода нет, но есть похожий с виду",
                Self::CheckCharacter => "опечатка: контрольный знак неверен",
                Self::NotIssued => "не выдавался",
                Self::NotYetValid => "ещё не действует",
                Self::Expired => "срок истёк",
                Self::Blocked => "заблокирован",
                Self::UsedUp => "уже использован",
                Self::ClientUsedUp => "этот клиент его уже использовал",
                Self::OtherClient => "принадлежит другому клиенту",
                Self::ClientNeeded => "нужен известный клиент",
                Self::Duplicate => "предъявлен дважды",
                Self::NotNeeded => "не понадобился: хватило другого кода",
                Self::NoPromotion => "сейчас нет акции с таким купоном",
                Self::NotApplied => "его акция не подошла",
                Self::Displaced => "его акция уступила другой",
                Self::Limited => "лимит его акции исчерпан",
            },
        }
    }

    /// The refusal of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|refusal| refusal.name() == name)
    }

    /// All of them.
    pub const ALL: [Self; 18] = [
        Self::Malformed,
        Self::Unknown,
        Self::LookAlike,
        Self::CheckCharacter,
        Self::NotIssued,
        Self::NotYetValid,
        Self::Expired,
        Self::Blocked,
        Self::UsedUp,
        Self::ClientUsedUp,
        Self::OtherClient,
        Self::ClientNeeded,
        Self::Duplicate,
        Self::NotNeeded,
        Self::NoPromotion,
        Self::NotApplied,
        Self::Displaced,
        Self::Limited,
    ];

    /// Its name in decisions.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::Unknown => "unknown",
            Self::LookAlike => "look_alike",
            Self::CheckCharacter => "check_character",
            Self::NotIssued => "not_issued",
            Self::NotYetValid => "not_yet_valid",
            Self::Expired => "expired",
            Self::Blocked => "blocked",
            Self::UsedUp => "used_up",
            Self::ClientUsedUp => "client_used_up",
            Self::OtherClient => "other_client",
            Self::ClientNeeded => "client_needed",
            Self::Duplicate => "duplicate",
            Self::NotNeeded => "not_needed",
            Self::NoPromotion => "no_promotion",
            Self::NotApplied => "not_applied",
            Self::Displaced => "displaced",
            Self::Limited => "limited",
        }
    }
}

impl Presented {
    /// Whether a code that may be used was presented for a coupon.
    pub(crate) fn serves(&self, coupon: u16) -> bool {
        self.serving(coupon).is_some()
    }

    /// The code that serves a coupon.
    pub(crate) fn serving(&self, coupon: u16) -> Option<u32> {
        let at = self.serving.binary_search_by_key(&coupon, |(coupon, _)| *coupon).ok()?;
        self.serving.get(at).map(|(_, code)| *code)
    }

    /// The first way to fulfil a `with` clause, all of whose coupons were presented.
    pub(crate) fn way<'w>(&self, with: &'w [Vec<u16>]) -> Option<&'w [u16]> {
        with.iter()
            .find(|way| way.iter().all(|coupon| self.serves(*coupon)))
            .map(Vec::as_slice)
    }

    /// Whether for some way of a `with` clause a code of each of its coupons was presented, good or not.
    pub(crate) fn meets(&self, with: &[Vec<u16>]) -> bool {
        with.iter()
            .any(|way| way.iter().all(|coupon| self.met.binary_search(coupon).is_ok()))
    }
}

/// Reads the codes of a receipt. The work is linear in them.
pub(crate) fn read(
    engine: &Engine,
    written: &[String],
    local: LocalTime,
    client: &Client,
    clients: &Clients,
    warnings: &mut Vec<Remark>,
) -> Presented {
    let plan = engine.plan();
    let mut presented = Presented::default();
    if written.is_empty() {
        return presented;
    }
    let judge = Judge {
        engine,
        plan,
        local,
        client,
        clients,
        steps: Cell::new(0),
    };
    let mut seen: FxHashSet<String> = FxHashSet::default();
    let mut serving: FxHashMap<u16, u32> = FxHashMap::default();
    for (at, written) in (0_u32..).zip(written) {
        let mut code = Code {
            written: written.clone(),
            normal: coupon::normal(written),
            coupon: None,
            refused: None,
        };
        match &code.normal {
            None => code.refused = Some(Refusal::Malformed),
            Some(normal) if seen.contains(normal) => code.refused = Some(Refusal::Duplicate),
            Some(normal) => {
                seen.insert(normal.clone());
                (code.coupon, code.refused) = judge.code(normal);
                let of = clients.coupons.get(normal).and_then(|state| state.of.as_deref());
                if let Some(misfit) = of.and_then(|of| no_coupon(plan, written, of)) {
                    warnings.push(Remark::of(|lang| misfit.say(lang)));
                }
                if let Some(coupon) = code.coupon {
                    presented.met.push(coupon);
                    if code.refused.is_none() {
                        serving.entry(coupon).or_insert(at);
                    }
                }
            }
        }
        presented.codes.push(code);
    }
    presented.steps = judge.steps.get();
    presented.met.sort_unstable();
    presented.met.dedup();
    presented.serving = serving.into_iter().collect();
    presented.serving.sort_unstable();
    presented
}

/// What codes are judged by.
struct Judge<'a> {
    engine: &'a Engine,
    plan: &'a Plan,
    local: LocalTime,
    client: &'a Client,
    clients: &'a Clients,
    steps: Cell<u64>,
}

impl Judge<'_> {
    /// The coupon of a code, and why it may not be used.
    fn code(&self, normal: &str) -> (Option<u16>, Option<Refusal>) {
        let state = self.clients.coupons.get(normal);
        let (number, wrong_check) = match state.and_then(|state| state.of.as_deref()) {
            // The registry knows best.
            Some(of) => match self.named(of) {
                Some(number) => (number, false),
                None => return (None, Some(Refusal::Unknown)),
            },
            None => match self.recognised(normal) {
                Some(found) => found,
                None => {
                    let alike = coupon::look_alikes(normal);
                    let alike = alike.iter().any(|other| self.exists(other));
                    let refusal = if alike { Refusal::LookAlike } else { Refusal::Unknown };
                    return (None, Some(refusal));
                }
            },
        };
        if wrong_check {
            return (Some(number), Some(Refusal::CheckCharacter));
        }
        let Some(found) = self.plan.coupons.get(usize::from(number)) else {
            return (None, Some(Refusal::Unknown));
        };
        (Some(number), self.refusal(found, state))
    }

    /// The coupon that knows a code: one that is in force before one that is not, then by rank, then by name.
    fn recognised(&self, normal: &str) -> Option<(u16, bool)> {
        let found = self
            .engine
            .index
            .coupons
            .find(self.plan, &self.engine.index.texts, normal, &self.steps);
        let now = |coupon: u16| {
            let coupon = self.plan.coupons.get(usize::from(coupon));
            coupon.is_some_and(|coupon| self.window(coupon).is_none())
        };
        let best = found
            .iter()
            .min_by_key(|found| (found.wrong_check, !now(found.coupon), found.rank, found.coupon))?;
        Some((best.coupon, best.wrong_check))
    }

    /// Whether some coupon knows a code and it is right.
    fn exists(&self, normal: &str) -> bool {
        let issued = || {
            let state = self.clients.coupons.get(normal);
            state
                .and_then(|state| state.of.as_deref())
                .is_some_and(|of| self.named(of).is_some())
        };
        self.recognised(normal).is_some_and(|(_, wrong_check)| !wrong_check) || issued()
    }

    fn named(&self, name: &str) -> Option<u16> {
        let text = self.engine.index.text(self.plan, name)?;
        let at = self
            .plan
            .coupons
            .binary_search_by_key(&text, |coupon| coupon.name)
            .ok()?;
        u16::try_from(at).ok()
    }

    /// The windows of a coupon: why they are shut.
    fn window(&self, coupon: &Coupon) -> Option<Refusal> {
        let local = self.local;
        if coupon.valid.is_empty() || coupon.valid.iter().any(|window| window.is_open(local)) {
            return None;
        }
        Some(if is_over(coupon, local) {
            Refusal::Expired
        } else {
            Refusal::NotYetValid
        })
    }

    /// Why a recognised code may not be used: the coupon's time, then what the registry knows, then the client.
    fn refusal(&self, coupon: &Coupon, state: Option<&CouponState>) -> Option<Refusal> {
        let issued = matches!(coupon.codes, Codes::Pattern { .. } | Codes::Issued);
        if issued && state.is_none() {
            return Some(Refusal::NotIssued);
        }
        if let Some(shut) = self.window(coupon) {
            return Some(shut);
        }
        let nothing = CouponState::default();
        let state = state.unwrap_or(&nothing);
        match state.status {
            CouponStatus::Active => {}
            CouponStatus::Spent => return Some(Refusal::UsedUp),
            CouponStatus::Blocked => return Some(Refusal::Blocked),
            CouponStatus::Expired => return Some(Refusal::Expired),
        }
        if state.from.is_some_and(|from| self.local < from) {
            return Some(Refusal::NotYetValid);
        }
        if state.until.is_some_and(|until| until <= self.local) {
            return Some(Refusal::Expired);
        }
        let client = self.client.id.as_deref().filter(|_| self.client.known());
        if coupon.bound {
            match (&state.client, client) {
                (_, None) => return Some(Refusal::ClientNeeded),
                (Some(owner), Some(client)) if owner != client => return Some(Refusal::OtherClient),
                // Nobody owns it yet: it is of the first who used it.
                (None, Some(client)) if !state.used_by.is_empty() && !state.used_by.contains_key(client) => {
                    return Some(Refusal::OtherClient);
                }
                (Some(_) | None, Some(_)) => {}
            }
        }
        let uses = coupon.uses.map(u64::from)?;
        if !coupon.per_client {
            return (state.used >= uses).then_some(Refusal::UsedUp);
        }
        match client {
            None => Some(Refusal::ClientNeeded),
            Some(client) => {
                let used = state.used_by.get(client).copied().unwrap_or(0);
                (used >= uses).then_some(Refusal::ClientUsedUp)
            }
        }
    }
}

/// Whether the time of a coupon is over for good: it is not open, and no window of it begins later.
pub(crate) fn is_over(coupon: &Coupon, local: LocalTime) -> bool {
    let may_be_used = |window: &Window| window.is_open(local) || window.from.is_some_and(|from| local < from);
    !coupon.valid.is_empty() && !coupon.valid.iter().any(may_be_used)
}

/// The name of a coupon.
pub(crate) fn name(plan: &Plan, coupon: u16) -> String {
    let coupon = plan.coupons.get(usize::from(coupon));
    coupon
        .and_then(|coupon| plan.texts.get(wide(coupon.name)))
        .cloned()
        .unwrap_or_default()
}
