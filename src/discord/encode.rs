//! Card → message: embeds within Discord's limits, and nobody pinged.
//!
//! A quote is an embed: the speaker above, the words in a block quote, what they are and where they
//! stand below, links last. A headline has an embed before them, hints one after them; the footer of
//! the last says what was searched. A table, or a text to be copied, stands between headline and
//! hints in one embed. Words stand in embeds alone and never in the content of a
//! message: an embed pings nobody and unfolds no invitation, whatever stands in it.
//!
//! Bodies are structs of our own: serenity leaves `allowed_mentions` out of edits, and what is left
//! out pings those who are named.

mod block;

use serde::Serialize;

use self::block::Block;
use super::components::Row;
use super::limits::{self, Part, Shape, length, shares};
use crate::card::{Card, Entry, Line, Link, Run, markdown};
use crate::locale::{Arg, Locale};

/// A message as Discord takes it: the data of a callback, an edit, a follow-up.
#[derive(Clone, Debug, Serialize)]
pub struct Message {
    embeds: Vec<Embed>,
    /// Always said: what is left out of an edit stays as it was.
    components: Vec<Row>,
    allowed_mentions: AllowedMentions,
    #[serde(skip_serializing_if = "Option::is_none")]
    flags: Option<u64>,
}

/// Nobody is pinged.
#[derive(Clone, Debug, Default, Serialize)]
struct AllowedMentions {
    parse: [&'static str; 0],
}

#[derive(Clone, Debug, Default, Serialize)]
struct Embed {
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<Author>,
    #[serde(skip_serializing_if = "String::is_empty")]
    description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    footer: Option<Footer>,
}

#[derive(Clone, Debug, Serialize)]
struct Author {
    name: String,
}

#[derive(Clone, Debug, Serialize)]
struct Footer {
    text: String,
}

/// Shown to the asker alone. Discord: resources/message, "Message Flags".
pub(super) const EPHEMERAL: u64 = 1 << 6;

/// Embeds that are no quotes.
const FRAMES: usize = 2;

/// Quotes of one message.
pub(super) const MOST_ENTRIES: usize = limits::EMBEDS - FRAMES;

/// Below this an embed says nothing; then the last quote is left out and counted instead.
const LEAST_EMBED: usize = 400;

/// Of a footer, which can hold a query of 6,000 characters.
const MOST_FOOTER: usize = 1_000;
const _: () = assert!(MOST_FOOTER <= limits::FOOTER, "a footer is within Discord's limit");

/// Of what stands before and after the quotes, which can hold a claim as long.
const MOST_FRAME: usize = 1_500;

impl Message {
    /// Whether only the asker sees it.
    pub fn is_private(&self) -> bool {
        self.flags == Some(EPHEMERAL)
    }

    /// The same as an edit, which cannot say who sees it.
    pub fn as_edit(&self) -> Self {
        Self { flags: None, ..self.clone() }
    }

    /// A sentence of ours to the asker alone.
    pub fn private(sentence: &str) -> Self {
        let description = markdown::escape(sentence);
        Self::of(vec![Embed { description, ..Embed::default() }], true)
    }

    fn of(embeds: Vec<Embed>, private: bool) -> Self {
        let flags = private.then_some(EPHEMERAL);
        let components = Vec::new();
        Self { embeds, components, allowed_mentions: AllowedMentions::default(), flags }
    }

    /// With these rows below.
    pub(super) fn with(self, components: Vec<Row>) -> Self {
        Self { components, ..self }
    }

    /// For whoever clicked alone.
    pub(super) fn for_one(self) -> Self {
        Self { flags: Some(EPHEMERAL), ..self }
    }
}

/// Lays a card into Discord's limits.
pub fn encode(card: &Card, locale: &Locale) -> Message {
    let before = Draft::before(card);
    let after = Draft::lines(card).into_iter().chain(Draft::after(card)).collect::<Vec<_>>();
    let mut entries: Vec<Draft> = card.entries.iter().map(Draft::entry).collect();
    entries.truncate(MOST_ENTRIES);
    loop {
        let drafts: Vec<&Draft> = before.iter().chain(&entries).chain(&after).collect();
        let footer = footer(card, card.entries.len() - entries.len(), locale);
        let room = limits::ALL_EMBEDS - length(&footer);
        let wanted: Vec<usize> = drafts.iter().map(|draft| draft.wanted(locale)).collect();
        let shares = shares(&wanted, room, LEAST_EMBED);
        if shares.is_none() && entries.len() > 1 {
            entries.pop();
            continue;
        }
        let shares = shares.unwrap_or_else(|| vec![room / drafts.len().max(1); drafts.len()]);
        let fitted = drafts.iter().zip(shares).map(|(draft, room)| draft.fit(room, locale));
        return Message::of(with_footer(fitted.collect(), footer), card.private);
    }
}

/// What the last embed ends with: the card's footer, and how many quotes had no room.
fn footer(card: &Card, left_out: usize, locale: &Locale) -> String {
    let mut lines = Vec::new();
    if left_out > 0 {
        lines.push(locale.text("reply-left-out", &[("entries", Arg::Number(left_out as u64))]));
    }
    if !card.footer.is_empty() {
        lines.push(card.footer.clone());
    }
    Part::of(lines.join("\n"), Shape::Plain).fit(MOST_FOOTER, locale)
}

fn with_footer(mut embeds: Vec<Embed>, text: String) -> Vec<Embed> {
    // Discord takes no message with an embed in which nothing stands.
    embeds.retain(|embed| embed.author.is_some() || !embed.description.trim().is_empty());
    if text.is_empty() {
        return embeds;
    }
    match embeds.last_mut() {
        Some(last) => last.footer = Some(Footer { text }),
        // Alone it is what there is to say.
        None => embeds.push(Embed { description: markdown::escape(&text), ..Embed::default() }),
    }
    embeds
}

/// An embed before it is fitted.
#[derive(Debug, Default)]
struct Draft {
    author: Option<String>,
    /// Lines, one under the other.
    parts: Vec<Part>,
    /// What stands after the first so many of them.
    block: Option<(usize, Block)>,
    links: Vec<Link>,
    /// Lines that have links of their own.
    lines: Vec<Line>,
    /// The most room it may have.
    most: usize,
}

impl Draft {
    /// The headline and what is compared.
    fn before(card: &Card) -> Option<Self> {
        let mut parts = Vec::new();
        if let Some(headline) = &card.headline {
            let runs = vec![Run { text: headline.clone(), marked: true }];
            parts.push(Part { runs, shape: Shape::Running });
        }
        for (label, runs) in &card.comparison {
            // In a block quote stands the record and nothing else, least of all a claim.
            parts.push(Part::of(label.as_str(), Shape::Label));
            parts.push(Part { runs: runs.clone(), shape: Shape::Running });
        }
        let table = card.table.clone().map(Block::Table);
        let block =
            table.or(card.paste.clone().map(Block::Paste)).map(|block| (parts.len(), block));
        // Without quotes between them, headline and hints are one thing.
        if Self::is_one(card) {
            parts.extend(hints(card));
        }
        match block {
            None => Self::frame(parts),
            block => Some(Self { parts, block, most: limits::DESCRIPTION, ..Self::default() }),
        }
    }

    /// The hints, where quotes stand before them.
    fn after(card: &Card) -> Option<Self> {
        Self::frame(if Self::is_one(card) { Vec::new() } else { hints(card).collect() })
    }

    fn is_one(card: &Card) -> bool {
        card.entries.is_empty() && card.lines.is_empty()
    }

    /// Short things, a line each.
    fn lines(card: &Card) -> Option<Self> {
        let (lines, most) = (card.lines.clone(), limits::DESCRIPTION);
        (!lines.is_empty()).then(|| Self { lines, most, ..Self::default() })
    }

    fn frame(parts: Vec<Part>) -> Option<Self> {
        let most = MOST_FRAME;
        (!parts.is_empty()).then(|| Self { parts, most, ..Self::default() })
    }

    fn entry(entry: &Entry) -> Self {
        let fits = (1..=limits::AUTHOR).contains(&length(&entry.speaker));
        let mut parts = vec![Part { runs: entry.words.clone(), shape: Shape::Quoted }];
        let below = [&entry.extent, &entry.source].into_iter().filter(|line| !line.is_empty());
        parts.extend(below.map(|line| Part::of(line.as_str(), Shape::Running)));
        if !fits && !entry.speaker.is_empty() {
            parts.insert(0, Part::of(entry.speaker.as_str(), Shape::Running));
        }
        let author = fits.then(|| entry.speaker.clone());
        let most = limits::AUTHOR + limits::DESCRIPTION;
        Self { author, parts, links: entry.links.clone(), most, ..Self::default() }
    }

    /// Characters it takes where there is room for everything.
    fn wanted(&self, locale: &Locale) -> usize {
        let parts: usize = self.parts.iter().map(|part| length(&part.lay_out()) + 1).sum();
        let lines: usize = self.lines.iter().map(wanted_by).sum();
        let block = self.block.as_ref().map_or(0, |(_, block)| block.wanted(locale) + 1);
        let all = self.author_length() + parts + block + lines + length(&laid_out(&self.links));
        all.min(self.most)
    }

    fn author_length(&self) -> usize {
        self.author.as_deref().map_or(0, length)
    }

    /// The embed in `room` characters: links shorten first, then the longest parts.
    fn fit(&self, room: usize, locale: &Locale) -> Embed {
        let room = room.saturating_sub(self.author_length()).min(limits::DESCRIPTION);
        if !self.lines.is_empty() {
            return Embed {
                description: fitted_lines(&self.lines, room, locale),
                ..Embed::default()
            };
        }
        let wanted: Vec<usize> = self.parts.iter().map(|part| length(&part.lay_out())).collect();
        if let Some((at, block)) = &self.block {
            return self.fit_around(*at, block, room, &wanted, locale);
        }
        let breaks = self.parts.len();
        // Where the words are few the links have the room that is left.
        let spare = room.saturating_sub(wanted.iter().sum::<usize>() + breaks);
        let links = fitted_links(&self.links, spare.max(room / 2));
        let for_parts = room.saturating_sub(length(&links) + breaks);
        let shares = shares(&wanted, for_parts, 0).unwrap_or_default();
        let fitted = self.parts.iter().zip(shares).map(|(part, room)| part.fit(room, locale));
        let lines: Vec<String> = fitted.chain([links]).filter(|line| !line.is_empty()).collect();
        let author = self.author.clone().map(|name| Author { name });
        Embed { author, description: lines.join("\n"), footer: None }
    }

    /// Parts around a block: the block has all room but what a frame may have.
    fn fit_around(
        &self,
        at: usize,
        block: &Block,
        room: usize,
        wanted: &[usize],
        locale: &Locale,
    ) -> Embed {
        let breaks = self.parts.len();
        let for_parts = wanted.iter().sum::<usize>().min(MOST_FRAME) + breaks;
        let block = block.fit(room.saturating_sub(for_parts), locale);
        let left = room.saturating_sub(length(&block) + breaks);
        let shares = shares(wanted, left, 0).unwrap_or_default();
        let fitted = self.parts.iter().zip(shares).map(|(part, room)| part.fit(room, locale));
        let mut lines: Vec<String> = fitted.collect();
        lines.insert(at, block);
        lines.retain(|line| !line.is_empty());
        Embed { description: lines.join("\n"), ..Embed::default() }
    }
}

/// Characters a line takes with the break after it.
fn wanted_by(line: &Line) -> usize {
    length(&markdown::bold(&line.words)) + SEPARATOR.len() + length(&laid_out(&line.links)) + 1
}

/// Lines in `room` characters, each with its links: links shorten first.
fn fitted_lines(lines: &[Line], room: usize, locale: &Locale) -> String {
    let wanted: Vec<usize> = lines.iter().map(wanted_by).collect();
    let shares = shares(&wanted, room, 0).unwrap_or_default();
    let fitted = lines.iter().zip(shares).map(|(line, room)| {
        let part = Part { runs: line.words.clone(), shape: Shape::Running };
        let spare = room.saturating_sub(length(&part.lay_out()) + SEPARATOR.len() + 1);
        let links = fitted_links(&line.links, spare.max(room / 2));
        let words = part.fit(room.saturating_sub(length(&links) + SEPARATOR.len() + 1), locale);
        // A line stays one, whatever stands in the words.
        let words = words.replace('\n', " ");
        [words, links].into_iter().filter(|one| !one.is_empty()).collect::<Vec<_>>().join(SEPARATOR)
    });
    fitted.collect::<Vec<_>>().join("\n")
}

fn hints(card: &Card) -> impl Iterator<Item = Part> {
    card.suggestions.iter().map(|line| Part::of(line.as_str(), Shape::Running))
}

/// Links in a row that has `room` characters. The address of the page alone stands in for one with
/// the words in it; a link that still has no room is left out.
fn fitted_links(links: &[Link], room: usize) -> String {
    let mut links = links.to_vec();
    while length(&laid_out(&links)) > room {
        let with_words = links.iter_mut().filter(|link| link.url.contains(WORDS_OF_THE_PAGE));
        match with_words.max_by_key(|link| link.url.len()) {
            Some(link) => {
                link.url = link.url.split(WORDS_OF_THE_PAGE).next().unwrap_or("").to_owned()
            }
            None => _ = links.pop(),
        }
    }
    laid_out(&links)
}

/// Stands between things in a row. As long in UTF-8 as Discord may count it, and a byte more.
const SEPARATOR: &str = " · ";

/// What an address ends with that leads to words of its page.
const WORDS_OF_THE_PAGE: &str = "#:~:text=";

fn laid_out(links: &[Link]) -> String {
    links.iter().map(masked).collect::<Vec<_>>().join(SEPARATOR)
}

/// A link under its label; what is no address of the web is shown as text.
fn masked(link: &Link) -> String {
    let label = markdown::escape(&link.label).replace(']', "\\]");
    let is_web = ["https://", "http://"].iter().any(|scheme| link.url.starts_with(scheme));
    if is_web {
        format!("[{label}]({})", bracketed(&link.url))
    } else {
        format!("{label}: {}", markdown::escape(&link.url))
    }
}

/// An address that does not end before its end when it stands in brackets.
fn bracketed(url: &str) -> String {
    let mut bracketed = String::with_capacity(url.len());
    for sign in url.chars() {
        match sign {
            '(' | ')' | '<' | '>' | '"' | '\\' | '|' | '`' => {
                bracketed.push_str(&format!("%{:02X}", u32::from(sign)));
            }
            sign if sign.is_whitespace() || sign.is_control() => bracketed.push_str("%20"),
            sign => bracketed.push(sign),
        }
    }
    bracketed
}

#[cfg(test)]
mod tests;
