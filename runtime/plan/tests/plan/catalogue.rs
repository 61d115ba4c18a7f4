//! Catalogues and tables from CSV.

use perk_plan::{Catalog, CsvError, Table};
use proptest::prelude::*;

#[track_caller]
fn refused(bytes: &[u8], code: &str, line: u64, column: Option<&str>) -> CsvError {
    let error = Catalog::from_csv(bytes).expect_err("refused");
    assert_eq!(
        (error.code, error.line, error.column.as_deref()),
        (code, line, column),
        "{error}"
    );
    error
}

#[test]
fn lines_are_counted_alike_with_any_line_end() {
    for end in ["\n", "\r\n"] {
        let csv = ["sku,price", "A,1", "", "B,abc", ""].join(end);
        refused(csv.as_bytes(), "csv-price", 4, Some("price"));
    }
}

#[test]
fn a_catalogue_is_read() {
    let csv = "\u{feff}sku,name,category,brand,supplier,unit,content,barcode,tag,price,price:staff,size\r\n\
        MUG,\"Mug, \"\"big\"\"\",Gifts,House,,pcs,0.5 l,460 461,new  gift,790.00,700,L\r\n\
        BEANS,Beans,,,,,,,,,,\r\n\
        ,,,,,,,,,,,\r\n";
    let (catalog, warnings) = Catalog::from_csv(csv.as_bytes()).unwrap();
    assert_eq!(warnings, vec![]);
    let skus: Vec<&str> = catalog.products.iter().map(|product| product.sku.as_str()).collect();
    assert_eq!(skus, ["BEANS", "MUG"], "sorted; the empty row is no product");
    let mug = catalog.product("MUG").unwrap();
    assert_eq!(mug.name.as_deref(), Some("Mug, \"big\""));
    assert_eq!(
        (mug.category.as_deref(), mug.supplier.as_deref()),
        (Some("Gifts"), None)
    );
    assert_eq!(
        (mug.barcodes.as_slice(), mug.tags.as_slice()),
        (
            &["460".to_owned(), "461".to_owned()][..],
            &["new".to_owned(), "gift".to_owned()][..]
        )
    );
    let properties: Vec<(&str, &str)> = mug
        .properties
        .iter()
        .map(|(key, value)| (key.as_str(), value.as_str()))
        .collect();
    assert_eq!(properties, [("price", "790.00"), ("price:staff", "700"), ("size", "L")]);
    assert!(catalog.product("BEANS").unwrap().properties.is_empty());
    assert_eq!(catalog.product("mug"), None);
}

#[test]
fn semicolons_and_decimal_commas_of_spreadsheets() {
    let (catalog, _) = Catalog::from_csv("sku;name;price\nA;Кофе, молотый;1250,50\n".as_bytes()).unwrap();
    let product = catalog.product("A").unwrap();
    assert_eq!(product.name.as_deref(), Some("Кофе, молотый"));
    assert_eq!(product.properties["price"], "1250.50");
    let (catalog, _) = Catalog::from_csv(b"sku\tname\nA\tx;y,z").unwrap();
    assert_eq!(catalog.product("A").unwrap().name.as_deref(), Some("x;y,z"));
}

#[test]
fn slips_in_headings_are_named() {
    let (catalog, warnings) = Catalog::from_csv(b"sku,Catgory,size\nA,Bakery,L\n").unwrap();
    assert_eq!(warnings.len(), 1);
    assert!(
        warnings[0].to_string().contains("did you mean \"category\"?"),
        "{}",
        warnings[0]
    );
    assert_eq!(catalog.products[0].properties["Catgory"], "Bakery");
}

#[test]
fn each_refusal_names_line_and_column() {
    refused(b"", "csv-empty", 1, None);
    refused(b"\n\n", "csv-empty", 1, None);
    let error = refused("артикул;цена\n1;2\n".as_bytes(), "csv-no-sku", 1, None);
    assert!(error.complaint.to_string().contains("артикул, цена"), "{error}");
    refused(b"sku,name\nA,x\n ,y\n", "csv-no-sku", 3, Some("sku"));
    let error = refused(b"sku,name\nA,x\nB,y\nA,z\n", "csv-duplicate", 4, Some("sku"));
    assert!(error.complaint.to_string().contains("line 2 and on line 4"), "{error}");
    refused(b"sku,name\nA,x,z\n", "csv-row", 2, None);
    refused(b"sku,name\nA\n", "csv-row", 2, None);
    refused(b"sku,name,name\nA,x,y\n", "csv-heading", 1, Some("name"));
    refused(b"sku,,name\nA,x,y\n", "csv-heading", 1, None);
    refused(b"sku,price\nA,1.5\nB,cheap\n", "csv-price", 3, Some("price"));
    refused(b"sku,price:staff\nA,-1\n", "csv-price", 2, Some("price:staff"));
    refused(b"sku,name\nA,\"x\nB,y\nC,z\n", "csv-quote", 2, None);
    refused(b"sku,name\nA,x\0y\n", "csv-encoding", 2, None);
    // "Кофе" in Windows-1251.
    let error = refused(b"sku,name\nA,\xCA\xEE\xF4\xE5\n", "csv-encoding", 2, None);
    assert!(error.complaint.to_string().contains("Windows-1251"), "{error}");
    let error = refused(b"\xFF\xFEs\0k\0u\0", "csv-encoding", 1, None);
    assert!(error.complaint.to_string().contains("UTF-16"), "{error}");
    let error = refused(b"sku,name\nA,\x80\x81\x82\x83\n", "csv-encoding", 2, None);
    assert!(!error.complaint.to_string().contains("1251"), "{error}");
}

#[test]
fn tables_keep_line_numbers_across_quoted_breaks() {
    let table = Table::read(b"store,note\n1,\"two\nlines\"\n2,x\n").unwrap();
    let lines: Vec<u64> = table.rows.iter().map(|row| row.line).collect();
    assert_eq!(lines, [2, 4]);
    assert_eq!(
        (table.rows[0].cell(1), table.rows[0].value(7), table.column("note")),
        ("two\nlines", None, Some(1))
    );
    let single = Table::read(b"store\n2\n12\n").unwrap();
    assert_eq!(single.rows[1].cell(0), "12");
    // An inch mark in an unquoted cell is a letter like any other.
    let inch = Table::read(b"sku,name\nA,5\" pipe\nB,x\n").unwrap();
    assert_eq!(inch.rows[0].cell(1), "5\" pipe");
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = Catalog::from_csv(&bytes);
        let mut with_heading = b"sku,name\n".to_vec();
        with_heading.extend_from_slice(&bytes);
        if let Ok((catalog, _)) = Catalog::from_csv(&with_heading) {
            prop_assert!(catalog.products.windows(2).all(|pair| pair[0].sku < pair[1].sku));
        }
    }
}
