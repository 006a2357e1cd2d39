//! `onrecord cite`: a citation of words that were found, to be pasted.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use jiff::civil::Date;
use onrecord_index::Wanted;
use onrecord_index::quote::citation::Style;

use super::surface::{self, Asking};
use crate::answer::{CiteRequest, Request};
use crate::settings::Settings;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The turn's id, as `quote --format json` gives it
    #[arg(value_name = "TURN_ID")]
    turn: String,
    /// The words to cite, as they stand in the turn; without them its first sentences
    #[arg(long)]
    words: Option<String>,
    /// In which style
    #[arg(long, default_value = Style::default().name(), value_parser = styles())]
    style: Style,
    /// The day on which the page was looked at, YYYY-MM-DD; without it today
    #[arg(long, value_name = "DATE")]
    accessed: Option<Date>,
    #[command(flatten)]
    asking: Asking,
}

/// The names of styles, each read as its style.
pub(super) fn styles() -> impl TypedValueParser<Value = Style> {
    let named = |name: String| Style::named(&name).expect("clap admits only names of styles");
    PossibleValuesParser::new(Style::ALL.map(Style::name)).map(named)
}

pub(super) fn run(arguments: &Arguments, settings: &Settings) -> anyhow::Result<u8> {
    let request = Request::Cite(CiteRequest {
        turn: arguments.turn.clone(),
        words: arguments.words.clone().map_or(Wanted::Beginning, Wanted::Words),
        style: arguments.style,
        accessed: arguments.accessed.unwrap_or_else(CiteRequest::today),
    });
    surface::single(&arguments.asking, settings, &request)
}
