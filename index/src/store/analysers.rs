//! Our division into words and our folding, as the engine's tokenizers.
//!
//! The words themselves are those of [`crate::text`]: what is indexed, highlighted and compared is
//! one and the same.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};

use super::schema;
use crate::text::{Span, Stems, fold, spoken_words, words};

/// How a word becomes a term.
#[derive(Clone, Copy)]
enum Form {
    Folded,
    Stem(Stems),
}

/// Which words of a text count.
#[derive(Clone, Copy)]
enum Which {
    All,
    Spoken,
}

#[derive(Clone, Copy)]
struct Analyser {
    which: Which,
    form: Form,
}

/// Tokens that the shortest text counts as. BM25 prefers short texts, and the shortest turns of a
/// transcript are thanks, calls and questions: below one sentence there is nothing to prefer. Made up
/// at indexing, so that the bounds by which the engine skips turns know of it.
const LEAST_TOKENS: usize = 24;

/// The token that makes up for words that are not there. No word of any text is this character.
pub(super) const PADDING: &str = "\u{1}";

/// The analysers under the names the schema gives them.
pub(super) fn manager() -> TokenizerManager {
    let manager = TokenizerManager::default();
    let english = Form::Stem(Stems::of(Some("en")));
    for (name, which, form) in [
        (schema::SPOKEN, Which::Spoken, Form::Folded),
        (schema::STEMS_EN, Which::Spoken, english),
        (schema::NAMES, Which::All, Form::Folded),
    ] {
        manager.register(name, Analyser { which, form });
    }
    manager
}

/// The stems of a text in another language than the field's analyser knows.
pub(super) fn stems(text: &str, lang: Option<&str>) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut analyser = Analyser { which: Which::Spoken, form: Form::Stem(Stems::of(lang)) };
    analyser.token_stream(text).process(&mut |token| tokens.push(token.clone()));
    tokens
}

impl Tokenizer for Analyser {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        let spans: Box<dyn Iterator<Item = Span> + 'a> = match self.which {
            Which::All => Box::new(words(text)),
            Which::Spoken => Box::new(spoken_words(text)),
        };
        let least = match self.which {
            Which::All => 0,
            Which::Spoken => LEAST_TOKENS,
        };
        Stream { text, spans, form: self.form, lacking: least, token: Token::default() }
    }
}

struct Stream<'a> {
    text: &'a str,
    spans: Box<dyn Iterator<Item = Span> + 'a>,
    form: Form,
    /// Tokens without which the text is too short.
    lacking: usize,
    token: Token,
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        let Some(span) = self.spans.next() else { return self.pad() };
        self.lacking = self.lacking.saturating_sub(1);
        self.token.position = self.token.position.wrapping_add(1);
        self.token.offset_from = span.start;
        self.token.offset_to = span.end;
        self.token.text.clear();
        match self.form {
            Form::Folded => fold::push_word(span.of(self.text), &mut self.token.text),
            Form::Stem(stems) => stems.push(span.of(self.text), &mut self.token.text),
        }
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

impl Stream<'_> {
    /// A token of padding while some are lacking. A text without a word stays without tokens.
    fn pad(&mut self) -> bool {
        if self.lacking == 0 || self.token.position == usize::MAX {
            return false;
        }
        self.lacking -= 1;
        if self.token.text != PADDING {
            self.token.text.replace_range(.., PADDING);
            // One place for all of them, apart from the last word, costs the index no bytes.
            self.token.position += 1;
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(name: &str, text: &str) -> Vec<String> {
        let mut analyser = manager().get(name).unwrap();
        let mut terms = Vec::new();
        analyser.token_stream(text).process(&mut |token| terms.push(token.text.clone()));
        terms
    }

    #[test]
    fn a_short_turn_is_made_up_to_the_length_of_a_sentence_and_a_name_is_not() {
        let short = terms(schema::SPOKEN, "Thank you. (Laughter.)");
        assert_eq!(short[..3], ["thank", "you", PADDING]);
        assert_eq!(short.len(), LEAST_TOKENS);
        assert_eq!(terms(schema::SPOKEN, &"word ".repeat(30)).len(), 30);
        assert_eq!(terms(schema::SPOKEN, "(Laughter.)"), Vec::<String>::new());
        assert_eq!(terms(schema::NAMES, "Jane Roe"), ["jane", "roe"]);
        assert_eq!(stems("Danke.", Some("de")).len(), LEAST_TOKENS);
    }
}
