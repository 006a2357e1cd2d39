//! Plain text: turns that begin with a printed label, in whatever style the house prints it.
//!
//! What a label looks like and which ones count is decided in [`super::prose`].

use super::prose::Prose;
use super::{Confidence, Error, Head, Reader, Sink, Source};
/// The reader of plain text.
pub(super) struct PlainText;

impl Reader for PlainText {
    fn name(&self) -> &'static str {
        "text"
    }

    /// Anything that is text can be read as text, but for what declares itself as something else.
    fn recognise(&self, head: Head<'_>) -> Confidence {
        let start = head.text.trim_start();
        if start.starts_with("<?xml") || start.starts_with("{\"") {
            Confidence::No
        } else {
            Confidence::Possible
        }
    }

    fn read(&self, source: Source, sink: &mut Sink<'_>) -> Result<(), Error> {
        super::whole(source, sink, |text, draft| {
            Prose::plain(text).read_into(draft);
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use jiff::civil::date;

    use super::*;
    use crate::transcript::Draft;

    const SAMPLE: &str = include_str!("../../../config/sample/nato-2021-03-23.txt");

    fn read(text: &str) -> Draft {
        let source = Source::from_bytes(Path::new("t.txt"), text.as_bytes().to_vec()).unwrap();
        let mut drafts = Vec::new();
        PlainText
            .read(source, &mut |draft| {
                drafts.push(draft);
                Ok(())
            })
            .unwrap();
        drafts.remove(0)
    }

    #[test]
    fn the_bundled_transcript_has_seventeen_turns() {
        let draft = read(SAMPLE);
        assert_eq!(draft.turns.len(), 17);
        assert_eq!(draft.event.title.as_deref(), Some("Strengthening the Transatlantic Bond"));
        let subtitle = draft.event.subtitle.as_deref().unwrap();
        assert!(subtitle.starts_with("A conversation between NATO"), "{subtitle}");
        assert_eq!(draft.event.date, Some(date(2021, 3, 23)));
        assert_eq!(draft.provenance.updated, Some(date(2021, 3, 23).at(12, 7, 0, 0)));
        assert_eq!(draft.turns[0].label.printed, "NATO Secretary General Jens Stoltenberg");
        assert_eq!(draft.turns[1].label.printed, "ROSA BALFOUR");
    }

    #[test]
    fn the_text_of_a_turn_stands_in_the_source_byte_for_byte() {
        for turn in read(SAMPLE).turns {
            assert!(SAMPLE.contains(&turn.text()), "{}", turn.text());
        }
    }
}
