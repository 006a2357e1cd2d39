//! `onrecord mentions`: who mentions something most, or how often over time.

use onrecord_index::mentions::Step;

use super::asked::Filters;
use super::surface::{self, Asking};
use crate::answer::{self, MentionsRequest, Request};
use crate::settings::Settings;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// What is mentioned: words, a "phrase", OR, NOT, NEAR/5, pre*, speaker: after: …
    #[arg(required = true)]
    query: Vec<String>,
    /// Who mentions it most, or how often over time: in periods that fit, or in these
    #[arg(long, value_enum, default_value_t)]
    by: By,
    /// How many speakers
    #[arg(long)]
    limit: Option<usize>,
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    asking: Asking,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum By {
    #[default]
    Speaker,
    Time,
    Month,
    Quarter,
    Year,
    Decade,
}

impl From<By> for answer::By {
    fn from(by: By) -> Self {
        match by {
            By::Speaker => Self::Speaker,
            By::Time => Self::Time(None),
            By::Month => Self::Time(Some(Step::Month)),
            By::Quarter => Self::Time(Some(Step::Quarter)),
            By::Year => Self::Time(Some(Step::Year)),
            By::Decade => Self::Time(Some(Step::Decade)),
        }
    }
}

pub(super) fn run(arguments: &Arguments, settings: &Settings) -> anyhow::Result<u8> {
    let request = Request::Mentions(MentionsRequest {
        question: arguments.filters.with(&arguments.query),
        by: arguments.by.into(),
        limit: arguments.limit,
    });
    surface::single(&arguments.asking, settings, &request)
}
