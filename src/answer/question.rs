//! A query and the options beside it: both say the same in the same way.

use onrecord_index::query::{self, Query};

use super::{Refusal, days};

/// What is asked in the query language, and what stands beside it in options.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Question {
    /// In the query language.
    pub query: String,
    /// Whose words.
    pub speaker: Option<String>,
    /// Words of the event's title.
    pub event: Option<String>,
    /// First day, as people write days.
    pub from: Option<String>,
    /// Last day, as people write days; `2021` means its last day.
    pub to: Option<String>,
}

impl Question {
    /// The query with the options written into its filters.
    pub(super) fn read(&self) -> Result<Query, Refusal> {
        let mut query = query::parse(&self.query);
        query.filters.speaker.extend(self.speaker.clone());
        query.filters.event.extend(self.event.clone());
        if let Some(from) = &self.from {
            query.filters.from = query.filters.from.max(Some(days(from)?.0));
        }
        if let Some(to) = &self.to {
            let last = days(to)?.1;
            query.filters.to = Some(query.filters.to.map_or(last, |to| to.min(last)));
        }
        Ok(query)
    }
}
