//! Around the quotes: who mentions something most and when, what there is, a quote by lot.

use std::path::Path;
use std::process::Command;

use super::{DISCORD_WAITS, quotes_the_record};
use crate::stand_in::{Bot, Reply, StandIn};

/// Two evenings at a harbour and a supper without a date, of people who do not exist.
pub(super) const HARBOUR: &str = concat!(
    "{\"event_title\":\"First Evening\",\"date\":\"2019-05-06\",\"speaker\":\"Jane Roe\",\"role\":\"Harbour Master\",",
    "\"text\":\"It rains in the north. The rain will go on, and the wind will rise by night.\"}\n",
    "{\"event_title\":\"First Evening\",\"date\":\"2019-05-06\",\"speaker_label\":\"Q\",",
    "\"text\":\"Will it rain at sea?\"}\n",
    "{\"event_title\":\"First Evening\",\"date\":\"2019-05-06\",\"speaker\":\"Jane Roe\",",
    "\"text\":\"It will rain, as I said before, and nobody who has a boat should be out at sea tonight.\"}\n",
    "{\"event_title\":\"*Second* @everyone Evening\",\"date\":\"2019-08-03\",\"speaker\":\"John Snow\",",
    "\"text\":\"The rain has stopped. The gates of the harbour are open again to everybody.\"}\n",
    "{\"event_title\":\"Supper\",\"speaker\":\"John Snow\",\"text\":\"More rain, they say.\"}\n",
);

/// A bot over a library of one file of JSON lines.
pub(super) fn serving(discord: &StandIn, home: &Path, lines: &str) -> Bot {
    std::fs::write(home.join("harbour.jsonl"), lines).expect("a temporary folder");
    let indexed = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(["index", "harbour.jsonl", "--index-dir", "index"])
        .env("HOME", home)
        .current_dir(home)
        .output()
        .expect("the program starts");
    assert!(indexed.status.success(), "{}", String::from_utf8_lossy(&indexed.stderr));
    Bot::of(discord).with("ONRECORD__INDEX__DIR", home.join("index")).serve()
}

/// All that can be read, without the day on which the index was made, and with what parts a sign from
/// a name made visible.
fn shown(reply: &Reply) -> String {
    let undated = |line: &str| match line.split_once(", refreshed ") {
        Some((before, _)) => format!("{before}, refreshed [today]"),
        None => line.to_owned(),
    };
    reply.text().replace('\u{200b}', "[0]").lines().map(undated).collect::<Vec<_>>().join("\n")
}

#[test]
fn who_mentions_it_most_is_a_line_for_each_with_every_number_beside_its_whole() {
    let (discord, home) = (StandIn::start(), tempfile::tempdir().unwrap());
    let _bot = serving(&discord, home.path(), HARBOUR);
    let reply = discord.member("ada").runs("/mentions query:rain");
    assert_eq!(reply.callback_type(), 4, "not deferred");
    reply.is_public().came_within(DISCORD_WAITS).mentions_nobody();
    insta::assert_snapshot!(shown(&reply), @r"
    **rain: mentioned in 5 of 5 turns, 1000.0 per 1,000**
    **Jane Roe** · Mentions: 2 · Turns: 2 · Per 1,000: 1000.0 · First: 6 May 2019 · Last: 6 May 2019
    **John Snow** · Mentions: 2 · Turns: 2 · Per 1,000: 1000.0 · First: 3 Aug 2019 · Last: 3 Aug 2019
    Apart, unnamed people who ask: 1 of 1 turns.
    2 of 2 people · 3 transcripts, 2019, refreshed [today]
    ");
}

#[test]
fn over_time_is_drawn_with_bars_and_an_unfinished_period_is_marked() {
    let (discord, home) = (StandIn::start(), tempfile::tempdir().unwrap());
    let _bot = serving(&discord, home.path(), HARBOUR);
    let reply = discord.member("ada").runs("/mentions query:rain by:time");
    reply.is_public().mentions_nobody();
    insta::assert_snapshot!(shown(&reply), @r"
    **rain: mentioned in 5 of 5 turns, 1000.0 per 1,000**
    ```
    Period     Mentions  Turns  Per 1,000
    May 2019*         3      3     1000.0  ████████████████
    Jun 2019          0      0          –
    Jul 2019          0      0          –
    Aug 2019*         1      1     1000.0  ████████████████
    ```
    \* Not all of the period is covered: its number is no total.
    1 turn has no date and is in no period.
    3 transcripts, 2019, refreshed [today]
    ");
}

#[test]
fn mentions_take_the_filters_of_quote() {
    let discord = StandIn::start();
    let _bot = Bot::serve(&discord);
    let ada = discord.member("ada");
    let text = ada.runs("/mentions query:China speaker:Antony Blinken from:2021").plain();
    assert!(text.contains("Antony Blinken · Mentions: "), "{text}");
    assert!(!text.contains("Jens Stoltenberg"), "{text}");
    let offered = ada.types("/mentions query:China speaker:sto");
    assert!(offered.names.iter().any(|name| name.contains("Jens Stoltenberg")), "{offered:?}");
    for line in [
        "/mentions query:xylophone",
        "/mentions query:xylophone by:time",
        "/mentions query:China from:03/04/2021",
        "/mentions query:…",
    ] {
        let reply = ada.runs(line);
        assert!(!reply.is_private().mentions_nobody().plain().is_empty(), "{line}");
    }
}

#[test]
fn what_there_is_can_be_listed_and_no_title_breaks_out() {
    let (discord, home) = (StandIn::start(), tempfile::tempdir().unwrap());
    let _bot = serving(&discord, home.path(), HARBOUR);
    let ada = discord.member("ada");
    insta::assert_snapshot!(shown(&ada.runs("/browse what:speakers")), @r"
    **Jane Roe** · Turns: 2 · Transcripts: 1 · First: 6 May 2019 · Last: 6 May 2019
    **John Snow** · Turns: 2 · Transcripts: 2 · First: 3 Aug 2019 · Last: 3 Aug 2019
    1–2 of 2 people, those who speak most first · 3 transcripts, 2019, refreshed [today]
    ");
    let events = ada.runs("/browse what:events");
    events.is_public().mentions_nobody();
    insta::assert_snapshot!(shown(&events), @r"
    **\*Second\* @[0]everyone Evening** · Date: 3 Aug 2019 · Turns: 1 · People: 1
    **First Evening** · Date: 6 May 2019 · Turns: 3 · People: 1
    **Supper** · Date: undated · Turns: 1 · People: 1
    1–3 of 3 events, newest first · 3 transcripts, 2019, refreshed [today]
    ");
    insta::assert_snapshot!(shown(&ada.runs("/browse what:collections")), @r"
    **public** · Transcripts: 3 · Turns: 5 · First: 6 May 2019 · Last: 3 Aug 2019
    1 collection · 3 transcripts, 2019, refreshed [today]
    ");
    let text = ada.runs("/browse what:speakers beginning:sno").plain();
    assert!(text.contains("John Snow") && !text.contains("Jane Roe"), "{text}");
    let nobody = ada.runs("/browse what:speakers beginning:zz");
    assert!(nobody.is_private().plain().contains("Nothing here begins like that"));
}

#[test]
fn a_long_list_goes_on_on_the_next_page_and_every_entry_is_on_one() {
    let (discord, home) = (StandIn::start(), tempfile::tempdir().unwrap());
    let evening = |number: usize| {
        let title = format!("Evening {number} of {}", "a very long winter ".repeat(12));
        format!(
            "{{\"event_title\":\"{title}\",\"date\":\"2019-01-{number:02}\",\"speaker\":\"Jane Roe\",\
             \"text\":\"It snows.\"}}\n"
        )
    };
    let _bot = serving(&discord, home.path(), &(1..=23).map(evening).collect::<String>());
    let ada = discord.member("ada");
    let pages: Vec<Reply> = (1..=2)
        .map(|page| ada.runs(&format!("/browse what:events page:{page}")))
        .inspect(|reply| _ = reply.is_public().mentions_nobody())
        .collect();
    let text: Vec<String> = pages.iter().map(|reply| format!("\n{}", reply.plain())).collect();
    assert!(
        text[0].contains("1–20 of 23 events") && text[0].contains("page:2 goes on"),
        "{text:?}"
    );
    assert!(text[1].contains("21–23 of 23 events") && !text[1].contains("goes on"), "{text:?}");
    for number in 1..=23 {
        let name = format!("\nEvening {number} of ");
        assert_eq!(text.iter().filter(|text| text.contains(&name)).count(), 1, "{name}: {text:?}");
    }
    assert!(text[0].contains("words] · Date: "), "a long title is cut and counted: {text:?}");
    let past = ada.runs("/browse what:events page:3");
    assert!(past.is_private().plain().contains("past its end"));
}

#[test]
fn a_quote_by_lot_stands_in_the_record() {
    let discord = StandIn::start();
    let _bot = Bot::serve(&discord);
    let ada = discord.member("ada");
    for line in ["/random", "/random query:China", "/random speaker:Antony Blinken"] {
        let reply = ada.runs(line);
        reply.is_public().came_within(DISCORD_WAITS).mentions_nobody();
        assert!(!reply.quoted_lines().is_empty(), "{line}: {}", reply.text());
        assert!(reply.plain().contains("with seed"), "{line}: {}", reply.text());
        quotes_the_record(&reply);
    }
    assert!(ada.runs("/random speaker:Antony Blinken").card().author.contains("Antony Blinken"));
    let nothing = ada.runs("/random query:xylophone");
    assert!(!nothing.is_private().plain().is_empty());
}

#[test]
fn the_pages_of_a_question_hold_every_quote_once() {
    let discord = StandIn::start();
    let _bot = Bot::serve(&discord);
    let ada = discord.member("ada");
    let page = |number: usize| ada.runs(&format!("/quote query:China limit:2 page:{number}"));
    let mut seen: Vec<Vec<String>> = Vec::new();
    for number in 1..=3 {
        let reply = page(number);
        quotes_the_record(&reply);
        let (first, last) = (2 * number - 1, 2 * number);
        let places = if number == 1 {
            "2 of 6 turns".to_owned()
        } else {
            format!("{first}–{last} of 6 turns")
        };
        assert!(reply.plain().contains(&places), "{places}: {}", reply.text());
        for card in reply.cards().into_iter().filter(|card| !card.author.is_empty()) {
            let words: Vec<String> = card.description.lines().map(str::to_owned).collect();
            assert!(!seen.contains(&words), "twice: {words:?}");
            seen.push(words);
        }
    }
    assert_eq!(seen.len(), 6);
    let past = page(4);
    assert!(past.is_private().plain().contains("past the last of them"), "{}", past.text());
}
