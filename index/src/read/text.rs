//! Plain text: turns that begin with a printed label, in whatever style the house prints it.
//!
//! What a label looks like and which ones count is decided in [`super::prose`].

use std::borrow::Cow;

use super::prose::Prose;
use super::{Confidence, Error, Head, Reader, Sink, Source, margin};

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
            let text = without_references(text);
            Prose::plain(&margin::without_numbers(&text)).read_into(draft);
            Ok(())
        })
    }
}

/// The text with the character references that a careless conversion from HTML left in it; without
/// any the text is the source itself.
fn without_references(text: &str) -> Cow<'_, str> {
    const NAMED: &[(&str, char)] = &[
        ("nbsp", ' '),
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("ndash", '–'),
        ("mdash", '—'),
        ("lsquo", '‘'),
        ("rsquo", '’'),
        ("ldquo", '“'),
        ("rdquo", '”'),
        ("hellip", '…'),
    ];
    let reference = |rest: &str| {
        let end = rest.bytes().take(10).position(|byte| byte == b';')?;
        let name = rest.get(1..end)?;
        let number = match name.strip_prefix('#') {
            Some(digits) => match digits.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok(),
                None => digits.parse().ok(),
            },
            None => {
                NAMED.iter().find(|(named, _)| *named == name).map(|(_, sign)| u32::from(*sign))
            }
        };
        let sign = char::from_u32(number?).filter(|sign| !sign.is_control())?;
        Some((name.len() + 2, if sign == '\u{a0}' { ' ' } else { sign }))
    };
    let mut plain = String::new();
    let mut from = 0;
    for (at, _) in text.match_indices('&') {
        if let Some((length, sign)) = reference(&text[at..]).filter(|_| at >= from) {
            plain.push_str(&text[from..at]);
            plain.push(sign);
            from = at + length;
        }
    }
    if from == 0 { Cow::Borrowed(text) } else { Cow::Owned(plain + &text[from..]) }
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
    fn character_references_are_read_as_their_signs() {
        assert_eq!(
            without_references("we&#8217;re &amp; A&nbsp;B &unknown; &"),
            "we’re & A B &unknown; &"
        );
        assert!(matches!(without_references("AT&T; R&D"), Cow::Borrowed(_)));
    }

    #[test]
    fn the_text_of_a_turn_stands_in_the_source_byte_for_byte() {
        for turn in read(SAMPLE).turns {
            assert!(SAMPLE.contains(&turn.text()), "{}", turn.text());
        }
    }
}
