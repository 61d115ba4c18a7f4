//! What a reader sees: texts before and after, as pictures.

use super::*;

fn picture(name: &str, text: &str, options: FormatOptions) {
    let formatted = format(text, options);
    let left: String = formatted
        .left
        .iter()
        .map(|(range, reason)| format!("--- left ({reason:?}): bytes {:?} ---\n", range))
        .collect();
    let picture = format!(
        "--- before ---\n{}\n--- after ---\n{}{left}",
        text.trim_end(),
        formatted.text
    );
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, picture);
    });
}

#[test]
fn a_hasty_promotion() {
    picture(
        "a_hasty_promotion",
        r#"
// typed in a hurry
promotion coffee_morning   "15% off coffee in the morning" { valid 2026-9-01 .. 2026-12-31
  on monday..friday from 8:00 to 11:00   // before work
  in moscow   for known clients
      give 15 % off coffee

  limit 3 time per client per day
  print "Good morning! You saved {saved}." }
"#
        .replace("2026-9-01", "01.9.2026")
        .as_str(),
        KEEP,
    );
}

#[test]
fn the_page_in_russian() {
    picture(
        "the_page_in_russian",
        include_str!("../texts/programme_0.perk"),
        RUSSIAN,
    );
}

#[test]
fn the_russian_page_in_english() {
    picture(
        "the_russian_page_in_english",
        include_str!("../texts/programme_1.perk"),
        ENGLISH,
    );
}

#[test]
fn everything_formatted() {
    picture("everything_formatted", include_str!("everything.perk"), KEEP);
}

#[test]
fn everything_in_russian() {
    picture("everything_in_russian", include_str!("everything.perk"), RUSSIAN);
}

#[test]
fn comments_stay_where_they_were() {
    picture(
        "comments_stay_where_they_were",
        r#"// The first line of the file.
//
// Its second thought.

/// What the customer reads.
/// Two lines of it.
// and a remark for us
promotion p { // opened
      // above
   give 5% off coffee // beside
   limit 1 000 times // further
   give 10 RUB // in the middle
      off receipt

   // below
} // closed

// The end."#,
        KEEP,
    );
}

#[test]
fn a_text_with_a_mistake() {
    picture(
        "a_text_with_a_mistake",
        r#"items coffee=category "Drinks/Coffee"
promotion  morning {
   give   15% of coffee
     limit 3 times per client   per day
}
items pastry=category "Bakery"
"#,
        KEEP,
    );
}

#[test]
fn both_languages_in_one_text() {
    let text = r#"акция пицца_вечером "Пицца вечером" {
  on пн..fri с 18:00 to 22:00
  для known clients
  скидка 20% off items категорию "Пицца" или пицца
  limit 1 раза на клиента per day
}
"#;
    picture("both_languages_kept", text, KEEP);
    picture("both_languages_to_russian", text, RUSSIAN);
    picture("both_languages_to_english", text, ENGLISH);
}

#[test]
fn long_lines() {
    picture(
        "long_lines",
        r#"
items breakfast = category "Drinks/Coffee", "Drinks/Tea", "Drinks/Juice", "Bakery/Bread", "Bakery/Croissants", "Dairy/Yoghurt" except brand "Premium", "Extra" or sku "4600000000018", "4600000000025"
clients regulars = client.age between 18 and 65 and client.level at least silver and (client.visits >= 10 or turnover >= 30 000 RUB) and not client.group is in "staff", "partners"
promotion p { when receipt.amount >= 500 RUB and amount of breakfast >= 100 RUB and client.level at least silver and store.region = "Moscow" give 5% off breakfast }
"#,
        KEEP,
    );
}
