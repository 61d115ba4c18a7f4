//! print ∘ parse = identity on generated receipts; any text is read or refused, and never panics.
use super::*;
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use std::sync::atomic::{AtomicU32, Ordering};

fn any_text() -> impl Strategy<Value = Text> {
    prop_oneof![
        3 => "[a-zA-Zа-яё0-9_]{1,8}",
        2 => prop::sample::select(vec![
            "", "receipt", "at", "по", "x", "RUB", "kg", "шт", "level", "\"", "\\", "a\nb", "\u{1d}01", "«é»",
            "1 000", "//", "{", "}", "guest", "card", "все", "yes", "нет", "\u{202e}", "руб", "name", "5",
        ]).prop_map(str::to_owned),
        1 => any::<String>(),
    ]
    .prop_map(Text::new)
}

fn word() -> impl Strategy<Value = Text> {
    prop_oneof!["[a-zа-яё_][a-zа-яё0-9_]{0,6}", "[^`\n\\p{C}\\p{Zl}\\p{Zp}]{1,6}"].prop_map(Text::new)
}

fn number() -> impl Strategy<Value = Text> {
    prop_oneof!["[0-9]{1,40}", "[0-9]{1,9}\\.[0-9]{1,6}"].prop_map(Text::new)
}

fn currency() -> impl Strategy<Value = Text> {
    prop_oneof![3 => Just("RUB".to_owned()), 1 => "[A-Z]{3}"].prop_map(Text::new)
}

fn sum() -> impl Strategy<Value = MoneySyntax> {
    (number(), currency()).prop_map(|(amount, currency)| MoneySyntax { amount, currency })
}

fn unit() -> impl Strategy<Value = Text> {
    prop::sample::select(vec!["pcs", "kg", "g", "t", "l", "ml", "m", "cm", "mm", "m2", "pack"]).prop_map(Text::new)
}

fn day() -> impl Strategy<Value = Text> {
    (1900..2100u32, 1..13u32, 1..29u32).prop_map(|(y, m, d)| Text::new(format!("{y}-{m:02}-{d:02}")))
}

fn instant() -> impl Strategy<Value = Text> {
    let offset = prop::sample::select(vec!["", "Z", "+03:00", "-11:30"]);
    let fraction = prop::sample::select(vec!["", ".5", ".123456789"]);
    let clock = of((0..24u32, 0..60u32, prop_oneof![Just(0), 0..60u32], fraction, offset));
    (day(), clock).prop_map(|(day, clock)| match clock {
        None => day,
        Some((h, m, s, f, o)) => Text::new(format!("{}T{h:02}:{m:02}:{s:02}{f}{o}", day.text)),
    })
}

fn quantity() -> impl Strategy<Value = QuantitySyntax> {
    (number(), of(unit())).prop_map(|(number, unit)| QuantitySyntax { number, unit })
}

fn property() -> impl Strategy<Value = PropertySyntax> {
    let value = prop_oneof![
        any_text().prop_map(ValueSyntax::Text),
        word().prop_map(ValueSyntax::Word),
        quantity().prop_map(ValueSyntax::Number),
        sum().prop_map(ValueSyntax::Money),
        instant().prop_map(ValueSyntax::Date),
        number().prop_map(|number| ValueSyntax::Number(QuantitySyntax {
            number,
            unit: Some(Text::new("%"))
        })),
        (0..24u32, 0..60u32).prop_map(|(h, m)| ValueSyntax::Date(Text::new(format!("{h:02}:{m:02}")))),
        prop::sample::select(vec!["yes", "no"]).prop_map(|w| ValueSyntax::YesNo(Text::new(w))),
    ];
    (any_text(), value).prop_map(|(name, value)| PropertySyntax { name, value })
}

fn goods() -> impl Strategy<Value = LineSyntax> {
    let sells = of(prop_oneof![
        any_text().prop_map(SellsSyntax::Certificate),
        any_text().prop_map(SellsSyntax::Card)
    ]);
    let discount = (sum(), of(any_text())).prop_map(|(amount, by)| DiscountSyntax { amount, by });
    (
        (
            of(any_text()),
            quantity(),
            any_text(),
            of(sum()),
            of(sum()),
            of(any_text()),
            of(any_text()),
        ),
        (
            of(any_text()),
            of(any_text()),
            of(any_text()),
            of(any_text()),
            any::<bool>(),
        ),
        (
            vec(discount, 0..3),
            vec(any_text(), 0..3),
            of(any_text()),
            sells,
            vec(property(), 0..4),
        ),
    )
        .prop_map(|(a, b, c)| LineSyntax {
            id: a.0,
            quantity: a.1,
            item: ItemSyntax::Sku(a.2),
            price: a.3,
            amount: a.4,
            unit: a.5,
            content: a.6,
            name: b.0,
            category: b.1,
            brand: b.2,
            supplier: b.3,
            price_fixed: b.4,
            discounts: c.0,
            marks: c.1,
            granted_by: c.2,
            sells: c.3,
            properties: c.4,
        })
}

fn line() -> impl Strategy<Value = LineSyntax> {
    let returned = (of(any_text()), quantity(), any_text()).prop_map(|(id, quantity, of)| LineSyntax {
        id,
        quantity,
        item: ItemSyntax::Line(of),
        ..LineSyntax::default()
    });
    prop_oneof![4 => goods(), 1 => returned]
}

fn points() -> impl Strategy<Value = BalanceSyntax> {
    (number(), any_text()).prop_map(|(amount, account)| BalanceSyntax {
        amount,
        account,
        ..Default::default()
    })
}

fn lot() -> impl Strategy<Value = BalanceSyntax> {
    (points(), of(any_text()), of(any_text()), of(instant()), of(instant())).prop_map(
        |(points, lot, issuer, from, until)| BalanceSyntax {
            lot,
            issuer,
            from,
            until,
            ..points
        },
    )
}

fn uses() -> impl Strategy<Value = UseSyntax> {
    let unit = prop_oneof![Just(Text::new("times")), unit(), currency()];
    let keys = vec!["client", "card", "store", "receipt", "day", "week", "month", "year"];
    (
        any_text(),
        number(),
        unit,
        vec(prop::sample::select(keys).prop_map(Text::new), 0..3),
        of(day()),
    )
        .prop_map(|(promotion, amount, unit, per, on)| UseSyntax {
            promotion,
            amount,
            unit,
            per,
            on,
        })
}

fn client() -> impl Strategy<Value = ClientSyntax> {
    let status = prop::sample::select(vec![
        ClientStatus::Known,
        ClientStatus::Guest,
        ClientStatus::UnknownCard,
        ClientStatus::Blocked,
        ClientStatus::Expired,
        ClientStatus::Unreachable,
    ]);
    let level = (any_text(), of(any_text()), of(instant()), of(instant())).prop_map(|(level, ladder, from, until)| {
        LevelSyntax {
            level,
            ladder,
            from,
            until,
        }
    });
    let counter = (any_text(), number(), of(currency())).prop_map(|(name, value, currency)| CounterSyntax {
        name,
        value,
        currency,
    });
    let earlier =
        (instant(), of(any_text()), goods()).prop_map(|(at, receipt, line)| EarlierSyntax { at, receipt, line });
    let lease = (points(), of(instant()), of(instant())).prop_map(|(points, from, until)| BalanceSyntax {
        from,
        until,
        ..points
    });
    (
        (
            of(any_text()),
            of(any_text()),
            of(any_text()),
            of(status),
            of(any_text()),
            of(day()),
            of(day()),
        ),
        (
            of(any_text()),
            vec(level, 0..3),
            vec(any_text(), 0..3),
            vec(any_text(), 0..3),
            of(number()),
        ),
        (
            vec(property(), 0..3),
            vec(lot(), 0..3),
            vec(points(), 0..2),
            vec(counter, 0..3),
        ),
        (vec(uses(), 0..3), vec(earlier, 0..2), vec(lease, 0..2)),
    )
        .prop_map(|(a, b, c, d)| ClientSyntax {
            place: Place::default(),
            card: a.0,
            phone: a.1,
            id: a.2,
            status: a.3,
            name: a.4,
            birthday: a.5,
            registered: a.6,
            card_type: b.0,
            levels: b.1,
            groups: b.2,
            segments: b.3,
            visits: b.4,
            properties: c.0,
            balances: c.1,
            debts: c.2,
            counters: c.3,
            uses: d.0,
            earlier: d.1,
            leases: d.2,
        })
}

fn receipt() -> impl Strategy<Value = ReceiptSyntax> {
    let kind = prop_oneof![
        2 => Just((None, None)),
        1 => Just((Some(ReceiptKind::Sale), None)),
        1 => of(any_text()).prop_map(|of| (Some(ReceiptKind::Return), of)),
    ];
    let spend = (any_text(), of(number())).prop_map(|(account, amount)| SpendSyntax { account, amount });
    let claim = (any_text(), of(any_text())).prop_map(|(promotion, choice)| ClaimSyntax { promotion, choice });
    let tender = (of(word()), of(any_text()), of(sum()))
        .prop_filter("something is said", |(kind, brand, amount)| {
            kind.is_some() || brand.is_some() || amount.is_some()
        })
        .prop_map(|(kind, brand, amount)| TenderSyntax { kind, brand, amount });
    (
        (
            of(any_text()),
            kind,
            of(instant()),
            of(any_text()),
            of(any_text()),
            of(any_text()),
            of(client()),
        ),
        (
            vec(any_text(), 0..3),
            vec(any_text(), 0..3),
            vec(spend, 0..3),
            vec(claim, 0..3),
            vec(tender, 0..3),
        ),
        vec(line(), 0..5),
    )
        .prop_map(|(a, b, lines)| ReceiptSyntax {
            place: Place::default(),
            id: a.0,
            kind: a.1.0,
            of: a.1.1,
            at: a.2,
            store: a.3,
            till: a.4,
            cashier: a.5,
            client: a.6,
            coupons: b.0,
            certificates: b.1,
            spend: b.2,
            claims: b.3,
            tenders: b.4,
            lines,
        })
}

fn cases() -> u32 {
    if std::env::var_os("PERK_LONG").is_some() {
        50_000
    } else {
        500
    }
}

/// The long run says that it is alive.
fn step(done: &AtomicU32, what: &str) {
    let done = done.fetch_add(1, Ordering::Relaxed) + 1;
    if done.is_multiple_of(2_000) {
        eprintln!("{done} of {} {what}", cases());
    }
}

static PRINTED: AtomicU32 = AtomicU32::new(0);
static CUT: AtomicU32 = AtomicU32::new(0);

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(7), ..ProptestConfig::default() })]

    /// print ∘ parse = identity.
    #[test]
    fn what_is_printed_reads_as_the_same(receipt in receipt()) {
        step(&PRINTED, "printed receipts");
        let printed = print_receipt(&receipt);
        let read = parse_receipts(&printed);
        let read = read.unwrap_or_else(|error| panic!("{error}\n{printed}"));
        prop_assert_eq!(read.len(), 1);
        prop_assert_eq!(&read[0], &receipt, "{}", printed);
        prop_assert_eq!(print_receipt(&read[0]), printed);
    }

    /// Any text is read or refused at a place inside it; nothing panics.
    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        if let Err(error) = parse_receipts(&text) {
            prop_assert!(error.span.start <= text.len());
            prop_assert!(text.is_char_boundary(error.span.start));
        }
    }

    /// A printed receipt with one piece cut out or doubled is read or refused, and the place of the refusal is true.
    #[test]
    fn cut_receipts_never_panic(receipt in receipt(), at in any::<prop::sample::Index>(), cut in 0..9usize) {
        step(&CUT, "cut receipts");
        let printed: Vec<char> = print_receipt(&receipt).chars().collect();
        let at = at.index(printed.len());
        let cut: String = printed[..at].iter().chain(printed.iter().skip(at + cut)).collect();
        if let Err(error) = parse_receipts(&cut) {
            let before = &cut[..error.span.start];
            prop_assert_eq!(error.span.line, before.matches('\n').count() + 1);
            prop_assert_eq!(error.span.column, before.rsplit('\n').next().unwrap().chars().count() + 1);
        }
    }
}
