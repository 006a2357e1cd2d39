//! The command line as a person and as a program use it: the real process, its output and its exit
//! status.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod around;
mod bad_input;
mod cite;
mod deploy;
mod index;
mod killed;
mod process;
mod quote;
mod readme;
mod report;
mod settings;
mod who_said;
