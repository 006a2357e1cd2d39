//! Discord: the only room that names serenity.
//!
//! Events come in through the gateway; [`decode`] makes a request of an interaction, the pool
//! has it answered by the desk, [`encode`] lays the card into Discord's limits, and `rest` delivers
//! it. What can be clicked below a card carries in its custom id all that a click has to know
//! ([`custom_id`]); the bot remembers no message. Nothing is decided here about the record, and nothing people ask is logged.

mod click;
mod commands;
mod components;
mod controls;
pub mod custom_id;
pub mod decode;
pub mod encode;
mod error;
mod gateway;
mod limits;
mod origin;
mod paging;
mod pool;
mod reply;
mod rest;

pub use error::Error;
pub use gateway::serve;

/// How much the libraries below say, as directives of a log filter. serenity and the network are
/// kept short: what they write of a connection can hold tokens and what people ask. What an
/// operator names in `log.level` goes before.
pub const LIBRARIES_IN_THE_LOG: &str = "serenity=error,serenity::gateway::bridge::shard_queuer=warn,\
    tungstenite=warn,tokio_tungstenite=warn,hyper=warn,hyper_util=warn,reqwest=warn";
