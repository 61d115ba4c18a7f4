//! Examples of codes in Russian words. What the formatter can translate it translates; what has a mistake of form it leaves
//! alone, so those are written down here.

use super::super::{Code, Language};

/// What stands above each example.
const SHOP: &str = "сеть \"Магазин\" { валюта руб }\n\n";

/// Bad examples with a mistake of form, by code.
const MISWRITTEN: &[(&str, &str)] = &[
    ("PK0001", "акция чай { скидка на категория \"Чай\" }\n"),
    ("PK0002", "акция чай {\n  скидка 10% на категорию \"Чай\n}\n"),
    (
        "PK0003",
        "акция чай {\n  скидка 10% на категорию \"Чай\"\n\nакция кофе { скидка 5% на категорию \"Кофе\" }\n",
    ),
    ("PK0004", "акция чай { скидка 10% на категорию \"Чай\u{202E}\" }\n"),
    (
        "PK0005",
        "акция чай { если клиент.возраст входит в 18,19 для известных клиентов скидка 10% на всё }\n",
    ),
    ("PK0006", "акция чай { скидка 10.5.3% на категорию \"Чай\" }\n"),
    ("PK0008", "акция чай { скитка 10% на категорию \"Чай\" }\n"),
    (
        "PK0010",
        "товары цена = категория \"Чай\"\n\nакция чай { скидка 10% на `цена` }\n",
    ),
    (
        "PK0011",
        "акция чай {\n  /// Десять процентов.\n  скидка 10% на категорию \"Чай\"\n}\n",
    ),
    ("PK0012", "акция `чай утром` { скидка 10% на категорию \"Чай\" }\n"),
    ("PK0013", "акция чай { скидка 10% на категорию \"Чай\"; }\n"),
    ("PK0014", "акция чай { дешевле 10% на категорию \"Чай\" }\n"),
    ("PK0015", "скидка 10% на категорию \"Чай\"\n"),
    ("PK0030", "акция чай { скидка 10% на \"Чай\" }\n"),
    ("PK0016", "акция утренний чай { скидка 10% на категорию \"Чай\" }\n"),
    ("PK0017", "акция \"Чай\" { скидка 10% на категорию \"Чай\" }\n"),
    (
        "PK0018",
        "товары чай = категория \"Чай\"\n\nтовары кофе = категория \"Кофе\"\n\nакция напитки { скидка 10% на чай, кофе }\n",
    ),
    ("PK0019", "акция чай { скидка ₽ 5 на каждый категория \"Чай\" }\n"),
    (
        "PK0105",
        "товары кoфе = категория \"Кофе\"\n\nакция чай { скидка 10% на кoфе }\n",
    ),
    (
        "PK0302",
        "акция чай { действует с 03/04/2026 по 31.12.2026 скидка 10% на категорию \"Чай\" }\n",
    ),
    // The formatter mends this one.
    (
        "PK0304",
        "акция чай { действует с 01.09.2026 до 31.12.2026 скидка 10% на категорию \"Чай\" }\n",
    ),
    ("PK0311", "акция чай { в дни пн-пт скидка 10% на категорию \"Чай\" }\n"),
    (
        "PK0312",
        "акция чай { в дни пн..пт с 8 до 11 скидка 10% на категорию \"Чай\" }\n",
    ),
    (
        "PK0313",
        "акция ночь { с 22:00 до 06:00 скидка 10% на категорию \"Чай\" }\n",
    ),
    (
        "PK0314",
        "акция чай { действует с 1.9.26 по 30.9.26 скидка 10% на категорию \"Чай\" }\n",
    ),
    (
        "PK0315",
        "акция чай { действует 03/04 скидка 10% на категорию \"Чай\" }\n",
    ),
    ("PK0515", "акция чай { цена 99 руб за чек }\n"),
];

impl Code {
    /// A programme that has this diagnostic, with keywords of a language.
    #[must_use]
    pub fn bad_in(&self, language: Language) -> String {
        let written = MISWRITTEN.iter().find(|(id, _)| *id == self.id);
        match (language, written) {
            (Language::English, _) => self.example_bad.source.to_owned(),
            (Language::Russian, Some((_, text))) => format!("{SHOP}{text}"),
            (Language::Russian, None) => translated(self.example_bad.source),
        }
    }

    /// The same programme put right, with keywords of a language.
    #[must_use]
    pub fn good_in(&self, language: Language) -> String {
        match language {
            Language::English => self.example_good.source.to_owned(),
            Language::Russian => translated(self.example_good.source),
        }
    }
}

fn translated(text: &str) -> String {
    use perk_grammar::format::{FormatOptions, Keywords, format};
    let options = FormatOptions {
        keywords: Keywords::Into(Language::Russian),
    };
    format(text, options).text
}
