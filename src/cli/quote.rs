//! `onrecord quote`: the best passages for a query.

use onrecord_index::quote::citation::Style;
use onrecord_index::store::Order;
use serde::Deserialize;

use super::cite;
use super::surface::{self, Options};
use crate::answer::{QuoteRequest, Request};
use crate::settings::Settings;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Words, "a phrase", -without, OR, NEAR/5, pre*, speaker: event: after: before: on: kind: lang:
    #[arg(required_unless_present_any = ["batch", "speaker", "event"])]
    query: Vec<String>,
    /// Only this person's words: a name, an alias or a label
    #[arg(long)]
    speaker: Option<String>,
    /// Only at events with these words in their title
    #[arg(long)]
    event: Option<String>,
    /// From this day on: 2021, Mar 2021, 23 March 2021, 2021-03-23
    #[arg(long)]
    from: Option<String>,
    /// Up to this day; 2021 means its last day
    #[arg(long)]
    to: Option<String>,
    /// In which order
    #[arg(long, value_enum, default_value_t)]
    sort: Sort,
    /// How many quotes
    #[arg(long)]
    limit: Option<usize>,
    /// Print citations of the quotes in this style, to be pasted, and nothing else
    #[arg(long, value_name = "STYLE", value_parser = cite::styles(), conflicts_with_all = ["batch", "format"])]
    cite: Option<Style>,
    #[command(flatten)]
    options: Options,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Sort {
    /// The best first; what says something before questions and thanks
    #[default]
    Relevance,
    /// The best first by the words alone
    Words,
    /// The newest first
    Newest,
    /// The oldest first
    Oldest,
}

impl From<Sort> for Order {
    fn from(sort: Sort) -> Self {
        match sort {
            Sort::Relevance => Order::Relevance,
            Sort::Words => Order::Words,
            Sort::Newest => Order::Newest,
            Sort::Oldest => Order::Oldest,
        }
    }
}

/// A line of a batch.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    #[serde(default)]
    query: String,
    speaker: Option<String>,
    event: Option<String>,
    from: Option<String>,
    to: Option<String>,
    sort: Option<Sort>,
    limit: Option<usize>,
}

impl From<Line> for Request {
    fn from(line: Line) -> Self {
        Request::Quote(QuoteRequest {
            query: line.query,
            speaker: line.speaker,
            event: line.event,
            from: line.from,
            to: line.to,
            order: line.sort.unwrap_or_default().into(),
            limit: line.limit,
            page: 0,
        })
    }
}

pub(super) fn run(arguments: &Arguments, settings: &Settings) -> anyhow::Result<u8> {
    let request = || {
        Request::Quote(QuoteRequest {
            query: arguments.query.join(" "),
            speaker: arguments.speaker.clone(),
            event: arguments.event.clone(),
            from: arguments.from.clone(),
            to: arguments.to.clone(),
            order: arguments.sort.into(),
            limit: arguments.limit,
            page: 0,
        })
    };
    match arguments.cite {
        Some(style) => surface::cited(&arguments.options.asking, settings, &request(), style),
        None => surface::answer::<Line>(&arguments.options, settings, request),
    }
}
