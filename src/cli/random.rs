//! `onrecord random`: a quote by lot.

use std::hash::{BuildHasher, RandomState};

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
    let request = Request::Random(RandomRequest {
        question: arguments.filters.with(&arguments.query),
        seed: arguments.seed.unwrap_or_else(seed),
    });
    surface::single(&arguments.asking, settings, &request)
}

/// A number that is another each time, short enough to be typed again. The keys of a hash map are
/// taken from the system's source of randomness.
fn seed() -> u64 {
    RandomState::new().hash_one(0) % 1_000_000
}
