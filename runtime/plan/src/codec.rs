//! Plan files: a plan to bytes and back, with its hash; judges bytes only, not what the plan says (see [`crate::verify`]).
//!
//! The layout is described in `docs/reference/plan-file.md`. Bytes are untrusted: every length is checked against what is
//! there before anything is kept for it, and a file is refused unless it is exactly what [`encode`] would write.

mod body;
mod error;

use serde::{Deserialize, Serialize};

use crate::limits;
use crate::plan::{Plan, Window};

pub use error::{DecodeError, Flaw};

/// The first bytes of every plan file.
pub const MAGIC: [u8; 4] = *b"PERK";
/// The format that [`encode`] writes and the only one [`decode`] reads.
pub const VERSION: u16 = 1;
/// Bytes before the head: magic, version, flags, length of the head, length of the body, hash of the body.
const PRELUDE: usize = 4 + 2 + 2 + 4 + 8 + 32;
/// Bytes of the checksum of prelude and head.
const CHECKSUM: usize = 8;

/// The blake3 hash of a plan's canonical body; written `blake3:…` in hexadecimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlanHash(pub [u8; 32]);

impl std::fmt::Display for PlanHash {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("blake3:")?;
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

/// What a plan file says beside the plan. None of it is part of the hash.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Number of the release of the programme; larger is newer, 0 where none was given.
    pub serial: u64,
    /// When the file may be used, in the retailer's local time.
    pub validity: Option<Window>,
}

/// A plan file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanFile {
    /// The programme's name, as the plan says it.
    pub name: String,
    /// What the file says beside the plan.
    pub stamp: Stamp,
    /// The hash of the body.
    pub hash: PlanHash,
    /// Bytes of the body.
    pub body_bytes: usize,
    /// The plan, not yet verified.
    pub plan: Plan,
}

/// The head of a file, as it stands in the bytes.
#[derive(Serialize, Deserialize)]
struct Head {
    name: String,
    serial: u64,
    validity: Option<Window>,
    /// Kept for signed plans; a reader that cannot check a signature refuses the file.
    signature: Option<Vec<u8>>,
}

/// The file of a plan, without serial and validity. Equal plans give equal bytes.
#[must_use]
pub fn encode(plan: &Plan) -> Vec<u8> {
    encode_with(plan, &Stamp::default())
}

/// The file of a plan with a serial and a validity.
#[must_use]
pub fn encode_with(plan: &Plan, stamp: &Stamp) -> Vec<u8> {
    let body = body::write(plan);
    wrap(&plan.name, stamp, None, &body)
}

/// The hash of a plan: `blake3:…`. It depends on nothing but the plan's meaning.
#[must_use]
pub fn plan_hash(plan: &Plan) -> String {
    hash(plan).to_string()
}

/// The hash of a plan, as a value.
#[must_use]
pub fn hash(plan: &Plan) -> PlanHash {
    PlanHash(*blake3::hash(&body::write(plan)).as_bytes())
}

/// The plan of a file.
///
/// # Errors
/// See [`DecodeError`].
pub fn decode(bytes: &[u8]) -> Result<Plan, DecodeError> {
    read(bytes).map(|file| file.plan)
}

/// A whole plan file.
///
/// # Errors
/// See [`DecodeError`].
pub fn read(bytes: &[u8]) -> Result<PlanFile, DecodeError> {
    if bytes.len() > limits::PLAN_BYTES {
        return Err(DecodeError::TooLarge {
            found: bytes.len(),
            limit: limits::PLAN_BYTES,
        });
    }
    let mut cursor = Cursor { bytes, at: 0 };
    let magic = bytes.get(..MAGIC.len().min(bytes.len())).unwrap_or_default();
    if magic != MAGIC {
        return Err(DecodeError::NotAPlan { found: magic.to_vec() });
    }
    cursor.at = MAGIC.len();
    let version = u16::from_le_bytes(cursor.array()?);
    if version != VERSION {
        return Err(DecodeError::UnknownVersion {
            found: version,
            supported: VERSION,
        });
    }
    let flags = u16::from_le_bytes(cursor.array()?);
    if flags != 0 {
        return Err(DecodeError::UnknownFlags { found: flags });
    }
    let head_length = usize::try_from(u32::from_le_bytes(cursor.array()?)).unwrap_or(usize::MAX);
    if head_length > limits::HEAD_BYTES {
        return Err(DecodeError::HeadTooLarge {
            found: head_length,
            limit: limits::HEAD_BYTES,
        });
    }
    let body_length = usize::try_from(u64::from_le_bytes(cursor.array()?)).unwrap_or(usize::MAX);
    let written = PlanHash(cursor.array()?);
    let head = cursor.take(head_length)?;
    let covered = bytes.get(..cursor.at).unwrap_or_default();
    let checksum: [u8; CHECKSUM] = cursor.array()?;
    if checksum != checksum_of(covered) {
        return Err(DecodeError::DamagedHead {
            offset: cursor.at.saturating_sub(CHECKSUM),
        });
    }
    let head: Head = body::read(head, PRELUDE)?;
    if head.signature.is_some() {
        return Err(DecodeError::Signed);
    }
    let body_at = cursor.at;
    let body = cursor.take(body_length)?;
    let rest = bytes.len().saturating_sub(cursor.at);
    if rest > 0 {
        return Err(DecodeError::TrailingBytes {
            offset: cursor.at,
            count: rest,
        });
    }
    let computed = PlanHash(*blake3::hash(body).as_bytes());
    if computed != written {
        return Err(DecodeError::WrongHash { written, computed });
    }
    let plan: Plan = body::read(body, body_at)?;
    if plan.name != head.name {
        return Err(DecodeError::NameDiffers {
            head: head.name,
            body: plan.name,
        });
    }
    Ok(PlanFile {
        name: head.name,
        stamp: Stamp {
            serial: head.serial,
            validity: head.validity,
        },
        hash: computed,
        body_bytes: body.len(),
        plan,
    })
}

/// The canonical body of a plan: what its hash covers.
#[must_use]
pub fn body_of(plan: &Plan) -> Vec<u8> {
    body::write(plan)
}

/// A file around a body that is *not* looked at, with the right hash and checksum: what a test of hostile plans needs,
/// so that the hash does not hide the reader and the verifier.
#[doc(hidden)]
#[must_use]
pub fn wrap_any_body(name: &str, body: &[u8]) -> Vec<u8> {
    wrap(name, &Stamp::default(), None, body)
}

/// The same with a signature field, which no writer of ours sets yet.
#[doc(hidden)]
#[must_use]
pub fn wrap_signed(name: &str, signature: Vec<u8>, body: &[u8]) -> Vec<u8> {
    wrap(name, &Stamp::default(), Some(signature), body)
}

fn wrap(name: &str, stamp: &Stamp, signature: Option<Vec<u8>>, body: &[u8]) -> Vec<u8> {
    let head = body::write(&Head {
        name: name.to_owned(),
        serial: stamp.serial,
        validity: stamp.validity,
        signature,
    });
    let size = PRELUDE
        .saturating_add(head.len())
        .saturating_add(CHECKSUM)
        .saturating_add(body.len());
    let mut file = Vec::with_capacity(size);
    file.extend_from_slice(&MAGIC);
    file.extend_from_slice(&VERSION.to_le_bytes());
    file.extend_from_slice(&0_u16.to_le_bytes());
    file.extend_from_slice(&u32::try_from(head.len()).unwrap_or(u32::MAX).to_le_bytes());
    file.extend_from_slice(&u64::try_from(body.len()).unwrap_or(u64::MAX).to_le_bytes());
    file.extend_from_slice(blake3::hash(body).as_bytes());
    file.extend_from_slice(&head);
    let checksum = checksum_of(&file);
    file.extend_from_slice(&checksum);
    file.extend_from_slice(body);
    file
}

fn checksum_of(bytes: &[u8]) -> [u8; CHECKSUM] {
    let mut checksum = [0; CHECKSUM];
    for (to, from) in checksum.iter_mut().zip(blake3::hash(bytes).as_bytes()) {
        *to = *from;
    }
    checksum
}

/// Walks a file; every step checks what is there.
struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], DecodeError> {
        let left = self.bytes.len().saturating_sub(self.at);
        let end = self.at.checked_add(count);
        match end.and_then(|end| self.bytes.get(self.at..end).map(|taken| (end, taken))) {
            Some((end, taken)) => {
                self.at = end;
                Ok(taken)
            }
            None => Err(DecodeError::Truncated {
                offset: self.at,
                needed: count,
                found: left,
            }),
        }
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], DecodeError> {
        let mut array = [0; N];
        for (to, from) in array.iter_mut().zip(self.take(N)?) {
            *to = *from;
        }
        Ok(array)
    }
}
