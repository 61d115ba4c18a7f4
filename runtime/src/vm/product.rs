//! The room of product selections: what the receipt's line and the catalogue say of a product; two-valued.

use perk_plan::Op;
use perk_plan::ops::{Fact, ListId, ProductFact};

use super::{Room, Value, Work, run};
use crate::engine::Engine;
use crate::fault::Fault;
use crate::index::{NONE, wide};
use crate::intake::{Case, Run};
use crate::vm::store::listed;

/// A run's product as selections see it.
#[derive(Clone, Copy)]
pub(crate) struct ProductRoom<'a> {
    pub engine: &'a Engine,
    pub case: &'a Case,
    pub run: &'a Run,
}

impl ProductRoom<'_> {
    /// Whether the product is in a selection.
    pub(crate) fn within(&self, items: u32, work: &mut Work) -> Result<bool, Fault> {
        let found = self.engine.plan().items.get(wide(items)).ok_or(Fault::BadReference)?;
        work.nested(|work| run(&found.code, self, work))
            .map(|truth| truth == Some(true))
    }
}

impl Room for ProductRoom<'_> {
    const SETTLED: bool = true;

    fn load(&self, fact: Fact, _: &mut Work) -> Result<Value, Fault> {
        match fact {
            Fact::Product(ProductFact::Brand) => Ok(self.run.facts.brand.map_or(Value::Absent, Value::Text)),
            Fact::Product(ProductFact::Supplier) => Ok(self.run.facts.supplier.map_or(Value::Absent, Value::Text)),
            Fact::Product(ProductFact::Price) => Ok(Value::Money(self.run.price)),
            Fact::Product(ProductFact::Property(property)) => {
                if usize::from(property) >= self.engine.plan().product_properties.len() {
                    return Err(Fault::BadReference);
                }
                Ok(if self.run.custom == NONE {
                    self.engine.index.products.property(self.run.product, property)
                } else {
                    let custom = self.case.customs.get(wide(self.run.custom));
                    let found = custom.and_then(|custom| custom.properties.get(usize::from(property)));
                    found.copied().unwrap_or(Value::Absent)
                })
            }
            Fact::Goods(..) | Fact::Receipt(_) | Fact::Store(_) | Fact::Client(_) => Err(Fault::BadOperation),
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the machine names every operation; these may stand here"
    )]
    fn ask(&self, op: &Op, work: &mut Work) -> Result<Value, Fault> {
        let products = &self.engine.index.products;
        let number = self.run.product;
        Ok(Value::Truth(match op {
            Op::InCategory(text) => {
                let above = products.category(*text).ok_or(Fault::BadReference)?;
                products.categories.within(self.run.facts.category, above)
            }
            Op::SkuIn(list) => {
                let list = products.sku_list(*list).ok_or(Fault::BadReference)?;
                number != NONE && list.binary_search(&number).is_ok()
            }
            Op::BarcodeIn(list) => {
                let list = products.barcode_list(*list).ok_or(Fault::BadReference)?;
                number != NONE && list.binary_search(&number).is_ok()
            }
            Op::HasTag(tag) => number != NONE && products.has_tag(number, *tag),
            Op::InItems(items) => self.within(*items, work)?,
            _ => return Err(Fault::BadOperation),
        }))
    }

    fn listed(&self, list: ListId, text: u32) -> Result<bool, Fault> {
        listed(self.engine.plan(), list, text)
    }
}
