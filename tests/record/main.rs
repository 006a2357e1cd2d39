//! The record against data: every transcript of `tests/transcripts` is read and scored.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking, and prints its table"
)]

mod formats;
mod labelled;
mod mentions;
mod queries;
mod reading;
mod rules;
mod score;
mod scripts;
mod verdicts;
