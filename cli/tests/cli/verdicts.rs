//! What a decision says of limits and of who gave way, in JSON.

use std::fmt::Write;

use crate::support::{Folder, json};

/// Each piece asks 50: of the third the first limit leaves 30, of the fourth nothing. The second would have borne all.
#[test]
fn only_the_limit_that_cut_says_what_was_asked() {
    let shop = Folder::shop(
        "promotion half {\n  for known clients\n  give 50% off all\n  \
         limit 130 RUB per client partial\n  limit 100 000 RUB partial\n}\n",
    );
    shop.write("one.receipt", b"at 2026-10-05 09:30\nclient C-1\n4 x TEA at 100 RUB\n");
    shop.write("clients.json", br#"{"schema": 1, "clients": [{"id": "C-1"}]}"#);
    let said = shop
        .perk("eval . one.receipt --accounts clients.json --format json")
        .clean();
    let decision = json(&said);
    let consumes = decision["consumes"].as_array().unwrap();
    let asked = |key: &str| {
        let found = consumes.iter().find(|it| it["key"] == key).unwrap();
        (found["amount"].clone(), found.get("asked").cloned())
    };
    assert_eq!(asked("client C-1"), ("130.00".into(), Some("150.00".into())));
    assert_eq!(asked("total"), ("130.00".into(), None));
}

/// Each of 25 goods has a promotion of its own that is better than 1% off everything.
#[test]
fn a_promotion_displaced_by_many_names_the_first_twenty() {
    let mut text = String::from("promotion z_all { give 1% off all }\n");
    let mut lines = String::from("at 2026-10-05 09:30\n");
    for number in 10..35 {
        writeln!(text, "promotion a{number} {{ give 50% off sku \"S{number}\" }}").unwrap();
        writeln!(lines, "1 x S{number} at 100 RUB").unwrap();
    }
    let shop = Folder::shop(&text);
    shop.write("one.receipt", lines.as_bytes());
    let said = shop.perk("eval . one.receipt --format json").clean();
    let decision = json(&said);
    let all = decision["promotions"].as_array().unwrap();
    let displaced = all.iter().find(|it| it["promotion"] == "z_all").unwrap();
    assert_eq!(
        (&displaced["outcome"], &displaced["worth"]),
        (&"displaced".into(), &"25.00".into())
    );
    assert_eq!(displaced["by"].as_array().unwrap().len(), 20);
}

#[test]
fn coupons_that_are_issued_stand_below_the_receipt() {
    let folder = Folder::shop(
        "coupon next \"Ten off next time\" { codes generated }
coupon cup { codes generated }
coupon gone { codes generated  valid .. 2026-10-04 }
promotion each { for each 1 of sku \"CUP\"  give 1 RUB off set  issue coupon cup }
promotion all { give 10% off receipt  issue coupon next  issue coupon cup  issue coupon gone }
",
    );
    folder.write("r.receipt", b"at 2026-10-05 09:00\n2 x CUP at 100 RUB\n");
    // Two by `each`, which is about goods and so first, one by `all`; `gone` has ended.
    for line in ["eval . r.receipt", "eval . r.receipt --explain"] {
        let said = folder.perk(line).clean();
        let issued: Vec<&str> = said
            .lines()
            .map(str::trim)
            .filter(|line| line.contains("issued"))
            .collect();
        assert_eq!(
            issued,
            ["coupon issued: cup × 3", "coupon issued: Ten off next time"],
            "{said}"
        );
    }
    let said = folder.perk("--lang ru eval . r.receipt").clean();
    assert!(
        said.contains("  выдан купон: cup × 3\n  выдан купон: Ten off next time\n"),
        "{said}"
    );
    let quiet = Folder::shop("promotion all { give 10% off receipt }\n");
    quiet.write("r.receipt", b"at 2026-10-05 09:00\n2 x CUP at 100 RUB\n");
    assert!(!quiet.perk("eval . r.receipt").clean().contains("issued"));
}
