//! Coupons for a generated case: few codes in many spellings, so that every answer is given; it must not know any rule.

use super::{Case, Random};
use crate::model::Valid;
use crate::model::calendar::Date;
use crate::model::coupon::{CodeState, Codes, Coupon};
use crate::reference::check_digit;

/// Codes as people type them: right, of another alphabet, mistyped, nothing at all.
const TYPED: [&str; 14] = [
    "WORD-10",
    "word 10",
    "W\u{41e}RD10",
    "WORD-11",
    "WO-7",
    "L-1",
    "l1",
    "L-2",
    "L-9",
    "D-1234",
    "X-404",
    "",
    "A\u{200B}B",
    "word—10",
];

/// Gives a case coupons, promotions that want and issue them, and codes to its receipts.
pub(super) fn add(random: &mut Random, case: &mut Case) {
    let list = ["L-1", "L-2", "WORD-11"].map(str::to_owned).to_vec();
    let all = [
        ("c-word", Codes::Mask("WORD-10".to_owned())),
        ("c-any", Codes::Mask("WO*".to_owned())),
        ("c-digits", Codes::Pattern("D-####".to_owned(), random.chance(70))),
        ("c-list", Codes::List("codes.csv".to_owned(), list)),
    ];
    let mut coupons = Vec::new();
    for (name, codes) in all {
        if random.chance(80) {
            coupons.push(coupon(random, name, codes));
        }
    }
    if coupons.is_empty() {
        return;
    }
    let names: Vec<String> = coupons.iter().map(|coupon| coupon.name.clone()).collect();
    case.programme.coupons = coupons;
    for promotion in &mut case.programme.promotions {
        if random.chance(65) {
            promotion.with = match random.below(4) {
                0 => vec![vec![random.pick(&names)], vec![random.pick(&names)]],
                1 => vec![vec![random.pick(&names), random.pick(&names)]],
                _ => vec![vec![random.pick(&names)]],
            };
            for way in &mut promotion.with {
                way.sort();
                way.dedup();
            }
            promotion.with.dedup();
        }
        if random.chance(15) {
            promotion.issues = vec![random.pick(&names)];
        }
    }
    for world in &mut case.worlds {
        let right = digits(random);
        let mut pool: Vec<String> = TYPED.map(str::to_owned).to_vec();
        pool.extend([right.clone(), right]);
        let count = random.between(0, 6);
        world.receipt.coupons = (0..count).map(|_| random.pick(&pool)).collect();
        let client = world.client.as_ref().map(|client| client.id.clone());
        let mut told: Vec<String> = Vec::new();
        for code in &world.receipt.coupons {
            let plain = crate::reference::plain_code(code);
            if let Some(plain) = plain.filter(|plain| !told.contains(plain))
                && random.chance(60)
            {
                world.codes.push(state(random, code, &names, client.as_deref()));
                told.push(plain);
            }
        }
    }
}

fn coupon(random: &mut Random, name: &str, codes: Codes) -> Coupon {
    let uses = random.pick(&[None, Some(1), Some(1), Some(2)]);
    let day = Date::new(2026, 10, 5);
    Coupon {
        name: name.to_owned(),
        codes,
        uses,
        per_client: uses.is_some() && random.chance(30),
        bound: random.chance(20),
        valid: match random.below(8) {
            0 => vec![Valid::Days(Some(day), None)],
            1 => vec![Valid::Days(None, Some(day))],
            2 => vec![
                Valid::Days(None, Some(Date::new(2026, 10, 3))),
                Valid::Days(Some(Date::new(2026, 10, 25)), None),
            ],
            _ => Vec::new(),
        },
    }
}

/// A code of the pattern, its check digit right.
fn digits(random: &mut Random) -> String {
    let free: Vec<u32> = (0..3).map(|_| random.pick(&[0, 1, 4, 7, 9])).collect();
    let check = check_digit(&free);
    let text: String = free.iter().map(u32::to_string).collect();
    format!("D-{text}{check}")
}

fn state(random: &mut Random, code: &str, names: &[String], client: Option<&str>) -> CodeState {
    let somebody = |random: &mut Random| match client {
        Some(client) if random.chance(60) => client.to_owned(),
        Some(_) | None => "SOMEBODY".to_owned(),
    };
    let who = somebody(random);
    let used_by = if random.chance(40) {
        vec![(who, random.pick(&[1, 2]))]
    } else {
        Vec::new()
    };
    CodeState {
        code: code.to_owned(),
        of: match random.below(10) {
            0 => Some(random.pick(names)),
            1 => Some("nowhere".to_owned()),
            _ => None,
        },
        blocked: random.chance(8),
        used: random.pick(&[0, 0, 0, 1, 2]),
        used_by,
        client: random.chance(40).then(|| somebody(random)),
        from: random.chance(10).then(|| Date::new(2026, 10, 5)),
        until: random.chance(15).then(|| Date::new(2026, 10, 5)),
    }
}
