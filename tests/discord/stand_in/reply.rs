//! What came back to a person, as they see it.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use super::lifecycle::Callback;
use super::rules::EPHEMERAL;
use super::shared::Shared;

/// An answer: the callback as it came, and the message that stood there when this was taken.
#[derive(Clone)]
pub(crate) struct Reply {
    shared: Arc<Shared>,
    exchange: usize,
    callback: Callback,
    took: Duration,
    message: Value,
}

/// One embed, as a person reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Card {
    /// The line above the title.
    pub(crate) author: String,
    /// The heading.
    pub(crate) title: String,
    /// The text, in Discord's Markdown.
    pub(crate) description: String,
    /// Name and value of each field.
    pub(crate) fields: Vec<(String, String)>,
    /// The line below.
    pub(crate) footer: String,
}

impl Card {
    fn of(embed: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap_or("").to_owned();
        let fields = embed["fields"].as_array().into_iter().flatten();
        Self {
            author: text(&embed["author"]["name"]),
            title: text(&embed["title"]),
            description: text(&embed["description"]),
            fields: fields.map(|field| (text(&field["name"]), text(&field["value"]))).collect(),
            footer: text(&embed["footer"]["text"]),
        }
    }

    /// The parts in which Discord renders Markdown and mentions.
    fn rendered(&self) -> Vec<&str> {
        let mut parts = vec![self.title.as_str(), &self.description];
        parts.extend(self.fields.iter().flat_map(|(name, value)| [name.as_str(), value]));
        parts
    }

    fn text(&self) -> Vec<&str> {
        let mut parts = vec![self.author.as_str()];
        parts.extend(self.rendered());
        parts.push(&self.footer);
        parts
    }
}

impl Reply {
    /// Waits for the first answer of an exchange.
    pub(super) fn first(shared: &Arc<Shared>, exchange: usize) -> Self {
        shared.until("the command is answered", |state| {
            let one = &state.exchanges[exchange];
            let callback = one.callback.clone()?;
            let message = one.standing(state).map_or(Value::Null, |kept| kept.body.clone());
            let took = callback.at.saturating_duration_since(one.sent_at);
            Some(Self { shared: Arc::clone(shared), exchange, callback, took, message })
        })
    }

    /// The answer once nothing "thinks" any more: what a person ends up with.
    pub(crate) fn finally(&self) -> Self {
        let message = self.shared.until("the deferred answer is delivered", |state| {
            let exchange = &state.exchanges[self.exchange];
            // An announcement that was taken back has its answer in what followed.
            let waits = exchange.callback.as_ref().is_some_and(|callback| callback.thinking);
            let updated = exchange.standing(state).filter(|_| !waits);
            let kept = exchange.follow_ups.last().filter(|_| exchange.original.is_none());
            kept.or(updated).map(|kept| kept.body.clone())
        });
        Self { message, ..self.clone() }
    }

    /// The number of the exchange.
    pub(super) fn exchange(&self) -> usize {
        self.exchange
    }

    /// The labels of the buttons below it, and of the options of its menus.
    pub(crate) fn controls(&self) -> Vec<String> {
        let mut labels = Vec::new();
        walk(&self.message["components"], &mut |part| {
            labels.extend(part["label"].as_str().map(str::to_owned));
        });
        labels
    }

    /// The same message as it stands now.
    pub(crate) fn now(&self) -> Self {
        let message = self.shared.read(|state| {
            let kept = state.exchanges[self.exchange].standing(state);
            kept.map_or(Value::Null, |kept| kept.body.clone())
        });
        Self { message, ..self.clone() }
    }

    /// The messages that followed, each as its visible text.
    pub(crate) fn follow_ups(&self) -> Vec<String> {
        self.shared.read(|state| {
            let follow_ups = &state.exchanges[self.exchange].follow_ups;
            follow_ups.iter().map(|kept| text_of(&kept.body)).collect()
        })
    }

    /// Discord's number of the callback's type.
    pub(crate) fn callback_type(&self) -> u64 {
        self.callback.kind
    }

    /// Fails unless the whole channel sees the answer.
    #[track_caller]
    pub(crate) fn is_public(&self) -> &Self {
        assert!(self.callback.flags() & EPHEMERAL == 0, "answered privately: {}", self.text());
        self
    }

    /// Fails unless the asker alone sees the answer.
    #[track_caller]
    pub(crate) fn is_private(&self) -> &Self {
        assert!(self.callback.flags() & EPHEMERAL != 0, "answered publicly: {}", self.text());
        self
    }

    /// Fails unless the first answer came in this time.
    #[track_caller]
    pub(crate) fn came_within(&self, limit: Duration) -> &Self {
        assert!(self.took <= limit, "the first answer took {:?}", self.took);
        self
    }

    /// Fails if the text shows a mention: of everyone, a person, a role or a channel.
    ///
    /// That nothing pings is checked in every body already; this is about what is seen.
    #[track_caller]
    pub(crate) fn mentions_nobody(&self) -> &Self {
        let rendered = rendered_of(&self.message);
        let shown = mention_in(&rendered);
        assert!(shown.is_none(), "the answer shows {shown:?}: {rendered}");
        self
    }

    /// The first embed.
    #[track_caller]
    pub(crate) fn card(&self) -> Card {
        self.cards().into_iter().next().unwrap_or_else(|| panic!("no card in {}", self.message))
    }

    /// All embeds.
    pub(crate) fn cards(&self) -> Vec<Card> {
        cards_of(&self.message)
    }

    /// The addresses behind words and behind buttons.
    pub(crate) fn links(&self) -> Vec<String> {
        let mut links = masked_links(&self.text());
        walk(&self.message["components"], &mut |part| {
            links.extend(part["url"].as_str().map(str::to_owned));
        });
        links
    }

    /// Everything a person can read, in Discord's Markdown.
    pub(crate) fn text(&self) -> String {
        text_of(&self.message)
    }

    /// The text with Discord's Markdown taken off: escapes and the marks of bold.
    pub(crate) fn plain(&self) -> String {
        unmarked(&self.text())
    }

    /// The quoted lines, with Discord's Markdown taken off.
    pub(crate) fn quoted_lines(&self) -> Vec<String> {
        let text = self.text();
        text.lines().filter_map(|line| line.strip_prefix("> ")).map(unmarked).collect()
    }
}

/// All that can be read of a message.
fn text_of(message: &Value) -> String {
    let cards = cards_of(message);
    let parts = cards.iter().flat_map(Card::text);
    joined(message, parts, &["content", "label", "placeholder"])
}

/// What of it is rendered: names of authors, footers and labels are shown as they are.
fn rendered_of(message: &Value) -> String {
    let cards = cards_of(message);
    joined(message, cards.iter().flat_map(Card::rendered), &["content"])
}

fn joined<'m>(message: &Value, cards: impl Iterator<Item = &'m str>, keys: &[&str]) -> String {
    let mut lines = vec![message["content"].as_str().unwrap_or("").to_owned()];
    lines.extend(cards.map(str::to_owned));
    walk(&message["components"], &mut |part| {
        lines.extend(keys.iter().filter_map(|key| part[key].as_str()).map(str::to_owned));
    });
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

fn cards_of(message: &Value) -> Vec<Card> {
    message["embeds"].as_array().into_iter().flatten().map(Card::of).collect()
}

/// Every component, nested ones included.
fn walk(parts: &Value, visit: &mut impl FnMut(&Value)) {
    for part in parts.as_array().into_iter().flatten() {
        visit(part);
        for inner in ["components", "options"] {
            walk(&part[inner], visit);
        }
    }
}

/// The addresses of `[words](address)`. An address with a bracket in it would end there for Discord
/// as well.
fn masked_links(markdown: &str) -> Vec<String> {
    let after = markdown.split("](").skip(1);
    after.filter_map(|rest| rest.split_once(')')).map(|(address, _)| address.to_owned()).collect()
}

/// Takes escapes and the marks of bold off.
pub(crate) fn unmarked(markdown: &str) -> String {
    let mut plain = String::new();
    let mut rest = markdown.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            '\\' if rest.peek().is_some_and(char::is_ascii_punctuation) => {
                plain.extend(rest.next())
            }
            '*' if rest.peek() == Some(&'*') => drop(rest.next()),
            other => plain.push(other),
        }
    }
    plain
}

/// The first mention that Discord would show, outside code and escapes.
pub(crate) fn mention_in(text: &str) -> Option<String> {
    let mut in_code = false;
    let mut in_block = false;
    let mut block_ends = 0;
    let mut escaped = false;
    for (at, character) in text.char_indices() {
        // A block of code ends with three backticks, whatever stands in it.
        if at >= block_ends && !escaped && !in_code && text[at..].starts_with("```") {
            in_block = !in_block;
            block_ends = at + 3;
        }
        if in_block || at < block_ends {
            continue;
        }
        if std::mem::take(&mut escaped) {
            continue;
        }
        match character {
            '\\' => escaped = true,
            '`' => in_code = !in_code,
            '@' | '<' if !in_code => {
                let rest = &text[at..];
                let marks = ["@everyone", "@here", "<@", "<#"];
                if marks.iter().any(|mark| rest.starts_with(mark)) {
                    return Some(rest.chars().take(20).collect());
                }
            }
            _ => {}
        }
    }
    None
}
