//! `onrecord context`: the turns around a turn.

use super::surface::{self, Asking};
use crate::answer::{ContextRequest, Request};
use crate::settings::Settings;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The turn's id, as `quote --format json` gives it
    #[arg(value_name = "TURN_ID")]
    turn: String,
    /// How many turns before it
    #[arg(long)]
    before: Option<usize>,
    /// How many turns after it
    #[arg(long)]
    after: Option<usize>,
    #[command(flatten)]
    asking: Asking,
}

pub(super) fn run(arguments: &Arguments, settings: &Settings) -> anyhow::Result<u8> {
    let request = Request::Context(ContextRequest {
        turn: arguments.turn.clone(),
        before: arguments.before,
        after: arguments.after,
    });
    surface::single(&arguments.asking, settings, &request)
}
