//! `onrecord browse`: lists of what there is to ask about.

use super::surface::{self, Asking};
use crate::answer::{Browsable, BrowseRequest, Request};
use crate::settings::Settings;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// What to list
    #[arg(value_enum)]
    kind: Kind,
    /// Only those with words that begin like this in their name
    beginning: Vec<String>,
    /// How many
    #[arg(long)]
    limit: Option<usize>,
    /// How many to leave out before them
    #[arg(long, default_value_t)]
    offset: usize,
    #[command(flatten)]
    asking: Asking,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Kind {
    Speakers,
    Events,
    Collections,
}

pub(super) fn run(arguments: &Arguments, settings: &Settings) -> anyhow::Result<u8> {
    let request = Request::Browse(BrowseRequest {
        kind: match arguments.kind {
            Kind::Speakers => Browsable::Speakers,
            Kind::Events => Browsable::Events,
            Kind::Collections => Browsable::Collections,
        },
        beginning: arguments.beginning.join(" "),
        limit: arguments.limit,
        offset: arguments.offset,
    });
    surface::single(&arguments.asking, settings, &request)
}
