//! The closed list of what can go wrong while a plan runs; a fault takes one promotion out, never the sale.

use serde::Serialize;

/// Why a program or a sum could not be worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// A value is needed and the stack is empty. Never on a verified plan.
    StackUnderflow,
    /// More values than [`perk_plan::limits::STACK`]. Never on a verified plan.
    StackOverflow,
    /// A value is of another type than the operation needs. Never on a verified plan.
    TypeMismatch,
    /// An index points outside its table, or a selection refers forwards. Never on a verified plan.
    BadReference,
    /// An operation stands where it may not. Never on a verified plan.
    BadOperation,
    /// A program did not end with what its place needs. Never on a verified plan.
    BadEnd,
    /// More work than [`crate::limits::FUEL`] allows (selections that refer to selections, many times over).
    OutOfFuel,
    /// An exact number does not fit 128 bits.
    Overflow,
}

impl Fault {
    /// Its name in decisions.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::StackUnderflow => "stack_underflow",
            Self::StackOverflow => "stack_overflow",
            Self::TypeMismatch => "type_mismatch",
            Self::BadReference => "bad_reference",
            Self::BadOperation => "bad_operation",
            Self::BadEnd => "bad_end",
            Self::OutOfFuel => "out_of_fuel",
            Self::Overflow => "overflow",
        }
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.name())
    }
}

impl std::error::Error for Fault {}
