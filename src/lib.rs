//! onrecord, the program: a command line and a Discord bot over one library of transcripts.
//!
//! The way of an answer: a surface decodes what it was sent into an [`answer::Request`]; a
//! [`answer::Desk`] answers it from the library; [`card`] lays the answer out; the surface shows the
//! card. The record itself, from file to verdict, is the business of `onrecord_index`.

pub mod answer;
pub mod card;
pub mod cli;
pub mod locale;
pub mod settings;
