//! Steps of ladders that do nothing of their own, and those that only look so.

use super::{codes, message};

fn ladder(clauses: &str, steps: &str) -> String {
    format!("promotion p {{ {clauses} give off receipt by amount of all {{ {steps} }} }}\n")
}

const STEPS: &str = "from 1 000 RUB: 5% from 3 000 RUB: 10%";

#[test]
fn a_step_above_what_conditions_leave() {
    assert_eq!(codes(&ladder("when receipt.amount < 3 000 RUB", STEPS)), ["PK1103"]);
    assert_eq!(codes(&ladder("when receipt.amount <= 3 000 RUB", STEPS)), [""; 0]);
    assert_eq!(codes(&ladder("when amount of all < 2 000 RUB", STEPS)), ["PK1103"]);
    // Of few goods there may be little where of all there is much.
    assert_eq!(
        codes(&ladder("when amount of category \"Tea\" < 2 000 RUB", STEPS)),
        [""; 0]
    );
    assert_eq!(codes(&ladder("when receipt.quantity < 3 pcs", STEPS)), [""; 0]);
    assert_eq!(
        message(&ladder("when receipt.amount < 3 000 RUB", STEPS), "PK1103"),
        "The step from 3000 RUB does nothing: the promotion is only for less."
    );
    // Where no step is reached, the promotion never applies.
    assert_eq!(codes(&ladder("when receipt.amount < 500 RUB", STEPS)), ["PK1101"]);
    assert_eq!(
        codes(&ladder(
            "when receipt.amount < 1 000 RUB",
            "from 0 RUB: 0% from 1 000 RUB: 5%"
        )),
        ["PK1101"]
    );
}

#[test]
fn a_step_that_every_receipt_has_passed() {
    assert_eq!(codes(&ladder("when receipt.amount >= 3 000 RUB", STEPS)), ["PK1103"]);
    assert_eq!(codes(&ladder("when receipt.amount >= 2 999 RUB", STEPS)), [""; 0]);
    assert_eq!(
        codes(&ladder("when amount of category \"Tea\" > 3 000 RUB", STEPS)),
        ["PK1103"]
    );
    // In slices a lower step gives its own part.
    let slices = format!(
        "promotion p {{ when receipt.amount >= 3 000 RUB give off receipt by amount of all {{ {STEPS} }} per slice }}\n"
    );
    assert_eq!(codes(&slices), [""; 0]);
}

#[test]
fn a_step_that_gives_no_more_than_the_one_before() {
    assert_eq!(
        codes(&ladder(
            "",
            "from 1 000 RUB: 5% from 3 000 RUB: 5.0% from 5 000 RUB: 7%"
        )),
        ["PK1103"]
    );
    assert_eq!(
        codes(&ladder("", "from 1 000 RUB: 50 RUB from 3 000 RUB: 50 RUB")),
        ["PK1103"]
    );
    assert_eq!(codes(&ladder("", STEPS)), [""; 0]);
    // What falls is told as that.
    assert_eq!(codes(&ladder("", "from 1 000 RUB: 5% from 3 000 RUB: 3%")), ["PK0606"]);
}
