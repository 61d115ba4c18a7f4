//! The real process: exit codes as numbers, a reader that goes away, and the language server's handshake.

use std::io::{Read, Write};
use std::process::{Command, Stdio};

use crate::support::Folder;

fn perk(folder: &Folder, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_perk"));
    command
        .current_dir(folder.path())
        .args(arguments)
        .env_clear()
        .stdin(Stdio::null());
    command
}

#[test]
fn exit_codes_are_the_promised_numbers() {
    let good = Folder::shop("promotion a { give 10% off all }\n");
    let bad = Folder::shop("promotion a { give 10 off all }\n");
    let code = |folder: &Folder, arguments: &[&str]| perk(folder, arguments).output().unwrap().status.code();
    assert_eq!(code(&good, &["check"]), Some(0));
    assert_eq!(code(&bad, &["check"]), Some(1));
    assert_eq!(code(&good, &["chek"]), Some(2));
    assert_eq!(code(&good, &["--version"]), Some(0));
}

#[test]
fn a_terminal_is_not_assumed() {
    let bad = Folder::shop("promotion a { give 10 off all }\n");
    let output = perk(&bad, &["check"]).output().unwrap();
    assert!(!output.stdout.contains(&0x1b), "colours without a terminal");
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    let folder = Folder::shop("promotion a { give 10% off all }\n");
    let line = "{\"id\":\"1\",\"at\":\"2026-10-05T09:00:00\",\"lines\":[{\"id\":\"1\",\"sku\":\"A\",\"quantity\":\"1\",\"price\":\"10\"}]}\n";
    folder.write("r.jsonl", line.repeat(9_000).as_bytes());
    let mut child = perk(&folder, &["eval", ".", "r.jsonl", "--format", "jsonl"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0_u8; 100];
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut first).unwrap();
    drop(out);
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn the_language_server_greets_and_says_goodbye() {
    let folder = Folder::shop("");
    let mut child = perk(&folder, &["lsp"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut send = |message: &str| write!(input, "Content-Length: {}\r\n\r\n{message}", message.len()).unwrap();
    send(
        r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"rootUri":null,"capabilities":{}}}"#,
    );
    send(r#"{"jsonrpc":"2.0","method":"initialized","params":{}}"#);
    send(r#"{"jsonrpc":"2.0","id":2,"method":"shutdown"}"#);
    send(r#"{"jsonrpc":"2.0","method":"exit"}"#);
    drop(input);
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("\"capabilities\"") && said.contains("\"id\":2"), "{said}");
    assert_eq!(output.status.code(), Some(0));
}
