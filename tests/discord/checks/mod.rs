//! The stand-in is only worth something if it catches mistakes: each rule is broken here once.

mod by_hand;
mod clicks;
mod lifecycle;
mod messages;
mod registration;
mod requests;
mod seeing;
