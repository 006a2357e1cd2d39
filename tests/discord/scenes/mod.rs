//! What people do with the bot, and what may happen to it: one scene a test.

mod commands;
mod connection;
mod hostile;
mod quote;
mod shutdown;
mod token;
mod trouble;
mod who_said;

use std::time::Duration;

use crate::stand_in::Reply;

/// How soon an answer must be there that needs no deferral.
const SECOND: Duration = Duration::from_secs(1);

/// The bundled transcript, read by the tests for themselves.
const SAMPLE: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/config/sample/nato-2021-03-23.txt"));

/// Fails if a quoted line of the answer does not stand in the transcript, letter by letter.
#[track_caller]
fn quotes_the_record(reply: &Reply) {
    for line in reply.quoted_lines() {
        // A cut is marked at the end of a line, and the marks are ours.
        let words = line.trim_start_matches("… ").trim_end_matches(" …");
        assert!(SAMPLE.contains(words), "nobody said: {words}");
    }
}
