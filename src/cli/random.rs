//! `onrecord random`: a quote by lot.

use super::asked::Filters;
use super::surface::{self, Asking};
use crate::answer::{RandomRequest, Request};
use crate::settings::Settings;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Only of what answers this query
    query: Vec<String>,
    /// Show the quote that this number gave before
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    asking: Asking,
}

pub(super) fn run(arguments: &Arguments, settings: &Settings) -> anyhow::Result<u8> {
    let request = RandomRequest::by_lot(arguments.filters.with(&arguments.query));
    let seed = arguments.seed.unwrap_or(request.seed);
    let request = Request::Random(RandomRequest { seed, ..request });
    surface::single(&arguments.asking, settings, &request)
}
