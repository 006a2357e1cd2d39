//! What people do with the bot, and what may happen to it: one scene a test.

mod around;
mod check_quotes;
mod clicks;
mod commands;
mod connection;
mod hostile;
mod operator;
mod quote;
mod shutdown;
mod token;
mod trouble;
mod watching;
mod who_said;

use std::time::Duration;

use crate::stand_in::Reply;

/// How long Discord waits for a first answer. Discord: receiving-and-responding, "Interaction
/// Callback". How fast the bot is, benchmarks say.
const DISCORD_WAITS: Duration = Duration::from_secs(3);

/// How long an answer is held back while the bot is asked to end.
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
