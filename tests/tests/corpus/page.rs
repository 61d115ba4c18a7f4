//! Cases as the pages of `tests/corpus` tell them; decides nothing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// A case of the corpus, said in Perk.
#[derive(Debug, Default)]
pub(crate) struct Case {
    /// Its name in the corpus.
    pub(crate) id: String,
    /// The page and line on which it begins.
    pub(crate) place: String,
    /// Repository or site, path, commit.
    pub(crate) source: String,
    /// The first is the main subject.
    pub(crate) tags: Vec<String>,
    /// Promotions of the corpus that are several here, by the corpus's name.
    pub(crate) said_as: BTreeMap<String, Vec<String>>,
    /// Why the receipt is written otherwise than in the corpus.
    pub(crate) restated: Option<String>,
    /// What Perk still misses for it.
    pub(crate) waits: Option<String>,
    /// The rule by which Perk differs from the source.
    pub(crate) differs: Option<String>,
    /// The programme.
    pub(crate) perk: String,
    /// Tables beside it, by name.
    pub(crate) tables: Vec<(String, String)>,
    /// What is decided, in order.
    pub(crate) moments: Vec<Moment>,
}

/// One receipt and what is said of it.
#[derive(Debug)]
pub(crate) struct Moment {
    /// In the short notation.
    pub(crate) receipt: String,
    /// What the source says comes out.
    pub(crate) stated: Value,
    /// What Perk gives instead; only what differs.
    pub(crate) gives: Option<Value>,
}

impl Case {
    /// The promotions of the programme that say a promotion of the corpus.
    pub(crate) fn names<'a>(&'a self, promotion: &'a str) -> Vec<&'a str> {
        match self.said_as.get(promotion) {
            Some(names) => names.iter().map(String::as_str).collect(),
            None => vec![promotion],
        }
    }
}

/// The workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the workspace")
        .to_path_buf()
}

/// Every case of every page, and the list of those that no page tells: name and what they need.
pub(crate) fn read_all() -> (Vec<Case>, Vec<(String, String)>) {
    let folder = root().join("tests/corpus");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(&folder)
        .expect("tests/corpus")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    paths.sort();
    let (mut cases, mut untold) = (Vec::new(), Vec::new());
    for path in paths {
        let text = std::fs::read_to_string(&path).expect("UTF-8");
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if name == "waiting.md" {
            untold = read_waiting(&text);
        } else {
            read_page(&text, &name, &mut cases);
        }
    }
    (cases, untold)
}

/// `## what it needs`, then `- case`.
fn read_waiting(text: &str) -> Vec<(String, String)> {
    let (mut reason, mut found) = (String::new(), Vec::new());
    for line in text.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            reason = title.to_owned();
        } else if let Some(item) = line.strip_prefix("- ") {
            let id = item.split_whitespace().next().expect("a case");
            found.push((id.to_owned(), reason.clone()));
        }
    }
    found
}

fn read_page(text: &str, name: &str, cases: &mut Vec<Case>) {
    let mut open: Option<(String, String)> = None;
    let mut receipt = None;
    let first = cases.len();
    for (index, line) in text.lines().enumerate() {
        let place = format!("tests/corpus/{name}:{}", index + 1);
        if let Some((kind, mut body)) = open.take() {
            if line == "```" {
                let case = cases[first..].last_mut().expect("a block belongs to a case");
                close(case, &kind, body, &mut receipt, &place);
            } else {
                body.push_str(line);
                body.push('\n');
                open = Some((kind, body));
            }
        } else if let Some(kind) = line.strip_prefix("```") {
            open = Some((kind.to_owned(), String::new()));
        } else if let Some(id) = line.strip_prefix("## ") {
            receipt = None;
            cases.push(Case {
                id: id.to_owned(),
                place,
                ..Case::default()
            });
        } else if let Some(case) = cases[first..].last_mut() {
            say(case, line);
        }
    }
    assert!(open.is_none(), "tests/corpus/{name}: a fence is never closed");
}

fn say(case: &mut Case, line: &str) {
    let Some((word, rest)) = line.split_once(": ") else {
        return;
    };
    let list = |text: &str| text.split(", ").map(str::to_owned).collect::<Vec<_>>();
    match word {
        "Source" => case.source = rest.to_owned(),
        "Tags" => case.tags = list(rest),
        "Restated" => case.restated = Some(rest.to_owned()),
        "Waits" => case.waits = Some(rest.to_owned()),
        "Differs" => case.differs = Some(rest.to_owned()),
        "Said as" => {
            let (of, names) = rest.split_once(" = ").expect("`Said as: one = several`");
            case.said_as.insert(of.to_owned(), list(names));
        }
        _ => {}
    }
}

fn close(case: &mut Case, kind: &str, body: String, receipt: &mut Option<String>, place: &str) {
    let figures = || serde_json::from_str::<Value>(&body).unwrap_or_else(|error| panic!("{place}: {error}"));
    match kind.split_once(' ').unwrap_or((kind, "")) {
        ("perk", _) => case.perk.push_str(&body),
        ("csv", table) => case.tables.push((table.to_owned(), body)),
        ("receipt", _) => *receipt = Some(body),
        ("json", "stated") => case.moments.push(Moment {
            receipt: receipt.take().unwrap_or_else(|| panic!("{place}: no receipt above")),
            stated: figures(),
            gives: None,
        }),
        ("json", "perk") => {
            let moment = case
                .moments
                .last_mut()
                .unwrap_or_else(|| panic!("{place}: nothing stated above"));
            moment.gives = Some(figures());
        }
        _ => panic!("{place}: a block of an unknown kind: {kind}"),
    }
}
