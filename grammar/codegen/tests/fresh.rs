//! The committed generated files are those the sources give; `PERK_UPDATE=1` rewrites them.

use std::path::{Path, PathBuf};

use perk_codegen::{Sources, generate};

fn grammar() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn place(path: &str) -> PathBuf {
    if path.starts_with("docs/") {
        grammar().join("..").join(path)
    } else {
        grammar().join(path)
    }
}

#[test]
fn generated_files_are_fresh() {
    let read = |name: &str| std::fs::read_to_string(grammar().join(name)).unwrap();
    let (syntax, lexical, keywords) = (read("perk.pest"), read("lexical.pest"), read("keywords.table"));
    let artifacts = match generate(Sources {
        syntax: &syntax,
        lexical: &lexical,
        keywords: &keywords,
    }) {
        Ok(artifacts) => artifacts,
        Err(error) => panic!("{error}"),
    };
    assert!(artifacts.len() >= 4);
    let update = std::env::var_os("PERK_UPDATE").is_some();
    let mut stale = Vec::new();
    for artifact in artifacts {
        let path = place(&artifact.path);
        if std::fs::read_to_string(&path).is_ok_and(|text| text == artifact.text) {
            continue;
        }
        if update {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &artifact.text).unwrap();
        } else {
            stale.push(artifact.path);
        }
    }
    assert!(
        stale.is_empty(),
        "stale: {stale:?}; run PERK_UPDATE=1 cargo test -p perk-codegen"
    );
}
