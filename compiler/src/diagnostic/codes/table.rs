//! How an area of the catalogue is written down: texts in both languages side by side, then a programme that has the
//! diagnostic and the same programme put right.

/// Declares the codes of an area.
macro_rules! codes {
    ($(
        $(#[$doc:meta])*
        $ident:ident $id:literal $name:literal $severity:ident
        headline $hen:literal $hru:literal
        message $men:literal $mru:literal
        help $een:literal $eru:literal
        about $aen:literal $aru:literal
        bad $bad:expr;
        good $good:expr;
    )*) => {
        $(
            $(#[$doc])*
            pub static $ident: crate::diagnostic::Code = crate::diagnostic::Code {
                id: $id,
                name: $name,
                severity: crate::diagnostic::Severity::$severity,
                headline: crate::diagnostic::Bilingual::new($hen, $hru),
                message: crate::diagnostic::Bilingual::new($men, $mru),
                help: crate::diagnostic::Bilingual::new($een, $eru),
                about: crate::diagnostic::Bilingual::new($aen, $aru),
                example_bad: $bad,
                example_good: $good,
            };
        )*
        /// Codes of this area.
        pub(super) static CODES: &[&crate::diagnostic::Code] = &[$(&$ident),*];
    };
}

/// An example: the text alone, or with files beside it. A retailer is put above the text, with a time zone for `clock` and
/// not at all for `bare`.
macro_rules! example {
    (bare $text:expr) => { crate::diagnostic::Example { source: $text, files: &[] } };
    (bare $text:expr, $($path:literal = $content:literal),+) => {
        crate::diagnostic::Example { source: $text, files: &[$(($path, $content)),+] }
    };
    (clock $text:literal) => {
        example!(bare concat!("retailer \"Shop\" { currency RUB time zone \"Europe/Moscow\" }\n\n", $text))
    };
    ($text:literal) => { example!(bare concat!("retailer \"Shop\" { currency RUB }\n\n", $text)) };
    ($text:literal, $($path:literal = $content:literal),+) => {
        example!(bare concat!("retailer \"Shop\" { currency RUB }\n\n", $text), $($path = $content),+)
    };
}

/// A short phrase used as a parameter, a remark or the title of a fix.
macro_rules! phrases {
    ($($ident:ident $en:literal $ru:literal)*) => {
        $(
            #[doc = $en]
            pub static $ident: crate::diagnostic::Bilingual = crate::diagnostic::Bilingual::new($en, $ru);
        )*
    };
}
