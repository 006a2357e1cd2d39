//! Interaction → request: what one person asked for, or why it is nothing we answer.
//!
//! Everything that is serenity's ends here. Options arrive as Discord checked them, but Discord is
//! not taken at its word: an option of another type than ours counts as not given.

use std::time::Instant;

use onrecord_index::store::Order;
use serenity::all::{
    CommandData, CommandDataOptionValue, CommandInteraction, CommandType, Interaction,
};

use super::click::Click;
use super::commands::{BROWSE, MENTIONS, MOST_PAGES, QUOTE, RANDOM, WHO_SAID};
use super::custom_id::Seal;
use crate::answer::{
    Browsable, BrowseRequest, By, CheckRequest, MentionsRequest, Question, QuoteRequest,
    RandomRequest, Request, WhoSaidRequest,
};
use crate::settings::Secret;

/// What it takes to answer an interaction: where to, in which language, since when.
#[derive(Clone, Debug)]
pub(super) struct Ticket {
    /// The interaction.
    pub(super) id: u64,
    /// The application it was sent to.
    pub(super) application: u64,
    /// Whoever has it may answer, for fifteen minutes.
    pub(super) token: Secret,
    /// The asker's language, as Discord writes it.
    pub(super) locale: String,
    /// Whether it is an option being typed, which is answered with names.
    pub(super) is_typing: bool,
    /// When it came.
    pub(super) received: Instant,
}

/// Why an interaction is not answered with a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// A command of an earlier or a later version.
    UnknownCommand,
    /// A button that we did not make, or not in this version, or with another token.
    ForeignClick,
    /// Nobody asked: a ping, a form that we do not send.
    NoQuestion,
}

impl Unreadable {
    /// The id of what is said then.
    pub(super) fn message(self) -> &'static str {
        match self {
            Self::ForeignClick => "reply-foreign-click",
            Self::UnknownCommand | Self::NoQuestion => "reply-unknown",
        }
    }
}

/// Where an answer goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// Into a new message, for all or for the asker alone, as the card says.
    New,
    /// Into a new message that only the clicker sees.
    Private,
    /// Into the message that was clicked.
    InPlace,
}

/// What one person asked for, and where the answer goes.
///
/// # Errors
/// When it is no question, or none we know.
pub fn decode(interaction: &Interaction, seal: &Seal) -> Result<(Request, Delivery), Unreadable> {
    match interaction {
        Interaction::Command(command) => Ok((question(&command.data)?, Delivery::New)),
        Interaction::Autocomplete(typing) => {
            let typed = typing.data.autocomplete().map(|option| option.value.to_owned());
            Ok((Request::Speakers { typed: typed.unwrap_or_default() }, Delivery::New))
        }
        Interaction::Component(part) => Click::of(part).request(seal),
        _ => Err(Unreadable::NoQuestion),
    }
}

fn question(data: &CommandData) -> Result<Request, Unreadable> {
    if data.kind == CommandType::Message {
        return message(data);
    }
    match data.name.as_str() {
        QUOTE => Ok(Request::Quote(QuoteRequest {
            query: text(data, "query").unwrap_or_default(),
            speaker: text(data, "speaker"),
            event: text(data, "event"),
            from: text(data, "from"),
            to: text(data, "to"),
            order: order(text(data, "sort").as_deref()),
            limit: number(data, "limit"),
            page: page(data),
        })),
        WHO_SAID => Ok(Request::WhoSaid(WhoSaidRequest {
            phrase: text(data, "phrase").unwrap_or_default(),
            speaker: text(data, "speaker"),
        })),
        MENTIONS => Ok(Request::Mentions(MentionsRequest {
            question: asked(data),
            by: match text(data, "by").as_deref() {
                Some("time") => By::Time(None),
                _ => By::Speaker,
            },
            limit: None,
        })),
        BROWSE => Ok(Request::Browse(BrowseRequest {
            kind: kind(text(data, "what").as_deref()),
            beginning: text(data, "beginning").unwrap_or_default(),
            limit: Some(LISTED),
            offset: page(data) * LISTED,
        })),
        RANDOM => Ok(Request::Random(RandomRequest::by_lot(asked(data)))),
        _ => Err(Unreadable::UnknownCommand),
    }
}

/// Entries of one page of a list: with names of any length they have room in one message.
pub(super) const LISTED: usize = 20;

/// The query and the filters beside it.
fn asked(data: &CommandData) -> Question {
    Question {
        query: text(data, "query").unwrap_or_default(),
        speaker: text(data, "speaker"),
        event: text(data, "event"),
        from: text(data, "from"),
        to: text(data, "to"),
    }
}

fn kind(what: Option<&str>) -> Browsable {
    match what {
        Some("events") => Browsable::Events,
        Some("collections") => Browsable::Collections,
        _ => Browsable::Speakers,
    }
}

/// Pages before the one that is asked for.
fn page(data: &CommandData) -> usize {
    let most = usize::try_from(MOST_PAGES).unwrap_or(usize::MAX);
    number(data, "page").unwrap_or(1).clamp(1, most) - 1
}

/// What is written in the message whose menu was opened: its text, and without any the texts of its
/// embeds, which is where our own answers stand.
fn message(data: &CommandData) -> Result<Request, Unreadable> {
    let target = data.target_id.ok_or(Unreadable::UnknownCommand)?;
    let message = data.resolved.messages.get(&target.to_message_id());
    let message = message.ok_or(Unreadable::UnknownCommand)?;
    let embeds = message.embeds.iter().filter_map(|embed| embed.description.clone());
    let text = match message.content.trim() {
        "" => embeds.collect::<Vec<_>>().join("\n"),
        content => content.to_owned(),
    };
    Ok(Request::Check(CheckRequest { text }))
}

fn order(sort: Option<&str>) -> Order {
    match sort {
        Some("words") => Order::Words,
        Some("newest") => Order::Newest,
        Some("oldest") => Order::Oldest,
        _ => Order::Relevance,
    }
}

/// What was written into a text option; blanks are nothing.
fn text(data: &CommandData, name: &str) -> Option<String> {
    match value(data, name)? {
        CommandDataOptionValue::String(text) if !text.trim().is_empty() => Some(text.clone()),
        _ => None,
    }
}

fn number(data: &CommandData, name: &str) -> Option<usize> {
    match value(data, name)? {
        CommandDataOptionValue::Integer(number) => usize::try_from(*number).ok(),
        _ => None,
    }
}

fn value<'d>(data: &'d CommandData, name: &str) -> Option<&'d CommandDataOptionValue> {
    data.options.iter().find(|option| option.name == name).map(|option| &option.value)
}

impl Ticket {
    /// Of an interaction that serenity could read. None for a ping, which only an endpoint gets.
    pub(super) fn of(interaction: &Interaction) -> Option<Self> {
        match interaction {
            Interaction::Command(command) => Some(Self::of_command(command, false)),
            Interaction::Autocomplete(typing) => Some(Self::of_command(typing, true)),
            Interaction::Component(part) => Some(Self::new(
                part.id.get(),
                part.application_id.get(),
                part.token.clone(),
                part.locale.clone(),
            )),
            Interaction::Modal(form) => Some(Self::new(
                form.id.get(),
                form.application_id.get(),
                form.token.clone(),
                form.locale.clone(),
            )),
            _ => None,
        }
    }

    fn of_command(command: &CommandInteraction, is_typing: bool) -> Self {
        let (id, application) = (command.id.get(), command.application_id.get());
        let ticket = Self::new(id, application, command.token.clone(), command.locale.clone());
        Self { is_typing, ..ticket }
    }

    /// Of an interaction that serenity could not read, from the little that answering it needs.
    pub(super) fn of_raw(raw: &serde_json::Value) -> Option<Self> {
        let id = |key: &str| raw[key].as_str()?.parse().ok();
        let locale = raw["locale"].as_str().unwrap_or_default().to_owned();
        let token = raw["token"].as_str()?.to_owned();
        let ticket = Self::new(id("id")?, id("application_id")?, token, locale);
        Some(Self { is_typing: raw["type"] == AUTOCOMPLETE, ..ticket })
    }

    fn new(id: u64, application: u64, token: String, locale: String) -> Self {
        let (token, received) = (Secret::new(token), Instant::now());
        Self { id, application, token, locale, is_typing: false, received }
    }
}

/// Discord: interactions/receiving-and-responding, "Interaction Type".
const AUTOCOMPLETE: u64 = 4;

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn decoded(interaction: &Interaction) -> Result<Request, Unreadable> {
        let decoded = decode(interaction, &Seal::of(&Secret::new("token".into())));
        decoded.map(|(request, _)| request)
    }

    fn interaction(kind: u64, data: Value) -> Interaction {
        let interaction = json!({
            "id": "1", "application_id": "2", "token": "hush", "version": 1, "type": kind,
            "data": data, "channel_id": "3", "locale": "de", "entitlements": [],
            "attachment_size_limit": 1, "authorizing_integration_owners": {}, "context": 1,
            "user": {"id": "4", "username": "ada", "discriminator": "0", "avatar": null},
        });
        serde_json::from_value(interaction).expect("an interaction")
    }

    fn command(name: &str, options: Value) -> Interaction {
        interaction(2, json!({"id": "5", "name": name, "type": 1, "options": options}))
    }

    #[test]
    fn a_command_with_its_options_is_a_request() {
        let quote = command(
            "quote",
            json!([
                {"name": "query", "type": 3, "value": "China"},
                {"name": "speaker", "type": 3, "value": " "},
                {"name": "from", "type": 3, "value": "2020"},
                {"name": "sort", "type": 3, "value": "oldest"},
                {"name": "limit", "type": 4, "value": 5},
            ]),
        );
        let request = QuoteRequest {
            query: "China".into(),
            from: Some("2020".into()),
            order: Order::Oldest,
            limit: Some(5),
            ..QuoteRequest::default()
        };
        assert_eq!(decoded(&quote), Ok(Request::Quote(request)));
        let who = command("who-said", json!([{"name": "phrase", "type": 3, "value": "half full"}]));
        let request = WhoSaidRequest { phrase: "half full".into(), speaker: None };
        assert_eq!(decoded(&who), Ok(Request::WhoSaid(request)));
    }

    #[test]
    fn what_stands_around_quotes_is_asked_for() {
        let mentions = json!([
            {"name": "query", "type": 3, "value": "rain"},
            {"name": "by", "type": 3, "value": "time"},
            {"name": "event", "type": 3, "value": "evening"},
        ]);
        let question = |query: &str, event: Option<&str>| Question {
            query: query.into(),
            event: event.map(str::to_owned),
            ..Question::default()
        };
        let request = MentionsRequest {
            question: question("rain", Some("evening")),
            by: By::Time(None),
            limit: None,
        };
        assert_eq!(decoded(&command("mentions", mentions)), Ok(Request::Mentions(request)));
        let browse = json!([
            {"name": "what", "type": 3, "value": "events"},
            {"name": "page", "type": 4, "value": 3},
        ]);
        let request = BrowseRequest {
            kind: Browsable::Events,
            beginning: String::new(),
            limit: Some(20),
            offset: 40,
        };
        assert_eq!(decoded(&command("browse", browse)), Ok(Request::Browse(request)));
        let random = command("random", json!([{"name": "query", "type": 3, "value": "rain"}]));
        let Ok(Request::Random(drawn)) = decoded(&random) else { panic!("no draw") };
        assert_eq!(drawn.question, question("rain", None));
    }

    #[test]
    fn a_page_is_between_the_first_and_the_last_whatever_is_sent() {
        for (sent, page) in
            [(json!(1), 0), (json!(2), 1), (json!(-7), 0), (json!(0), 0), (json!("2"), 0)]
        {
            let kind = if sent.is_string() { 3 } else { 4 };
            let options = json!([{"name": "page", "type": kind, "value": sent}]);
            let Ok(Request::Quote(request)) = decoded(&command("quote", options)) else {
                panic!("no quote for {sent}")
            };
            assert_eq!(request.page, page, "{sent}");
        }
        let options = json!([{"name": "page", "type": 4, "value": 1_000_000}]);
        let Ok(Request::Quote(request)) = decoded(&command("quote", options)) else { panic!("no") };
        assert_eq!(request.page, 399);
    }

    #[test]
    fn a_name_being_typed_asks_for_names() {
        let options = json!([{"name": "speaker", "type": 3, "value": "sto", "focused": true}]);
        let data = json!({"id": "5", "name": "quote", "type": 1, "options": options});
        let typing = interaction(4, data);
        assert_eq!(decoded(&typing), Ok(Request::Speakers { typed: "sto".into() }));
        assert!(Ticket::of(&typing).expect("it can be answered").is_typing);
    }

    #[test]
    fn a_command_we_do_not_know_is_told_from_no_question() {
        assert_eq!(decoded(&command("cite", json!([]))), Err(Unreadable::UnknownCommand));
        let ping = serde_json::from_value(json!({
            "id": "1", "application_id": "2", "token": "hush", "version": 1, "type": 1,
        }));
        assert_eq!(decoded(&ping.expect("a ping")), Err(Unreadable::NoQuestion));
    }

    #[test]
    fn what_serenity_cannot_read_can_still_be_answered() {
        let raw =
            json!({"id": "1", "application_id": "2", "token": "hush", "locale": null, "type": 4});
        let ticket = Ticket::of_raw(&raw).expect("it can be answered");
        assert_eq!((ticket.id, ticket.application, ticket.is_typing), (1, 2, true));
        assert!(!format!("{ticket:?}").contains("hush"));
        assert!(Ticket::of_raw(&json!({"id": 1})).is_none());
    }
}
