//! Any words as a query: always read, and what is written out reads the same.

#![no_main]

use libfuzzer_sys::fuzz_target;
use onrecord_index::query;

fuzz_target!(|typed: &str| {
    let parsed = query::parse(typed);
    let _read_as = parsed.read_as();
    let again = query::parse(&parsed.written());
    assert_eq!(again.written(), query::parse(&again.written()).written());
});
