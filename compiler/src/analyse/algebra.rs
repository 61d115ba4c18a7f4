//! What sets that are written with names, `and`, `or` and `except` surely have to do with one another; knows no goods and no
//! stores, only how their filters compare.
//!
//! Every answer is sure: `false` where it cannot be told.

use crate::hir::Name;
use crate::limits;

/// How a set is put together.
pub(super) enum Shape<'a, S> {
    /// Everything.
    All,
    /// What a declared name stands for.
    Named(&'a Name),
    /// What is in each.
    And(&'a [S]),
    /// What is in any.
    Or(&'a [S]),
    /// What is in the first and not in the second.
    Except(&'a S, &'a S),
    /// What has a value.
    Filter,
}

/// A written set.
pub(super) trait Written: Sized + PartialEq {
    fn shape(&self) -> Shape<'_, Self>;
}

/// What is known of names and filters.
pub(super) trait Known<S: Written>: Copy {
    /// What a declared name stands for.
    fn behind(&self, name: &Name) -> Option<&S>;

    /// Whether whatever has the value of one filter has that of another.
    fn filter_within(&self, inner: &S, outer: &S) -> bool;

    /// Whether nothing has the values of both filters.
    fn filters_apart(&self, one: &S, other: &S) -> bool;
}

/// Whether everything in one set is in the other.
pub(super) fn within<S: Written>(known: impl Known<S>, inner: &S, outer: &S) -> bool {
    inside(known, inner, outer, 0)
}

/// Whether nothing is in both.
pub(super) fn apart<S: Written>(known: impl Known<S>, one: &S, other: &S) -> bool {
    outside(known, one, other, 0)
}

/// Whether nothing is in a set; `exclude` says which filters that are joined may be asked whether they exclude one another.
pub(super) fn empty<S: Written>(known: impl Known<S>, set: &S, exclude: &impl Fn(&S) -> bool) -> bool {
    nothing(known, set, exclude, 0)
}

fn inside<S: Written>(known: impl Known<S>, inner: &S, outer: &S, depth: usize) -> bool {
    // Circles are reported elsewhere; here they end.
    if depth >= limits::NAMES_DEEP {
        return false;
    }
    let deeper = depth.saturating_add(1);
    let of = |inner: &S, outer: &S| inside(known, inner, outer, deeper);
    if inner == outer {
        return true;
    }
    // A part that holds all of a set.
    let wider_part = || match inner.shape() {
        Shape::And(parts) => parts.iter().any(|part| of(part, outer)),
        Shape::Except(base, _) => of(base, outer),
        Shape::All | Shape::Named(_) | Shape::Or(_) | Shape::Filter => false,
    };
    match (inner.shape(), outer.shape()) {
        (_, Shape::All) => true,
        (Shape::Named(name), _) => known.behind(name).is_some_and(|inner| of(inner, outer)),
        (_, Shape::Named(name)) => known.behind(name).is_some_and(|outer| of(inner, outer)),
        (Shape::Or(parts), _) => !parts.is_empty() && parts.iter().all(|part| of(part, outer)),
        (_, Shape::And(parts)) => parts.iter().all(|part| of(inner, part)),
        (_, Shape::Except(base, minus)) => of(inner, base) && outside(known, inner, minus, deeper),
        (_, Shape::Or(parts)) => parts.iter().any(|part| of(inner, part)) || wider_part(),
        (Shape::And(_) | Shape::Except(..), Shape::Filter) => wider_part(),
        (Shape::Filter, Shape::Filter) => known.filter_within(inner, outer),
        (Shape::All, Shape::Filter) => false,
    }
}

fn outside<S: Written>(known: impl Known<S>, one: &S, other: &S, depth: usize) -> bool {
    if depth >= limits::NAMES_DEEP || one == other {
        return false;
    }
    let deeper = depth.saturating_add(1);
    let of = |one: &S, other: &S| outside(known, one, other, deeper);
    match (one.shape(), other.shape()) {
        (Shape::Named(name), _) => known.behind(name).is_some_and(|one| of(one, other)),
        (_, Shape::Named(name)) => known.behind(name).is_some_and(|other| of(one, other)),
        (Shape::Or(parts), _) => !parts.is_empty() && parts.iter().all(|part| of(part, other)),
        (_, Shape::Or(parts)) => !parts.is_empty() && parts.iter().all(|part| of(one, part)),
        (Shape::Except(base, minus), _) => of(base, other) || inside(known, other, minus, deeper),
        (_, Shape::Except(base, minus)) => of(one, base) || inside(known, one, minus, deeper),
        (Shape::And(parts), _) => parts.iter().any(|part| of(part, other)),
        (_, Shape::And(parts)) => parts.iter().any(|part| of(one, part)),
        (Shape::Filter, Shape::Filter) => known.filters_apart(one, other),
        (Shape::All, Shape::All | Shape::Filter) | (Shape::Filter, Shape::All) => false,
    }
}

fn nothing<S: Written>(known: impl Known<S>, set: &S, exclude: &impl Fn(&S) -> bool, depth: usize) -> bool {
    if depth >= limits::NAMES_DEEP {
        return false;
    }
    let deeper = depth.saturating_add(1);
    let of = |set: &S| nothing(known, set, exclude, deeper);
    match set.shape() {
        Shape::All | Shape::Filter => false,
        Shape::Named(name) => known.behind(name).is_some_and(of),
        Shape::Or(parts) => !parts.is_empty() && parts.iter().all(of),
        Shape::Except(base, minus) => of(base) || inside(known, base, minus, deeper),
        Shape::And(parts) => {
            let mut later = parts.iter();
            parts.iter().any(|part| {
                later.next();
                let mut others = later.clone().filter(|other| exclude(part) && exclude(other));
                of(part) || others.any(|other| outside(known, part, other, deeper))
            })
        }
    }
}
