//! `perk new`, the command line itself, and what it says about commands that are promised for later.

use crate::support::Folder;
use perk::Exit;

#[test]
fn an_unknown_command_is_a_mistake_with_a_suggestion() {
    let folder = Folder::new(&[]);
    let said = folder.perk("chek").trouble();
    assert!(
        said.contains("unrecognized subcommand 'chek'") && said.contains("'check'"),
        "{said}"
    );
    let said = folder.perk("--lang ru chek").trouble();
    assert_eq!(
        said,
        "ошибка: нет команды `chek`; может быть, `check`?\n\nСправка: perk --help\n"
    );
}

#[test]
fn commands_of_later_say_so() {
    let folder = Folder::new(&[]);
    assert_eq!(
        folder.perk("confirm d.json --op 1").trouble(),
        "error: `perk confirm` is not supported yet\n"
    );
    assert_eq!(
        folder.perk("--lang ru db init").trouble(),
        "ошибка: `perk db` пока не поддерживается\n"
    );
}

#[test]
fn help_speaks_both_languages() {
    let mut folder = Folder::new(&[]);
    let english = folder.perk("check --help").clean();
    assert!(
        english.starts_with("Report what is wrong in programmes\n\nUsage: perk check [OPTIONS] [PATH]..."),
        "{english}"
    );
    folder.environment.insert("LANG".into(), "ru_RU.UTF-8".into());
    let russian = folder.perk("check --help").clean();
    assert!(
        russian.starts_with("Сообщить об ошибках в программах\n\nИспользование: perk check"),
        "{russian}"
    );
    folder.environment.insert("PERK_LANG".into(), "en".into());
    assert_eq!(folder.perk("check --help").clean(), english);
}

#[test]
fn a_new_programme_is_written_whole_and_never_over_another() {
    let folder = Folder::new(&[]);
    let said = folder.perk("new shop").clean();
    assert!(said.starts_with("shop: a first programme of 5 files\n"), "{said}");
    assert!(folder.read("shop/retailer.perk").contains("retailer \"My shop\""));
    let again = folder.perk("new shop");
    assert_eq!(again.exit, Exit::Trouble);
    assert_eq!(again.err, "error: shop: the folder is not empty; nothing was written\n");
    folder.perk("new магазин --keywords ru --quiet").clean();
    assert!(folder.read("магазин/retailer.perk").contains("сеть \"Мой магазин\""));
}
