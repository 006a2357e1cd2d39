//! Where the words stand in their page: a Text Quote Selector of the W3C Web Annotation Data Model
//! (2017), section 4.2.4, inside a specific resource (section 4), ready to be an annotation's target.
//!
//! `prefix` and `suffix` are the text just before and after, from the same turn: what a page prints
//! between turns is not ours to guess, so that at a turn's end they are empty. A source must be an
//! address: a record without one is named by the digest of its document (RFC 6920, section 7).

use serde::Serialize;

use super::Cited;

/// Characters of context on each side; what the annotation tools in use write.
const CONTEXT: usize = 32;

#[derive(Serialize)]
pub(super) struct Target<'c> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    source: String,
    selector: Selector<'c>,
}

#[derive(Serialize)]
struct Selector<'c> {
    #[serde(rename = "type")]
    kind: &'static str,
    exact: &'c str,
    prefix: &'c str,
    suffix: &'c str,
}

pub(super) fn target<'c>(cited: &Cited<'c>) -> Target<'c> {
    let text = &cited.record.turn.text;
    let span = cited.quote.excerpt.span();
    let digest = || format!("nih:sha-256;{}", cited.record.provenance.sha256);
    Target {
        context: "http://www.w3.org/ns/anno.jsonld",
        kind: "SpecificResource",
        source: cited.url().map_or_else(digest, str::to_owned),
        selector: Selector {
            kind: "TextQuoteSelector",
            exact: cited.words(),
            prefix: ending(&text[..span.start]),
            suffix: beginning(&text[span.end..]),
        },
    }
}

fn ending(text: &str) -> &str {
    let start = text.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(at, _)| at);
    &text[start..]
}

fn beginning(text: &str) -> &str {
    let end = text.char_indices().nth(CONTEXT).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn context_is_counted_in_characters() {
        let text = "é".repeat(40);
        assert_eq!(ending(&text).chars().count(), CONTEXT);
        assert_eq!(beginning(&text).chars().count(), CONTEXT);
        assert_eq!((ending("ab"), beginning("")), ("ab", ""));
    }
}
