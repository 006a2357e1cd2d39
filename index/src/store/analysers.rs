//! Our division into words and our folding, as the engine's tokenizers.
//!
//! The words themselves are those of [`crate::text`]: what is indexed, highlighted and compared is
//! one and the same.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};

use super::{pairs, schema};
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

/// The token that makes up for words that are not there. No word of any text is this character.
const PADDING: &str = "\u{1}";

/// A text that adds so many tokens to a turn's length and nothing to its words; see
/// [`super::substance`].
pub(super) fn padding(tokens: usize) -> String {
    PADDING.repeat(tokens)
}

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
        // A turn in whose text nothing else stands has no words.
        let is_padding = text.bytes().all(|byte| byte == PADDING.as_bytes()[0]);
        let spans: Box<dyn Iterator<Item = Span> + 'a> = match self.which {
            _ if is_padding => Box::new(std::iter::empty()),
            Which::All => Box::new(words(text)),
            Which::Spoken => Box::new(spoken_words(text)),
        };
        let padding = if is_padding { text.len() } else { 0 };
        let token = Token::default();
        let form = self.form;
        // The words as they were said, of which phrases are made; see [`pairs`].
        let paired = matches!((self.which, form), (Which::Spoken, Form::Folded));
        Stream { text, spans, form, paired, place: 0, before: None, pair: None, padding, token }
    }
}

struct Stream<'a> {
    text: &'a str,
    spans: Box<dyn Iterator<Item = Span> + 'a>,
    form: Form,
    /// Whether the commonest words come in pairs as well.
    paired: bool,
    /// Place of the next word.
    place: usize,
    /// The last word, if it is one of the commonest.
    before: Option<&'static str>,
    /// The pair that comes next.
    pair: Option<(&'static str, &'static str)>,
    /// Tokens of padding to come.
    padding: usize,
    token: Token,
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        if let Some(pair) = self.pair.take() {
            pairs::write(pair, &mut self.token.text);
            self.token.position = self.place - 2;
            return true;
        }
        let Some(span) = self.spans.next() else { return self.pad() };
        self.token.position = self.place;
        self.place += 1;
        self.token.offset_from = span.start;
        self.token.offset_to = span.end;
        self.token.text.clear();
        match self.form {
            Form::Folded => fold::push_word(span.of(self.text), &mut self.token.text),
            Form::Stem(stems) => stems.push(span.of(self.text), &mut self.token.text),
        }
        if self.paired {
            let before = std::mem::replace(&mut self.before, pairs::common(&self.token.text));
            self.pair = before.zip(self.before);
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
    /// A token of padding, while there are any.
    fn pad(&mut self) -> bool {
        if self.padding == 0 {
            return false;
        }
        self.padding -= 1;
        if self.token.text != PADDING {
            self.token.text.replace_range(.., PADDING);
            // One place for all of them costs the index no bytes.
            self.token.position = self.place;
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
    fn the_commonest_words_stand_there_in_pairs_at_the_place_of_the_first() {
        let mut analyser = manager().get(schema::SPOKEN).unwrap();
        let mut tokens = Vec::new();
        analyser.token_stream("In the rain. It was").process(&mut |token| {
            tokens.push((token.position, token.text.replace('\u{2}', "+")));
        });
        let words = [(0, "in"), (1, "the"), (0, "+in the"), (2, "rain"), (3, "it"), (4, "was")];
        let words = words.into_iter().chain([(3, "+it was")]);
        assert_eq!(tokens, words.map(|(at, word)| (at, word.to_owned())).collect::<Vec<_>>());
        assert_eq!(terms(schema::STEMS_EN, "in the rain").len(), 3);
    }

    #[test]
    fn padding_is_as_many_tokens_and_no_word() {
        assert_eq!(terms(schema::SPOKEN, &padding(3)), [PADDING; 3]);
        assert_eq!(terms(schema::STEMS_EN, "\u{1} Thank you. (Laughter.)"), ["thank", "you"]);
        assert_eq!(terms(schema::SPOKEN, "(Laughter.)"), Vec::<String>::new());
    }
}
