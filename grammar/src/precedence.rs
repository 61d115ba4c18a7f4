//! How the flat lists of selections and conditions nest: one table for both; knows no operand.

use crate::ast::LogicOp;

/// How tightly an operator binds; a larger one binds first. `not` binds tighter than both, `except` looser.
pub fn of(op: &LogicOp) -> u8 {
    match op {
        LogicOp::Or(_) => 1,
        LogicOp::And(_) => 2,
    }
}

/// A list of operands as the tree it means: groups of the looser operator around groups of the tighter one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Nested<T> {
    /// One operand.
    One(T),
    /// All of these joined by `and`.
    And(Vec<Nested<T>>),
    /// All of these joined by `or`.
    Or(Vec<Nested<T>>),
}

/// Nests a flat list; nothing for no operands. Operators without an operand after them are left out.
pub fn nest<T>(
    operands: impl IntoIterator<Item = T>,
    operators: impl IntoIterator<Item = LogicOp>,
) -> Option<Nested<T>> {
    let mut operands = operands.into_iter();
    let mut group = vec![Nested::One(operands.next()?)];
    let mut groups = Vec::new();
    for (operator, operand) in operators.into_iter().zip(operands) {
        if of(&operator) == 1 {
            groups.push(joined(std::mem::take(&mut group), Nested::And));
        }
        group.push(Nested::One(operand));
    }
    groups.push(joined(group, Nested::And));
    Some(joined(groups.into_iter().flatten().collect(), Nested::Or)).flatten()
}

fn joined<T>(mut list: Vec<Nested<T>>, join: fn(Vec<Nested<T>>) -> Nested<T>) -> Option<Nested<T>> {
    if list.len() > 1 { Some(join(list)) } else { list.pop() }
}

#[cfg(test)]
mod tests {
    use super::{Nested, nest};
    use crate::ast::{AstNode, Condition};

    fn shape(nested: &Nested<String>) -> String {
        let all = |list: &[Nested<String>], join: &str| {
            format!("({})", list.iter().map(shape).collect::<Vec<_>>().join(join))
        };
        match nested {
            Nested::One(name) => name.clone(),
            Nested::And(list) => all(list, "&"),
            Nested::Or(list) => all(list, "|"),
        }
    }

    fn read(condition: &str) -> String {
        let parse = crate::parse(&format!("clients c = {condition}"));
        let node = parse.syntax().descendants().find_map(Condition::cast).unwrap();
        shape(
            &nest(
                node.condition_operands().map(|o| o.syntax().to_string()),
                node.logic_ops(),
            )
            .unwrap(),
        )
    }

    #[test]
    fn and_binds_tighter_than_or() {
        assert_eq!(read("a"), "a");
        assert_eq!(read("a and b"), "(a&b)");
        assert_eq!(read("a or b and c or d"), "(a|(b&c)|d)");
        assert_eq!(read("a and b or c and d and e"), "((a&b)|(c&d&e))");
        assert_eq!(read("a и не b или c"), "((a&не b)|c)");
    }
}
