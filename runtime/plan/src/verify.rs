//! The verifier: proves that a plan may be run, in time linear in its size; runs nothing and reads no bytes.
//!
//! What it proves: every index is in range and every reference to a selection points backwards; tables stand in their
//! canonical order; every program is typed on an abstract stack, for the room it stands in (a product selection may not
//! read the receipt); every number is in its range; the effects of a promotion belong to the phase of its scheme.
//! The rules are listed in `docs/reference/instructions.md`.

mod coupon;
mod program;
mod promotion;
mod tables;

use std::ops::Deref;

use crate::limits;
use crate::listing::Lang;
use crate::plan::Plan;

/// A plan that was verified. Only [`verify`] makes one, so a function that takes it need not check again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedPlan {
    plan: Plan,
}

impl VerifiedPlan {
    /// Passes a plan off as verified, so that tests can show that the virtual machine is safe on *any* plan. Nothing but
    /// such a test may call it.
    #[doc(hidden)]
    #[must_use]
    pub fn unverified_for_tests(plan: Plan) -> Self {
        Self { plan }
    }

    /// The plan.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Gives the plan back; it counts as unverified again, for it can be changed.
    #[must_use]
    pub fn into_plan(self) -> Plan {
        self.plan
    }
}

impl Deref for VerifiedPlan {
    type Target = Plan;

    fn deref(&self) -> &Plan {
        &self.plan
    }
}

/// Why a plan was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifyError {
    /// A stable code, listed in `docs/reference/plan-file.md`.
    pub code: &'static str,
    /// Where: `promotions[3].body[5]`.
    pub place: String,
    /// What was found and what is needed.
    pub message: String,
}

impl std::fmt::Display for VerifyError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} [{}]", self.say(Lang::English), self.code)
    }
}

impl std::error::Error for VerifyError {}

impl VerifyError {
    /// The refusal in a language, without its code. The rule is said in it; what exactly was found speaks of bytecode, in its own English.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        let rule = match (lang, self.code) {
            (Lang::English, _) => return format!("{}: {}", self.place, self.message),
            (Lang::Russian, "plan-index") => "ссылка ведёт за край таблицы",
            (Lang::Russian, "plan-reference") => "выборка ссылается не на ту, что стоит до неё",
            (Lang::Russian, "plan-order") => "порядок нарушен или есть повтор",
            (Lang::Russian, "plan-type") => "типы значений не сходятся",
            (Lang::Russian, "plan-stack") => "на стеке не то, что нужно",
            (Lang::Russian, "plan-op") => "операция стоит не там, где может",
            (Lang::Russian, "plan-require") => "условия проверяются не по порядку или не все",
            (Lang::Russian, "plan-phase") => "действия относятся к другой фазе",
            (Lang::Russian, "plan-gift") => "подарок стоит не там, где может",
            (Lang::Russian, "plan-range") => "число вне своих границ",
            (Lang::Russian, "plan-work") => "проверка длиннее, чем нужно любому плану",
            (Lang::Russian, _) => "правило нарушено",
        };
        format!("{}: {rule} ({})", self.place, self.message)
    }
}

/// Verifies a plan.
///
/// # Errors
/// The first rule that the plan breaks, in the order of its tables.
pub fn verify(plan: Plan) -> Result<VerifiedPlan, VerifyError> {
    check(&plan)?;
    Ok(VerifiedPlan { plan })
}

/// Verifies a plan without taking it, and answers how much work that was: one step per operation, row, list element and
/// byte of text. The count, not time, is what a test of linearity looks at.
///
/// # Errors
/// As [`verify`].
pub fn check(plan: &Plan) -> Result<u64, VerifyError> {
    let mut checker = Checker {
        plan,
        work: 0,
        room: Room::Plan,
        row: None,
        op: None,
        stack: Vec::new(),
    };
    tables::check(&mut checker)?;
    promotion::check_all(&mut checker)?;
    Ok(checker.work)
}

/// The part of a plan that is being checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Room {
    Plan,
    Texts,
    Lists,
    ProductProperties,
    ClientProperties,
    StoreColumns,
    StoreTable,
    Items,
    Stores,
    Clients,
    Protects,
    Coupons,
    Schemes,
    Ladders,
    Promotions,
}

impl Room {
    fn name(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Texts => "texts",
            Self::Lists => "lists",
            Self::ProductProperties => "product_properties",
            Self::ClientProperties => "client_properties",
            Self::StoreColumns => "store_columns",
            Self::StoreTable => "store_table",
            Self::Items => "items",
            Self::Stores => "stores",
            Self::Clients => "clients",
            Self::Protects => "protects",
            Self::Coupons => "coupons",
            Self::Schemes => "schemes",
            Self::Ladders => "ladders",
            Self::Promotions => "promotions",
        }
    }
}

/// The state of one verification.
struct Checker<'a> {
    plan: &'a Plan,
    work: u64,
    room: Room,
    row: Option<usize>,
    op: Option<usize>,
    /// Kept between programs, so that it is allocated once.
    stack: Vec<program::Type>,
}

impl<'a> Checker<'a> {
    /// Turns to a row of a table, which costs one step.
    fn at(&mut self, room: Room, row: usize) -> Result<(), VerifyError> {
        self.room = room;
        self.row = Some(row);
        self.op = None;
        self.spend(1)
    }

    fn spend(&mut self, steps: usize) -> Result<(), VerifyError> {
        self.work = self.work.saturating_add(u64::try_from(steps).unwrap_or(u64::MAX));
        if self.work > limits::VERIFY_WORK {
            return self.refuse(
                "plan-work",
                format!("verification needs more than {} steps", limits::VERIFY_WORK),
            );
        }
        Ok(())
    }

    fn refuse<T>(&self, code: &'static str, message: String) -> Result<T, VerifyError> {
        use std::fmt::Write as _;
        let mut place = self.room.name().to_owned();
        if let Some(row) = self.row {
            let _ = write!(place, "[{row}]");
        }
        if let Some(op) = self.op {
            let part = if self.room == Room::Promotions { "body" } else { "code" };
            let _ = write!(place, ".{part}[{op}]");
        }
        Err(VerifyError { code, place, message })
    }

    /// Checks that an index is inside a table.
    fn index(&self, what: &'static str, index: usize, length: usize) -> Result<(), VerifyError> {
        if index < length {
            Ok(())
        } else {
            self.refuse(
                "plan-index",
                format!("{what} {index} is out of range, there are {length}"),
            )
        }
    }

    fn text(&self, id: u32) -> Result<&'a str, VerifyError> {
        match self.plan.texts.get(wide(id)) {
            Some(text) => Ok(text),
            None => self.refuse(
                "plan-index",
                format!("text {id} is out of range, there are {}", self.plan.texts.len()),
            ),
        }
    }

    fn list(&self, id: u32) -> Result<&'a [u32], VerifyError> {
        match self.plan.lists.get(wide(id)) {
            Some(list) => Ok(list),
            None => self.refuse(
                "plan-index",
                format!("list {id} is out of range, there are {}", self.plan.lists.len()),
            ),
        }
    }

    fn range(&self, ok: bool, message: impl FnOnce() -> String) -> Result<(), VerifyError> {
        if ok {
            Ok(())
        } else {
            self.refuse("plan-range", message())
        }
    }

    fn order(&self, ok: bool, message: impl FnOnce() -> String) -> Result<(), VerifyError> {
        if ok {
            Ok(())
        } else {
            self.refuse("plan-order", message())
        }
    }
}

/// An index as a position; 32 bits always fit.
fn wide(id: u32) -> usize {
    usize::try_from(id).unwrap_or(usize::MAX)
}
