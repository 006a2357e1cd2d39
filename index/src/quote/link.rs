//! Links to the very words: URL text fragments, and moments in a recording.
//!
//! `#:~:text=[prefix-,]start[,end]` (WICG Scroll To Text Fragment). A browser takes the first match
//! on the page, without regard to case, at word boundaries, each part within one block. A link is the
//! shortest form whose first match is the quoted stretch; without a URL there is none.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::store::Record;
use crate::text::{Span, fold, words};
use crate::transcript::TurnId;

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

/// Words that name a beginning or an end: no fewer, for a fragment of one or two common words breaks
/// with any change of the page, and no more, for an address has to stay short.
const PARTS: std::ops::RangeInclusive<usize> = 4..=14;

/// Files in which a browser cannot look for a text.
const NOT_TEXT: &[&str] = &[
    "pdf", "doc", "docx", "odt", "rtf", "ppt", "pptx", "mp3", "mp4", "m4a", "wav", "ogg", "webm",
    "zip", "gz", "vtt", "srt", "json", "csv", "tsv",
];

/// The text of a transcript as its page shows it, to look for words in.
#[derive(Clone, Debug, Default)]
pub struct Page {
    blocks: Vec<Block>,
}

#[derive(Clone, Debug)]
struct Block {
    turn: Option<TurnId>,
    text: String,
    /// Where `text` begins in the turn's text.
    start: usize,
    words: Vec<(Span, String)>,
}

/// A place on the page: a block and a word of it.
type Place = (usize, usize);

impl Page {
    /// From the turns of one transcript, in order. The titles, which a page repeats above them, are
    /// part of it.
    pub fn new(turns: &[Record]) -> Self {
        let mut page = Self::default();
        if let Some(first) = turns.first() {
            let titles = [&first.event.title, &first.event.subtitle];
            titles.into_iter().flatten().for_each(|title| page.push(None, title, 0));
        }
        for record in turns {
            page.push(None, &record.turn.label, 0);
            let mut start = 0;
            for paragraph in record.turn.text.split('\n') {
                page.push(Some(&record.turn.id), paragraph, start);
                start += paragraph.len() + 1;
            }
        }
        page
    }

    fn push(&mut self, turn: Option<&TurnId>, text: &str, start: usize) {
        let words: Vec<_> =
            words(text).map(|span| (span, fold::word(span.of(text)).into_owned())).collect();
        if !words.is_empty() {
            self.blocks.push(Block { turn: turn.cloned(), text: text.to_owned(), start, words });
        }
    }

    /// The link to a stretch of a turn's text on the page `url`. An address that is not the web's
    /// gives none; a file in which no text can be sought gives the address alone.
    pub fn link(&self, url: &str, turn: &TurnId, span: Span) -> Option<String> {
        let address = address(url)?;
        match self.directive(turn, span).filter(|_| is_text(url)) {
            Some(directive) if address.contains('#') => Some(format!("{address}:~:{directive}")),
            Some(directive) => Some(format!("{address}#:~:{directive}")),
            None => Some(address),
        }
    }

    fn directive(&self, turn: &TurnId, span: Span) -> Option<String> {
        let places = self.places(turn, span);
        let (first, last) = (*places.first()?, *places.last()?);
        if first.0 == last.0 && places.len() <= WHOLE {
            let prefix = self.prefix(first, places.len())?;
            return Some(format!("text={prefix}{}", self.part(first, places.len())));
        }
        let in_first = places.iter().filter(|place| place.0 == first.0).count();
        let in_last = places.iter().filter(|place| place.0 == last.0).count();
        let (start, prefix) = self.beginning(first, in_first)?;
        let end = self.ending(first, start, last, in_last);
        let from = (last.0, last.1 + 1 - end);
        Some(format!("text={prefix}{},{}", self.part(first, start), self.part(from, end)))
    }

    /// The words of a stretch of a turn.
    fn places(&self, turn: &TurnId, span: Span) -> Vec<Place> {
        let mut places = Vec::new();
        for (at, block) in self.blocks.iter().enumerate() {
            if block.turn.as_ref() != Some(turn) {
                continue;
            }
            for (number, (word, _)) in block.words.iter().enumerate() {
                let word = Span::new(block.start + word.start, block.start + word.end);
                if span.contains(word) {
                    places.push((at, number));
                }
            }
        }
        places
    }

    /// How many words name the beginning, and the prefix it needs, if any.
    fn beginning(&self, first: Place, most: usize) -> Option<(usize, String)> {
        let lens = || PARTS.take_while(|len| *len <= most).chain([most.min(*PARTS.end())]);
        if let Some(len) = lens().find(|len| self.first_match(first, *len) == Some(first)) {
            return Some((len, String::new()));
        }
        let len = most.min(*PARTS.start());
        Some((len, self.prefix(first, len)?))
    }

    /// How many words name the end: the first match after the beginning must be the last words.
    fn ending(&self, first: Place, start: usize, last: Place, most: usize) -> usize {
        let after = (first.0, first.1 + start);
        let lens = PARTS.take_while(|len| *len <= most).chain([most.min(*PARTS.end())]);
        let mut longest = 1;
        for len in lens {
            longest = len;
            let from = (last.0, last.1 + 1 - len);
            if self.match_from(after, from, len) == Some(from) {
                break;
            }
        }
        longest
    }

    /// Nothing when the words at `place` are the first of their kind, else `before-,` with as many
    /// words before them as it takes; none when no number does.
    fn prefix(&self, place: Place, len: usize) -> Option<String> {
        if self.first_match(place, len) == Some(place) {
            return Some(String::new());
        }
        for before in 1..=*PARTS.end() {
            let from = self.back(place, before)?;
            let unique = self.matches(place, len).all(|found| {
                found >= place
                    || self
                        .back(found, before)
                        .is_none_or(|other| !self.same_from(other, from, before))
            });
            if unique {
                // A prefix may stand in another block than the words, but not in two.
                let block = place.0;
                let ends_block_before =
                    place.1 == 0 && self.blocks[from.0].words.len() - from.1 == before;
                if from.0 != block && !ends_block_before {
                    return None;
                }
                let text = self.part(from, before);
                return Some(format!("{text}-,"));
            }
        }
        None
    }

    /// The place so many words before another.
    fn back(&self, place: Place, words: usize) -> Option<Place> {
        let (mut block, mut at) = place;
        for _ in 0..words {
            if at == 0 {
                block = block.checked_sub(1)?;
                at = self.blocks[block].words.len();
            }
            at -= 1;
        }
        Some((block, at))
    }

    fn same_from(&self, left: Place, right: Place, len: usize) -> bool {
        let words = |place: Place| {
            let rest = self.blocks[place.0..].iter().enumerate();
            rest.flat_map(move |(n, b)| b.words.iter().skip(if n == 0 { place.1 } else { 0 }))
                .map(|(_, word)| word)
                .take(len)
        };
        words(left).eq(words(right))
    }

    fn first_match(&self, place: Place, len: usize) -> Option<Place> {
        self.matches(place, len).next()
    }

    fn match_from(&self, from: Place, place: Place, len: usize) -> Option<Place> {
        self.matches(place, len).find(|found| *found >= from)
    }

    /// Where on the page the `len` words at `place` stand, in order.
    fn matches(&self, place: Place, len: usize) -> impl Iterator<Item = Place> + '_ {
        let block = &self.blocks[place.0].words;
        let wanted = &block[place.1..block.len().min(place.1 + len)];
        self.blocks.iter().enumerate().flat_map(move |(number, block)| {
            let same = move |window: &[(Span, String)]| {
                window.iter().zip(wanted).all(|((_, a), (_, b))| a == b)
            };
            let windows = block.words.windows(wanted.len()).enumerate();
            windows.filter(move |(_, window)| same(window)).map(move |(at, _)| (number, at))
        })
    }

    /// The text of `len` words from `place` on, encoded.
    fn part(&self, place: Place, len: usize) -> String {
        let block = &self.blocks[place.0];
        let last = block.words.len().min(place.1 + len) - 1;
        let span = Span::new(block.words[place.1].0.start, block.words[last].0.end);
        // A browser sees a run of white space as one space.
        let text = span.of(&block.text).split_whitespace().collect::<Vec<_>>().join(" ");
        utf8_percent_encode(&text, PART).to_string()
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
    use crate::transcript::{Collection, Event, Kind, Provenance, SpeakerId, TranscriptId, Turn};

    fn turn(id: &str, text: &str) -> Record {
        Record {
            turn: Turn {
                id: TurnId(id.into()),
                ordinal: 0,
                label: "JANE ROE".into(),
                speaker_id: SpeakerId("jane-roe".into()),
                speaker: Some("Jane Roe".into()),
                role: None,
                kind: Kind::Speech,
                start_ms: None,
                end_ms: None,
                text: text.into(),
                in_reply_to: None,
            },
            transcript_id: TranscriptId("t".into()),
            collection: Collection::public(),
            event: Event { title: Some("On the weather".into()), ..Event::default() },
            provenance: Provenance::default(),
        }
    }

    fn link(turns: &[Record], number: usize, words: &str) -> String {
        let record = &turns[number];
        let start = record.turn.text.find(words).unwrap();
        let span = Span::new(start, start + words.len());
        Page::new(turns).link("https://example.org/t", &record.turn.id, span).unwrap()
    }

    #[test]
    fn a_short_stretch_is_named_whole_and_encoded() {
        let turns = [turn("t.1", "It was cold, well-nigh freezing & wet. We stayed in.")];
        let link = link(&turns, 0, "cold, well-nigh freezing & wet");
        assert_eq!(
            link,
            "https://example.org/t#:~:text=cold%2C%20well%2Dnigh%20freezing%20%26%20wet"
        );
    }

    #[test]
    fn a_long_stretch_is_named_by_its_beginning_and_its_end() {
        let words = "One two three four five six seven eight nine ten eleven twelve.";
        let link = link(&[turn("t.1", words)], 0, words);
        assert_eq!(
            link,
            "https://example.org/t#:~:text=One%20two%20three%20four,nine%20ten%20eleven%20twelve"
        );
    }

    #[test]
    fn words_said_before_are_told_apart_by_what_precedes_them() {
        let turns = [turn("t.1", "It will rain."), turn("t.2", "Yes. I think it will rain.")];
        assert_eq!(
            link(&turns, 0, "It will rain."),
            "https://example.org/t#:~:text=It%20will%20rain"
        );
        assert_eq!(
            link(&turns, 1, "it will rain"),
            "https://example.org/t#:~:text=think-,it%20will%20rain"
        );
    }

    #[test]
    fn no_link_is_invented_and_none_is_sought_in_a_file_without_text() {
        let turns = [turn("t.1", "It will rain.")];
        let page = Page::new(&turns);
        let at = |url| page.link(url, &turns[0].turn.id, Span::new(0, 12));
        assert_eq!(at("javascript:alert(1)"), None);
        assert_eq!(
            at("https://example.org/a b.pdf").as_deref(),
            Some("https://example.org/a%20b.pdf")
        );
        assert_eq!(
            at("https://example.org/t#s1").unwrap(),
            "https://example.org/t#s1:~:text=It%20will%20rain"
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
