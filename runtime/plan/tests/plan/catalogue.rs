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
    let error = refused("код;цена\n1;2\n".as_bytes(), "csv-no-sku", 1, None);
    assert!(error.complaint.to_string().contains("код, цена"), "{error}");
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
    refused(b"sku,name\nA,x\0y\n", "csv-hidden", 2, Some("name"));
    refused(b"s\0k\0u\0\n\0", "csv-hidden", 1, Some("s\0k\0u\0"));
    // "Кофе" in Windows-1251.
    let error = refused(b"sku,name\nA,\xCA\xEE\xF4\xE5\n", "csv-encoding", 2, None);
    assert!(error.complaint.to_string().contains("Windows-1251"), "{error}");
    let error = refused(b"\xFF\xFEs\0k\0u\0", "csv-encoding", 1, None);
    assert!(error.complaint.to_string().contains("UTF-16"), "{error}");
    let error = refused(b"sku,name\nA,\x80\x81\x82\x83\n", "csv-encoding", 2, None);
    assert!(!error.complaint.to_string().contains("1251"), "{error}");
}

/// The codes, and the text that each points at.
fn faults(csv: &str) -> Vec<(&'static str, &str)> {
    let survey = Catalog::survey(csv.as_bytes());
    survey
        .faults
        .iter()
        .map(|fault| (fault.code, &csv[fault.bytes.clone()]))
        .collect()
}

#[test]
fn every_fault_of_a_table_is_told_at_its_cell() {
    let csv = "\u{feff}sku;name;price\r\n\r\nA;\"Tea; \"\"green\"\"\";abc\r\n; x ;1\r\nB;y\r\nA;z; -5 \r\n\
               C;a\u{202e}b;1\r\nD\u{200b};c;\"1e5\"\r\n";
    assert_eq!(
        faults(csv),
        [
            ("csv-price", "abc"),
            ("csv-no-sku", "; x ;1"),
            ("csv-row", "B;y"),
            ("csv-price", "-5"),
            ("csv-duplicate", "A"),
            ("csv-hidden", "a\u{202e}b"),
            ("csv-hidden", "D\u{200b}"),
        ]
    );
    let survey = Catalog::survey(csv.as_bytes());
    let twice = survey
        .faults
        .iter()
        .find(|fault| fault.code == "csv-duplicate")
        .unwrap();
    assert_eq!((twice.line, &csv[*twice.first.clone().unwrap()]), (6, "A"));
    assert_eq!(survey.catalog.products, [], "no row is sound");
}

#[test]
fn faults_of_headings_and_quotes_point_at_them() {
    assert_eq!(faults("sku,name, name \nA,x,y\n"), [("csv-heading", "name")]);
    assert_eq!(faults("sku,na\u{200b}me\nA,x\n"), [("csv-hidden", "na\u{200b}me")]);
    assert_eq!(faults("sku,name,x\nA,b,c\nB,\"y\nC,z,1\n"), [("csv-quote", "\"")]);
    // On the last line it swallows nothing, and a quote in the text of a bare cell makes them even.
    assert_eq!(faults("sku,name\nA,x\nB,\"y"), [("csv-quote", "\"")]);
    assert_eq!(faults("sku,name\nA,x\nB,\"y\n"), [("csv-quote", "\"")]);
    assert_eq!(faults("sku,name\nA,5\" pipe\nB,\"y\nC,z\n"), [("csv-quote", "\"")]);
    assert_eq!(faults("\"sku,name\nA,x\n"), [("csv-quote", "\"")]);
    // Inches, quotes that are meant, and a cell of two lines.
    assert_eq!(faults("sku,name\nA,5\" pipe\nB,\"\"\"y\"\"\"\nC,\"a\nb\"\n"), []);
}

#[test]
fn a_file_in_a_wrong_format_is_not_told_row_by_row() {
    let mut csv = "sku,name\n".to_owned();
    for number in 0..1_000 {
        csv.push_str(&format!("{number};x\n"));
    }
    let survey = Catalog::survey(csv.as_bytes());
    assert_eq!(survey.faults.len(), perk_plan::limits::TABLE_FAULTS);
    assert_eq!(survey.faults.last().unwrap().line, 21);
}

/// A quote anywhere makes the general reader read the table; the rows before it must not depend on that.
#[test]
fn plain_tables_are_read_as_all_others() {
    for plain in [
        "sku,name\nA, Tea \n\nB,Cocoa\n",
        "\n\nsku;name\r\n A;\u{a0}Tea\r\n\r\n;\r\nB;Cocoa\r\n",
        "sku\nA\n \nB\n",
        "\u{FEFF}sku\tname\nA\t\n  \nB\tx y\n\n\n",
        "sku,name\nA,b,c\nB\nC\u{200b},x\nD,y",
    ] {
        let width = plain.trim_start().split(['\n', '\r']).next().unwrap();
        let more = width.replace(|c: char| c.is_alphabetic(), "").replace('\u{FEFF}', "");
        let quoted = format!("{plain}\n\"Z\"{more}\n");
        let (plain, quoted) = (Table::survey(plain.as_bytes()), Table::survey(quoted.as_bytes()));
        let cells = |survey: &perk_plan::table::Survey| -> Vec<(u64, usize, Vec<String>)> {
            let of_row = |row: perk_plan::table::Row<'_>| {
                let cells = (0..3).map(|column| row.cell(column).to_owned()).collect();
                (row.line, row.start, cells)
            };
            survey.table.rows().map(of_row).collect()
        };
        let (one, mut other) = (cells(&plain), cells(&quoted));
        assert_eq!(other.pop().unwrap().2[0], "Z");
        assert_eq!(one, other);
        assert_eq!(plain.table.columns, quoted.table.columns);
        assert_eq!(plain.faults, quoted.faults);
    }
}

#[test]
fn tables_keep_line_numbers_across_quoted_breaks() {
    let table = Table::read(b"store,note\n1,\"two\nlines\"\n2,x\n").unwrap();
    let lines: Vec<u64> = table.rows().map(|row| row.line).collect();
    assert_eq!(lines, [2, 4]);
    let first = table.rows().next().unwrap();
    assert_eq!(
        (first.cell(1), first.value(7), table.column("note")),
        ("two\nlines", None, Some(1))
    );
    let single = Table::read(b"store\n2\n12\n").unwrap();
    assert_eq!(single.rows().nth(1).unwrap().cell(0), "12");
    // An inch mark in an unquoted cell is a letter like any other.
    let inch = Table::read(b"sku,name\nA,5\" pipe\nB,x\n").unwrap();
    assert_eq!(inch.rows().next().unwrap().cell(1), "5\" pipe");
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
