//! Promotions that can never apply, and those that seldom do.

use super::{codes, message};

/// What is told of promotion `p` with a body.
fn of(body: &str) -> String {
    message(&format!("promotion p {{ {body} }}"), "PK1101")
}

fn silent(body: &str) {
    let text = format!("promotion p {{ {body} }}");
    assert_eq!(codes(&text), [""; 0], "{text}");
}

#[test]
fn guests_and_what_keeps_them_out() {
    assert_eq!(
        of("for guests give 10% off all limit 3 times per client guests none"),
        "`p` never gives anything: it is for guests, and its limit leaves guests nothing."
    );
    silent("for guests give 10% off all limit 3 times per client guests unlimited");
    silent("give 10% off all limit 3 times per client guests none");
    let coupon = |uses: &str, audience: &str| {
        let promotion = format!("promotion p {{ with coupon c {audience} give 10% off all }}");
        message(
            &format!("coupon c {{ codes mask \"C-###\" {uses} }}\n{promotion}"),
            "PK1101",
        )
    };
    assert!(coupon("uses once per client", "for guests").contains("only known clients can use codes of `c`"));
    assert!(coupon("uses once", "for guests").starts_with("no PK1101: []"));
    assert!(coupon("uses once per client", "for known clients").starts_with("no PK1101: []"));
    let birthday = |audience: &str| of(&format!("{audience} on client.birthday give 10% off all"));
    assert!(birthday("for guests").contains("of a guest no such day is known"));
    assert!(birthday("for known clients").starts_with("no PK1101"));
}

#[test]
fn a_limit_below_one_set() {
    assert!(of("for each 3 of all give 10% off set limit 2 pcs per receipt").contains("at least 3 pcs"));
    silent("for each 3 of all give 10% off set limit 3 pcs per receipt");
    // From two to three: two fit.
    silent("for each from 2 to 3 of all give 10% off set limit 2 pcs per receipt");
    assert!(of("for each 1 kg of all give 10% off set limit 20 pcs per receipt").contains("by weight"));
    silent("for each 1 kg of all give 10% off set limit 20 times per receipt");
    // A limit of gifts counts gifts.
    silent("for each 3 of category \"Tea\" gift 1 of sku \"MUG\" limit 2 pcs per receipt");
}

#[test]
fn goods_that_are_none() {
    let tea = "items tea = category \"Tea\"\nitems green = category \"Tea/Green\"\n";
    let of = |body: &str| message(&format!("{tea}promotion p {{ {body} }}"), "PK1101");
    assert!(of("give 10% off green except tea").contains("no goods are left"));
    // A subcategory is taken out of its category, and a rest stays.
    assert!(of("give 10% off tea except green").starts_with("no PK1101: []"));
    assert!(of("for each 2 of green except tea give 10% off set").contains("no goods are left"));
    // One of two discounts still gives.
    assert!(of("give 10% off green except tea give 5% off tea").starts_with("no PK1101"));
}

#[test]
fn goods_that_are_protected() {
    let protect = |rule: &str, body: &str| {
        let items = "items tea = category \"Tea\"\nitems green = category \"Tea/Green\"\n";
        let text = format!("{items}protect tea {{ {rule} }}\npromotion p {{ {body} }}");
        message(&text, "PK1101")
    };
    assert!(protect("no discount", "give 10% off green").contains("keeps all of these goods"));
    assert!(protect("no promotion", "give 10% off tea").contains("keeps all of these goods"));
    // From a day on it is another matter: before, the promotion gives.
    assert!(protect("no discount from 2027-01-01", "give 10% off green").starts_with("no PK1101"));
    assert!(protect("no discount", "give 10% off all").starts_with("no PK1101"));
    assert!(protect("no discount", "give 10% off receipt").starts_with("no PK1101"));
    // They may pay for a set that gives on other goods.
    let two = "set pair { a = 1 of green b = 1 of category \"Cups\" }\n";
    let pair = |rule: &str| {
        let items = "items tea = category \"Tea\"\nitems green = category \"Tea/Green\"\n";
        let text = format!("{items}protect tea {{ {rule} }}\n{two}promotion p {{ for each pair give 50% off b }}");
        message(&text, "PK1101")
    };
    assert!(pair("no discount").starts_with("no PK1101"));
}

#[test]
fn windows_that_never_meet() {
    let dated = "valid 2026-09-01 .. 2026-09-30";
    assert!(of(&format!("{dated} when receipt.date >= 2026-10-01 give 10% off all")).contains("these dates"));
    silent(&format!("{dated} when receipt.date >= 2026-09-30 give 10% off all"));
    // The last Sunday of September is the 27th.
    let sunday = format!("{dated} on last sunday of month");
    assert!(of(&format!("{sunday} when receipt.date > 2026-09-27 give 10% off all")).contains("these dates"));
    silent(&format!("{sunday} when receipt.date >= 2026-09-27 give 10% off all"));
    let morning = "on mon..fri from 08:00 to 11:00";
    assert!(of(&format!("{morning} when receipt.time >= 11:00 give 10% off all")).contains("these hours"));
    silent(&format!("{morning} when receipt.time > 10:59 give 10% off all"));
    // Over midnight both sides of it are inside.
    silent("on every day from 22:00 to 06:00 when receipt.time < 02:00 give 10% off all");
    assert!(
        of("on every day from 22:00 to 06:00 when receipt.time between 07:00 and 21:00 give 10% off all")
            .contains("these hours")
    );
}

#[test]
fn a_coupon_that_is_over_when_the_promotion_begins() {
    let told = |coupon: &str, promotion: &str| {
        let text = format!(
            "coupon c {{ codes mask \"C-###\" {coupon} }}\npromotion p {{ with coupon c {promotion} give 10% off all }}"
        );
        message(&text, "PK1101")
    };
    let september = "valid 2026-09-01 .. 2026-09-30";
    assert!(told(september, "valid 2026-10-01 .. 2026-10-31").contains("`c` is never in force while it is"));
    assert!(told(september, "valid 2026-09-30 .. 2026-10-31").starts_with("no PK1101: []"));
    assert!(told(september, "").starts_with("no PK1101: []"));
    // Three weekdays in which there is no Saturday.
    assert!(told("valid 2026-10-05 .. 2026-10-07", "on sat").contains("never in force"));
    assert!(told("valid 2026-10-05 .. 2026-10-10", "on sat").starts_with("no PK1101: []"));
}

#[test]
fn conditions_that_exclude_one_another() {
    let stores = "stores moscow = region \"Moscow\"\n";
    let of = |body: &str| message(&format!("{stores}promotion p {{ {body} }}"), "PK1101");
    assert!(of("in moscow when store.region = \"Kazan\" give 10% off all").contains("no store is in both"));
    assert!(of("in moscow when store.region = \"Moscow\" give 10% off all").starts_with("no PK1101: []"));
    assert!(of("in moscow when store.format = \"Mini\" give 10% off all").starts_with("no PK1101: []"));
    assert!(of("when till = \"1\" when till = \"2\" give 10% off all").contains("nothing can be both"));
    assert!(of("when till = \"1\" or till = \"2\" give 10% off all").starts_with("no PK1101"));
    // A card has a kind and a brand.
    assert!(of("when tender = \"card\" when tender = \"MIR\" give 10% off all").starts_with("no PK1101"));
}

#[test]
fn a_whole_is_never_less_than_its_part() {
    let tea = "items tea = category \"Tea\"\n";
    let of = |body: &str| message(&format!("{tea}promotion p {{ {body} }}"), "PK1101");
    let when = |first: &str, second: &str| of(&format!("when {first} when {second} give 10% off all"));
    assert!(when("amount of tea >= 500 RUB", "receipt.amount < 300 RUB").contains("less than this part"));
    assert!(when("amount of tea >= 300 RUB", "receipt.amount <= 300 RUB").starts_with("no PK1101: []"));
    assert!(when("amount of tea <= 300 RUB", "receipt.amount >= 500 RUB").starts_with("no PK1101: []"));
    // The shelf amount is another measure.
    assert!(when("amount of tea >= 500 RUB", "receipt.list_amount < 300 RUB").starts_with("no PK1101: []"));
    assert!(of("when number of distinct tea < 1 give 10% off tea").contains("so little of these goods"));
    assert!(of("when number of distinct tea < 1 give 10% off all").starts_with("no PK1101"));
    assert!(of("when quantity of tea < 3 pcs for each 3 of tea give 10% off set").contains("so little"));
    assert!(of("when quantity of tea <= 3 pcs for each 3 of tea give 10% off set").starts_with("no PK1101"));
    // Half a piece or half a kilogram is less than one.
    assert!(of("when quantity of tea < 1 give 10% off tea").starts_with("no PK1101"));
}
