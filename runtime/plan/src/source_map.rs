//! Where each clause of a plan stands in its source; beside the plan, never inside its hash.

use serde::{Deserialize, Serialize};

/// Places of promotions, of their conditions and of prohibitions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceMap {
    /// By promotion, in the order of [`crate::Plan::promotions`].
    pub promotions: Vec<PromotionSource>,
    /// By prohibition, in the order of [`crate::Plan::protects`].
    #[serde(default)]
    pub protects: Vec<Place>,
}

/// Places of one promotion.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromotionSource {
    /// Its declaration.
    pub declared: Place,
    /// Its gates, where written: `valid`, `on`, `in`, `for`, `with`, `paid by`, in that order.
    pub gates: [Option<Place>; 6],
    /// Its conditions, by number.
    pub conditions: Vec<Place>,
    /// Its limits, in the order of [`crate::plan::Promotion::limits`].
    #[serde(default)]
    pub limits: Vec<Place>,
    /// The steps of its ladders, in the order of its effects.
    #[serde(default)]
    pub ladders: Vec<Vec<Place>>,
    /// Where the roles of its set stand in the plan, in the author's order.
    #[serde(default)]
    pub roles: Vec<u16>,
}

/// A place in a source file and the words that stand there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Path relative to the programme's folder, with `/`.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// The author's words.
    pub words: String,
}
