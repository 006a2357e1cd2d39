//! `onrecord who-said`: who said a phrase, and whether it stands on record word for word.

use serde::Deserialize;

use super::surface::{self, Options};
use crate::answer::{Request, WhoSaidRequest};
use crate::settings::Settings;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The words somebody is said to have said
    #[arg(required_unless_present = "batch")]
    phrase: Vec<String>,
    /// Who is said to have said them
    #[arg(long)]
    speaker: Option<String>,
    #[command(flatten)]
    options: Options,
}

/// A line of a batch.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    claim: String,
    speaker: Option<String>,
}

impl From<Line> for Request {
    fn from(line: Line) -> Self {
        Request::WhoSaid(WhoSaidRequest { phrase: line.claim, speaker: line.speaker })
    }
}

pub(super) fn run(arguments: &Arguments, settings: &Settings) -> anyhow::Result<u8> {
    surface::answer::<Line>(&arguments.options, settings, || {
        Request::WhoSaid(WhoSaidRequest {
            phrase: arguments.phrase.join(" "),
            speaker: arguments.speaker.clone(),
        })
    })
}
