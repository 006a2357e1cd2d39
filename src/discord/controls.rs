//! What can be clicked below a card: the turns around a quote, its citation, the pages beside it; and
//! below an answer that is empty, what else could be asked.
//!
//! One quote has a button for each; several share a menu, because a card with more than five worded
//! buttons is read by nobody. What each of them knows is in its custom id ([`super::custom_id`]).

use onrecord_index::quote::Suggestion;
use onrecord_index::quote::citation::Style;

use super::components::{Button, Choice, Row};
use super::custom_id::{Seal, State};
use super::encode::MOST_ENTRIES;
use super::limits::{self, Part, Shape};
use super::paging;
use crate::answer::{Answer, Cited, QuoteRequest, Request};
use crate::card::{Card, Entry, More, Place};
use crate::locale::{Arg, Locale};

/// Questions offered by a button: a row of them. Discord: components/reference, "Action Row".
const MOST_REMEDIES: usize = 5;

/// What stands below a card.
#[derive(Debug, Default)]
pub(super) struct Controls {
    /// The rows, from top to bottom.
    pub(super) rows: Vec<Row>,
    /// What is said where there is no room for a button.
    pub(super) hint: Option<String>,
}

/// Makes controls of what they lead to.
struct Maker<'m> {
    seal: &'m Seal,
    locale: &'m Locale,
}

/// What can be clicked below the card of an answer.
pub(super) fn below(
    card: &Card,
    (request, answer): (&Request, &Answer),
    seal: &Seal,
    locale: &Locale,
) -> Controls {
    let maker = Maker { seal, locale };
    let mut buttons = Vec::new();
    let mut rows = Vec::new();
    match answer {
        Answer::Cited(cited) => rows.extend(maker.forms(cited)),
        Answer::Quotes(_) | Answer::Verdict(_) | Answer::Drawn(_) => {
            match places(card).as_slice() {
                [(entry, place)] => {
                    buttons.extend(maker.about_one(place));
                    buttons.extend(maker.more(entry).map(|(said, id)| Button::new(said, id)));
                }
                several => rows.extend(maker.about_several(several)),
            }
        }
        _ => {}
    }
    let next = paging::next(answer, request);
    let mut has_next = false;
    if let (Request::Quote(request), false) = (request, card.private) {
        let before = request.page.checked_sub(1);
        buttons.extend(before.and_then(|page| maker.page("button-previous", request, page)));
        let after = next.and_then(|_| maker.page("button-next", request, request.page + 1));
        has_next = after.is_some();
        buttons.extend(after);
    }
    if let (Answer::Quotes(quotes), Request::Quote(request)) = (answer, request)
        && quotes.quotes.is_empty()
    {
        buttons.extend(maker.remedies(&quotes.suggestions, request));
    }
    rows.extend(Row::of_buttons(buttons));
    let goes_on = |page| locale.text("reply-goes-on", &[("page", Arg::Number(page))]);
    Controls { rows, hint: next.filter(|_| !has_next).map(goes_on) }
}

/// The quotes that are shown, with where each stands on record.
fn places(card: &Card) -> Vec<(&Entry, &Place)> {
    let shown = card.entries.iter().take(MOST_ENTRIES);
    shown.filter_map(|entry| Some((entry, entry.place.as_ref()?))).collect()
}

impl Maker<'_> {
    fn about_one(&self, place: &Place) -> Vec<Button> {
        let buttons = [
            ("button-context", self.of_turn(place, context)),
            ("button-cite", self.of_turn(place, cite)),
        ];
        buttons.into_iter().filter_map(|(label, id)| Some(self.button(label, id?))).collect()
    }

    /// What asks for the other turns of a quote's event: what is said of them, and its custom id.
    fn more(&self, entry: &Entry) -> Option<(String, String)> {
        let More { said, query } = entry.more.clone()?;
        let asked = QuoteRequest { query, ..QuoteRequest::default() };
        Some((said, self.seal.write(&State::Ask(asked))?))
    }

    /// A menu with two or three options for each quote.
    fn about_several(&self, places: &[(&Entry, &Place)]) -> Option<Row> {
        let mut options: Vec<Choice> = Vec::new();
        for (number, (entry, place)) in (1..).zip(places) {
            for (label, id) in [
                ("menu-context", self.of_turn(place, context)),
                ("menu-cite", self.of_turn(place, cite)),
            ] {
                let said =
                    [("number", Arg::Number(number)), ("speaker", Arg::Text(&entry.speaker))];
                let label = self.short(self.locale.text(label, &said));
                let description = self.short(entry.source.clone());
                // Two passages of one turn have the same turns around them.
                let new = |id: &String| options.iter().all(|option| option.value != *id);
                if let Some(value) = id.filter(new) {
                    options.push(Choice { label, value, description, is_shown: false });
                }
            }
            let more = self.more(entry).filter(|(_, id)| options.iter().all(|o| o.value != *id));
            options.extend(more.map(|(said, value)| {
                let said = [("number", Arg::Number(number)), ("said", Arg::Text(&said))];
                let label = self.short(self.locale.text("menu-more", &said));
                let description = self.short(entry.source.clone());
                Choice { label, value, description, is_shown: false }
            }));
        }
        self.menu("menu-quotes", options)
    }

    /// The forms of a citation, the one that is shown among them.
    fn forms(&self, cited: &Cited) -> Option<Row> {
        let place = Place::of(&cited.quote);
        let choice = |style: Style| {
            let id = self.of_turn(&place, |place| State::Form(place.turn, place.stretch, style))?;
            Some(Choice {
                label: self.locale.text(&format!("style-{}", style.name()), &[]),
                value: id,
                description: String::new(),
                is_shown: style == cited.style,
            })
        };
        self.menu("menu-forms", Style::ALL.into_iter().filter_map(choice).collect())
    }

    fn menu(&self, placeholder: &str, options: Vec<Choice>) -> Option<Row> {
        Row::of_menu(self.seal.write(&State::Menu)?, self.locale.text(placeholder, &[]), options)
    }

    fn page(&self, label: &str, request: &QuoteRequest, page: usize) -> Option<Button> {
        let state = State::Page(QuoteRequest { page, ..request.clone() });
        self.seal.write(&state).map(|id| self.button(label, id))
    }

    /// A button for each question that is offered, with the question on it. One that is too long for a
    /// button or its custom id stands in the text alone.
    fn remedies(&self, offered: &[Suggestion], request: &QuoteRequest) -> Vec<Button> {
        let mut buttons: Vec<Button> = Vec::new();
        for Suggestion { query, .. } in offered {
            let (order, limit) = (request.order, request.limit);
            let asked = QuoteRequest { query: query.clone(), order, limit, ..Default::default() };
            let id = self.seal.write(&State::Ask(asked));
            let is_short = (1..=limits::LABEL).contains(&limits::length(query));
            let button = id.filter(|_| is_short).map(|id| Button::new(query.clone(), id));
            buttons.extend(button.filter(|button| !buttons.contains(button)));
        }
        buttons.truncate(MOST_REMEDIES);
        buttons
    }

    fn button(&self, label: &str, custom_id: String) -> Button {
        Button::new(self.locale.text(label, &[]), custom_id)
    }

    /// The custom id of what is to be done with a turn, which is named in short where its name is
    /// long.
    fn of_turn(&self, place: &Place, state: impl Fn(Place) -> State) -> Option<String> {
        let whole = self.seal.write(&state(place.clone()));
        whole.or_else(|| {
            self.seal.write(&state(Place { turn: place.turn.short(), ..place.clone() }))
        })
    }

    fn short(&self, text: String) -> String {
        Part::of(text.replace('\n', " "), Shape::Plain).fit(limits::CHOICE, self.locale)
    }
}

fn context(place: Place) -> State {
    State::Context(place.turn)
}

fn cite(place: Place) -> State {
    State::Cite(place.turn, place.stretch)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use onrecord_index::quote::Stretch;
    use onrecord_index::text::Span;
    use onrecord_index::transcript::TurnId;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;
    use crate::settings::Secret;

    fn seal() -> Seal {
        Seal::of(&Secret::new("a token".into()))
    }

    fn entry(speaker: &str, turn: &str, at: (usize, usize)) -> Entry {
        let stretch = Stretch { span: Span::new(at.0, at.0 + at.1), mark: 1 };
        let place = Some(Place { turn: TurnId(turn.into()), stretch });
        Entry {
            speaker: speaker.into(),
            source: "Evening · 6 May 2019 · as published".into(),
            place,
            ..Entry::default()
        }
    }

    fn menu(entries: Vec<Entry>) -> Value {
        let (seal, locale) = (seal(), Locale::en_us());
        let card = Card { entries, ..Card::default() };
        let row = Maker { seal: &seal, locale: &locale }.about_several(&places(&card));
        serde_json::to_value(row).expect("a row is JSON")
    }

    fn texts(menu: &Value, key: &str) -> Vec<String> {
        let options = menu["components"][0]["options"].as_array().into_iter().flatten();
        options.map(|option| option[key].as_str().unwrap_or_default().to_owned()).collect()
    }

    #[test]
    fn two_passages_of_one_turn_have_one_context_and_two_citations() {
        let menu = menu(vec![entry("Jane Roe", "t.1", (0, 5)), entry("Jane Roe", "t.1", (9, 5))]);
        assert_eq!(
            texts(&menu, "label"),
            ["Context of 1: Jane Roe", "Cite 1: Jane Roe", "Cite 2: Jane Roe"]
        );
        let values = texts(&menu, "value");
        assert_eq!(seal().read(&values[0]), Some(State::Context(TurnId("t.1".into()))));
        assert_eq!(
            menu["components"][0]["placeholder"],
            json!("Context or citation of one of these quotes")
        );
    }

    #[test]
    fn a_turn_whose_id_is_too_long_goes_by_its_short_one() {
        let long = format!("{}.0123456789", "winter-".repeat(20));
        let menu = menu(vec![entry("Jane Roe", &long, (0, 5))]);
        let values = texts(&menu, "value");
        let short = TurnId(long).short();
        assert_eq!(short.as_str().len(), 28);
        assert_eq!(seal().read(&values[0]), Some(State::Context(short)));
    }

    #[test]
    fn no_quote_has_no_menu() {
        assert_eq!(menu(Vec::new()), Value::Null);
        let nowhere = Entry { speaker: "Jane Roe".into(), ..Entry::default() };
        assert_eq!(menu(vec![nowhere]), Value::Null);
    }

    proptest! {
        #[test]
        fn a_menu_of_anything_keeps_discords_limits(
            entries in prop::collection::vec(
                ("[a-z* é\n]{0,200}", "[a-z-]{0,120}\\.[0-9a-f]{10}", 0_usize..1 << 40), 0..20),
        ) {
            let entries: Vec<Entry> = entries
                .iter()
                .map(|(speaker, turn, at)| entry(speaker, turn, (*at, at / 2)))
                .collect();
            let shown = entries.len().min(MOST_ENTRIES);
            let menu = menu(entries);
            let (labels, values) = (texts(&menu, "label"), texts(&menu, "value"));
            prop_assert!(labels.len() <= 25 && labels.len() >= shown);
            for text in labels.iter().chain(&values) {
                prop_assert!((1..=100).contains(&text.chars().count()), "{}", text);
            }
            prop_assert_eq!(values.iter().collect::<HashSet<_>>().len(), values.len());
        }
    }
}
