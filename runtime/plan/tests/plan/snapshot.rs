//! Snapshots of clients.

use perk_plan::receipt::ClientKey;
use perk_plan::snapshot::ClientStatus;
use perk_plan::{Clients, Date};

const TWO: &str = r#"{"clients": [
  {"id": "C-1", "cards": ["290", "291"], "phones": ["+79990000001"], "registered": "2024-02-29", "visits": 12,
   "birthday": "1990-05-17", "name": "Анна", "student": true, "properties": {"size": "S"}},
  {"card": "300", "status": "blocked", "accounts": {"bonus": []}, "vists": 3}
]}"#;

#[test]
fn a_snapshot_is_read() {
    let (clients, warnings) = Clients::from_json(TWO).unwrap();
    assert_eq!(clients.clients.len(), 2);
    for key in [
        ClientKey::Id("C-1".into()),
        ClientKey::Card("291".into()),
        ClientKey::Phone("+79990000001".into()),
    ] {
        let facts = clients.find(&key).unwrap();
        assert_eq!(
            (facts.id.as_str(), facts.status, facts.visits),
            ("C-1", ClientStatus::Known, Some(12))
        );
        assert_eq!(facts.registered, Date::from_ymd(2024, 2, 29));
        let properties: Vec<(&str, &str)> = facts.properties.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        assert_eq!(
            properties,
            [
                ("birthday", "1990-05-17"),
                ("name", "Анна"),
                ("size", "S"),
                ("student", "yes")
            ]
        );
    }
    let second = clients.find(&ClientKey::Id("300".into())).unwrap();
    assert_eq!(second.status, ClientStatus::Blocked);
    assert_eq!(clients.find(&ClientKey::Card("999".into())), None);
    assert_eq!(warnings.len(), 2, "{warnings:?}");
    assert!(warnings[0].to_string().contains("\"accounts\" is not used yet"));
    assert!(warnings[1].to_string().contains("did you mean \"visits\"?"));
}

#[test]
fn one_client_a_line_is_the_same() {
    let lines = "{\"id\":\"C-1\",\"cards\":[\"290\"]}\n{\"id\":\"C-2\"}\n";
    let whole = "{\"clients\":[{\"id\":\"C-1\",\"cards\":[\"290\"]},{\"id\":\"C-2\"}]}";
    assert_eq!(Clients::from_json(lines), Clients::from_json(whole));
    assert_eq!(Clients::from_json("").map(|(clients, _)| clients.clients.len()), Ok(0));
}

#[test]
fn uses_of_limits_stand_beside_the_clients_or_inside_one() {
    use perk_plan::UseKey;
    use rust_decimal::Decimal;
    let entry = |key: &str, amount: &str| {
        format!(r#"{{"what":"limit","promotion":"tea","key":"{key}","unit":"times","amount":{amount}}}"#)
    };
    let (day, total) = (entry("client C-1/day 2026-10-05", "\"2\""), entry("total", "7"));
    let texts = [
        format!(r#"{{"clients":[{{"id":"C-1"}}],"uses":[{day},{total}]}}"#),
        format!(r#"{{"clients":[{{"id":"C-1","uses":[{day}]}}],"uses":[{total}]}}"#),
        format!("{{\"uses\":[{total}]}}\n{{\"id\":\"C-1\",\"uses\":[{day}]}}"),
    ];
    for text in texts {
        let (clients, warnings) = Clients::from_json(&text).unwrap();
        assert_eq!((clients.clients.len(), warnings.len()), (1, 0), "{text}");
        let of = |key: &str| clients.uses.of("tea", &UseKey::parse(key).unwrap(), "times");
        assert_eq!(of("client C-1/day 2026-10-05"), Decimal::from(2), "{text}");
        assert_eq!(of("total"), Decimal::from(7), "{text}");
        assert_eq!(of("client C-2/day 2026-10-05"), Decimal::ZERO, "{text}");
    }
}

#[test]
fn each_refusal_names_its_path() {
    for (text, code, path) in [
        (r#"{"clients":[{}]}"#, "json-missing", "clients[0]"),
        (r#"{"uses":[{"promotion":"a"}]}"#, "json-missing", "uses[0]"),
        (r#"{"uses":[{"key":"shop 1"}]}"#, "snapshot-use-key", "uses[0].key"),
        (r#"{"uses":[{"amount":"-1"}]}"#, "snapshot-use-amount", "uses[0].amount"),
        (r#"{"uses":[{"amount":"1e3"}]}"#, "json-number", "uses[0].amount"),
        (r#"{"uses":[{"day":"1"}]}"#, "snapshot-use", "uses[0].day"),
        (r#"{"uses":[{"code":"A1"}]}"#, "snapshot-use", "uses[0].code"),
        (
            r#"{"uses":[{"what":"coupon","code":"A1"}]}"#,
            "snapshot-use",
            "uses[0].what",
        ),
        (
            r#"{"uses":[{"what":"points","amount":"1"}]}"#,
            "snapshot-use",
            "uses[0].what",
        ),
        (
            r#"{"uses":[{"promotion":"a","key":"total","unit":"pcs","amount":"0.5"}]}"#,
            "snapshot-use-amount",
            "uses[0]",
        ),
        (
            r#"{"uses":[{"promotion":"a","key":"total","unit":"pcs","amount":"1"},
                        {"promotion":"a","key":"total","unit":"pcs","amount":"1"}]}"#,
            "snapshot-duplicate",
            "uses[1]",
        ),
        (r#"{"clients":[{"id":""}]}"#, "json-empty", "clients[0].id"),
        (r#"{"id":"1"} {"id":"1"}"#, "snapshot-duplicate", "$"),
        (
            r#"{"clients":[{"id":"1","card":"9"},{"id":"2","card":"9"}]}"#,
            "snapshot-duplicate",
            "clients[1]",
        ),
        (r#"{"id":"1","cards":["9","9"]}"#, "snapshot-duplicate", "$"),
        (r#"{"id":"1","status":"gold"}"#, "snapshot-status", "status"),
        (r#"{"id":"1","birthday":"17.05.1990"}"#, "snapshot-date", "birthday"),
        (r#"{"id":"1","visits":-1}"#, "json-number", "visits"),
        (r#"{"id":"1","visits":1.5}"#, "json-number", "visits"),
        (r#"{"id":"1","id":"1"}"#, "json-duplicate-key", "id"),
        (
            r#"{"id":"1","a":"1","properties":{"a":"2"}}"#,
            "json-duplicate-key",
            "properties",
        ),
        (r#"{"id":"1","clients":[]}"#, "snapshot-nested", "$"),
        (
            r#"{"clients":[{"id":"1","clients":[]}]}"#,
            "snapshot-nested",
            "clients[0].clients",
        ),
        (r#"{"schema":2,"clients":[]}"#, "snapshot-schema", "schema"),
        ("17", "json-type", "$"),
        (r#"{"id":"1""#, "json-syntax", "$"),
    ] {
        let error = Clients::from_json(text).expect_err(text);
        assert_eq!((error.code, error.path.as_str()), (code, path), "{text}: {error}");
    }
}

#[test]
fn a_table_of_clients() {
    let clients = Clients::from_csv(b"card,age,registered,visits\nCJ1,65+,2024-01-05,3\nCJ2 CJ3,,,\n").unwrap();
    let first = clients.find(&ClientKey::Card("CJ1".into())).unwrap();
    assert_eq!(
        (first.id.as_str(), first.visits, first.properties["age"].as_str()),
        ("CJ1", Some(3), "65+")
    );
    assert_eq!(
        clients
            .find(&ClientKey::Card("CJ3".into()))
            .map(|facts| facts.id.as_str()),
        Some("CJ2")
    );
    for (csv, column) in [
        (&b"name,age\nx,1\n"[..], Some("id")),
        (b"id,visits\n1,many\n", Some("visits")),
        (b"id,birthday\n1,May\n", Some("birthday")),
        (b"id,status\n1,gold\n", Some("status")),
        (b"id,card\n1,9\n2,9\n", None),
    ] {
        let error = Clients::from_csv(csv).expect_err("refused");
        assert_eq!((error.code, error.column.as_deref()), ("csv-client", column), "{error}");
    }
}

#[test]
fn coupon_codes_are_known_by_their_normal_form() {
    let text = r#"{"coupons": [
        {"code": "AUT-7f3k", "of": "autumn10", "used": 1, "used_by": {"C-1": 3, "C-2": 1}, "client": "C-1",
         "from": "2026-09-01", "until": "2026-12-31"},
        {"code": "X", "status": "blocked", "until": "2026-12-31T21:00"}], "clients": [{"id": "C-1"}]}"#;
    let (clients, warnings) = Clients::from_json(text).unwrap();
    assert_eq!((clients.clients.len(), clients.coupons.len(), warnings), (1, 2, vec![]));
    let known = clients.coupon("aut 7F3K").unwrap();
    // Four times by clients is at least four times.
    assert_eq!((known.used, known.used_by["C-1"]), (4, 3));
    // A date as the end is included whole.
    assert_eq!(
        known.until,
        perk_plan::Date::from_ymd(2027, 1, 1).map(|date| date.start())
    );
    assert_eq!(known.of.as_deref(), Some("autumn10"));
    let refused = |text: &str| {
        let error = Clients::from_json(text).unwrap_err();
        (error.code, error.path)
    };
    let path = |at: usize| format!("coupons[{at}]");
    for (text, code, at) in [
        (
            r#"{"coupons": [{"code": "A-1"}, {"code": "a1"}]}"#,
            "snapshot-coupon",
            path(1),
        ),
        (r#"{"coupons": [{"code": " - "}]}"#, "snapshot-coupon", path(0)),
        (r#"{"coupons": [{"of": "x"}]}"#, "json-missing", path(0)),
        (
            r#"{"coupons": [{"code": "A", "usd": 1}]}"#,
            "snapshot-coupon",
            path(0) + ".usd",
        ),
        (
            r#"{"coupons": [{"code": "A", "used": -1}]}"#,
            "json-number",
            path(0) + ".used",
        ),
        (
            r#"{"coupons": [{"code": "A", "status": "gone"}]}"#,
            "snapshot-status",
            path(0) + ".status",
        ),
        (
            r#"{"coupons": [{"code": "A", "until": "soon"}]}"#,
            "snapshot-date",
            path(0) + ".until",
        ),
    ] {
        assert_eq!(refused(text), (code, at), "{text}");
    }
}
