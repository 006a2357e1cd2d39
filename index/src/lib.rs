//! The record behind onrecord: transcripts read into turns, indexed, searched and quoted.
//!
//! The way of the data is one way: a file is read into a draft ([`read`]), labels become people
//! ([`speaker`]), the [`transcript`] is indexed ([`store`]), a query ([`query`]) finds turns, and
//! from them come quotes ([`quote`](mod@quote)) and verdicts ([`verdict`]), and what stands around a
//! quote ([`mentions`]). [`Library`] asks all of it.
//!
//! Nothing in this crate knows of Discord, of a network or of an async runtime.

pub mod import;
mod library;
pub mod mentions;
pub mod query;
pub mod quote;
pub mod read;
pub mod speaker;
pub mod store;
pub mod text;
pub mod transcript;
pub mod verdict;

pub use library::{Library, Passage, Wanted};
