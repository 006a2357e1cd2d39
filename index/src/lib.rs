//! The record behind onrecord: transcripts read into turns, indexed, searched and quoted.
//!
//! Nothing in this crate knows of Discord, of a network or of an async runtime.

pub mod read;
pub mod speaker;
pub mod text;
pub mod transcript;
