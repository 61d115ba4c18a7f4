//! The same laws on programmes that the grammar itself makes up, and on their mutants. `PERK_LONG=1` takes 100 000 instead of 2 000.

use super::laws::holds_always;
use super::*;
use crate::generate::Generator;
use crate::mutate;
use perk_grammar::format::Reason;

#[derive(Debug, Default)]
struct Count {
    programmes: usize,
    sound: usize,
    /// Sound programmes in which some declaration had to keep its language.
    kept: usize,
    broken_mutants: usize,
}

/// Holds the laws of a sound text that may hold nonsense: where another language would be read differently, a declaration may
/// keep its own, but nothing may be unsafe.
fn holds_for_nonsense(text: &str, count: &mut Count) {
    let mut kept = false;
    let said = shape(text);
    for options in [KEEP, ENGLISH, RUSSIAN] {
        let formatted = holds_always("generated", text, options);
        let others = formatted.left.iter().all(|(_, reason)| *reason == Reason::OtherMeaning);
        assert!(others, "{options:?} {:?}\n{text}", formatted.left);
        assert_eq!(
            shape(&formatted.text),
            said,
            "{options:?}\n--- from\n{text}\n--- to\n{}",
            formatted.text
        );
        kept |= !formatted.left.is_empty();
    }
    if kept {
        count.kept += 1;
        return;
    }
    let english = sound(text, ENGLISH);
    let russian = sound(&english, RUSSIAN);
    assert_eq!(
        sound(&russian, ENGLISH),
        english,
        "there and back\n--- through\n{russian}\n--- from\n{text}"
    );
}

fn run(seed: u64, programmes: usize) -> Count {
    let mut generator = Generator::new(seed);
    let mut count = Count::default();
    for number in 1..=programmes {
        let pieces = generator.programme();
        let text = generator.join(&pieces);
        count.programmes += 1;
        // The long run says that it is alive.
        if number.is_multiple_of(2_000) {
            eprintln!(
                "{number} of {programmes} programmes from seed {seed}, {} sound",
                count.sound
            );
        }
        if perk_grammar::parse(&text).errors().is_empty() {
            count.sound += 1;
            holds_for_nonsense(&text, &mut count);
        } else {
            holds_always("broken programme", &text, KEEP);
        }
        let mutation = mutate::ALL[count.programmes % mutate::ALL.len()];
        let mutant = mutate::apply(mutation, &pieces, &mut generator);
        let options = [KEEP, RUSSIAN, ENGLISH][generator.below(3)];
        count.broken_mutants += usize::from(!holds_always("mutant", &mutant, options).left.is_empty());
    }
    count
}

#[test]
fn laws_on_generated_programmes_and_their_mutants() {
    let share = if std::env::var_os("PERK_LONG").is_some() {
        50_000
    } else {
        1_000
    };
    let halves: Vec<Count> = std::thread::scope(|scope| {
        let threads: Vec<_> = [31, 32]
            .into_iter()
            .map(|seed| scope.spawn(move || run(seed, share)))
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    for count in halves {
        assert_eq!(count.programmes, share);
        assert!(
            count.sound * 10 >= count.programmes * 6,
            "too few programmes are sound: {count:?}"
        );
        assert!(
            count.kept * 50 <= count.sound,
            "too many keep their language: {count:?}"
        );
        assert!(
            count.broken_mutants * 3 > count.programmes,
            "mutants are not broken: {count:?}"
        );
    }
}
