//! Any words as a claim: always read, within bounds.

#![no_main]

use libfuzzer_sys::fuzz_target;
use onrecord_index::verdict::Claim;

fuzz_target!(|words: &str| {
    let claim = Claim::new(words);
    assert!(claim.words().iter().all(|word| !word.is_empty()));
});
