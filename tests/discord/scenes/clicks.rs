//! Buttons and menus below a card: the turns around a quote, its citation, the next page.

use serde_json::{Value, json};

use super::{DISCORD_WAITS, SAMPLE, quotes_the_record};
use crate::stand_in::{Bot, Place, Reply, StandIn};

/// Controls of a card with one quote, in order.
const OF_ONE: [&str; 3] = ["Context", "Cite", "Next"];

/// Speakers of the quotes that a card shows.
fn speakers(reply: &Reply) -> Vec<String> {
    let authors = reply.cards().into_iter().map(|card| card.author);
    authors.filter(|author| !author.is_empty()).collect()
}

#[test]
fn context_shows_the_turns_around_a_quote_to_the_clicker_alone() {
    let discord = StandIn::start();
    let _bot = Bot::serve(&discord);
    let card = discord.member("ada").runs("/quote query:China limit:1");
    assert_eq!(card.controls(), OF_ONE);
    let before = card.text();
    for name in ["ada", "grace"] {
        // Only the first is the asker: `member` makes somebody new each time.
        let context = discord.member(name).clicks(&card, "Context");
        assert_eq!(context.callback_type(), 4);
        context.is_private().came_within(DISCORD_WAITS).mentions_nobody();
        assert!(context.plain().contains("The turn asked for"), "{}", context.text());
        assert!(speakers(&context).len() > 1, "{}", context.text());
        quotes_the_record(&context);
    }
    assert_eq!(card.now().text(), before, "the card itself stays");
}

#[test]
fn what_stands_around_words_is_told_from_the_words() {
    let (discord, home) = (StandIn::start(), tempfile::tempdir().unwrap());
    let _bot = super::around::serving(&discord, home.path(), super::around::HARBOUR);
    let ada = discord.member("ada");
    let card = ada.runs("/quote query:boat limit:1");
    insta::assert_snapshot!(ada.clicks(&card, "Context").text(), @r"
    **First Evening · 6 May 2019 · as published**
    Jane Roe · Harbour Master
    > It rains in the north. The rain will go on, and the wind will rise by night.
    The whole turn
    Q
    > Will it rain at sea?
    The whole turn
    Jane Roe · Harbour Master
    > It will rain, as I said before, and nobody who has a boat should be out at sea tonight.
    The turn asked for · The whole turn
    In the same record 0 turns before and 0 turns after these.
    ");
    let cited = ada.clicks(&card, "Cite");
    let chicago = ada.clicks(&cited, "Chicago, a note");
    insta::assert_snapshot!(chicago.text().lines().take(3).collect::<Vec<_>>().join("\n"), @r"
    ```
    Jane Roe, “First Evening” (remarks, May 6, 2019), transcript first-evening-2019-05-06.
    ```
    ");
}

#[test]
fn a_citation_is_private_to_be_copied_and_changes_its_form_in_place() {
    let discord = StandIn::start();
    let _bot = Bot::serve(&discord);
    let ada = discord.member("ada");
    let card = ada.runs("/quote query:China limit:1");
    let grace = discord.member("grace");
    let cited = grace.clicks(&card, "Cite");
    cited.is_private().came_within(DISCORD_WAITS).mentions_nobody();
    let text = cited.text();
    let paste = text.strip_prefix("```\n").and_then(|rest| rest.split_once("\n```"));
    let (paste, _) = paste.unwrap_or_else(|| panic!("no code block: {text}"));
    let words = paste.split(['“', '”']).nth(1).expect("the words stand in quotation marks");
    assert!(SAMPLE.contains(words), "nobody said: {words}");
    assert!(paste.contains("Jens Stoltenberg") && paste.contains("#:~:text="), "{paste}");
    assert_eq!(cited.controls().len(), 8, "a form each: {:?}", cited.controls());
    let bibtex = grace.clicks(&cited, "BibTeX");
    assert_eq!(bibtex.callback_type(), 7, "in its place");
    assert!(bibtex.text().starts_with("```\n@misc{nato-2021-03-23."), "{}", bibtex.text());
    let apa = grace.clicks(&bibtex, "APA, an entry of a reference list");
    assert!(apa.text().contains("[Transcript]. NATO."), "{}", apa.text());
    assert_eq!(cited.now().text(), apa.text(), "one message all the time");
}

#[test]
fn what_is_offered_instead_of_nothing_is_asked_by_a_click() {
    let discord = StandIn::start();
    let _bot = Bot::serve(&discord);
    let ada = discord.member("ada");
    let empty = ada.runs("/quote query:China xylophone limit:1");
    empty.is_private();
    assert_eq!(empty.controls(), ["China"], "{}", empty.text());
    assert!(empty.text().contains("Without xylophone there are"), "{}", empty.text());
    let found = ada.clicks(&empty, "China");
    assert_eq!(found.callback_type(), 4);
    found.is_public().came_within(DISCORD_WAITS).mentions_nobody();
    assert_eq!(found.text(), ada.runs("/quote query:China limit:1").text());
    quotes_the_record(&found);
}

#[test]
fn the_other_turns_of_an_event_are_asked_for_by_a_click() {
    let (discord, home) = (StandIn::start(), tempfile::tempdir().unwrap());
    let _bot = super::around::serving(&discord, home.path(), super::around::HARBOUR);
    let ada = discord.member("ada");
    let card = ada.runs("/quote query:rain limit:2");
    let controls = card.controls();
    let more = controls.iter().find(|label| label.ends_with(": 2 more turns of this event"));
    let found = ada.clicks(&card, more.unwrap_or_else(|| panic!("{controls:?}")));
    found.is_public().came_within(DISCORD_WAITS).mentions_nobody();
    assert!(found.text().contains("3 of 3 turns with rain"), "{}", found.text());
    let one = ada.runs("/quote query:rain speaker:Jane Roe limit:1");
    assert_eq!(one.controls(), OF_ONE, "all of one event: its pages hold them");
}

#[test]
fn several_quotes_share_a_menu_and_each_option_leads_to_its_own() {
    let discord = StandIn::start();
    let _bot = Bot::serve(&discord);
    let ada = discord.member("ada");
    let card = ada.runs("/quote query:China limit:3");
    let speakers = speakers(&card);
    let mut expected = Vec::new();
    for (number, speaker) in (1..).zip(&speakers) {
        expected.push(format!("Context of {number}: {speaker}"));
        expected.push(format!("Cite {number}: {speaker}"));
    }
    expected.push("Next".into());
    assert_eq!(card.controls(), expected);
    for (label, speaker) in expected.iter().filter(|label| label.starts_with("Cite")).zip(&speakers)
    {
        let cited = ada.clicks(&card, label);
        let name = speaker.split(" · ").next().unwrap_or_default();
        assert!(cited.is_private().text().contains(name), "{label}: {}", cited.text());
    }
}

#[test]
fn a_verdict_has_its_context_and_its_citation() {
    let discord = StandIn::start();
    let _bot = Bot::serve(&discord);
    let ada = discord.member("ada");
    let verdict = ada.runs("/who-said phrase:glass half full");
    assert_eq!(verdict.controls(), ["Context", "Cite"]);
    let context = ada.clicks(&verdict, "Context");
    assert!(context.is_private().plain().contains("Antony Blinken"), "{}", context.text());
    let cited = ada.clicks(&verdict, "Cite");
    assert!(cited.is_private().text().contains("Blinken"), "{}", cited.text());
    let drawn = ada.runs("/random");
    assert_eq!(drawn.controls(), ["Context", "Cite"]);
    quotes_the_record(&ada.clicks(&drawn, "Context"));
}

#[test]
fn the_asker_turns_the_pages_in_place_and_finds_back() {
    let discord = StandIn::start();
    let _bot = Bot::serve(&discord);
    let ada = discord.member("ada");
    let first = ada.runs("/quote query:China limit:2 sort:oldest");
    let begin = first.text();
    let mut page = first.clone();
    let mut pages = vec![begin.clone()];
    while page.controls().contains(&"Next".to_owned()) {
        page = ada.clicks(&page, "Next");
        assert_eq!(page.callback_type(), 7, "in its place");
        page.came_within(DISCORD_WAITS).mentions_nobody();
        quotes_the_record(&page);
        assert!(!pages.contains(&page.text()), "a page came twice: {}", page.text());
        pages.push(page.text());
    }
    assert_eq!(pages.len(), 3);
    assert!(page.plain().contains("5–6 of 6 turns") && page.plain().contains("oldest first"));
    assert_eq!(first.now().text(), page.text(), "one message all the time");
    let back = ada.clicks(&page, "Previous");
    assert_eq!(back.text(), pages[1]);
    assert_eq!(ada.clicks(&back, "Previous").text(), begin);
}

#[test]
fn somebody_else_turns_the_pages_for_themselves() {
    let discord = StandIn::start();
    let _bot = Bot::serve(&discord);
    let card = discord.member("ada").runs("/quote query:China limit:2");
    let before = card.text();
    let grace = discord.member("grace");
    let page = grace.clicks(&card, "Next");
    assert_eq!(page.callback_type(), 4);
    page.is_private().mentions_nobody();
    assert!(page.plain().contains("3–4 of 6 turns"), "{}", page.text());
    assert_eq!(card.now().text(), before, "the asker's card stays");
    // What is shown to her alone is hers.
    let next = grace.clicks(&page, "Next");
    assert_eq!(next.callback_type(), 7);
    assert!(page.now().plain().contains("5–6 of 6 turns"), "{}", page.now().text());
}

#[test]
fn filters_go_with_the_page() {
    let discord = StandIn::start();
    let _bot = Bot::serve(&discord);
    let ada = discord.member("ada");
    let line = "/quote query:NATO speaker:Jens Stoltenberg event:Bond from:2021 to:2021 limit:1";
    let next = ada.clicks(&ada.runs(line), "Next");
    assert_eq!(speakers(&next), ["Jens Stoltenberg · NATO Secretary General"], "{}", next.text());
    assert!(next.plain().contains("from 2021-01-01"), "{}", next.text());
    quotes_the_record(&next);
}

#[test]
fn a_question_too_long_for_a_button_says_how_it_goes_on() {
    let discord = StandIn::start();
    let _bot = Bot::serve(&discord);
    let ada = discord.member("ada");
    let query = "China OR Russia OR NATO OR Europe OR America OR alliance OR transatlantic";
    let card = ada.runs(&format!("/quote query:{query} limit:1"));
    assert_eq!(card.controls(), ["Context", "Cite"]);
    assert!(card.plain().contains("page:2 goes on"), "{}", card.text());
    let next = ada.runs(&format!("/quote query:{query} limit:1 page:2"));
    assert!(next.is_public().plain().contains("page:3 goes on"), "{}", next.text());
    assert_ne!(next.card(), card.card());
}

#[test]
fn buttons_outlive_a_restart() {
    let discord = StandIn::start();
    let bot = Bot::serve(&discord);
    let ada = discord.member("ada");
    let card = ada.runs("/quote query:China limit:2");
    bot.terminate();
    let bot = Bot::serve(&discord);
    let page = ada.clicks(&card, "Next");
    assert!(page.plain().contains("3–4 of 6 turns"), "{}", page.text());
    drop(bot);
    let _bot = Bot::serve(&discord);
    assert_eq!(ada.clicks(&page, "Previous").text(), card.text());
}

#[test]
fn what_we_have_not_made_is_met_with_a_friendly_word() {
    let discord = StandIn::start();
    let _bot = Bot::serve(&discord);
    let ada = discord.member("ada");
    let card = ada.runs("/quote query:China limit:1");
    let ids = ["", "next", "quote:China:2", &"A".repeat(100), "\u{202e}", "AQ", "@everyone"];
    for id in ids {
        let pending = ada.starts_click(&card, "Next", |payload| {
            payload["data"]["custom_id"] = json!(id);
        });
        let reply = pending.reply();
        reply.is_private().mentions_nobody();
        assert!(reply.plain().contains("cannot read this button any more"), "{}", reply.text());
    }
    // One letter changed.
    let pending = ada.starts_click(&card, "Next", |payload| {
        let id = payload["data"]["custom_id"].as_str().expect("an id");
        let last = if id.ends_with('A') { "E" } else { "A" };
        payload["data"]["custom_id"] = json!(format!("{}{last}", &id[..id.len() - 1]));
    });
    assert!(pending.reply().is_private().plain().contains("cannot read this button"));
    assert!(ada.clicks(&card, "Next").plain().contains("turn 2 of 6 with"));
}

#[test]
fn a_click_that_serenity_cannot_read_is_answered_all_the_same() {
    let discord = StandIn::start();
    let _bot = Bot::serve(&discord);
    let ada = discord.member("ada");
    let card = ada.runs("/quote query:China limit:2");
    let alterations: [fn(&mut Value); 3] = [
        |payload| payload["locale"] = Value::Null,
        |payload| payload["message"]["interaction_metadata"]["type"] = json!("new"),
        |payload| payload["message"]["author"] = Value::Null,
    ];
    for alter in alterations {
        let reply = ada.starts_click(&card, "Next", alter).reply();
        assert!(reply.plain().contains("3–4 of 6 turns"), "{}", reply.text());
        assert_eq!(reply.callback_type(), 7);
        ada.clicks(&card, "Previous");
    }
    // Without a word of who had asked it is answered to the clicker alone.
    let reply = ada.starts_click(&card, "Next", |payload| {
        payload["message"]["interaction_metadata"] = Value::Null;
    });
    assert!(reply.reply().is_private().plain().contains("3–4 of 6 turns"));
}

#[test]
fn buttons_work_wherever_the_bot_is_installed() {
    let discord = StandIn::start();
    let _bot = Bot::serve(&discord);
    for place in [Place::DirectMessage, Place::ServerByUserInstall] {
        let ada = discord.member("ada").at(place);
        let card = ada.runs("/quote query:China limit:1");
        let next = ada.clicks(&card, "Next");
        assert_eq!(next.callback_type(), 7, "{place:?}");
        let cited = ada.clicks(&next, "Cite");
        assert!(cited.is_private().text().contains("accessed"), "{place:?}: {}", cited.text());
    }
}

#[test]
fn words_that_are_gone_are_not_cited() {
    let (discord, home) = (StandIn::start(), tempfile::tempdir().unwrap());
    let rain = "{\"event_title\":\"Evening\",\"date\":\"2019-05-06\",\"speaker\":\"Jane Roe\",\
                \"text\":\"It rains in the north. And it rains in the south, all day and all night.\"}\n";
    let bot = super::around::serving(&discord, home.path(), rain);
    let ada = discord.member("ada");
    let card = ada.runs("/quote query:rains");
    drop(bot);
    // A sentence is put in before the words; they are found where they stand now, and that is said.
    let corrected = rain.replace("It rains in the north", "Good evening. It rains in the north");
    let bot = super::around::serving(&discord, home.path(), &corrected);
    let cited = ada.clicks(&card, "Cite");
    assert!(
        cited.is_private().text().contains("“It rains in the north. And it rains in the south")
    );
    assert!(cited.plain().contains("was changed or moved"), "{}", cited.text());
    drop(bot);
    let other = corrected.replace("all day and all night", "all day and half the night");
    let _bot = super::around::serving(&discord, home.path(), &other);
    let gone = ada.clicks(&card, "Cite");
    assert!(gone.is_private().plain().contains("do not stand in it any more"), "{}", gone.text());
    assert!(ada.clicks(&card, "Context").plain().contains("was changed or moved"));
}

#[test]
fn a_long_name_of_a_transcript_and_backticks_do_no_harm() {
    let (discord, home) = (StandIn::start(), tempfile::tempdir().unwrap());
    let event = "a very long winter of discontent and of other things ".repeat(4);
    let line = format!(
        "{{\"event_title\":\"{event}\",\"date\":\"2019-05-06\",\"speaker\":\"Jane ``` Roe\",\
         \"text\":\"It snows ``` in the north, and **nobody** knows <@1> how long.\"}}\n"
    );
    let _bot = super::around::serving(&discord, home.path(), &line);
    let ada = discord.member("ada");
    let card = ada.runs("/quote query:snows");
    let cited = ada.clicks(&card, "Cite");
    cited.is_private().mentions_nobody();
    assert_eq!(cited.text().matches("```").count(), 2, "one block: {}", cited.text());
    assert!(cited.text().contains("It snows ``\u{200b}` in the north, and **nobody** knows <@1>"));
    assert!(ada.clicks(&card, "Context").is_private().plain().contains("It snows"));
}
