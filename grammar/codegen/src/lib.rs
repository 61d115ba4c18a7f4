//! perk.pest to syntax kinds, AST views, keyword lists and diagrams; knows no other crate of Perk.
