//! Help of the command line: what each command and option does.

use super::Fixed;

/// `perk --help`, first line.
pub const PERK: Fixed = Fixed::new(
    "Promotions as text: written, checked, tried on receipts, explained",
    "Акции текстом: написать, проверить, примерить к чекам, объяснить",
);
/// `perk new`
pub const NEW: Fixed = Fixed::new(
    "Make a first programme that checks, tests and evaluates",
    "Создать первую программу, которая проверяется, тестируется и считает чек",
);
/// `perk check`
pub const CHECK: Fixed = Fixed::new("Report what is wrong in programmes", "Сообщить об ошибках в программах");
/// `perk fmt`
pub const FMT: Fixed = Fixed::new(
    "Format programmes; translate their keywords",
    "Отформатировать программы; перевести ключевые слова",
);
/// `perk test`
pub const TEST: Fixed = Fixed::new("Run the `test` blocks", "Выполнить блоки `тест`");
/// `perk build`
pub const BUILD: Fixed = Fixed::new(
    "Compile a programme to one plan file",
    "Собрать программу в один файл плана",
);
/// `perk eval`
pub const EVAL: Fixed = Fixed::new("Decide receipts", "Рассчитать чеки");
/// `perk explain`
pub const EXPLAIN: Fixed = Fixed::new(
    "Say why each promotion applied or not, and what is missing; or explain a diagnostic",
    "Сказать, почему каждая акция сработала или нет и чего не хватает; или объяснить диагностику",
);
/// `perk plan`
pub const PLAN: Fixed = Fixed::new("Look into a plan file", "Заглянуть в файл плана");
/// `perk plan show`
pub const PLAN_SHOW: Fixed = Fixed::new("List its bytecode and metadata", "Показать байт-код и метаданные");
/// `perk plan verify`
pub const PLAN_VERIFY: Fixed = Fixed::new(
    "Prove that it can be run safely",
    "Доказать, что его можно безопасно выполнять",
);
/// `perk conform`
pub const CONFORM: Fixed = Fixed::new(
    "Ask the normative grammar about files, and whether both parsers agree",
    "Спросить нормативную грамматику о файлах и сверить оба разборщика",
);
/// `perk debug`
pub const DEBUG: Fixed = Fixed::new(
    "Show an inner form of a programme",
    "Показать внутреннее представление программы",
);
/// `perk lsp`
pub const LSP: Fixed = Fixed::new(
    "Language server on standard streams",
    "Языковой сервер на стандартных потоках",
);
/// `perk help`
pub const HELP: Fixed = Fixed::new("Print help", "Показать справку");
/// `--version`
pub const VERSION: Fixed = Fixed::new("Print the version", "Показать версию");
/// `--lang`
pub const LANG: Fixed = Fixed::new(
    "Language of messages: en or ru [default: PERK_LANG, else the locale]",
    "Язык сообщений: en или ru [по умолчанию PERK_LANG, иначе язык системы]",
);
/// `--quiet`
pub const QUIET: Fixed = Fixed::new("Say only what was asked for", "Писать только то, о чём спросили");
/// `--output-format`
pub const OUTPUT_FORMAT: Fixed = Fixed::new(
    "How findings are written: full, concise, json, github, gitlab, sarif, junit, rdjson [default: full]",
    "Как писать замечания: full, concise, json, github, gitlab, sarif, junit, rdjson [по умолчанию full]",
);
/// `PATH…`
pub const PATHS: Fixed = Fixed::new(
    "Folders or files of programmes [default: the current folder]",
    "Папки или файлы программ [по умолчанию текущая папка]",
);
/// `PATH`
pub const PATH: Fixed = Fixed::new(
    "Folder or file of a programme [default: the current folder]",
    "Папка или файл программы [по умолчанию текущая папка]",
);
/// `DIR` of `new`
pub const NEW_DIR: Fixed = Fixed::new(
    "Folder to make; it must be empty or new",
    "Создаваемая папка: новая или пустая",
);
/// `--watch`
pub const WATCH: Fixed = Fixed::new(
    "Stay, and check again after each change",
    "Остаться и проверять после каждого изменения",
);
/// `check --deep`
pub const DEEP: Fixed = Fixed::new(
    "Also advise: what may add up, be walked around or come out otherwise than written",
    "Ещё и советы: что может сложиться, обойтись или выйти не так, как написано",
);
/// `fmt --check`
pub const FMT_CHECK: Fixed = Fixed::new(
    "Change nothing; exit with 1 when a file would change",
    "Ничего не менять; код 1, если файл изменился бы",
);
/// `fmt --diff`
pub const FMT_DIFF: Fixed = Fixed::new(
    "Change nothing; show what would change",
    "Ничего не менять; показать, что изменилось бы",
);
/// `--keywords`
pub const KEYWORDS: Fixed = Fixed::new(
    "Write keywords in this language: en or ru",
    "Писать ключевые слова на этом языке: en или ru",
);
/// `fmt PATH…`
pub const FMT_PATHS: Fixed = Fixed::new(
    "Folders or files; `-` formats standard input to standard output [default: the current folder]",
    "Папки или файлы; `-` форматирует стандартный ввод в стандартный вывод [по умолчанию текущая папка]",
);
/// `test --filter`
pub const FILTER: Fixed = Fixed::new(
    "Only tests whose title or file contains this",
    "Только тесты, в названии или файле которых это есть",
);
/// `build -o`
pub const OUTPUT: Fixed = Fixed::new(
    "File to write [default: plan.perkc]",
    "Файл для записи [по умолчанию plan.perkc]",
);
/// `build --sign`
pub const SIGN: Fixed = Fixed::new("Sign the plan with a key", "Подписать план ключом");
/// `PLAN_OR_DIR`
pub const PLAN_OR_DIR: Fixed = Fixed::new("Plan file or folder of a programme", "Файл плана или папка программы");
/// `PLAN`
pub const PLAN_FILE: Fixed = Fixed::new(
    "Plan file; a folder is compiled first",
    "Файл плана; папка сначала собирается",
);
/// `RECEIPT…`
pub const RECEIPTS: Fixed = Fixed::new(
    "Receipts: .receipt, .json, .jsonl, also .gz, or `-` [default: the programme's `receipts` folder]",
    "Чеки: .receipt, .json, .jsonl, также .gz, или `-` [по умолчанию папка `receipts` программы]",
);
/// `--catalog`
pub const CATALOG: Fixed = Fixed::new(
    "Products as CSV [default: the programme's `products`]",
    "Товары в CSV [по умолчанию `каталог` программы]",
);
/// `--accounts`
pub const ACCOUNTS: Fixed = Fixed::new(
    "What is known of clients: .json, .jsonl, .csv or .receipt, also .gz",
    "Что известно о клиентах: .json, .jsonl, .csv или .receipt, также .gz",
);
/// `--db`
pub const DB: Fixed = Fixed::new("Registry and ledger", "Реестр и журнал");
/// `eval --format`
pub const FORMAT: Fixed = Fixed::new(
    "How decisions are written: table, json or jsonl [default: table]",
    "Как писать решения: table, json или jsonl [по умолчанию table]",
);
/// `eval --explain`
pub const EVAL_EXPLAIN: Fixed = Fixed::new("Give the verdict of every promotion", "Дать вердикт по каждой акции");
/// `eval --threads`
pub const THREADS: Fixed = Fixed::new(
    "How many threads decide [default: all cores]",
    "Сколько потоков считают [по умолчанию все ядра]",
);
/// `eval --summary`
pub const SUMMARY: Fixed = Fixed::new(
    "Only the summary per promotion, without the receipts",
    "Только итоги по акциям, без самих чеков",
);
/// `explain CODE | PLAN_OR_DIR`
pub const EXPLAIN_SUBJECT: Fixed = Fixed::new(
    "Code of a diagnostic (PK0213), plan file or folder of a programme",
    "Код диагностики (PK0213), файл плана или папка программы",
);
/// `explain RECEIPT`
pub const EXPLAIN_RECEIPT: Fixed = Fixed::new(
    "Receipt: .receipt, .json, .jsonl, also .gz, or `-`",
    "Чек: .receipt, .json, .jsonl, также .gz, или `-`",
);
/// `explain --promotion`
pub const PROMOTION: Fixed = Fixed::new("Only this promotion", "Только эта акция");
/// `--receipt`
pub const RECEIPT_ID: Fixed = Fixed::new("Only the receipt with this id", "Только чек с этим номером");
/// `plan show --json`
pub const JSON: Fixed = Fixed::new("As JSON", "В виде JSON");
/// `conform FILE…`
pub const CONFORM_FILES: Fixed = Fixed::new("Files or folders of Perk, or `-`", "Файлы или папки Perk, или `-`");
/// `debug FORM`
pub const DEBUG_FORM: Fixed = Fixed::new(
    "tokens, tree, hir, types or plan",
    "tokens (лексемы), tree (дерево), hir, types (типы) или plan (план)",
);
/// `debug PATH`
pub const DEBUG_PATH: Fixed = Fixed::new("A file, or a folder of a programme", "Файл или папка программы");

/// Heading of the usage line.
pub const USAGE: Fixed = Fixed::new("Usage:", "Использование:");
/// Heading of the commands.
pub const COMMANDS: Fixed = Fixed::new("Commands", "Команды");
/// Heading of the options.
pub const OPTIONS: Fixed = Fixed::new("Options", "Параметры");
/// Heading of the arguments.
pub const ARGUMENTS: Fixed = Fixed::new("Arguments", "Аргументы");
/// After the help.
pub const EXIT_CODES: Fixed = Fixed::new(
    "Exit codes: 0 nothing to report, 1 findings, 2 could not do it.",
    "Коды возврата: 0 замечаний нет, 1 есть замечания, 2 не удалось.",
);
