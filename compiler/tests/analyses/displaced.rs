//! Promotions that another one always displaces, and those that only look so.

use super::look;
use perk_compiler::diagnostic::Language;

const ITEMS: &str = "items tea = category \"Tea\"\nitems green = category \"Tea/Green\"\nitems cups = category \"Cups\"\nclients old = client.age > 60\n";

/// Pairs of names, the displaced one first.
fn told(text: &str) -> Vec<(String, String)> {
    let found = look(&format!("{ITEMS}{text}"), false);
    let names = |found: &perk_compiler::diagnostic::Diagnostic| {
        let said = found.message(Language::English);
        let mut names = said.split('`').skip(1).step_by(2).map(str::to_owned);
        (names.next().unwrap(), names.next().unwrap())
    };
    found.iter().filter(|it| it.code.id == "PK1102").map(names).collect()
}

/// Whether `b` is told to be displaced by `a`.
fn loses(a: &str, b: &str) -> bool {
    let found = told(&format!("promotion a {{ {a} }}\npromotion b {{ {b} }}\n"));
    found.contains(&("b".to_owned(), "a".to_owned()))
}

#[test]
fn a_larger_percent_on_more_goods() {
    assert!(loses("give 15% off tea", "give 10% off green"));
    assert!(loses("give 15% off tea", "give 10% off tea except brand \"X\""));
    assert!(loses("give 15% off all", "give 10% off cups"));
    assert!(loses("give 15% off tea or cups", "give 10% off cups"));
    assert!(loses("give 15% off tea give 5% off cups", "give 10% off green"));
    assert!(!loses("give 15% off green", "give 10% off tea"));
    assert!(!loses("give 15% off tea except brand \"X\"", "give 10% off tea"));
    assert!(!loses("give 10% off tea", "give 15% off tea"));
    assert!(!loses("give 15% off tea", "give 10% off cups"));
    // Equal ones are told apart by priority, then by name.
    assert!(loses("give 10% off tea", "give 10% off tea"));
    assert!(loses("priority 5 give 10% off tea", "give 10% off green"));
    assert!(!loses("give 10% off tea", "priority 5 give 10% off green"));
    // Priority is nothing against a larger benefit.
    assert!(loses("give 15% off tea", "priority 5 give 10% off tea"));
}

#[test]
fn what_narrows_the_other_lets_it_act() {
    let loser = "give 10% off tea";
    assert!(loses("give 15% off tea", &format!("on mon..fri {loser}")));
    for clause in [
        "on mon..fri",
        "valid 2026-10-01 .. 2026-10-31",
        "in region \"Moscow\"",
        "for known clients",
        "paid by \"MIR\"",
        "when receipt.amount >= 100 RUB",
        "limit 2 pcs per receipt",
        "exclusive",
    ] {
        assert!(!loses(&format!("give 15% off tea {clause}"), loser), "{clause}");
    }
    // The same narrowing on both sides, and a narrower one.
    for (wide, narrow) in [
        ("on mon..fri from 08:00 to 12:00", "on tue from 09:00 to 11:00"),
        ("valid 2026-10-01 .. 2026-10-31", "valid 2026-10-05 .. 2026-10-06"),
        ("in region \"Moscow\", \"Kazan\"", "in region \"Moscow\""),
        ("for known clients", "for old"),
        ("paid by \"MIR\" or \"VISA\"", "paid by \"MIR\""),
        ("when receipt.amount >= 100 RUB", "when receipt.amount >= 200 RUB"),
        ("when receipt.amount >= 100 RUB", "when amount of tea > 100 RUB"),
        ("when receipt.products > 1", "when receipt.products between 2 and 3"),
    ] {
        assert!(
            loses(&format!("{wide} give 15% off tea"), &format!("{narrow} {loser}")),
            "{wide} / {narrow}"
        );
        assert!(
            !loses(&format!("{narrow} give 15% off tea"), &format!("{wide} {loser}")),
            "{wide} / {narrow}"
        );
    }
    assert!(!loses(
        "when receipt.amount <= 100 RUB give 15% off tea",
        "when amount of tea <= 100 RUB give 10% off tea"
    ));
    // A limit of the one that loses anyway changes nothing.
    assert!(loses("give 15% off tea", "give 10% off tea limit 2 pcs per receipt"));
}

#[test]
fn rewards_are_compared_where_one_is_never_less() {
    assert!(loses("price 90 RUB for tea", "price 99 RUB for green"));
    assert!(!loses("price 99 RUB for tea", "price 90 RUB for green"));
    assert!(loses("give 30 RUB off each tea", "give 20 RUB off each green"));
    // On goods cheaper than both sums they are worth the same, and the first by name goes first.
    assert!(!loses(
        "priority -1 give 30 RUB off each tea",
        "give 20 RUB off each green"
    ));
    // A sum is given once, and each may have a unit of its own.
    assert!(!loses("give 30 RUB off tea", "give 20 RUB off green"));
    // A percent and a price: it depends on what the goods cost.
    assert!(!loses("give 50% off tea", "price 90 RUB for tea"));
    // A share of the shelf price is never less than one of what is left, but may be all that is left.
    assert!(loses("give 15% off tea of list price", "give 10% off tea"));
    assert!(!loses("give 15% off tea", "give 10% off tea of list price"));
    assert!(loses("give 15% off receipt", "give 10% off receipt"));
    assert!(loses("give 100 RUB off receipt", "give 50 RUB off receipt"));
    let ladder = |steps: &str| format!("give off receipt by amount of all {{ {steps} }}");
    let steps = "from 1 000 RUB: 5% from 3 000 RUB: 10%";
    assert!(loses("give 15% off receipt", &ladder(steps)));
    assert!(!loses("give 7% off receipt", &ladder(steps)));
    assert!(loses(&ladder("from 900 RUB: 6% from 3 000 RUB: 11%"), &ladder(steps)));
    assert!(!loses(
        &ladder("from 1 100 RUB: 6% from 3 000 RUB: 11%"),
        &ladder(steps)
    ));
    let flat = |percent: &str| format!("when receipt.amount >= 2 000 RUB give {percent}% off receipt");
    assert!(loses(&ladder(steps), &flat("4")));
    assert!(!loses(&ladder(steps), &flat("6")));
    assert!(!loses(&ladder(steps), "give 4% off receipt"));
    // The last step of all gives less.
    assert!(!loses(&ladder("from 1 000 RUB: 5% from 3 000 RUB: 3%"), &flat("4")));
}

#[test]
fn sets_lose_to_what_gives_more_on_every_unit() {
    assert!(loses("give 50% off tea", "for each 3 of green give 40% off cheapest"));
    assert!(!loses("give 30% off tea", "for each 3 of green give 100% off cheapest"));
    let three = "for each 3 of tea give";
    assert!(loses(&format!("{three} 20% off set"), &format!("{three} 15% off set")));
    assert!(!loses(
        &format!("{three} 20% off cheapest"),
        &format!("{three} 15% off set")
    ));
    assert!(!loses(
        &format!("{three} 20% off set"),
        "for each 2 of tea give 15% off set"
    ));
    let reuse = "set pair { a = 1 of tea b = 1 of cups reuse }\n";
    let with = |set: &str| {
        told(&format!(
            "{set}promotion a {{ give 50% off all }}\npromotion b {{ for each pair give 10% off set }}\n"
        ))
        .len()
    };
    assert_eq!(with(reuse), 0);
    assert_eq!(with(&reuse.replace("reuse", "")), 1);
}

#[test]
fn schemes_decide_who_meets_whom() {
    let scheme = |combine: &str, a: &str, b: &str| {
        let text = format!("scheme s {{ phase goods after goods combine {combine} }}\n");
        let promotions = format!("promotion a {{ scheme s {a} }}\npromotion b {{ scheme s {b} }}\n");
        told(&format!("{text}{promotions}")).len()
    };
    let (more, less) = ("give 15% off tea", "give 10% off tea");
    assert_eq!(scheme("best", more, less), 1);
    // For the retailer the least is chosen.
    assert_eq!(scheme("best for retailer", more, less), 0);
    // In `all` both act.
    assert_eq!(scheme("all", more, less), 0);
    assert_eq!(scheme("all", &format!("{more} exclusive priority 1"), less), 1);
    assert_eq!(scheme("all", &format!("{more} exclusive"), less), 0);
    assert_eq!(scheme("first", more, less), 1);
    assert_eq!(scheme("first", more, &format!("{less} priority 1")), 0);
    // Alone it would win, but another one may have gone before it.
    assert_eq!(scheme("first", &format!("{more} exclusive"), less), 0);
    // Nobody goes before the only one of the largest priority.
    assert_eq!(scheme("first", &format!("{more} exclusive priority 1"), less), 1);
    // Two schemes: one after the other.
    let two = "scheme s { phase goods after goods }\npromotion a { scheme s give 15% off tea }\npromotion b { give 10% off tea }\n";
    assert_eq!(told(two).len(), 0);
}

#[test]
fn a_floor_makes_equals_of_unequals() {
    let protect = |goods: &str| {
        let text = format!("protect {goods} {{ price at least 50 RUB }}\n");
        told(&format!(
            "{text}promotion a {{ give 15% off tea }}\npromotion b {{ give 10% off green }}\n"
        ))
        .len()
    };
    assert_eq!(protect("tea"), 0);
    assert_eq!(protect("cups"), 1);
}

#[test]
fn many_are_counted_and_not_all_listed() {
    let mut text = String::from("promotion a { give 50% off all }\n");
    for number in 0..70 {
        text.push_str(&format!(
            "promotion b{number} {{ give 10% off category \"C{number}\" }}\n"
        ));
    }
    let found = look(&text, false);
    assert_eq!(found.iter().filter(|it| it.code.id == "PK1102").count(), 50);
    let notes: Vec<String> = found
        .iter()
        .flat_map(|it| &it.notes)
        .map(|note| note.render(Language::English))
        .collect();
    assert_eq!(
        notes,
        ["More promotions are always displaced, which are not listed here: 20."]
    );
}
