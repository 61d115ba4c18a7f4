//! Makes a failing programme and receipt smaller while they still fail; it must not know why they do.

use crate::model::receipt::{Line, World};
use crate::model::{Combine, Programme, Promotion, Side};

/// One programme with one receipt.
pub type Pair = (Programme, World);

/// Greedily drops promotions, lines, clauses and the rest while `fails` says that the pair still fails.
#[must_use]
pub fn shrink(programme: &Programme, world: &World, fails: impl Fn(&Programme, &World) -> bool) -> Pair {
    let mut best = (programme.clone(), world.clone());
    while let Some(smaller) = smaller(&best)
        .into_iter()
        .find(|(programme, world)| fails(programme, world))
    {
        best = smaller;
    }
    best
}

/// Every pair that is one step smaller, the largest steps first.
fn smaller(pair: &Pair) -> Vec<Pair> {
    let mut steps: Vec<Pair> = Vec::new();
    let mut change = |edit: &dyn Fn(&mut Pair)| {
        let mut next = pair.clone();
        edit(&mut next);
        if next != *pair {
            steps.push(next);
        }
    };
    let (programme, world) = pair;
    for place in 0..programme.promotions.len() {
        change(&|next| drop(next.0.promotions.remove(place)));
    }
    for place in 0..world.receipt.lines.len() {
        change(&|next| drop(next.1.receipt.lines.remove(place)));
    }
    for place in 0..programme.protects.len() {
        change(&|next| drop(next.0.protects.remove(place)));
    }
    for place in 0..programme.schemes.len() {
        let name = &programme.schemes[place].name;
        let used = programme
            .promotions
            .iter()
            .any(|promotion| promotion.scheme.as_ref() == Some(name))
            || programme
                .schemes
                .iter()
                .any(|scheme| scheme.after.as_ref() == Some(name));
        if !used {
            change(&|next| drop(next.0.schemes.remove(place)));
        }
        change(&|next| next.0.schemes[place].side = Side::Customer);
        change(&|next| next.0.schemes[place].combine = Combine::All);
    }
    change(&|next| next.1.client = None);
    change(&|next| next.1.card = None);
    for place in 0..world.uses.len() {
        change(&|next| drop(next.1.uses.remove(place)));
    }
    change(&|next| next.1.receipt.tenders.clear());
    change(&|next| next.0.retailer.total = None);
    for place in 0..programme.promotions.len() {
        for edit in clauses(&programme.promotions[place]) {
            change(&|next| next.0.promotions[place] = edit.clone());
        }
    }
    for place in 0..world.receipt.lines.len() {
        for edit in plainer(&world.receipt.lines[place]) {
            change(&|next| next.1.receipt.lines[place] = edit.clone());
        }
    }
    let sold = |sku: &String| world.receipt.lines.iter().any(|line| line.sku == *sku);
    change(&|next| next.1.catalogue.products.retain(|product| sold(&product.sku)));
    for place in 0..programme.items.len() {
        let name = &programme.items[place].0;
        // Names inside of selections are not looked up; the pair simply stops failing if this one was needed.
        change(&|next| next.0.items.retain(|(other, _)| other != name));
    }
    // Declarations: the pair stops failing if one of them was needed.
    for place in 0..programme.clients.len() {
        change(&|next| drop(next.0.clients.remove(place)));
    }
    for place in 0..programme.stores.len() {
        change(&|next| drop(next.0.stores.remove(place)));
    }
    for place in 0..programme.product_properties.len() {
        let name = &programme.product_properties[place].name;
        change(&|next| {
            next.0.product_properties.remove(place);
            for product in &mut next.1.catalogue.products {
                product.properties.retain(|(other, _)| other != name);
            }
        });
    }
    for place in 0..programme.client_properties.len() {
        change(&|next| drop(next.0.client_properties.remove(place)));
    }
    steps
}

/// The promotion without one of its clauses.
fn clauses(promotion: &Promotion) -> Vec<Promotion> {
    let mut all = Vec::new();
    let mut change = |edit: &dyn Fn(&mut Promotion)| {
        let mut next = promotion.clone();
        edit(&mut next);
        if next != *promotion {
            all.push(next);
        }
    };
    change(&|next| next.valid.clear());
    change(&|next| next.on.clear());
    change(&|next| next.stores = None);
    change(&|next| next.audience = None);
    change(&|next| next.paid_by.clear());
    change(&|next| next.title = None);
    change(&|next| next.messages.clear());
    change(&|next| next.priority = 0);
    change(&|next| next.exclusive = false);
    for place in 0..promotion.when.len() {
        change(&|next| drop(next.when.remove(place)));
    }
    for place in 0..promotion.limits.len() {
        change(&|next| {
            next.limits.remove(place);
        });
    }
    if promotion.gives.len() > 1 {
        for place in 0..promotion.gives.len() {
            change(&|next| drop(next.gives.remove(place)));
        }
    }
    all
}

/// The line with less on it.
fn plainer(line: &Line) -> Vec<Line> {
    let mut all = Vec::new();
    let mut change = |edit: &dyn Fn(&mut Line)| {
        let mut next = line.clone();
        edit(&mut next);
        if next != *line {
            all.push(next);
        }
    };
    if line.quantity > 1000 && line.quantity % 1000 == 0 && line.amount.is_none() {
        change(&|next| {
            next.quantity -= 1000;
            next.marks.pop();
        });
    }
    change(&|next| next.discounts.clear());
    change(&|next| next.marks.clear());
    change(&|next| next.amount = None);
    change(&|next| next.price_fixed = false);
    change(&|next| next.category = None);
    change(&|next| next.brand = None);
    change(&|next| next.content = None);
    change(&|next| next.properties.clear());
    all
}

#[cfg(test)]
mod tests {
    use super::shrink;
    use crate::generate::case;
    use crate::reference::decide;

    #[test]
    fn what_remains_still_fails_and_holds_nothing_needless() {
        let mut shrunk = 0;
        for seed in 0..60 {
            let case = case(seed);
            for world in &case.worlds {
                let fails = |programme: &_, world: &_| {
                    decide(programme, world).is_ok_and(|decision| decision.totals.discount > 0)
                };
                if !fails(&case.programme, world) {
                    continue;
                }
                let (programme, world) = shrink(&case.programme, world, fails);
                assert!(fails(&programme, &world));
                assert_eq!(programme.promotions.len(), 1, "seed {seed}");
                // A threshold may need several lines.
                assert!(world.receipt.lines.len() <= 3, "seed {seed}");
                shrunk += 1;
            }
        }
        assert!(shrunk > 30, "{shrunk}");
    }
}
