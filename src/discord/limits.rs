//! Discord's limits, and how a text is brought into one: at the end of a sentence or a word, with
//! what is left out counted. Nothing is cut at a number of characters.
//!
//! Discord counts characters; where it counts code points and where UTF-16 units is not said, so
//! the larger number of the two is counted here.

use onrecord_index::text::{Span, sentences, words};

use crate::card::{Run, markdown};
use crate::locale::{Arg, Locale};

/// Embeds of a message. Discord: resources/message, "Create Message".
pub(super) const EMBEDS: usize = 10;
/// Characters of all embeds of a message together. Discord: resources/message, "Embed Limits".
pub(super) const ALL_EMBEDS: usize = 6_000;
/// Characters of an embed's description. Ibid.
pub(super) const DESCRIPTION: usize = 4_096;
/// Characters of an embed's author. Ibid.
pub(super) const AUTHOR: usize = 256;
/// Characters of an embed's footer. Ibid.
pub(super) const FOOTER: usize = 2_048;
/// Choices offered while an option is typed. Discord: interactions/application-commands,
/// "Autocomplete".
pub(super) const CHOICES: usize = 25;
/// Characters of a choice's name and of its value. Ibid., "Application Command Option Choice".
pub(super) const CHOICE: usize = 100;
/// Characters of a string option. Ibid., "Application Command Option Structure".
pub(super) const OPTION: u16 = 6_000;

/// Characters on a button. Discord: components/reference, "Button".
pub(super) const LABEL: usize = 80;

/// Length of a text as Discord counts it.
pub(super) fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// A piece of text and how it is laid out.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// The words, some of them marked.
    pub(super) runs: Vec<Run>,
    /// Where they stand.
    pub(super) shape: Shape,
}

/// Where words stand, and so what is done to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// In a block quote.
    Quoted,
    /// In running text.
    Running,
    /// Small, above what it is a label of.
    Label,
    /// Where Discord reads no Markdown: an author, a footer.
    Plain,
}

impl Part {
    /// Words of which none is marked.
    pub(super) fn of(text: impl Into<String>, shape: Shape) -> Self {
        Self { runs: vec![Run { text: text.into(), marked: false }], shape }
    }

    /// The words as Discord gets them.
    pub(super) fn lay_out(&self) -> String {
        match self.shape {
            Shape::Quoted => markdown::block_quote(&self.runs),
            Shape::Running => markdown::bold(&self.runs),
            Shape::Label => format!("-# {}", markdown::bold(&self.runs).replace('\n', " ")),
            Shape::Plain => self.text(),
        }
    }

    /// The words as Discord gets them, in `room` characters: whole, else up to the end of a sentence
    /// or a word, with the rest counted. Empty if not even that has room.
    pub(super) fn fit(&self, room: usize, locale: &Locale) -> String {
        let whole = self.lay_out();
        if length(&whole) <= room {
            return whole;
        }
        let text = self.text();
        let ends = word_ends(&text);
        let cut = |kept: usize| {
            let bytes = kept.checked_sub(1).map_or(0, |last| ends[last]);
            self.cut(bytes, ends.len() - kept, locale)
        };
        let (mut fits, mut too_long) = (0, ends.len());
        while too_long - fits > 1 {
            let middle = fits + (too_long - fits) / 2;
            if length(&cut(middle)) <= room { fits = middle } else { too_long = middle }
        }
        let shortest = cut(in_whole_sentences(&text, &ends, fits));
        if length(&shortest) <= room { shortest } else { String::new() }
    }

    fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// The first bytes, and how many words there are after them.
    fn cut(&self, bytes: usize, left_out: usize, locale: &Locale) -> String {
        let mut kept = Self { runs: Vec::new(), shape: self.shape };
        let mut room = bytes;
        for run in &self.runs {
            let text = run.text[..run.text.len().min(room)].to_owned();
            room -= text.len();
            kept.runs.push(Run { text, marked: run.marked });
        }
        let mark = locale.text("reply-cut", &[("words", Arg::Number(left_out as u64))]);
        let laid_out = kept.lay_out();
        let mark = if self.shape == Shape::Plain { mark } else { markdown::escape(&mark) };
        if bytes == 0 { format!("{laid_out}{mark}") } else { format!("{laid_out} {mark}") }
    }
}

/// Where each word ends, with the full stop or the closing quotation mark behind it.
fn word_ends(text: &str) -> Vec<usize> {
    let words: Vec<Span> = words(text).collect();
    let next = words.iter().skip(1).map(|word| word.start).chain([text.len()]);
    let behind = |(word, next): (&Span, usize)| {
        let between = &text[word.end..next];
        word.end + between.find(char::is_whitespace).unwrap_or(between.len())
    };
    words.iter().zip(next).map(behind).collect()
}

/// The words up to the last sentence that ends within the first `fits`, unless that would give up
/// more than half of them.
fn in_whole_sentences(text: &str, word_ends: &[usize], fits: usize) -> usize {
    let Some(last) = fits.checked_sub(1).map(|at| word_ends[at]) else { return 0 };
    let sentences = sentences(text, "en");
    let whole = sentences.iter().take_while(|sentence| sentence.end <= last).last();
    let kept = whole.map_or(0, |sentence| word_ends.partition_point(|end| *end <= sentence.end));
    if 2 * kept >= fits { kept } else { fits }
}

/// How much room each gets of what there is, when they want this much: the small ones all they want,
/// the large ones equal shares. None if a share would be smaller than `least`.
pub(super) fn shares(wanted: &[usize], room: usize, least: usize) -> Option<Vec<usize>> {
    let mut by_size: Vec<usize> = (0..wanted.len()).collect();
    by_size.sort_by_key(|one| wanted[*one]);
    let mut shares = vec![0; wanted.len()];
    let mut left = room;
    for (done, one) in by_size.into_iter().enumerate() {
        let share = left / (wanted.len() - done);
        shares[one] = wanted[one].min(share);
        if shares[one] < wanted[one].min(least) {
            return None;
        }
        left -= shares[one];
    }
    Some(shares)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fit(text: &str, room: usize) -> String {
        Part::of(text, Shape::Quoted).fit(room, &Locale::en_us())
    }

    #[test]
    fn a_text_is_cut_at_the_end_of_a_sentence_and_the_rest_is_counted() {
        let text = "We met today. Growth is strong. China was discussed at length by all of us.";
        assert_eq!(fit(text, 200), format!("> {text}"));
        assert_eq!(fit(text, 60), "> We met today. Growth is strong. … \\[+9 words]");
    }

    #[test]
    fn a_long_sentence_is_cut_at_the_end_of_a_word() {
        assert_eq!(
            fit("one two three four five six seven eight", 32),
            "> one two three … \\[+5 words]"
        );
        assert_eq!(fit(&"x".repeat(500), 40), "> … \\[+1 word]");
        assert_eq!(fit("one two three", 8), "", "there is no room to say what is left out");
    }

    #[test]
    fn small_ones_get_all_and_large_ones_share() {
        assert_eq!(shares(&[100, 200], 1000, 50), Some(vec![100, 200]));
        assert_eq!(shares(&[900, 100, 800], 1000, 50), Some(vec![450, 100, 450]));
        assert_eq!(shares(&[900, 900, 900], 1000, 400), None);
        assert_eq!(shares(&[], 10, 5), Some(vec![]));
    }

    proptest! {
        #[test]
        fn what_is_fitted_fits_and_is_a_beginning(text in "[a-z*. \n“é🐟]{0,300}", room in 0_usize..200) {
            let fitted = Part::of(text.as_str(), Shape::Plain).fit(room, &Locale::en_us());
            prop_assert!(length(&fitted) <= room);
            let kept = fitted.split(" … [+").next().unwrap_or_default();
            prop_assert!(text.starts_with(kept) || kept.starts_with("… [+"), "{kept}");
        }
    }
}
