//! Where an excerpt stands in its turn, to be found again later: after a restart, by another process,
//! or in a record that was corrected in between.

use crate::text::Span;

/// A stretch of a turn's text, and a mark by which its words are known again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Where it stood.
    pub span: Span,
    /// A number made of its words.
    pub mark: u32,
}

impl Stretch {
    /// The stretch `span` of a text.
    pub fn of(text: &str, span: Span) -> Self {
        Self { span, mark: mark(span.of(text)) }
    }

    /// Where the same words stand in a text: at their place, or, where the text has changed around
    /// them, nearest to it.
    pub fn found_in(self, text: &str) -> Option<Span> {
        if self.span.is_empty() {
            return None;
        }
        let at = |start: usize| {
            let end = start.checked_add(self.span.len())?;
            (mark(text.get(start..end)?) == self.mark).then(|| Span::new(start, end))
        };
        at(self.span.start).or_else(|| {
            let elsewhere = text.char_indices().filter_map(|(start, _)| at(start));
            elsewhere.min_by_key(|found| found.start.abs_diff(self.span.start))
        })
    }
}

/// FNV-1a of 32 bits: words are to be known again, not kept from anybody.
fn mark(words: &str) -> u32 {
    words.bytes().fold(0x811c_9dc5, |mark, byte| (mark ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "It rains. The wind – so they say – will rise. It rains.";

    fn found(words: &str, text: &str) -> Option<usize> {
        let start = TEXT.rfind(words).expect("it stands there");
        let stretch = Stretch::of(TEXT, Span::new(start, start + words.len()));
        let found = stretch.found_in(text)?;
        assert_eq!(found.of(text), words);
        Some(found.start)
    }

    #[test]
    fn words_are_found_at_their_place_or_nearest_to_it() {
        assert_eq!(found("It rains.", TEXT), TEXT.rfind("It"));
        let corrected = "It rains. It rains. The wind (so they say) will rise. It rains.";
        assert_eq!(found("It rains.", corrected), corrected.rfind("It"));
        assert_eq!(found("will rise", corrected), corrected.find("will"));
    }

    #[test]
    fn words_that_were_changed_are_not_found() {
        assert_eq!(found("The wind – so", "It rains. The wind (so they say) will rise."), None);
        assert_eq!(found("will rise", ""), None);
        let nothing = Stretch::of(TEXT, Span::new(3, 3));
        assert_eq!(nothing.found_in(TEXT), None);
        let far = Stretch { span: Span { start: usize::MAX - 1, end: usize::MAX }, mark: 0 };
        assert_eq!(far.found_in("–"), None);
    }
}
