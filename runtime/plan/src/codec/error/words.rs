//! Why a plan file was refused, in words, English and Russian side by side.

use std::fmt::{self, Display, Formatter};

use super::{DecodeError, Flaw};
use crate::listing::Lang;

impl DecodeError {
    /// The reason and the remedy, as one line of a language.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::English => English(self).to_string(),
            Lang::Russian => Russian(self).to_string(),
        }
    }
}

impl std::error::Error for DecodeError {}

impl Display for DecodeError {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        write!(to, "{} [{}]", English(self), self.code())
    }
}

const COPY_AGAIN: &str = "copy the file again, or build the plan anew with `perk build`";

/// A reason in English.
struct English<'a>(&'a DecodeError);

impl Display for English<'_> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            DecodeError::TooLarge { found, limit } => {
                write!(to, "the file has {found} bytes; a plan has at most {limit}")
            }
            DecodeError::NotAPlan { found } if found.is_empty() => {
                to.write_str("the file is empty; build a plan with `perk build`")
            }
            DecodeError::NotAPlan { found } => write!(
                to,
                "this is not a plan file: it begins with \"{}\", a plan with \"PERK\"; build one with `perk build`",
                found.escape_ascii()
            ),
            DecodeError::UnknownVersion { found, supported } => {
                write!(
                    to,
                    "the plan has format {found}, this program reads format {supported}; "
                )?;
                to.write_str(if found > supported {
                    "install a newer perk"
                } else {
                    "build the plan anew"
                })
            }
            DecodeError::UnknownFlags { found } => {
                write!(to, "the plan has unknown flags {found:#06x}; install a newer perk")
            }
            DecodeError::HeadTooLarge { found, limit } => write!(
                to,
                "the head claims {found} bytes, at most {limit} are allowed; {COPY_AGAIN}"
            ),
            DecodeError::Truncated { offset, needed, found } => write!(
                to,
                "the file ends too early: {needed} bytes are needed at byte {offset}, {found} are there; {COPY_AGAIN}"
            ),
            DecodeError::DamagedHead { offset } => write!(
                to,
                "the head does not match its checksum at byte {offset}; {COPY_AGAIN}"
            ),
            DecodeError::Signed => to.write_str(
                "the plan is signed; checking signatures is not supported yet, so it is refused; use an unsigned plan",
            ),
            DecodeError::WrongHash { written, computed } => write!(
                to,
                "the plan was changed or damaged: its head says {written}, its body is {computed}; {COPY_AGAIN}"
            ),
            DecodeError::Malformed { offset, what } => write!(
                to,
                "the plan cannot be read at byte {offset}: {}; {COPY_AGAIN}",
                flaw(*what).0
            ),
            DecodeError::NotCanonical { offset } => write!(
                to,
                "the plan is not in its canonical form at byte {offset}, so another writer made it; \
                 build the plan anew with `perk build`"
            ),
            DecodeError::TrailingBytes { offset, count } => write!(
                to,
                "{count} bytes follow the end of the plan at byte {offset}; {COPY_AGAIN}"
            ),
            DecodeError::NameDiffers { head, body } => write!(
                to,
                "the head names the programme \"{head}\", the plan \"{body}\"; build the plan anew with `perk build`"
            ),
        }
    }
}

/// A reason in Russian.
struct Russian<'a>(&'a DecodeError);

const COPY_AGAIN_RU: &str = "скопируйте файл ещё раз или соберите план заново: `perk build`";

impl Display for Russian<'_> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            DecodeError::TooLarge { found, limit } => {
                write!(to, "в файле {found} байт; в плане бывает не больше {limit}")
            }
            DecodeError::NotAPlan { found } if found.is_empty() => {
                to.write_str("файл пуст; соберите план: `perk build`")
            }
            DecodeError::NotAPlan { found } => write!(
                to,
                "это не файл плана: он начинается с «{}», а план — с «PERK»; соберите план: `perk build`",
                found.escape_ascii()
            ),
            DecodeError::UnknownVersion { found, supported } => {
                write!(to, "формат плана {found}, а эта программа читает формат {supported}; ")?;
                to.write_str(if found > supported {
                    "установите новую версию perk"
                } else {
                    "соберите план заново"
                })
            }
            DecodeError::UnknownFlags { found } => {
                write!(to, "у плана неизвестные флаги {found:#06x}; установите новую версию perk")
            }
            DecodeError::HeadTooLarge { found, limit } => write!(
                to,
                "заголовок объявляет {found} байт, можно не больше {limit}; {COPY_AGAIN_RU}"
            ),
            DecodeError::Truncated { offset, needed, found } => write!(
                to,
                "файл кончается слишком рано: с байта {offset} нужно байт: {needed}, а есть {found}; {COPY_AGAIN_RU}"
            ),
            DecodeError::DamagedHead { offset } => write!(
                to,
                "заголовок не сходится со своей контрольной суммой (байт {offset}); {COPY_AGAIN_RU}"
            ),
            DecodeError::Signed => to.write_str(
                "план подписан, а проверка подписей пока не поддерживается, поэтому он не принят; возьмите план без подписи",
            ),
            DecodeError::WrongHash { written, computed } => write!(
                to,
                "план изменён или повреждён: в заголовке {written}, а у содержимого {computed}; {COPY_AGAIN_RU}"
            ),
            DecodeError::Malformed { offset, what } => write!(
                to,
                "план не читается с байта {offset}: {}; {COPY_AGAIN_RU}",
                flaw(*what).1
            ),
            DecodeError::NotCanonical { offset } => write!(
                to,
                "с байта {offset} план записан не в единственно верном виде, значит, его писала другая программа; \
                 соберите план заново: `perk build`"
            ),
            DecodeError::TrailingBytes { offset, count } => write!(
                to,
                "после конца плана (байт {offset}) есть ещё байты: {count}; {COPY_AGAIN_RU}"
            ),
            DecodeError::NameDiffers { head, body } => write!(
                to,
                "заголовок называет программу «{head}», а план — «{body}»; соберите план заново: `perk build`"
            ),
        }
    }
}

/// A flaw in English and in Russian.
fn flaw(flaw: Flaw) -> (&'static str, &'static str) {
    match flaw {
        Flaw::PastEnd => (
            "a length or a value goes past the end",
            "длина или значение выходит за конец",
        ),
        Flaw::Number => ("a number does not fit", "число не помещается"),
        Flaw::YesNo => ("a yes/no is neither 0 nor 1", "вместо «да» или «нет» стоит не 0 и не 1"),
        Flaw::Text => ("a text is not UTF-8", "текст не в UTF-8"),
        Flaw::Presence => ("a mark of presence is neither 0 nor 1", "признак наличия — не 0 и не 1"),
        Flaw::Kind => ("an unknown kind", "неизвестный вид"),
        Flaw::Range => (
            "an unknown kind or a number out of range",
            "неизвестный вид или число вне границ",
        ),
        Flaw::Other => ("it is not well-formed", "запись неверна"),
    }
}
