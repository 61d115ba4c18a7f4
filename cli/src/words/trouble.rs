//! What is said when a command cannot do its work: files, options, formats; knows no diagnostics of programmes.

use perk_plan::table::{CsvError, Warning};
use perk_runtime::LoadError;

use super::{Phrase, both, english_count, russian_count};
use crate::receipts::Repeated;
use crate::world::{Place, Trouble};

/// A file that could not be opened or read.
#[must_use]
pub fn cannot_read(path: &str, why: &std::io::Error) -> Phrase {
    let (en, ru) = why_io(why);
    both!("{path}: cannot be read: {en}", "{path}: не удаётся прочитать: {ru}")
}

/// A file that could not be written.
#[must_use]
pub fn cannot_write(path: &str, why: &std::io::Error) -> Phrase {
    let (en, ru) = why_io(why);
    both!("{path}: cannot be written: {en}", "{path}: не удаётся записать: {ru}")
}

fn why_io(why: &std::io::Error) -> (String, String) {
    let known = [
        (
            std::io::ErrorKind::NotFound,
            "there is no such file or folder",
            "такого файла или папки нет",
        ),
        (std::io::ErrorKind::PermissionDenied, "permission denied", "нет прав"),
        (std::io::ErrorKind::IsADirectory, "it is a folder", "это папка"),
    ];
    match known.iter().find(|(kind, _, _)| *kind == why.kind()) {
        Some((_, en, ru)) => ((*en).to_owned(), (*ru).to_owned()),
        None => (why.to_string(), why.to_string()),
    }
}

/// A file past its limit.
#[must_use]
pub fn too_large(path: &str, limit: u64) -> Phrase {
    let mib = limit.div_euclid(1024 * 1024);
    both!(
        "{path}: the file is larger than {mib} MiB, the most that is read",
        "{path}: файл больше {mib} МиБ, больше не читается"
    )
}

/// A text file in the encoding of old Windows programs.
#[must_use]
pub fn looks_like_windows_1251(path: &str, line: usize) -> Phrase {
    both!(
        "{path}:{line}: the text is not UTF-8; it looks like Windows-1251\n  help: save the file as UTF-8 in your editor, or run: iconv -f WINDOWS-1251 -t UTF-8 \"{path}\" > new.txt",
        "{path}:{line}: текст не в UTF-8; похоже на Windows-1251\n  совет: сохраните файл в редакторе как UTF-8 или выполните: iconv -f WINDOWS-1251 -t UTF-8 \"{path}\" > new.txt"
    )
}

/// A text file in no encoding we know.
#[must_use]
pub fn not_utf8(path: &str, line: usize, column: usize) -> Phrase {
    both!(
        "{path}:{line}:{column}: the text is not UTF-8\n  help: save the file as UTF-8 in your editor",
        "{path}:{line}:{column}: текст не в UTF-8\n  совет: сохраните файл в редакторе как UTF-8"
    )
}

/// A text file in UTF-16.
#[must_use]
pub fn is_utf16(path: &str) -> Phrase {
    both!(
        "{path}:1: the text is UTF-16, not UTF-8\n  help: save the file as UTF-8 in your editor",
        "{path}:1: текст в UTF-16, а не в UTF-8\n  совет: сохраните файл в редакторе как UTF-8"
    )
}

/// A NUL where text is expected.
#[must_use]
pub fn has_nul(path: &str, line: usize) -> Phrase {
    both!(
        "{path}:{line}: there is a NUL character: this is not a text file",
        "{path}:{line}: символ NUL: это не текстовый файл"
    )
}

/// A gzip that ends too early or is damaged.
#[must_use]
pub fn broken_gzip(path: &str, why: &std::io::Error) -> Phrase {
    if why.kind() == std::io::ErrorKind::UnexpectedEof {
        both!(
            "{path}: the gzip file is cut off: it ends before its data do; nothing of it was decided",
            "{path}: файл gzip обрезан: он кончается раньше своих данных; ни один чек из него не рассчитан"
        )
    } else {
        both!(
            "{path}: the gzip file is damaged ({why}); nothing of it was decided",
            "{path}: файл gzip повреждён ({why}); ни один чек из него не рассчитан"
        )
    }
}

/// A file that is called `.gz` and is none.
#[must_use]
pub fn not_gzip(path: &str) -> Phrase {
    both!(
        "{path}: this is not a gzip file, although its name ends with .gz",
        "{path}: это не файл gzip, хотя имя кончается на .gz"
    )
}

/// No root of a programme at, above or below a folder.
#[must_use]
pub fn no_programme(path: &str) -> Phrase {
    both!(
        "{path}: there is no programme here: no retailer.perk in this folder, above it or below it\n  help: `perk new DIR` makes a first programme",
        "{path}: здесь нет программы: файла retailer.perk нет ни в этой папке, ни выше, ни ниже\n  совет: `perk new ПАПКА` создаст первую программу"
    )
}

/// Several programmes where one is needed.
#[must_use]
pub fn several_programmes(path: &str, roots: &[String]) -> Phrase {
    let list = roots.join(", ");
    both!(
        "{path}: several programmes are here; name one: {list}",
        "{path}: здесь несколько программ; назовите одну: {list}"
    )
}

/// Too many files or folders below one root.
#[must_use]
pub fn too_many_files(path: &str, limit: usize) -> Phrase {
    both!(
        "{path}: more than {limit} files below this folder: it is hardly a programme",
        "{path}: в этой папке больше {limit} файлов: вряд ли это программа"
    )
}

/// A file whose ending says nothing to the command.
#[must_use]
pub fn unknown_kind(path: &str, expected: &str) -> Phrase {
    both!("{path}: expected {expected}", "{path}: ожидается {expected}")
}

/// A folder that is not empty.
#[must_use]
pub fn folder_in_use(path: &str) -> Phrase {
    both!(
        "{path}: the folder is not empty; nothing was written",
        "{path}: папка не пуста; ничего не записано"
    )
}

/// The programme has errors, so the command cannot go on.
#[must_use]
pub fn programme_has_errors(path: &str, count: usize) -> Phrase {
    let (e, r) = (
        english_count(count, "error", "errors"),
        russian_count(count, "ошибка", "ошибки", "ошибок"),
    );
    both!(
        "{path}: the programme has {count} {e}; nothing was decided",
        "{path}: в программе {count} {r}; ничего не рассчитано"
    )
}

/// The programme has warnings; the command goes on.
#[must_use]
pub fn programme_has_warnings(path: &str, count: usize) -> Phrase {
    let (w, r) = (
        english_count(count, "warning", "warnings"),
        russian_count(count, "предупреждение", "предупреждения", "предупреждений"),
    );
    let of = if matches!(path, "" | ".") {
        String::new()
    } else {
        format!(" {path}")
    };
    both!("{count} {w}: see `perk check{of}`", "{count} {r}: см. `perk check{of}`")
}

/// Where to look.
#[must_use]
pub fn see(place: &str) -> Phrase {
    both!("see {place}", "см. {place}")
}

/// A command or option of a later issue.
#[must_use]
pub fn not_supported_yet(what: &str) -> Phrase {
    both!("`{what}` is not supported yet", "`{what}` пока не поддерживается")
}

/// A format that this command does not write.
#[must_use]
pub fn format_not_supported(format: &str) -> Phrase {
    both!(
        "--output-format {format} is not supported yet; use full, concise, json, github or sarif",
        "--output-format {format} пока не поддерживается; есть full, concise, json, github, sarif"
    )
}

/// Nothing to decide.
#[must_use]
pub fn no_receipts(path: &str) -> Phrase {
    both!(
        "no receipt was named, and {path} has no `receipts` folder with .receipt, .json, .jsonl or .jsonl.gz files\n  help: perk eval {path} RECEIPT…",
        "чек не назван, и в {path} нет папки `receipts` с файлами .receipt, .json, .jsonl или .jsonl.gz\n  совет: perk eval {path} ЧЕК…"
    )
}

/// A file of receipts that holds none.
#[must_use]
pub fn no_receipt_in(path: &str) -> Phrase {
    both!(
        "{path}: there is no receipt in this file",
        "{path}: в этом файле нет чека"
    )
}

/// Two receipts of one id in a file.
#[must_use]
pub fn repeated_receipt(repeated: &Repeated) -> Trouble {
    let (id, first) = (&repeated.id, repeated.first);
    let why = both!(
        "the receipt `{id}` stands on line {first}, too; each is decided as if it were the only one",
        "чек `{id}` есть и в строке {first}; каждый рассчитан так, будто он один"
    );
    Trouble::at(repeated.place.clone(), why)
}

/// A plan asks for facts of products that neither a catalogue nor the lines tell.
#[must_use]
pub fn no_catalogue(receipts: usize) -> Phrase {
    let e = english_count(receipts, "receipt", "receipts");
    both!(
        "the plan asks for categories, brands or suppliers; no catalogue is known, and lines without them stand in {receipts} {e}: their goods match no such selection\n  help: name the catalogue: --catalog products.csv",
        "план спрашивает о категориях, брендах или поставщиках; каталога нет, и чеков со строками без них: {receipts}; такие товары не попадают в эти выборки\n  совет: назовите каталог: --catalog products.csv"
    )
}

/// More bad receipts than are named.
#[must_use]
pub fn more_bad_receipts(path: &str, count: usize) -> Phrase {
    let e = english_count(count, "receipt", "receipts");
    both!(
        "{path}: and {count} more bad {e}",
        "{path}: и ещё негодных чеков: {count}"
    )
}

/// How many receipts were refused, at the end.
#[must_use]
pub fn refused_receipts(bad: usize, all: usize) -> Phrase {
    let (e, was) = (
        english_count(all, "receipt", "receipts"),
        english_count(bad, "was", "were"),
    );
    both!(
        "{bad} of {all} {e} {was} refused; the others are decided",
        "не принято чеков: {bad} из {all}; остальные рассчитаны"
    )
}

/// A receipt file that holds none or several where one is needed.
#[must_use]
pub fn one_receipt_needed(path: &str, count: usize) -> Phrase {
    both!(
        "{path}: one receipt is needed here, the file has {count}\n  help: --receipt ID chooses one",
        "{path}: здесь нужен один чек, а в файле их {count}\n  совет: выберите один: --receipt НОМЕР"
    )
}

/// No receipt of that id.
#[must_use]
pub fn no_such_receipt(path: &str, id: &str) -> Phrase {
    both!("{path}: there is no receipt `{id}`", "{path}: нет чека `{id}`")
}

/// No promotion of that name in the plan.
#[must_use]
pub fn no_such_promotion(name: &str, near: Option<&str>) -> Phrase {
    match near {
        Some(near) => both!(
            "there is no promotion `{name}`; did you mean `{near}`?",
            "нет акции `{name}`; может быть, `{near}`?"
        ),
        None => both!(
            "there is no promotion `{name}`: a promotion is called by its name or its whole title",
            "нет акции `{name}`: акцию называют по имени или по полному названию"
        ),
    }
}

/// Several promotions of one title.
#[must_use]
pub fn several_promotions(title: &str, names: &str) -> Phrase {
    both!(
        "several promotions are called `{title}`; name one: {names}",
        "акций «{title}» несколько; назовите одну: {names}"
    )
}

/// No diagnostic of that code.
#[must_use]
pub fn no_such_code(code: &str) -> Phrase {
    both!("there is no diagnostic {code}", "диагностики {code} нет")
}

/// A thread count that is not a positive number.
#[must_use]
pub fn bad_threads(text: &str) -> Phrase {
    both!(
        "--threads {text}: a number from 1 to 256 is expected",
        "--threads {text}: ожидается число от 1 до 256"
    )
}

/// Standard input named twice.
#[must_use]
pub fn stdin_twice() -> Phrase {
    Phrase::fixed("`-` can be named only once", "`-` можно указать только один раз")
}

/// `PERK_LANG` names no language that is spoken here.
#[must_use]
pub fn unknown_lang(name: &str) -> Phrase {
    both!(
        "PERK_LANG={name}: this language is not spoken here; en and ru are",
        "PERK_LANG={name}: такого языка здесь нет; есть en и ru"
    )
}

/// The word before every error.
#[must_use]
pub fn error() -> Phrase {
    Phrase::fixed("error", "ошибка")
}

/// The word before every warning.
#[must_use]
pub fn warning() -> Phrase {
    Phrase::fixed("warning", "предупреждение")
}

/// The word before advice.
#[must_use]
pub fn help_word() -> Phrase {
    Phrase::fixed("help", "совет")
}

/// The word before a fix that can be applied.
#[must_use]
pub fn fix_word() -> Phrase {
    Phrase::fixed("fix", "исправление")
}

/// A plan file that was refused.
#[must_use]
pub fn bad_plan(path: &str, why: &Phrase) -> Trouble {
    let (en, ru) = (&why.en, &why.ru);
    let why = both!("the plan is refused: {en}", "план не принят: {ru}");
    Trouble::at(Place::whole(path), why)
}

/// A plan that is in order and cannot be run here.
#[must_use]
pub fn cannot_load(path: &str, error: &LoadError) -> Trouble {
    let message = &error.message;
    let why = match error.code {
        "zone.unknown" => both!(
            "{message}",
            "такого часового пояса нет; нужно имя вида `Europe/Moscow` ({message})"
        ),
        _ => Phrase::verbatim(message.clone()),
    };
    bad_plan(path, &why).coded(error.code)
}

/// A table that was refused.
#[must_use]
pub fn bad_table(path: &str, error: &CsvError) -> Trouble {
    let place = Place {
        line: Some(error.line),
        path: error.column.as_deref().unwrap_or_default().to_owned(),
        ..Place::whole(path)
    };
    Trouble::at(place, Phrase::from(&error.complaint)).coded(error.code)
}

/// Something odd in a table, which is used all the same.
#[must_use]
pub fn odd_table(path: &str, odd: &Warning) -> Trouble {
    let place = Place {
        line: Some(odd.line),
        ..Place::whole(path)
    };
    Trouble::at(place, Phrase::from(&odd.complaint))
}

/// Something odd in a file, which is used all the same.
#[must_use]
pub fn odd_file(path: &str, what: Phrase) -> Trouble {
    Trouble::at(Place::whole(path), what)
}

/// More warnings than are named.
#[must_use]
pub fn more_warnings(path: &str, count: usize) -> Trouble {
    odd_file(path, both!("and {count} more", "и ещё {count}"))
}

/// Standard input beside files where it must stand alone.
#[must_use]
pub fn stdin_alone() -> Phrase {
    Phrase::fixed(
        "`-` stands alone: it cannot be named beside files",
        "`-` указывают отдельно, без файлов",
    )
}

/// A part `fmt` leaves alone because it does not parse.
#[must_use]
pub fn not_formatted(path: &str, line: usize) -> Phrase {
    both!(
        "{path}:{line}: this part has a syntax error and was left as it is; see `perk check`",
        "{path}:{line}: здесь ошибка синтаксиса, эта часть оставлена как есть; см. `perk check`"
    )
}

/// A part `fmt` formats but does not translate.
#[must_use]
pub fn not_translated(path: &str, line: usize) -> Phrase {
    both!(
        "{path}:{line}: translated, this part would mean something else; it keeps its language",
        "{path}:{line}: в переводе эта часть значила бы другое; её язык сохранён"
    )
}

/// A part the formatter would spoil.
#[must_use]
pub fn unsafe_to_format(path: &str, line: usize) -> Phrase {
    both!(
        "{path}:{line}: formatted, this part would be read differently; it was left as it is (a defect of perk: please report it)",
        "{path}:{line}: после форматирования эта часть читалась бы иначе; она оставлена как есть (это ошибка perk: сообщите о ней)"
    )
}

/// No `.perk` file below a path.
#[must_use]
pub fn no_perk_files(path: &str) -> Phrase {
    both!("{path}: there is no .perk file here", "{path}: здесь нет файлов .perk")
}

/// The normative grammar accepts a file.
#[must_use]
pub fn conforms(path: &str) -> Phrase {
    both!(
        "{path}: accepted, both parsers agree",
        "{path}: принят, оба разборщика согласны"
    )
}

/// The normative grammar refuses a file.
#[must_use]
pub fn does_not_conform(path: &str, line: usize, column: usize) -> Phrase {
    both!(
        "{path}:{line}:{column}: refused by the grammar from here on; both parsers agree",
        "{path}:{line}:{column}: грамматика отвергает отсюда; оба разборщика согласны"
    )
}

/// A file beyond the limits of the parsers.
#[must_use]
pub fn beyond_grammar(path: &str) -> Phrase {
    both!(
        "{path}: refused: longer or nested deeper than any programme",
        "{path}: отвергнут: длиннее или глубже любой программы"
    )
}

/// The two parsers disagree.
#[must_use]
pub fn parsers_disagree(path: &str, how: &str) -> Phrase {
    both!(
        "{path}: the two parsers disagree (a defect of perk: please report it): {how}",
        "{path}: разборщики расходятся (это ошибка perk: сообщите о ней): {how}"
    )
}

/// The word before every hint.
#[must_use]
pub fn hint() -> Phrase {
    Phrase::fixed("hint", "подсказка")
}

/// How serious: told only when it is asked for.
pub fn advice() -> Phrase {
    Phrase::fixed("advice", "совет")
}

/// Before the receipts that show a finding.
pub fn witness_word() -> Phrase {
    Phrase::fixed("to see it", "как это увидеть")
}

/// Declarations without a meaning, because they have errors or belong to a later version.
#[must_use]
pub fn not_understood(path: &str, count: usize) -> Phrase {
    let (e, r) = (
        english_count(count, "declaration has", "declarations have"),
        russian_count(count, "описание не понято", "описания не поняты", "описаний не понято"),
    );
    both!(
        "{path}: {count} {e} errors; see `perk check`",
        "{path}: {count} {r}; см. `perk check`"
    )
}

/// A plan could not be made of a programme without errors.
#[must_use]
pub fn no_plan(path: &str, why: &str) -> Phrase {
    both!(
        "{path}: no plan could be made (a defect of perk: please report it): {why}",
        "{path}: план не собрался (это ошибка perk: сообщите о ней): {why}"
    )
}

/// A format in which tests are not reported.
#[must_use]
pub fn test_format_not_supported() -> Phrase {
    Phrase::fixed(
        "tests are reported as full, concise, json, junit or github",
        "отчёт о тестах бывает full, concise, json, junit или github",
    )
}
