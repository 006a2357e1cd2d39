//! Pages, the order of days, and what a question may cost.

use super::*;

/// Sixty evenings, most with several turns about rain and wind, nearer to each other or less.
fn evenings() -> Store {
    let evening = |number: usize| {
        let words = |turn: usize| {
            let before = "Good evening to everybody. ".repeat((number + turn) % 5);
            let between = "and on and on ".repeat((number * 7 + turn * 5) % 9);
            format!("{before}The rain goes on {between}in the wind, number {turn}.")
        };
        let words: Vec<String> = (0..1 + number % 4).map(words).collect();
        let turns: Vec<(&str, &str)> = words.iter().map(|one| ("Jane Roe", &**one)).collect();
        let date = format!("2019-{:02}-{:02}", 1 + number / 28, 1 + number % 28);
        transcript(&format!("evening-{number}"), Some(&date), &turns)
    };
    store(&(0..60).map(evening).collect::<Vec<_>>())
}

#[test]
fn pages_hold_every_turn_once_whatever_their_size() {
    let index = evenings().snapshot();
    let query = query::parse("rain wind");
    for (order, limit) in
        [(Order::Relevance, 3), (Order::Relevance, 7), (Order::Newest, 4), (Order::Oldest, 5)]
    {
        let mut seen = std::collections::HashSet::new();
        for offset in (0..).step_by(limit) {
            let page = Page { offset, limit };
            let found = index.search(&Scope::public(), &query, None, order, page).unwrap();
            assert_eq!(found.total, Total::exactly(150));
            if found.hits.is_empty() {
                break;
            }
            for hit in found.hits {
                assert!(seen.insert(hit.record.turn.id), "{order:?} {limit}: again at {offset}");
            }
        }
        assert_eq!(seen.len(), 150, "{order:?} {limit}");
    }
}

#[test]
fn the_newest_and_the_oldest_are_found_in_whatever_order_records_were_read() {
    // Days in no order, some of them twice; every seventh record has none.
    let day = |number: usize| {
        let day = 1 + number * 37 % 100;
        (!number.is_multiple_of(7)).then(|| format!("2019-{:02}-{:02}", 1 + day / 28, 1 + day % 28))
    };
    let id = |number: usize| format!("evening-{number:03}");
    let rain = [("Jane Roe", "Rain at first."), ("Jane Roe", "More rain."), ("Jane Roe", "Snow.")];
    let evening = |number| transcript(&id(number), day(number).as_deref(), &rain);
    let index = store(&(0..150).map(evening).collect::<Vec<_>>()).snapshot();
    let mut dated: Vec<(String, String)> =
        (0..150).filter_map(|number| Some((day(number)?, id(number)))).collect();
    let undated = (0..150).filter(|number| day(*number).is_none()).map(id);
    for (order, sign) in [(Order::Newest, -1), (Order::Oldest, 1)] {
        dated.sort_by(|(a, one), (b, other)| {
            let days = if sign < 0 { b.cmp(a) } else { a.cmp(b) };
            days.then(one.cmp(other))
        });
        let wanted: Vec<String> =
            dated.iter().map(|(_, id)| id.clone()).chain(undated.clone()).collect();
        for (asked, all) in [("rain", 300), ("rain OR snow", 450)] {
            for limit in [5, 140] {
                let query = query::parse(asked);
                let page = Page::first(limit);
                let found = index.search(&Scope::public(), &query, None, order, page).unwrap();
                let ids = found.hits.iter().map(|hit| hit.record.transcript_id.as_str());
                let wanted = wanted.iter().take(limit).map(String::as_str);
                assert!(ids.eq(wanted), "{asked} {order:?} {limit}");
                assert_eq!(found.total, Total::exactly(all));
            }
        }
    }
}

#[test]
fn what_takes_too_long_beside_the_rest_is_left_out_and_the_query_says_so() {
    let index = evenings().snapshot();
    let search = |typed: &str| {
        let (scope, page) = (Scope::public(), Page::first(5));
        index.search(&scope, &query::parse(typed), None, Order::Relevance, page).unwrap()
    };
    let left_out = |typed: &str| {
        let notes = search(typed).searched;
        let part = |note: &query::Note| match note {
            query::Note::LeftOut { part } => part.clone(),
            note => panic!("{note:?}"),
        };
        notes.notes().iter().map(part).collect::<Vec<_>>()
    };
    // Every turn has these words, and places are compared.
    assert_eq!(left_out("\"the rain\" OR \"the wind\""), ["\"the wind\""]);
    // What is cheap is never left out for it, and makes what must hold beside it cheap.
    assert_eq!(left_out("\"in the\"~9 \"the wind\" rain"), ["\"the wind\""]);
    assert_eq!(left_out("\"in the\"~9 \"the wind\" \"number 7\""), [""; 0]);
    // A word that no turn has as typed is found by its stem, and makes nothing beside it cheap.
    assert_eq!(left_out("rained \"in the\"~9 \"the wind\""), ["\"the wind\""]);
    // A question in earnest has a rarer word and is asked whole; one phrase is, whatever it costs.
    assert_eq!(left_out("\"the rain goes on\""), [""; 0]);
    assert_eq!(left_out("the rain goes on and on in the wind 7 -snow"), [""; 0]);
    assert_eq!(search("\"the rain\" OR \"the wind\"").total.turns, 150);
    assert_eq!(search("-snow -sun").hits.len(), 5);
}
