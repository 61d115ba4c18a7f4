//! Postcard with places and the canonical check; knows no file layout.

use postcard::de_flavors::Slice;
use postcard::ser_flavors::Flavor as Sink;
use serde::{Deserialize, Serialize};

use super::{DecodeError, Flaw};

/// Canonical bytes of a value of the plan.
pub(super) fn write<T: Serialize>(value: &T) -> Vec<u8> {
    #[expect(
        clippy::expect_used,
        reason = "postcard fails only where a sequence's length is unknown or a buffer is full; neither exists here"
    )]
    postcard::to_stdvec(value).expect("plain data in memory")
}

/// Reads a value that must fill `bytes` exactly and be written canonically. `base` is where `bytes` begin in the file.
pub(super) fn read<'a, T: Deserialize<'a> + Serialize>(bytes: &'a [u8], base: usize) -> Result<T, DecodeError> {
    // Hostile lengths cost nothing: texts are cut from what is there, and serde keeps at most a mebibyte in advance for
    // a sequence, whatever its length claims.
    let mut deserializer = postcard::Deserializer::from_flavor(Slice::new(bytes));
    let value = T::deserialize(&mut deserializer);
    let rest = deserializer.finalize().map_or(0, <[u8]>::len);
    let offset = base.saturating_add(bytes.len().saturating_sub(rest));
    let value = value.map_err(|error| DecodeError::Malformed {
        offset,
        what: describe(&error),
    })?;
    if rest > 0 {
        return Err(DecodeError::TrailingBytes { offset, count: rest });
    }
    // A number can be spelled in more than one way (a longer varint, trailing zeros). Writing the value again and
    // comparing leaves one spelling, so equal plans have equal hashes.
    match first_difference(&value, bytes) {
        Some(difference) => Err(DecodeError::NotCanonical {
            offset: base.saturating_add(difference),
        }),
        None => Ok(value),
    }
}

fn describe(error: &postcard::Error) -> Flaw {
    use postcard::Error as E;
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "postcard's errors are open; the rest mean a writer's fault"
    )]
    match error {
        E::DeserializeUnexpectedEnd => Flaw::PastEnd,
        E::DeserializeBadVarint => Flaw::Number,
        E::DeserializeBadBool => Flaw::YesNo,
        E::DeserializeBadUtf8 | E::DeserializeBadChar => Flaw::Text,
        E::DeserializeBadOption => Flaw::Presence,
        E::DeserializeBadEnum => Flaw::Kind,
        E::SerdeDeCustom => Flaw::Range,
        _ => Flaw::Other,
    }
}

/// The first byte at which the canonical form of `value` differs from `bytes`.
fn first_difference<T: Serialize>(value: &T, bytes: &[u8]) -> Option<usize> {
    let sink = Comparing { expected: bytes, at: 0 };
    match postcard::serialize_with_flavor::<T, Comparing<'_>, Result<(), usize>>(value, sink) {
        Ok(Ok(())) => None,
        Ok(Err(at)) => Some(at),
        // The sink stops writing at the first difference; where it was is found by writing once more.
        Err(_) => Some(
            write(value)
                .iter()
                .zip(bytes)
                .take_while(|(one, other)| one == other)
                .count(),
        ),
    }
}

/// Bytes that are compared one by one.
const SHORT: usize = 8;

/// A sink that compares instead of keeping.
struct Comparing<'a> {
    expected: &'a [u8],
    at: usize,
}

impl Sink for Comparing<'_> {
    type Output = Result<(), usize>;

    fn try_push(&mut self, byte: u8) -> postcard::Result<()> {
        if self.expected.get(self.at) == Some(&byte) {
            self.at = self.at.saturating_add(1);
            Ok(())
        } else {
            Err(postcard::Error::SerializeBufferFull)
        }
    }

    fn try_extend(&mut self, data: &[u8]) -> postcard::Result<()> {
        let rest = self.expected.get(self.at..).unwrap_or_default();
        // Most of what is written is a number of a byte or three: to compare them in place is less work than a call.
        let same = if data.len() <= SHORT {
            rest.len() >= data.len() && data.iter().zip(rest).all(|(one, other)| one == other)
        } else {
            rest.starts_with(data)
        };
        if same {
            self.at = self.at.saturating_add(data.len());
            Ok(())
        } else {
            Err(postcard::Error::SerializeBufferFull)
        }
    }

    fn finalize(self) -> postcard::Result<Self::Output> {
        Ok(if self.at == self.expected.len() {
            Ok(())
        } else {
            Err(self.at)
        })
    }
}
