//! Plan and receipt and client facts to a decision that can say why.
