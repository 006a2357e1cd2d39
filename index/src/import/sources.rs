//! What an editor says of a whole folder: `sources.toml`, patterns of file names with the keys of a
//! sidecar under each.
//!
//! ```toml
//! ["*"]
//! publisher = "Town of Example"
//! licence = "CC BY 4.0"
//!
//! ["minutes-*.html"]
//! url = "https://example.org/minutes/{stem}"
//! grade = "edited"
//! ```
//!
//! A key counts where neither the file nor its sidecar says it; of two sections that fit a file and
//! give one key, the later counts. A pattern without `/` is held against the file's name, one with
//! `/` against its path below the folder; `**` goes through folders.

use std::collections::BTreeMap;
use std::path::Path;

use glob::{MatchOptions, Pattern};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use toml::Spanned;

use super::Sidecar;
use super::sidecar::{line_at, malformed};
use crate::read::{Error, stem};

/// The name of the file, in any folder.
pub(super) const NAME: &str = "sources.toml";

/// Stands for the file's name without its extension, in addresses.
const STEM: &str = "{stem}";

/// RFC 3986: characters that an address may hold as they are.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// As in a shell, except that a leading dot needs no dot in the pattern.
const MATCHING: MatchOptions = MatchOptions {
    case_sensitive: true,
    require_literal_separator: true,
    require_literal_leading_dot: false,
};

/// A `sources.toml` that was read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sources {
    /// In the order of the file.
    sections: Vec<(Pattern, Sidecar)>,
}

impl Sources {
    /// From its text; errors name it `path`.
    pub(super) fn parse(path: &Path, text: &str) -> Result<Self, Error> {
        let table: BTreeMap<Spanned<String>, Sidecar> =
            toml::from_str(text).map_err(|error| malformed(path, text, &error))?;
        let mut table: Vec<_> = table.into_iter().collect();
        table.sort_by_key(|(pattern, _)| pattern.span().start);
        let mut sections = Vec::new();
        for (pattern, said) in table {
            let at = pattern.span().start;
            let wrong = |at, message| {
                let line = line_at(text, at);
                Error::Malformed { path: path.to_owned(), line, message }
            };
            for address in [&said.url, &said.media_url].into_iter().flatten() {
                if let Some(unknown) = unknown_place(address) {
                    let at = text[at..].find(unknown).map_or(at, |after| at + after);
                    let message = format!("{unknown} is nothing here: {STEM} is the file's name");
                    return Err(wrong(at, message));
                }
            }
            let pattern = Pattern::new(pattern.get_ref())
                .map_err(|error| wrong(at, format!("no pattern of file names: {}", error.msg)))?;
            sections.push((pattern, said));
        }
        Ok(Self { sections })
    }

    /// What is told of a file, by its path below the folder: what counts more comes first.
    pub(super) fn of(&self, below: &Path) -> Vec<Sidecar> {
        let name = Path::new(below.file_name().unwrap_or_default());
        let fits = |pattern: &Pattern| {
            let whole = if pattern.as_str().contains('/') { below } else { name };
            pattern.matches_path_with(whole, MATCHING)
        };
        let stem = stem(below);
        let stem = utf8_percent_encode(&stem, UNRESERVED).to_string();
        let mut told: Vec<Sidecar> = Vec::new();
        for (_, said) in self.sections.iter().rev().filter(|(pattern, _)| fits(pattern)) {
            let mut said = said.clone();
            for address in [&mut said.url, &mut said.media_url].into_iter().flatten() {
                *address = address.replace(STEM, &stem);
            }
            told.push(said);
        }
        told
    }
}

/// A place in braces that stands for nothing.
fn unknown_place(address: &str) -> Option<&str> {
    let mut rest = address;
    while let Some((_, after)) = rest.split_once('{') {
        let start = address.len() - after.len() - 1;
        let end = address[start..].find('}').map_or(address.len(), |end| start + end + 1);
        if &address[start..end] != STEM {
            return Some(&address[start..end]);
        }
        rest = &address[end..];
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<Sources, String> {
        Sources::parse(Path::new("talks/sources.toml"), text).map_err(|error| error.to_string())
    }

    #[test]
    fn patterns_choose_by_name_or_by_path_and_the_later_section_counts() {
        let sources = parsed(
            "['*']\nlang = 'en'\npublisher = 'Town'\n\
             ['*.html']\nurl = 'https://example.org/{stem}'\n\
             ['2021/**/*']\npublisher = 'Old town'\n",
        )
        .unwrap();
        let told = |path: &str| {
            let mut draft = crate::transcript::Draft::default();
            sources.of(Path::new(path)).iter().for_each(|said| said.fill(&mut draft));
            let from = draft.provenance;
            (from.publisher.unwrap_or_default(), from.url.unwrap_or_default())
        };
        for (path, publisher, url) in [
            ("a.txt", "Town", ""),
            ("2020/a talk.html.gz", "Town", ""),
            ("2020/a talk.html", "Town", "https://example.org/a%20talk"),
            ("2021/spring/b.html", "Old town", "https://example.org/b"),
        ] {
            assert_eq!(told(path), (publisher.to_owned(), url.to_owned()), "{path}");
        }
    }

    #[test]
    fn what_means_nothing_is_named_with_its_line() {
        for (text, said) in [
            ("publisher = 'Town'\n", "sources.toml:1: invalid type: string \"Town\", expected a"),
            ("['*']\n\nlicense = 'CC0'\n", "sources.toml:3: unknown field `license`"),
            ("['*']\nlang = 'en'\nurl = 'https://x/{name}'\n", "sources.toml:3: {name} is nothing"),
            ("['*']\n\n['[a']\nlang = 'en'\n", "sources.toml:3: no pattern of file names"),
            ("['*']\nlang = 'en'\n['*']\nlang = 'fr'\n", "sources.toml:3: duplicate key"),
        ] {
            let error = parsed(text).unwrap_err();
            assert!(error.contains(said), "{text}: {error}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic_and_a_fault_has_a_line_of_the_text(
            text in r#"(\[?["'\[a-z*{}!\]/]{0,6}\]?\n?(url|lang|date)? ?=? ?["'{}a-z0-9-]{0,9}\n){0,4}"#,
            file in "[a-z/ .*{]{0,9}",
        ) {
            match Sources::parse(Path::new("sources.toml"), &text) {
                Ok(sources) => drop(sources.of(Path::new(&file))),
                Err(Error::Malformed { line, .. }) => {
                    assert!(line as usize <= text.matches('\n').count() + 1, "{line}: {text}");
                }
                Err(error) => panic!("{error}"),
            }
        }
    }
}
