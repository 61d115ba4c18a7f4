//! A catalogue that `products` names must be one that can decide receipts.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests")]

use perk_compiler::db::RootDatabase;
use perk_compiler::semantics::check;

const SHOP: &str = "retailer \"Shop\" {\n  currency RUB\n  products \"products.csv\"\n}\n\npromotion tea { give 10% off category \"Drinks/Tea\" }\n";

/// Codes and the text of the file each points at.
fn found(csv: &str) -> Vec<(&'static str, String)> {
    let db = RootDatabase::default();
    let programme = db.programme([("shop.perk", SHOP)], [("products.csv", csv.as_bytes())]);
    let told = check(&db, programme);
    told.iter()
        .map(|it| {
            let text = if &*it.location.path == "products.csv" {
                csv
            } else {
                SHOP
            };
            let span = it.location.span.start as usize..it.location.span.end as usize;
            (it.code.id, text.get(span).unwrap().to_owned())
        })
        .collect()
}

fn one(id: &'static str, text: &str) -> Vec<(&'static str, String)> {
    vec![(id, text.to_owned())]
}

#[test]
fn a_good_catalogue_is_not_spoken_of() {
    assert_eq!(
        found("sku,category,price\nA,Drinks/Tea,\"1250,50\"\n\nB,Sweets,3\n"),
        []
    );
}

#[test]
fn what_the_reader_refuses_is_an_error_at_its_cell() {
    assert_eq!(
        found("sku,category\nA,Drinks/Tea\n\nB,Sweets,kg,5\n"),
        one("PK0407", "B,Sweets,kg,5")
    );
    assert_eq!(found("sku,category\nA,Drinks/Tea\r\nA,Sweets\r\n"), one("PK0409", "A"));
    assert_eq!(
        found("\u{feff}sku,category,price\nA,Drinks/Tea,abc\n"),
        one("PK0404", "abc")
    );
    assert_eq!(
        found("sku,category\nA,Drinks/Tea\n,Drinks/Tea\n"),
        one("PK0404", ",Drinks/Tea")
    );
    assert_eq!(
        found("code,category\nA,Drinks/Tea\n"),
        one("PK0402", "\"products.csv\"")
    );
}

#[test]
fn every_bad_row_is_told_and_not_more_than_twenty() {
    let csv =
        "sku;category;price\nA;Drinks/Tea;abc\nB;;-5\nC;;1e5\nD;;NaN\nD;;1\nE;\"Drinks\u{202e}\";1\n4.6E+12;;1\nF\n";
    assert_eq!(
        found(csv),
        [
            ("PK0404", "abc".to_owned()),
            ("PK0404", "-5".to_owned()),
            ("PK0404", "1e5".to_owned()),
            ("PK0404", "NaN".to_owned()),
            ("PK0409", "D".to_owned()),
            ("PK0411", "\"Drinks\u{202e}\"".to_owned()),
            ("PK0404", "4.6E+12".to_owned()),
            ("PK0407", "F".to_owned()),
        ]
    );
    let many: String = (0..1_000).map(|number| format!("{number},Drinks/Tea,x\n")).collect();
    assert_eq!(found(&format!("sku,category,price\n{many}")).len(), 20);
}

#[test]
fn a_slip_in_a_heading_is_named_and_what_it_costs() {
    let found = found("sku,Catgory\nA,Drinks/Tea\n");
    assert!(found.contains(&("PK0410", "Catgory".to_owned())), "{found:?}");
    assert!(found.contains(&("PK0408", "\"Drinks/Tea\"".to_owned())), "{found:?}");
}

#[test]
fn a_tag_among_several_is_known() {
    let told = |csv: &str| {
        let text = SHOP.replace("category \"Drinks/Tea\"", "tag \"hot\"");
        let db = RootDatabase::default();
        let programme = db.programme([("shop.perk", text.as_str())], [("products.csv", csv.as_bytes())]);
        check(&db, programme).iter().map(|it| it.code.id).collect::<Vec<_>>()
    };
    assert_eq!(told("sku,tags\nA,new hot\n"), [] as [&str; 0]);
    assert_eq!(told("sku,tag\nA,new hotter\n"), ["PK0408"]);
}

/// Codes and the text of `file` each points at, for a shop with files beside it.
fn told(shop: &str, files: &[(&str, &str)]) -> Vec<(&'static str, String)> {
    let db = RootDatabase::default();
    let data = files.iter().map(|(path, text)| (*path, text.as_bytes()));
    let programme = db.programme([("shop.perk", shop)], data);
    check(&db, programme)
        .iter()
        .map(|it| {
            let text = files.iter().find(|(path, _)| *path == &*it.location.path);
            let text = text.map_or(shop, |(_, text)| text);
            let span = it.location.span.start as usize..it.location.span.end as usize;
            (it.code.id, text.get(span).unwrap().to_owned())
        })
        .collect()
}

const CHAIN: &str = "retailer \"Shop\" {\n  currency RUB\n  stores \"stores.csv\"\n}\n\npromotion tea { in stores region \"M\" give 10% off all }\n";

#[test]
fn a_table_of_stores_is_judged_like_the_catalogue() {
    let of = |csv: &str| told(CHAIN, &[("stores.csv", csv)]);
    assert_eq!(of("store,region,time_zone\n001,M,Europe/Moscow\n002,M,\n"), []);
    assert_eq!(
        of("store,region\n001,M\n002,M,x,y\n001,N\n,M\n#N/A,M\n"),
        [
            ("PK0407", "002,M,x,y".to_owned()),
            ("PK0409", "001".to_owned()),
            ("PK0404", ",M".to_owned()),
            ("PK0404", "#N/A".to_owned()),
        ]
    );
    assert_eq!(of("code,region\n001,M\n"), one("PK0402", "\"stores.csv\""));
    assert_eq!(
        of("store,region,time_zone\n001,M,Europe/Moskow\n"),
        one("PK0307", "Europe/Moskow")
    );
    assert_eq!(
        of("store,region,timezone\n001,M,Europe/Moscow\n"),
        one("PK0410", "timezone")
    );
    assert_eq!(of("store,region\n001,M\u{200b}\n002,M\n"), one("PK0411", "M\u{200b}"));
}

#[test]
fn a_store_in_an_unknown_zone_is_told_what_was_meant_in_both_languages() {
    let db = RootDatabase::default();
    let csv = "store,region,time_zone\n001,M,Europe/Moskow\n";
    let programme = db.programme([("shop.perk", CHAIN)], [("stores.csv", csv.as_bytes())]);
    let found = check(&db, programme);
    let said = |language| found[0].message(language);
    assert_eq!(
        said(perk_compiler::diagnostic::Language::English),
        "There is no time zone `Europe/Moskow`. Did you mean `Europe/Moscow`?"
    );
    assert_eq!(
        said(perk_compiler::diagnostic::Language::Russian),
        "Нет часового пояса `Europe/Moskow`. Возможно, имелось в виду `Europe/Moscow`?"
    );
}

#[test]
fn a_list_is_judged_like_the_catalogue() {
    let shop = "retailer \"Shop\" { currency RUB }\n\npromotion week { give 10% off sku from \"weekly.csv\" }\n";
    let of = |csv: &str| told(shop, &[("weekly.csv", csv)]);
    assert_eq!(of("sku,x\nA,1\nB,\n"), []);
    assert_eq!(
        of("sku,x\nA\nB,1,2,3\nC,1\n"),
        [("PK0407", "A".to_owned()), ("PK0407", "B,1,2,3".to_owned())]
    );
    assert_eq!(
        of("sku\nA\u{0}\n\u{202e}B\nC\u{200b}\nD\n"),
        [
            ("PK0411", "A\u{0}".to_owned()),
            ("PK0411", "\u{202e}B".to_owned()),
            ("PK0411", "C\u{200b}".to_owned()),
        ]
    );
    assert_eq!(of("sku,x\nA,1\nA,2\n"), one("PK0403", "A"));
}

#[test]
fn a_list_of_property_values_is_read_from_the_column_of_its_name() {
    let shop = "retailer \"Shop\" { currency RUB }\n\nproduct property fat : number\n\n\
                promotion week { give 10% off property fat from \"weekly.csv\" }\n";
    let of = |csv: &str| told(shop, &[("weekly.csv", csv)]);
    assert_eq!(of("fat\n2.5\n\"3,2\"\n"), []);
    assert_eq!(of("fat\n2.5\nmuch\n"), one("PK0404", "much"));
    assert_eq!(of("value\n2.5\n"), one("PK0402", "\"weekly.csv\""));
}

const GOODS: &str = "retailer \"Shop\" {\n  currency RUB\n  products \"products.csv\"\n}\n\n";

#[test]
fn the_catalogue_fits_the_declared_properties() {
    let shop = format!(
        "{GOODS}product property size : one of \"S\", \"L\"\nproduct property fat : number\n\
         product property fresh : yes/no\nproduct property best : date\nproduct property fee : money\n\n\
         promotion x {{ give 10% off property size = \"S\" and property fat < 5 and property fresh and property best > 2026-01-01 and property fee < 5 RUB }}\n"
    );
    let of = |csv: &str| told(&shop, &[("products.csv", csv)]);
    assert_eq!(
        of("sku,size,fat,fresh,best,fee\nA,S,\"2,5\",yes,05.10.2026,1.50\nB,,,,,\nC,L,3,нет,2026-10-05,2\n"),
        []
    );
    assert_eq!(
        of("sku,size,fat,fresh,best,fee\nA,M,abc,maybe,tomorrow,1.505\n"),
        [
            ("PK0404", "M".to_owned()),
            ("PK0404", "abc".to_owned()),
            ("PK0404", "maybe".to_owned()),
            ("PK0404", "tomorrow".to_owned()),
            ("PK0404", "1.505".to_owned()),
        ]
    );
    assert_eq!(of("sku,size,Fat,fresh,best,fee\nA,S,1,yes,,\n"), one("PK0412", "fat"));
}

#[test]
fn a_floor_by_content_needs_contents() {
    let shop = format!(
        "{GOODS}items spirits = category \"Spirits\" except brand \"House\"\n\n\
         protect spirits {{ price at least 349 RUB per 0.5 l }}\n"
    );
    let of = |csv: &str| told(&shop, &[("products.csv", csv)]);
    assert_eq!(
        of("sku,category,brand,unit,content\nA,Spirits/Vodka,,,0.5 l\nB,Beer,,,\nC,Spirits,House,,\nD,Spirits,,l,\n"),
        []
    );
    assert_eq!(
        of(
            "sku,category,brand,unit,content\nA,Spirits,,pcs,\nB,Spirits/Gin,,,abc\nC,Spirits,,,0.5\nD,Spirits,,,500 g\nE,Beer,House,,\n"
        ),
        [
            ("PK0413", "A,Spirits,,pcs,".to_owned()),
            ("PK0413", "abc".to_owned()),
            ("PK0413", "0.5".to_owned()),
            ("PK0413", "500 g".to_owned()),
        ]
    );
    assert_eq!(
        of("sku,category,brand\nA,Spirits,x\nE,Beer,House\n"),
        one("PK0413", "A,Spirits,x")
    );
}

#[test]
fn stores_are_selected_by_a_column_of_their_own() {
    let of = |filter: &str| {
        let shop = format!(
            "retailer \"Shop\" {{\n  currency RUB\n  stores \"stores.csv\"\n}}\n\nstores some = {filter}\n\n\
             promotion tea {{ in some give 10% off all }}\n"
        );
        told(&shop, &[("stores.csv", "store,manager\n001,Anna\n002,Ivan\n")])
    };
    assert_eq!(of("property manager = \"Anna\""), []);
    assert_eq!(of("property manager \"Anna\", \"Ivan\""), []);
    assert_eq!(of("property manager is in \"Anna\", \"Ivan\" except store \"002\""), []);
    assert_eq!(of("property manger = \"Anna\""), one("PK0402", "manger"));
    assert_eq!(
        of("property manager != \"Anna\""),
        one("PK1001", "property manager != \"Anna\"")
    );
}
