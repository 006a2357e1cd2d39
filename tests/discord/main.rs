//! End to end: the real program, a real socket, and a stand-in for Discord at the other end.
//!
//! [`stand_in`] is Discord, [`scenes`] are what people do with the bot, [`checks`] prove that the
//! stand-in catches what it is there to catch.

mod checks;
mod scenes;
mod stand_in;
