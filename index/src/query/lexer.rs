//! A query's characters → tokens with their places. Knows marks, not meaning.

/// One piece of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Words as typed, without white space.
    Word(String),
    /// Words between quotation marks; `~n` after them allows n words between.
    Quoted { text: String, slop: u32, closed: bool },
    /// `field:value`.
    Field { name: String, value: String },
    /// `(`
    Open,
    /// `)`
    Close,
    /// `OR`, `|`
    Or,
    /// `AND`, `&`
    And,
    /// `NOT`, or `-` before a word.
    Not,
    /// `NEAR/n`
    Near(u32),
}

/// Signs that make words a phrase which has to stand as it is; any of them opens one and closes it.
pub(crate) const QUOTATION_MARKS: [char; 6] = ['"', '“', '”', '„', '«', '»'];

/// Words between that `NEAR` means without a number.
const NEAR: u32 = 10;

/// The most words between that a phrase or `NEAR` may ask for: a long sentence.
const MOST_BETWEEN: u32 = 50;

/// Fields that filter; anything else before a colon is a word.
pub(super) const FIELDS: [&str; 9] =
    ["speaker", "event", "source", "role", "lang", "kind", "after", "before", "on"];

/// The tokens of a query, each with the byte it begins at.
pub(super) fn tokens(typed: &str) -> Vec<(usize, Token)> {
    let mut lexer = Lexer { typed, at: 0, tokens: Vec::new() };
    while let Some(character) = lexer.peek() {
        lexer.step(character);
    }
    lexer.tokens
}

struct Lexer<'q> {
    typed: &'q str,
    at: usize,
    tokens: Vec<(usize, Token)>,
}

impl Lexer<'_> {
    fn peek(&self) -> Option<char> {
        self.typed[self.at..].chars().next()
    }

    fn step(&mut self, character: char) {
        let at = self.at;
        match character {
            _ if character.is_whitespace() => self.at += character.len_utf8(),
            '(' => self.mark(Token::Open),
            ')' => self.mark(Token::Close),
            '|' => self.mark(Token::Or),
            '&' => self.mark(Token::And),
            '-' | '−' | '–' if self.before_word(character) => {
                self.at += character.len_utf8();
                self.tokens.push((at, Token::Not));
            }
            mark if QUOTATION_MARKS.contains(&mark) => {
                let token = self.quoted();
                self.tokens.push((at, token));
            }
            _ => {
                let token = self.word();
                self.tokens.push((at, token));
            }
        }
    }

    fn mark(&mut self, token: Token) {
        self.tokens.push((self.at, token));
        self.at += 1;
    }

    /// A hyphen negates only at the start of a word and right before one.
    fn before_word(&self, hyphen: char) -> bool {
        let next = self.typed[self.at + hyphen.len_utf8()..].chars().next();
        let previous = self.typed[..self.at].chars().next_back();
        next.is_some_and(|c| c.is_alphanumeric() || "\"“(„«".contains(c))
            && previous.is_none_or(|c| c.is_whitespace() || c == '(')
    }

    fn quoted(&mut self) -> Token {
        let open = self.peek().expect("a quotation mark was seen here");
        let start = self.at + open.len_utf8();
        let mut signs = self.typed[start..].char_indices();
        let (text, closed) = match signs.find(|(_, sign)| QUOTATION_MARKS.contains(sign)) {
            Some((len, close)) => {
                self.at = start + len + close.len_utf8();
                (&self.typed[start..start + len], true)
            }
            None => {
                self.at = self.typed.len();
                (&self.typed[start..], false)
            }
        };
        let text = text.to_owned();
        let slop = if self.peek() == Some('~') { self.number_after(1) } else { None };
        Token::Quoted { text, slop: slop.unwrap_or(0).min(MOST_BETWEEN), closed }
    }

    /// The number that stands `skip` bytes on; moves past it when there is one.
    fn number_after(&mut self, skip: usize) -> Option<u32> {
        let rest = &self.typed[self.at + skip..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let number = rest[..digits].parse().ok()?;
        self.at += skip + digits;
        Some(number)
    }

    fn word(&mut self) -> Token {
        let rest = &self.typed[self.at..];
        let ends = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '"' | '“' | '”' | '|');
        let len = rest.find(ends).unwrap_or(rest.len());
        let word = &rest[..len];
        if let Some((name, value)) = word.split_once(':') {
            let name = name.to_lowercase();
            if FIELDS.contains(&name.as_str()) {
                self.at += name.len() + 1;
                let value = value.to_owned();
                return Token::Field { value: self.value(&name, value), name };
            }
        }
        self.at += len;
        match word {
            "OR" => Token::Or,
            "AND" => Token::And,
            "NOT" => Token::Not,
            "NEAR" => Token::Near(NEAR),
            _ => match word.strip_prefix("NEAR/").map(str::parse) {
                Some(Ok(between)) => Token::Near(u32::min(between, MOST_BETWEEN)),
                _ => Token::Word(word.to_owned()),
            },
        }
    }

    /// A field's value: a word, words in quotation marks, or a date of up to four words.
    fn value(&mut self, field: &str, word: String) -> String {
        if word.is_empty() && matches!(self.peek(), Some('"' | '“' | '”')) {
            match self.quoted() {
                Token::Quoted { text, .. } => return text,
                _ => unreachable!("quoted gives a quotation"),
            }
        }
        let rest = &self.typed[self.at..];
        if matches!(field, "after" | "before" | "on") {
            let ends = rest.match_indices(char::is_whitespace).map(|(at, _)| at);
            let ends: Vec<usize> = ends.take(4).chain([rest.len()]).collect();
            for end in ends.iter().rev().copied().filter(|end| *end >= word.len()) {
                if super::dates::parse(&rest[..end]).is_some() {
                    self.at += end;
                    return rest[..end].to_owned();
                }
            }
        }
        self.at += word.len();
        word
    }
}
