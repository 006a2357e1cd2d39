//! The options beside a query that several commands share, as they share its language.

use crate::answer::Question;

#[derive(Debug, clap::Args)]
pub(super) struct Filters {
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
}

impl Filters {
    /// What is asked with these words and options.
    pub(super) fn with(&self, words: &[String]) -> Question {
        Question {
            query: words.join(" "),
            speaker: self.speaker.clone(),
            event: self.event.clone(),
            from: self.from.clone(),
            to: self.to.clone(),
        }
    }
}
