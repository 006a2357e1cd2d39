//! Links to the very words: URL text fragments, and moments in a recording.
//!
//! `#:~:text=[prefix-,]start[,end][,-suffix]` (WICG Scroll To Text Fragment). A browser takes the
//! first match on the page, without regard to case, at word boundaries, each part within one block. It
//! skips white space alone between a stretch and its prefix or suffix, so those go on up to the stretch
//! with all punctuation. A link is the shortest form whose first match is the quoted stretch (see
//! [`crate::transcript::Anchors`]); without a URL there is none.

use std::fmt::Write as _;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::store::Record;
use crate::text::{Span, fold};
use crate::transcript::{LEAST_ANCHOR, parts_pieces};

/// Everything but letters, digits and what means nothing to a fragment or to Markdown. `-`, `,` and
/// `&` part a text directive, so they must be encoded inside its parts.
const PART: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'_').remove(b'~');

/// What must be encoded in an address so that it can stand inside angle brackets or a Markdown link.
const ADDRESS: &AsciiSet = &percent_encoding::CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'(')
    .add(b')')
    .add(b'\\')
    .add(b'`')
    .add(b'|')
    .add(b'*');

/// A stretch of up to so many words is named whole; a longer one by its beginning and its end.
const WHOLE: usize = 10;

/// Words that name an end, at most: an address has to stay short.
const LONGEST_END: usize = 14;

/// Words before a stretch that may stand as its prefix, at most.
const LONGEST_PREFIX: usize = 14;

/// Files in which a browser cannot look for a text.
const NOT_TEXT: &[&str] = &[
    "pdf", "doc", "docx", "odt", "rtf", "ppt", "pptx", "mp3", "mp4", "m4a", "wav", "ogg", "webm",
    "zip", "gz", "vtt", "srt", "json", "csv", "tsv",
];

/// The link to a stretch of a turn's text, whose `words` are given. An address that is not the web's
/// gives none; a file in which no text can be sought, and words that nothing tells apart, give the
/// address alone.
pub(super) fn to_words(record: &Record, words: &[Span], span: Span) -> Option<String> {
    let url = record.provenance.url.as_deref()?;
    let address = address(url)?;
    let stretch = if is_text(url) { Stretch::of(record, words, span) } else { None };
    let directive = stretch.and_then(|stretch| stretch.directive());
    match directive {
        Some(directive) if address.contains('#') => Some(format!("{address}:~:text={directive}")),
        Some(directive) => Some(format!("{address}#:~:text={directive}")),
        None => Some(address),
    }
}

/// A stretch of a turn, in words.
struct Stretch<'r> {
    record: &'r Record,
    /// Every word of the turn.
    words: &'r [Span],
    first: usize,
    last: usize,
}

/// How the beginning of a stretch is told from everything before it on the page.
struct Beginning {
    /// Words of the stretch that name it.
    words: usize,
    /// `before-,`, or nothing.
    prefix: String,
    /// Words after the stretch that it takes to tell it apart.
    suffix: usize,
}

impl<'r> Stretch<'r> {
    fn of(record: &'r Record, words: &'r [Span], span: Span) -> Option<Self> {
        let first = words.partition_point(|word| word.start < span.start);
        let after = words.partition_point(|word| word.end <= span.end);
        (first < after).then(|| Self { record, words, first, last: after - 1 })
    }

    fn directive(&self) -> Option<String> {
        let beginning = self.beginning()?;
        let Beginning { words: start, prefix, suffix } = &beginning;
        let len = self.last + 1 - self.first;
        if len <= WHOLE.max(start + LEAST_ANCHOR) && self.in_piece(self.first, len) == len {
            let mut directive = format!("{prefix}{}", self.part(self.first, len));
            if *suffix > 0 {
                let after =
                    self.between(self.words[self.last].end, self.words[self.last + suffix].end);
                write!(directive, ",-{after}").expect("a string takes what is written");
            }
            return Some(directive);
        }
        let end = self.ending(self.first + start)?;
        let end = self.part(self.last + 1 - end, end);
        Some(format!("{prefix}{},{end}", self.part(self.first, *start)))
    }

    fn beginning(&self) -> Option<Beginning> {
        let in_piece = self.in_piece(self.first, self.last + 1 - self.first);
        let Some(needed) = self.record.anchors.of_word(self.first) else {
            return self.after_words_before(in_piece);
        };
        Some(Beginning {
            words: needed.min(in_piece),
            prefix: String::new(),
            suffix: needed.saturating_sub(in_piece),
        })
    }

    /// By the nearest word before it in its piece from which on the page is told apart.
    fn after_words_before(&self, in_piece: usize) -> Option<Beginning> {
        for before in 1..=LONGEST_PREFIX.min(self.first) {
            let from = self.first - before;
            if self.parts_after(from) {
                return None;
            }
            if let Some(needed) = self.record.anchors.of_word(from)
                && needed <= before + in_piece
            {
                let words = needed.saturating_sub(before).max(LEAST_ANCHOR).min(in_piece);
                let before = self.between(self.words[from].start, self.words[self.first].start);
                let prefix = format!("{before}-,");
                return Some(Beginning { words, prefix, suffix: 0 });
            }
        }
        None
    }

    /// How many words name the end: the first match after the beginning must be the last words. None
    /// when the same stand before them in the stretch.
    fn ending(&self, after: usize) -> Option<usize> {
        let after = after.min(self.last);
        let most = LONGEST_END.min(self.last + 1 - after);
        let parted = (1..most).find(|len| self.parts_after(self.last - len));
        let most = parted.unwrap_or(most);
        let text = &self.record.turn.text;
        let folded: Vec<_> =
            self.words[after..=self.last].iter().map(|word| fold::word(word.of(text))).collect();
        let is_first = |len: &usize| {
            let wanted = &folded[folded.len() - len..];
            folded.windows(*len).position(|window| window == wanted) == Some(folded.len() - len)
        };
        (LEAST_ANCHOR.min(most)..=most).find(is_first)
    }

    /// Words from here to the end of the piece, `most` at most.
    fn in_piece(&self, at: usize, most: usize) -> usize {
        (1..most).find(|len| self.parts_after(at + len - 1)).unwrap_or(most)
    }

    /// Whether the piece ends after this word, which is not the turn's last.
    fn parts_after(&self, word: usize) -> bool {
        let between = Span::new(self.words[word].end, self.words[word + 1].start);
        parts_pieces(between.of(&self.record.turn.text))
    }

    /// The text of `len` words, encoded.
    fn part(&self, from: usize, len: usize) -> String {
        self.between(self.words[from].start, self.words[from + len - 1].end)
    }

    /// The text between two places in a piece, encoded; a browser skips the white space around it.
    fn between(&self, start: usize, end: usize) -> String {
        let text = Span::new(start, end).of(&self.record.turn.text).trim();
        utf8_percent_encode(text, PART).to_string()
    }
}

/// An address of the web, safe to print; none for any other scheme.
pub fn address(url: &str) -> Option<String> {
    let url = url.trim();
    let scheme = url.split_once("://")?.0.to_ascii_lowercase();
    let web = matches!(scheme.as_str(), "http" | "https");
    (web && !url.contains(char::is_control)).then(|| utf8_percent_encode(url, ADDRESS).to_string())
}

fn is_text(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let file = path.rsplit('/').next().unwrap_or_default();
    let extension = file.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    !extension.is_some_and(|extension| NOT_TEXT.contains(&extension.as_str()))
}

/// The moment `start_ms` of a recording: `t=` as YouTube reads it, else a media fragment (W3C Media
/// Fragments URI 1.0, temporal dimension).
pub fn media(url: &str, start_ms: Option<u64>) -> Option<String> {
    let address = address(url)?;
    let Some(seconds) = start_ms.map(|ms| ms / 1000) else { return Some(address) };
    let host = address.split("://").nth(1)?.split('/').next()?.trim_start_matches("www.");
    if matches!(host, "youtube.com" | "youtu.be" | "m.youtube.com") {
        let joint = if address.contains('?') { '&' } else { '?' };
        return Some(format!("{address}{joint}t={seconds}s"));
    }
    Some(format!("{}#t={seconds}", address.split('#').next()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::records;
    use crate::text::Divided;
    use crate::transcript::testing;

    fn link_on(url: &str, turns: &[(&str, &str)], number: usize, words: &str) -> Option<String> {
        let mut transcript = testing::transcript("On the weather", turns);
        transcript.provenance.url = Some(url.to_owned());
        let record = &records(&transcript)[number];
        let start = record.turn.text.find(words).unwrap();
        to_words(
            record,
            Divided::of(&record.turn.text).words(),
            Span::new(start, start + words.len()),
        )
    }

    fn link(turns: &[(&str, &str)], number: usize, words: &str) -> String {
        let link = link_on("https://example.org/t", turns, number, words).unwrap();
        link.strip_prefix("https://example.org/t#:~:text=").unwrap_or(&link).to_owned()
    }

    #[test]
    fn a_short_stretch_is_named_whole_and_encoded() {
        let turns = [("JANE ROE", "It was cold, well-nigh freezing & wet. We stayed in.")];
        let link = link(&turns, 0, "cold, well-nigh freezing & wet");
        assert_eq!(link, "cold%2C%20well%2Dnigh%20freezing%20%26%20wet");
    }

    #[test]
    fn a_long_stretch_is_named_by_its_beginning_and_its_end() {
        let words = "One two three four five six seven eight nine ten eleven twelve.";
        assert_eq!(
            link(&[("JANE ROE", words)], 0, words),
            "One%20two%20three%20four,nine%20ten%20eleven%20twelve"
        );
        let repeated = format!("{words} And again nine ten eleven twelve.");
        assert_eq!(
            link(&[("JANE ROE", &repeated)], 0, &repeated),
            "One%20two%20three%20four,again%20nine%20ten%20eleven%20twelve"
        );
    }

    #[test]
    fn words_said_before_are_told_apart_by_what_stands_around_them() {
        let turns = [
            ("JANE ROE", "It will rain."),
            ("JOHN DOE", "Yes. I think it will rain."),
            ("JANE ROE", "It will rain in the far north by night."),
        ];
        assert_eq!(link(&turns, 1, "it will rain"), "think-,it%20will%20rain");
        assert_eq!(link(&turns, 2, "It will rain"), "It%20will%20rain,-in");
        assert_eq!(
            link(&turns, 2, "will rain in the far north"),
            "will%20rain%20in%20the%20far%20north"
        );
        let address = "https://example.org/t";
        assert_eq!(link(&turns, 0, "It will rain."), address, "nothing tells three words apart");
    }

    #[test]
    fn what_stands_around_a_stretch_goes_on_up_to_it_with_its_punctuation() {
        let turns = [
            ("JANE ROE", "They said it will rain in the north."),
            ("JOHN DOE", "It will rain! I asked. (It will rain in the north!)"),
        ];
        assert_eq!(link(&turns, 1, "It will rain"), "It%20will%20rain,-%21%20I");
        assert_eq!(
            link(&turns, 1, "It will rain in the north"),
            "asked.%20%28-,It%20will%20rain%20in%20the%20north"
        );
        let turns = [("JANE ROE", "We thank you for coming. So we shall stay.")];
        assert_eq!(link(&turns, 0, "thank you"), "thank%20you,-for%20coming");
        assert_eq!(link(&turns, 0, "for coming"), "for%20coming,-.%20So%20we");
    }

    #[test]
    fn no_part_holds_white_space_that_pages_show_in_different_ways() {
        let text =
            "It will rain in the far\nnorth.  We shall stay in, says she,  and so shall you.";
        let turns = [("JANE ROE", text)];
        assert_eq!(
            link(&turns, 0, "It will rain in the far\nnorth."),
            "It%20will%20rain%20in,north"
        );
        assert_eq!(
            link(&turns, 0, "We shall stay in, says she,  and so"),
            "We%20shall%20stay%20in,and%20so"
        );
    }

    #[test]
    fn an_end_that_stands_in_the_stretch_before_gives_the_address_alone() {
        let text =
            "It will rain in the north, they say.\nThank you.\nAnd we shall stay in.\nThank you.";
        assert_eq!(link(&[("JANE ROE", text)], 0, text), "https://example.org/t");
    }

    #[test]
    fn no_link_is_invented_and_none_is_sought_in_a_file_without_text() {
        let turns = [("JANE ROE", "It will rain by night.")];
        let at = |url| link_on(url, &turns, 0, "It will rain by night");
        assert_eq!(at("javascript:alert(1)"), None);
        assert_eq!(
            at("https://example.org/a b.pdf").as_deref(),
            Some("https://example.org/a%20b.pdf")
        );
        assert_eq!(
            at("https://example.org/t#s1").unwrap(),
            "https://example.org/t#s1:~:text=It%20will%20rain%20by%20night"
        );
    }

    #[test]
    fn a_recording_is_linked_at_its_moment() {
        for (url, link) in [
            ("https://www.youtube.com/watch?v=x", "https://www.youtube.com/watch?v=x&t=724s"),
            ("https://youtu.be/x", "https://youtu.be/x?t=724s"),
            ("https://example.org/a.mp3", "https://example.org/a.mp3#t=724"),
        ] {
            assert_eq!(media(url, Some(724_900)).as_deref(), Some(link));
        }
    }
}
