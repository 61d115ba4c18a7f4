//! An editor's whole session over the protocol: open, type, ask, format, say goodbye.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a panic here is a failing test"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::thread::JoinHandle;
use std::time::Duration;

use lsp_server::{Connection, Message, Notification, Request, Response};
use perk_lsp::{Files, Loaded, ServerError};
use serde_json::{Value, json};

struct Shop(Vec<(&'static str, &'static str)>);

impl Files for Shop {
    fn load(&self, _: &Path) -> Option<Loaded> {
        let texts = self
            .0
            .iter()
            .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
            .collect();
        Some(Loaded {
            root: PathBuf::from("/shop"),
            texts,
            data: Vec::new(),
        })
    }
}

const RETAILER: &str = "retailer \"Shop\" { currency RUB }\n";
const ITEMS: &str = "/// Everything hot.\nitems coffee = category \"Coffee\"\n";

struct Editor {
    connection: Connection,
    server: Option<JoinHandle<Result<(), ServerError>>>,
    next: i32,
    /// The last findings of each file.
    findings: BTreeMap<String, Vec<Value>>,
}

impl Editor {
    fn open(texts: Vec<(&'static str, &'static str)>, locale: &str) -> (Self, Value) {
        let (connection, server) = Connection::memory();
        let server = std::thread::spawn(move || perk_lsp::serve(&server, Box::new(Shop(texts))));
        let mut editor = Self {
            connection,
            server: Some(server),
            next: 0,
            findings: BTreeMap::new(),
        };
        let answer = editor.ask("initialize", json!({ "capabilities": {}, "locale": locale }));
        editor.tell("initialized", json!({}));
        (editor, answer)
    }

    fn tell(&self, method: &str, params: Value) {
        let note = Notification {
            method: method.to_owned(),
            params,
        };
        self.connection.sender.send(Message::Notification(note)).unwrap();
    }

    fn send(&mut self, method: &str, params: Value) -> i32 {
        self.next += 1;
        let request = Request {
            id: self.next.into(),
            method: method.to_owned(),
            params,
        };
        self.connection.sender.send(Message::Request(request)).unwrap();
        self.next
    }

    fn next_message(&mut self) -> Message {
        let message = self
            .connection
            .receiver
            .recv_timeout(Duration::from_secs(120))
            .expect("an answer");
        if let Message::Notification(note) = &message
            && note.method == "textDocument/publishDiagnostics"
        {
            let uri = note.params["uri"].as_str().unwrap().to_owned();
            self.findings
                .insert(uri, note.params["diagnostics"].as_array().unwrap().clone());
        }
        message
    }

    fn response(&mut self, id: i32) -> Response {
        loop {
            if let Message::Response(response) = self.next_message()
                && response.id == id.into()
            {
                return response;
            }
        }
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.send(method, params);
        let response = self.response(id);
        response
            .response_result
            .unwrap_or_else(|why| panic!("{method}: {why:?}"))
    }

    fn wait_for(&mut self, uri: &str, wanted: impl Fn(&[Value]) -> bool) {
        while !self.findings.get(uri).is_some_and(|found| wanted(found)) {
            let _ = self.next_message();
        }
    }

    fn type_text(&self, uri: &str, text: &str, version: i32) {
        self.tell(
            "textDocument/didOpen",
            json!({ "textDocument": { "uri": uri, "languageId": "perk", "version": version, "text": text } }),
        );
    }

    fn close(mut self) {
        self.ask("shutdown", Value::Null);
        self.tell("exit", Value::Null);
        self.server.take().unwrap().join().unwrap().unwrap();
    }
}

fn place(uri: &str, line: u32, character: u32) -> Value {
    json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": character } })
}

const URI: &str = "file:///shop/promotions.perk";

#[test]
fn a_marketer_writes_a_promotion() {
    let (mut editor, answer) = Editor::open(vec![("retailer.perk", RETAILER), ("items.perk", ITEMS)], "en");
    assert_eq!(answer["serverInfo"]["name"], "perk");
    assert_eq!(answer["capabilities"]["positionEncoding"], "utf-16");

    // A discount without its unit: a finding with its code, at the number.
    editor.type_text(URI, "promotion morning {\n  give 10 off coffee\n}\n", 1);
    editor.wait_for(URI, |found| !found.is_empty());
    let finding = editor.findings[URI][0].clone();
    assert!(finding["code"].as_str().unwrap().starts_with("PK"), "{finding}");
    assert_eq!(finding["range"]["start"], json!({ "line": 1, "character": 7 }));

    // She types the sign that is missing, and the finding is gone.
    let place_of_sign = json!({ "start": { "line": 1, "character": 9 }, "end": { "line": 1, "character": 9 } });
    let change = json!({ "textDocument": { "uri": URI, "version": 2 },
        "contentChanges": [{ "range": place_of_sign, "text": "%" }] });
    editor.tell("textDocument/didChange", change);
    editor.wait_for(URI, |found| found.is_empty());

    let hover = editor.ask("textDocument/hover", place(URI, 1, 17));
    let text = hover["contents"]["value"].as_str().unwrap();
    assert!(text.contains("coffee") && text.contains("Everything hot."), "{text}");

    let definition = editor.ask("textDocument/definition", place(URI, 1, 17));
    assert_eq!(definition["uri"], "file:///shop/items.perk");
    assert_eq!(definition["range"]["start"], json!({ "line": 1, "character": 6 }));

    let symbols = editor.ask("textDocument/documentSymbol", json!({ "textDocument": { "uri": URI } }));
    assert_eq!(symbols[0]["name"], "morning");

    let edits = editor.ask(
        "textDocument/formatting",
        json!({ "textDocument": { "uri": URI }, "options": { "tabSize": 2, "insertSpaces": true } }),
    );
    assert_eq!(edits[0]["newText"], "promotion morning {\n  give  10% off coffee\n}\n");
    editor.close();
}

#[test]
fn completion_offers_what_the_grammar_expects() {
    let (mut editor, _) = Editor::open(vec![("retailer.perk", RETAILER), ("items.perk", ITEMS)], "en");
    editor.type_text(URI, "promotion morning {\n  give 10% off coffee\n  \n}\n", 1);
    let labels = |answer: Value| -> Vec<String> {
        answer
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item["label"].as_str().unwrap().to_owned())
            .collect()
    };
    let goods = labels(editor.ask("textDocument/completion", place(URI, 1, 15)));
    assert!(
        goods.contains(&"coffee".to_owned()) && goods.contains(&"category".to_owned()),
        "{goods:?}"
    );
    let clauses = labels(editor.ask("textDocument/completion", place(URI, 2, 2)));
    assert!(
        clauses.contains(&"when".to_owned()) && clauses.contains(&"limit".to_owned()),
        "{clauses:?}"
    );
    assert!(
        !clauses.contains(&"currency".to_owned()),
        "a retailer's clause is offered in a promotion"
    );
    editor.close();
}

#[test]
fn a_russian_editor_is_answered_in_russian() {
    let (mut editor, _) = Editor::open(vec![("retailer.perk", RETAILER), ("items.perk", ITEMS)], "ru");
    editor.type_text(URI, "акция утро {\n  скидка 10 на coffee\n  \n}\n", 1);
    editor.wait_for(URI, |found| !found.is_empty());
    let message = editor.findings[URI][0]["message"].as_str().unwrap().to_owned();
    assert!(message.chars().any(|letter| ('а'..='я').contains(&letter)), "{message}");
    let answer = editor.ask("textDocument/completion", place(URI, 2, 2));
    let offered: Vec<&str> = answer
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|item| item["label"].as_str())
        .collect();
    assert!(offered.contains(&"лимит") && !offered.contains(&"limit"), "{offered:?}");
    editor.close();
}

#[test]
fn what_is_not_answered_is_refused_and_the_session_goes_on() {
    let (mut editor, _) = Editor::open(vec![("retailer.perk", RETAILER)], "en");
    let id = editor.send("textDocument/somethingElse", json!({}));
    assert_eq!(editor.response(id).response_result.unwrap_err().code, -32601);
    let id = editor.send("textDocument/hover", json!({ "position": "nowhere" }));
    assert_eq!(editor.response(id).response_result.unwrap_err().code, -32602);
    assert_eq!(
        editor.ask("textDocument/hover", place("file:///shop/unopened.perk", 0, 0)),
        Value::Null
    );
    editor.close();
}

#[test]
fn edits_during_reads_leave_no_stale_findings() {
    let (mut editor, _) = Editor::open(vec![("retailer.perk", RETAILER), ("items.perk", ITEMS)], "en");
    let broken: String = (0..200)
        .map(|n| format!("promotion p{n} {{ give 10 off coffee }}\n"))
        .collect();
    editor.type_text(URI, &broken, 1);
    let mut asked = Vec::new();
    for version in 2..30 {
        asked.push(editor.send("textDocument/hover", place(URI, 1, 4)));
        let text = if version == 29 {
            String::new()
        } else {
            format!("{broken}// {version}\n")
        };
        let change =
            json!({ "textDocument": { "uri": URI, "version": version }, "contentChanges": [{ "text": text }] });
        editor.tell("textDocument/didChange", change);
    }
    for id in asked {
        let answer = editor.response(id);
        let refused = answer.response_result.err().map(|error| error.code);
        assert!(refused.is_none() || refused == Some(-32801), "{refused:?}");
    }
    let last = editor.send("textDocument/hover", place(URI, 0, 0));
    let _ = editor.response(last);
    editor.wait_for(URI, |found| found.is_empty());
    editor.close();
}
