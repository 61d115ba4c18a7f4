//! Coupons as text, and codes as the snapshot tells of them; it must not know what a code does.

use super::{Writer, quoted};
use crate::model::coupon::{CodeState, Codes, Coupon};

impl Writer {
    /// One `coupon` block.
    pub(super) fn coupon(self, coupon: &Coupon) -> String {
        let codes = match &coupon.codes {
            Codes::Mask(mask) => format!("{} {}", self.say("mask", "маска"), quoted(mask)),
            Codes::Pattern(form, check) => {
                let check = if *check {
                    self.say(" with check digit", " с контрольной цифрой")
                } else {
                    ""
                };
                format!("{} {}{check}", self.say("pattern", "шаблон"), quoted(form))
            }
            Codes::List(file, _) => format!("{} {}", self.say("from", "из"), quoted(file)),
        };
        let uses = match coupon.uses {
            None => self.say("many", "многократно").to_owned(),
            Some(1) => self.say("once", "однократно").to_owned(),
            Some(count) => format!("{count} {}", self.say("times", "раз")),
        };
        let per_client = if coupon.per_client {
            self.say(" per client", " на клиента")
        } else {
            ""
        };
        let mut lines = vec![
            format!("{} {} {{", self.say("coupon", "купон"), coupon.name),
            format!("  {} {codes}", self.say("codes", "коды")),
            format!("  {} {uses}{per_client}", self.say("uses", "применений")),
        ];
        lines.extend(coupon.valid.iter().map(|valid| format!("  {}", self.valid(valid))));
        if coupon.bound {
            lines.push(format!("  {}", self.say("not transferable", "не передаваемый")));
        }
        lines.push("}".to_owned());
        lines.join("\n")
    }
}

/// A file of codes.
#[must_use]
pub(super) fn codes_csv(codes: &[String]) -> String {
    let mut rows = vec!["code".to_owned()];
    rows.extend(codes.iter().cloned());
    rows.join("\n") + "\n"
}

/// What the registry knows, as a snapshot tells it.
pub(super) fn states(codes: &[CodeState]) -> serde_json::Value {
    let states = codes.iter().map(|state| {
        let used_by: serde_json::Map<String, serde_json::Value> = state
            .used_by
            .iter()
            .map(|(client, count)| (client.clone(), (*count).into()))
            .collect();
        serde_json::json!({
            "code": state.code,
            "of": state.of,
            "status": if state.blocked { "blocked" } else { "active" },
            "used": state.used,
            "used_by": used_by,
            "client": state.client,
            "from": state.from.map(|date| date.iso()),
            "until": state.until.map(|date| date.iso()),
        })
    });
    states.collect()
}
