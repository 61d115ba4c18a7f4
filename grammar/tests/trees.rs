//! The trees of small texts, area by area, well formed and broken: kinds of nodes, the tokens in them, the errors beside them.

#![expect(
    clippy::arithmetic_side_effects,
    clippy::string_slice,
    clippy::wildcard_enum_match_arm,
    reason = "a panic here is a failing test; most kinds print alike"
)]

use perk_grammar::tree::{NodeOrToken, SyntaxNode};
use perk_grammar::{SyntaxKind, parse};

/// `(KIND token token (KIND …))`, without trivia; then one line per error.
fn show(text: &str) -> String {
    let parsed = parse(text);
    let mut out = String::new();
    for declaration in parsed.syntax().children() {
        write(&declaration, 0, &mut out);
    }
    for error in parsed.errors() {
        let range = usize::from(error.range.start())..usize::from(error.range.end());
        let kind: String = format!("{:?}", error.kind).chars().take(110).collect();
        out.push_str(&format!("! {:?} {kind}\n", &text[range]));
    }
    out
}

fn write(node: &SyntaxNode, depth: usize, out: &mut String) {
    let flat = node.children().next().is_none();
    out.push_str(&format!("{}{:?}", "  ".repeat(depth), node.kind()));
    let tokens: Vec<String> = node
        .children_with_tokens()
        .filter_map(NodeOrToken::into_token)
        .filter(|token| !token.kind().is_trivia())
        .map(|token| match token.kind() {
            SyntaxKind::IDENT
            | SyntaxKind::SEGMENT
            | SyntaxKind::TEXT
            | SyntaxKind::INTEGER
            | SyntaxKind::DECIMAL
            | SyntaxKind::DATE
            | SyntaxKind::TIME => token.text().to_owned(),
            _ if token.text().chars().all(char::is_alphabetic) => format!("{:?}", token.kind()),
            _ => token.text().to_owned(),
        })
        .collect();
    if !tokens.is_empty() {
        out.push_str(&format!(" [{}]", tokens.join(" ")));
    }
    out.push('\n');
    if !flat {
        for child in node.children() {
            write(&child, depth + 1, out);
        }
    }
}

#[test]
fn declarations() {
    insta::assert_snapshot!(show("/// Hot.\nitems coffee also кофе \"Coffee\" = category \"Drinks/Coffee\""), @r#"
    ITEMS [/// Hot. KW_ITEMS "Coffee" =]
      NAME [coffee]
      SPOKEN_FORMS [KW_ALSO кофе]
      SELECTION
        LIST_FILTER [KW_CATEGORY "Drinks/Coffee"]
    "#);
    insta::assert_snapshot!(show("retailer \"House\" { currency RUB rounding total down to 1 RUB }"), @r#"
    RETAILER [KW_RETAILER "House" { }]
      CURRENCY_CLAUSE [KW_CURRENCY KW_RUB]
      ROUNDING_CLAUSE [KW_ROUNDING KW_ROUNDING_TOTAL KW_DOWN KW_ROUNDING_TO]
        MONEY [1 KW_RUB]
    "#);
    insta::assert_snapshot!(show("client property size : \"S\", \"M\" only by rules"), @r#"
    CLIENT_PROPERTY [KW_CLIENT_PROPERTY KW_CLIENT_PROPERTY :]
      NAME [size]
      PROPERTY_TYPE ["S" , "M"]
      PROPERTY_OPTION [KW_ONLY_BY_RULES KW_ONLY_BY_RULES KW_ONLY_BY_RULES]
    "#);
    insta::assert_snapshot!(show("items = all\nitems b all\nitems c = all"), @r#"
    ITEMS [KW_ITEMS =]
      SELECTION
        EVERYTHING [KW_ALL]
    ITEMS [KW_ITEMS]
      NAME [b]
      SELECTION
        EVERYTHING [KW_ALL]
    ITEMS [KW_ITEMS =]
      NAME [c]
      SELECTION
        EVERYTHING [KW_ALL]
    ! "=" Expected { expected: [Name], found: Some("=") }
    ! "all" Expected { expected: [Mark("=")], found: Some("all") }
    "#);
    insta::assert_snapshot!(show("scheme s { phase never combine best }"), @r#"
    SCHEME [KW_SCHEME { }]
      NAME [s]
      PHASE_CLAUSE [KW_PHASE]
      ERROR [WORD WORD WORD]
    ! "never" Expected { expected: [Keyword(PhaseShelf), Keyword(PhaseGoods), Keyword(PhaseReceipt), Keyword(PhaseTender), K
    "#);
}

#[test]
fn selections() {
    insta::assert_snapshot!(show("items a = b or c and (d except e) except brand \"X\", \"Y\" or sku from \"w.csv\""), @r#"
    ITEMS [KW_ITEMS =]
      NAME [a]
      SELECTION [KW_OR KW_AND]
        NAME_REF [b]
        NAME_REF [c]
        SELECTION_GROUP [( )]
          SELECTION
            NAME_REF [d]
            EXCEPTION [KW_EXCEPT]
              SELECTION
                NAME_REF [e]
        EXCEPTION [KW_EXCEPT]
          SELECTION [KW_OR]
            LIST_FILTER [KW_BRAND "X" , "Y"]
            LIST_FILTER [KW_SKU]
              SOURCE_FILE [KW_FROM_FILE "w.csv"]
    "#);
    insta::assert_snapshot!(show("items a = property size is in 1, 2 and цена меньше 5 руб"), @r#"
    ITEMS [KW_ITEMS =]
      NAME [a]
      SELECTION [KW_AND]
        PROPERTY_FILTER [KW_PROPERTY]
          NAME_REF [size]
          IS_IN [KW_IS_IN KW_IS_IN ,]
            BARE_NUMBER [1]
            BARE_NUMBER [2]
        PRICE_FILTER [KW_PRICE_COLUMN]
          COMPARE [KW_LT]
            MONEY [5 KW_RUB]
    "#);
    insta::assert_snapshot!(show("items a = category or (b"), @r#"
    ITEMS [KW_ITEMS =]
      NAME [a]
      SELECTION [KW_OR]
        LIST_FILTER [KW_CATEGORY]
        SELECTION_GROUP [(]
          SELECTION
            NAME_REF [b]
    ! "or" Expected { expected: [Text], found: Some("or") }
    "#);
}

#[test]
fn conditions() {
    insta::assert_snapshot!(show("clients a = not client.age >= 26 and (b or bonus.expiring within 14 days > 0)"), @r#"
    CLIENTS [KW_CLIENTS =]
      NAME [a]
      CONDITION [KW_AND]
        NEGATION [KW_NOT]
          COMPARISON
            PATH [client . age]
            COMPARE [>=]
              BARE_NUMBER [26]
        CONDITION_GROUP [( )]
          CONDITION [KW_OR]
            COMPARISON
              PATH [b]
            COMPARISON
              PATH [bonus . expiring]
                WITHIN [KW_WITHIN]
                  DURATION [14 KW_DAYS]
              COMPARE [>]
                BARE_NUMBER [0]
    "#);
    insta::assert_snapshot!(show("clients a = количество (кофе или чай) не больше 3 и клиент.уровень входит в золото"), @r#"
    CLIENTS [KW_CLIENTS =]
      NAME [a]
      CONDITION [KW_AND]
        COMPARISON
          MEASURE [KW_QUANTITY_OF]
            SELECTION_GROUP [( )]
              SELECTION [KW_OR]
                NAME_REF [кофе]
                NAME_REF [чай]
          COMPARE [KW_LE KW_LE]
            BARE_NUMBER [3]
        COMPARISON
          PATH [клиент . уровень]
          IS_IN [KW_IS_IN KW_IS_IN]
            PATH [золото]
    "#);
    insta::assert_snapshot!(show("clients a = client.age > and b"), @r#"
    CLIENTS [KW_CLIENTS =]
      NAME [a]
      CONDITION [KW_AND]
        COMPARISON
          PATH [client . age]
          COMPARE [>]
        COMPARISON
          PATH [b]
    ! "and" Expected { expected: [Value], found: Some("and") }
    "#);
}

#[test]
fn promotion_and_effects() {
    insta::assert_snapshot!(show("promotion p { give 15% off items coffee of list price  limit 3 times per client per day }"), @r#"
    PROMOTION [KW_PROMOTION { }]
      NAME [p]
      GIVE_CLAUSE [KW_GIVE KW_OFF]
        PERCENT [15 %]
        OFF_ITEMS [KW_ITEMS_KIND]
          SELECTION
            NAME_REF [coffee]
        PRICE_BASE [KW_OF_LIST_PRICE KW_OF_LIST_PRICE KW_OF_LIST_PRICE]
      LIMIT_CLAUSE [KW_LIMIT KW_PER_CLIENT KW_PER_CLIENT KW_PER_DAY KW_PER_DAY]
        TIMES [3 KW_TIMES]
    "#);
    insta::assert_snapshot!(show("акция п { скидка на чек по сумме всех кроме табак { от 1 000 руб: 5% } по частям }"), @r#"
    PROMOTION [KW_PROMOTION { }]
      NAME [п]
      LADDER_CLAUSE [KW_GIVE KW_OFF { } KW_PER_SLICE KW_PER_SLICE]
        OFF_RECEIPT [KW_OFF_RECEIPT]
        LADDER_MEASURE [KW_BY_AMOUNT_OF KW_BY_AMOUNT_OF]
          ALL_BUT [KW_ALL KW_EXCEPT]
            NAME_REF [табак]
        LADDER_STEP [:]
          STEP_FROM [KW_STEP_FROM]
            MONEY [1 000 KW_RUB]
          PERCENT [5 %]
    "#);
    insta::assert_snapshot!(show("promotion p {\n  give 15% of coffee\n  price 99 RUB coffee\n  print\n}"), @r#"
    PROMOTION [KW_PROMOTION { }]
      NAME [p]
      GIVE_CLAUSE [KW_GIVE]
        PERCENT [15 %]
        ERROR [WORD]
        OFF_ITEMS
          SELECTION
            NAME_REF [coffee]
      PRICE_CLAUSE [KW_PRICE]
        MONEY [99 KW_RUB]
        OFF_ITEMS
          SELECTION
            NAME_REF [coffee]
      PRINT_CLAUSE [KW_PRINT]
    ! "of" Expected { expected: [Keyword(Off)], found: Some("of") }
    ! "coffee" Expected { expected: [Keyword(PriceFor)], found: Some("coffee") }
    ! "" Expected { expected: [Text], found: Some("}") }
    "#);
    insta::assert_snapshot!(show("promotion p { give 10 off coffee earn 50 bonus }"), @r#"
    PROMOTION [KW_PROMOTION { }]
      NAME [p]
      GIVE_CLAUSE [KW_GIVE KW_OFF]
        BARE_NUMBER [10]
        OFF_ITEMS
          SELECTION
            NAME_REF [coffee]
      EARN_CLAUSE [KW_EARN]
        POINTS [50]
          NAME_REF [bonus]
    "#);
}

#[test]
fn time() {
    insta::assert_snapshot!(show("promotion p { valid from 2026-09-01 08:00 to 01.10.2026 on mon..fri, sun from 08:00 to 11:00 }"), @r#"
    PROMOTION [KW_PROMOTION { }]
      NAME [p]
      VALID_CLAUSE [KW_VALID]
        RANGE_START [KW_FROM]
          MOMENT [2026-09-01 08:00]
        RANGE_END [KW_TO]
          MOMENT [01.10.2026]
      ON_CLAUSE [KW_ON_WEEKDAYS]
        WEEKDAYS [,]
          WEEKDAY_RANGE [KW_MON .. KW_FRI]
          WEEKDAY_RANGE [KW_SUN]
        TIME_RANGE [KW_TIME_FROM 08:00 KW_TIME_TO 11:00]
    "#);
    insta::assert_snapshot!(show("акция п { в дни 1..7, 15 месяца в последнее воскресенье месяца в день клиент.день_рождения и 3 дня до }"), @r#"
    PROMOTION [KW_PROMOTION { }]
      NAME [п]
      ON_CLAUSE [KW_ON_MONTH_DAYS KW_ON_MONTH_DAYS]
        MONTH_DAYS [, KW_OF_MONTH]
          DAY_RANGE [1 .. 7]
          DAY_RANGE [15]
      ON_CLAUSE [KW_ON_NTH]
        NTH_WEEKDAY [KW_LAST KW_SUN KW_OF_MONTH]
      ON_CLAUSE [KW_ON_DATE KW_ON_DATE]
        AROUND_DATE
          PATH [клиент . день_рождения]
          DAY_OFFSET [KW_AND KW_BEFORE]
            DURATION [3 KW_DAYS]
    "#);
    insta::assert_snapshot!(show("promotion p {\n  on mon.. from 08:00\n  on\n  exclusive\n}"), @r#"
    PROMOTION [KW_PROMOTION { }]
      NAME [p]
      ON_CLAUSE [KW_ON_WEEKDAYS]
        WEEKDAYS
          WEEKDAY_RANGE [KW_MON ..]
        TIME_RANGE [KW_TIME_FROM 08:00]
      ERROR [WORD]
      EXCLUSIVE_CLAUSE [KW_EXCLUSIVE]
    ! "from" Expected { expected: [Keyword(Mon), Keyword(Tue), Keyword(Wed), Keyword(Thu), Keyword(Fri), Keyword(Sat), Keyw
    "#);
}

#[test]
fn tests_blocks() {
    insta::assert_snapshot!(show("test \"t\" { at 2026-10-05 09:00 client { level silver 250 bonus age 20 } receipt { 2 x LATTE at 180 RUB in \"D\" 0.35 kg CHEESE at 5 RUB } expect a gives 71 RUB }"), @r#"
    TEST [KW_TEST "t" { }]
      TEST_AT [KW_TEST_AT]
        MOMENT [2026-10-05 09:00]
      TEST_CLIENT [KW_TEST_CLIENT { }]
        LEVEL_STATE [KW_LEVEL]
          NAME_REF [silver]
        BALANCE_STATE
          POINTS [250]
            NAME_REF [bonus]
        PROPERTY_STATE
          NAME_REF [age]
          BARE_NUMBER [20]
      TEST_RECEIPT [KW_TEST_RECEIPT { }]
        TEST_LINE [2 KW_X]
          PRODUCT [LATTE]
          LINE_PRICE [KW_LINE_AT]
            MONEY [180 KW_RUB]
          LINE_CATEGORY [KW_LINE_IN "D"]
        TEST_LINE
          QUANTITY [0.35 KW_KG]
          PRODUCT [CHEESE]
          LINE_PRICE [KW_LINE_AT]
            MONEY [5 KW_RUB]
      EXPECT [KW_EXPECT]
        EXPECT_PROMOTION [KW_GIVES]
          NAME_REF [a]
          MONEY [71 KW_RUB]
    "#);
    insta::assert_snapshot!(show("test \"t\" {\n  receipt { 2 LATTE }\n  expect\n  expect total\n}"), @r#"
    TEST [KW_TEST "t" { }]
      TEST_RECEIPT [KW_TEST_RECEIPT { }]
        TEST_LINE [2]
          PRODUCT [LATTE]
      EXPECT [KW_EXPECT]
      EXPECT [KW_EXPECT]
        EXPECT_TOTAL [KW_EXPECT_TOTAL]
    ! "LATTE" Expected { expected: [Keyword(X)], found: Some("LATTE") }
    ! "" Expected { expected: [Name, Keyword(ExpectTotal)], found: Some("expect") }
    ! "" Expected { expected: [Money], found: Some("}") }
    "#);
}

#[test]
fn later_areas() {
    insta::assert_snapshot!(show("set s { drink = 1 of coffee across receipts within 30 days }"), @r#"
    SET [KW_SET { }]
      NAME [s]
      ROLE [=]
        NAME [drink]
        PICK [1 KW_PICK_OF]
          SELECTION
            NAME_REF [coffee]
      SET_REACH [KW_ACROSS_RECEIPTS KW_ACROSS_RECEIPTS]
        SET_WITHIN [KW_RECEIPTS_WITHIN]
          DURATION [30 KW_DAYS]
    "#);
    insta::assert_snapshot!(show("счётчик о { сумма за месяц по наибольший чек.сумма за скользящие 12 месяцев }"), @r#"
    COUNTER [KW_COUNTER { }]
      NAME [о]
      COUNTER_MEASURE [KW_TOTAL KW_AGGREGATE_PER_MONTH KW_AGGREGATE_PER_MONTH KW_COUNTER_OF]
        COUNTER_MEASURE [KW_LARGEST]
          PATH [чек . сумма]
      OVER_CLAUSE [KW_OVER]
        SLIDING_WINDOW [KW_SLIDING]
          DURATION [12 KW_MONTHS]
    "#);
    insta::assert_snapshot!(show("levels l { by turnover level gold from 90 000 RUB { on reach { earn 5 bonus } } }"), @r#"
    LEVELS [KW_LEVELS { }]
      NAME [l]
      BY_CLAUSE [KW_LEVELS_BY]
        PATH [turnover]
      LEVEL [KW_LEVEL { }]
        NAME [gold]
        LEVEL_FROM [KW_LEVEL_FROM]
          MONEY [90 000 KW_RUB]
        LEVEL_EVENT [KW_ON_REACH KW_ON_REACH { }]
          EARN_CLAUSE [KW_EARN]
            POINTS [5]
              NAME_REF [bonus]
    "#);
    insta::assert_snapshot!(show("account a {\n  worth 1\n  expires soon\n}"), @r#"
    ACCOUNT [KW_ACCOUNT { }]
      NAME [a]
      WORTH_CLAUSE [KW_WORTH]
      ERROR [1]
      EXPIRES_CLAUSE [KW_EXPIRES]
      ERROR [WORD]
    ! "1" Expected { expected: [Money], found: Some("1") }
    ! "soon" Expected { expected: [Duration], found: Some("soon") }
    "#);
}
