//! What the registry knows of coupon codes, from JSON; knows no plan.

use super::{Clients, CouponState, CouponStatus};
use crate::LocalTime;
use crate::complaint::{Complaint, shown};
use crate::coupon;
use crate::json::{Fault, Fields, Kind, Reader};
use crate::receipt::At;
use crate::time::Date;

const FIELDS: &[&str] = &["code", "of", "status", "used", "used_by", "client", "from", "until"];

const STATUSES: &[(&str, CouponStatus)] = &[
    ("active", CouponStatus::Active),
    ("spent", CouponStatus::Spent),
    ("blocked", CouponStatus::Blocked),
    ("expired", CouponStatus::Expired),
];

impl Clients {
    /// Adds what is known of a code.
    ///
    /// # Errors
    /// [`Complaint::NotCode`] where it is no code, [`Complaint::CodeTwice`] where it is there already.
    pub fn add_coupon(&mut self, code: &str, state: CouponState) -> Result<(), Complaint> {
        let Some(normal) = coupon::normal(code) else {
            return Err(Complaint::NotCode { written: shown(code) });
        };
        if self.coupons.contains_key(&normal) {
            return Err(Complaint::CodeTwice { code: shown(code) });
        }
        self.coupons.insert(normal, state);
        Ok(())
    }
}

/// Reads one code.
pub(super) fn read(reader: &mut Reader<'_>, clients: &mut Clients) -> Result<(), Fault> {
    reader.kind()?;
    let begins = reader.position();
    let mut fields = Fields::new(FIELDS);
    let mut code = None;
    let mut state = CouponState::default();
    reader.object(|reader, key| {
        let Some(field) = fields.meet(reader, key)? else {
            let complaint = Complaint::UnknownCouponField {
                key: shown(key),
                known: FIELDS.to_vec(),
            };
            return Err(reader.fault("snapshot-coupon", complaint));
        };
        if reader.null()? {
            return Ok(());
        }
        match field {
            "code" => code = Some(reader.text()?.into_owned()),
            "of" => state.of = Some(reader.text()?.into_owned()),
            "client" => state.client = Some(reader.text()?.into_owned()),
            "status" => {
                reader.kind()?;
                let at = reader.position();
                let written = reader.text()?;
                let found = STATUSES.iter().find(|(name, _)| *name == written);
                let (_, status) = found.ok_or_else(|| {
                    let known = STATUSES.iter().map(|(name, _)| *name).collect();
                    let written = shown(&written);
                    Fault::new("snapshot-status", at, Complaint::UnknownStatus { written, known })
                })?;
                state.status = *status;
            }
            "used" => state.used = count(reader)?,
            "used_by" => reader.object(|reader, client| {
                let times = count(reader)?;
                match state.used_by.insert(client.to_owned(), times) {
                    None => Ok(()),
                    Some(_) => Err(reader.twice(client)),
                }
            })?,
            "from" => state.from = Some(instant(reader, false)?),
            _ => state.until = Some(instant(reader, true)?),
        }
        Ok(())
    })?;
    let Some(code) = code else {
        let missing = Complaint::FieldMissing { field: "code" };
        return Err(Fault::new("json-missing", begins, missing));
    };
    // Whoever used a code used it.
    let by_clients = state
        .used_by
        .values()
        .fold(0, |sum: u64, times| sum.saturating_add(*times));
    state.used = state.used.max(by_clients);
    clients
        .add_coupon(&code, state)
        .map_err(|complaint| Fault::new("snapshot-coupon", begins, complaint))
}

fn count(reader: &mut Reader<'_>) -> Result<u64, Fault> {
    let kind = reader.kind()?;
    let at = reader.position();
    let written = match kind {
        Kind::Text => reader.text()?.into_owned(),
        Kind::Object | Kind::Array | Kind::Number | Kind::YesNo | Kind::Null => reader.number()?.to_owned(),
    };
    let whole = written.parse();
    whole.map_err(|_| {
        let written = shown(&written);
        Fault::new("json-number", at, Complaint::NotWhole { written })
    })
}

/// A date or an instant of the store's time. A date as an end is included whole.
fn instant(reader: &mut Reader<'_>, end: bool) -> Result<LocalTime, Fault> {
    reader.kind()?;
    let at = reader.position();
    let written = reader.text()?;
    boundary(&written, end).ok_or_else(|| Fault::new("snapshot-date", at, Complaint::of_date(&written)))
}

/// A date or an instant without an offset. A date as an end is included whole.
#[must_use]
pub fn boundary(written: &str, end: bool) -> Option<LocalTime> {
    if let Some(date) = Date::parse(written) {
        return Some(if end { date.plus_days(1).start() } else { date.start() });
    }
    At::parse(written).filter(|at| at.offset.is_none()).map(|at| at.local)
}
