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

/// How soon an answer must be there that needs no deferral.
const SECOND: Duration = Duration::from_secs(1);

/// The bundled transcript, read by the tests for themselves.
const SAMPLE: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/config/sample/nato-2021-03-23.txt"
));
