//! The lexicon's examples are tests: every frame finds what its examples say.

use dateline_reader as reader;
use knowledge::Knowledge;
use language::Language;

#[test]
fn every_frame_finds_what_its_examples_say() {
    let outcome = reader::lexicon::test(Language::embedded(), Knowledge::embedded(), None);
    assert!(outcome.passed > 150, "only {} examples were read", outcome.passed);
    assert!(
        outcome.failures.is_empty(),
        "{} failed:\n{}",
        outcome.failures.len(),
        outcome.failures.join("\n")
    );
}
