//! Two readings of one document: which turn of the later stands in the place of one that is gone.
//!
//! A turn that has the same speaker and words keeps its id wherever it stands; such turns are the
//! fixed points. Between two of them, a turn whose words were corrected is followed by the turn that
//! shares most words with it.

use std::collections::{HashMap, HashSet};

use super::{Turn, TurnId};
use crate::text::{fold, spoken_words};

/// Of the words of the shorter of two turns so many must stand in the other. A corrected turn has
/// nearly all of them, another turn of the same event about a third: the small words.
const LEAST_SHARED: f64 = 0.6;

/// Turns between two fixed points that are compared with one another; a document that was read anew
/// from end to end is another document.
const MOST_COMPARED: usize = 300;

/// The turns of the earlier reading that are not in the later one, each with the turn in its place,
/// or with none when its words are gone.
pub(crate) fn succession(earlier: &[Turn], later: &[Turn]) -> Vec<(TurnId, Option<TurnId>)> {
    let kept: HashSet<&TurnId> = earlier.iter().map(|turn| &turn.id).collect();
    let places: HashMap<&TurnId, usize> =
        later.iter().enumerate().map(|(at, turn)| (&turn.id, at)).collect();
    let mut found = Vec::new();
    let mut from = 0;
    let mut gone: Vec<&Turn> = Vec::new();
    for turn in earlier {
        let Some(&at) = places.get(&turn.id) else {
            gone.push(turn);
            continue;
        };
        // A turn that was moved backwards is no fixed point.
        if at >= from {
            follow(&gone, &later[from..at], &kept, &mut found);
            gone.clear();
            from = at + 1;
        }
    }
    follow(&gone, &later[from..], &kept, &mut found);
    found
}

/// The successors of turns between two fixed points, among the new turns between the same.
fn follow(
    gone: &[&Turn],
    between: &[Turn],
    kept: &HashSet<&TurnId>,
    found: &mut Vec<(TurnId, Option<TurnId>)>,
) {
    let new: Vec<(&Turn, HashMap<String, usize>)> = between
        .iter()
        .filter(|turn| !kept.contains(&turn.id))
        .take(MOST_COMPARED)
        .map(|turn| (turn, counted(turn)))
        .collect();
    for (nth, turn) in gone.iter().enumerate() {
        let words = if nth < MOST_COMPARED { counted(turn) } else { HashMap::new() };
        let total = words.values().sum::<usize>();
        let alike = new.iter().filter_map(|(one, others)| {
            let shared: usize =
                words.iter().map(|(word, n)| others.get(word).map_or(0, |m| *n.min(m))).sum();
            let shorter = total.min(others.values().sum::<usize>());
            let enough = shared > 0 && shared as f64 >= LEAST_SHARED * shorter as f64;
            enough.then_some((shared, usize::from(one.label == turn.label), one))
        });
        let best = alike.max_by_key(|(shared, same_label, one)| {
            // The first of equals.
            (*shared, *same_label, std::cmp::Reverse(one.ordinal))
        });
        found.push((turn.id.clone(), best.map(|(_, _, one)| one.id.clone())));
    }
}

/// How often each word stands in a turn.
fn counted(turn: &Turn) -> HashMap<String, usize> {
    let mut counted = HashMap::new();
    for span in spoken_words(&turn.text) {
        *counted.entry(fold::word(span.of(&turn.text)).into_owned()).or_default() += 1;
    }
    counted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transcript::testing::transcript;

    fn reading(turns: &[(&str, &str)]) -> Vec<Turn> {
        let mut turns = transcript("An event", turns).turns;
        let id = super::super::TranscriptId("t".into());
        turns.iter_mut().for_each(|turn| turn.id = TurnId::new(&id, &turn.label, &turn.text, 0));
        turns
    }

    fn successors(earlier: &[Turn], later: &[Turn]) -> Vec<(usize, Option<usize>)> {
        let place = |turns: &[Turn], id: &TurnId| turns.iter().position(|turn| turn.id == *id);
        let found = succession(earlier, later);
        let placed = |(old, new): &(TurnId, Option<TurnId>)| {
            (place(earlier, old).unwrap(), new.as_ref().and_then(|new| place(later, new)))
        };
        found.iter().map(placed).collect()
    }

    const BEFORE: [(&str, &str); 4] = [
        ("ROE", "The harbour was dredged in spring, and the boats came back."),
        ("Q", "What of the ferry?"),
        ("ROE", "The ferry sails on Mondays."),
        ("POE", "Thank you."),
    ];

    #[test]
    fn a_corrected_turn_is_followed_by_what_stands_in_its_place() {
        let mut after = BEFORE;
        after[0].1 = "The harbour was dredged in the spring and the boats came back.";
        after[2].0 = "Jane Roe";
        let (before, after) = (reading(&BEFORE), reading(&after));
        assert_eq!(successors(&before, &after), [(0, Some(0)), (2, Some(2))]);
    }

    #[test]
    fn added_and_moved_turns_keep_the_others_as_they_are() {
        let after = [("POE", "Good morning."), BEFORE[1], BEFORE[0], BEFORE[2], BEFORE[3]];
        assert_eq!(successors(&reading(&BEFORE), &reading(&after)), []);
    }

    #[test]
    fn a_turn_whose_words_are_gone_has_no_successor() {
        let after = [BEFORE[0], ("Q", "And the tunnel under the bay?"), BEFORE[2], BEFORE[3]];
        assert_eq!(successors(&reading(&BEFORE), &reading(&after)), [(1, None)]);
        assert_eq!(successors(&reading(&BEFORE), &reading(&BEFORE[1..])), [(0, None)]);
    }

    #[test]
    fn a_turn_that_was_parted_is_followed_by_its_larger_piece() {
        let after = [
            ("ROE", "The harbour was dredged in spring,"),
            ("POE", "and the boats came back."),
            BEFORE[1],
            BEFORE[2],
            BEFORE[3],
        ];
        assert_eq!(successors(&reading(&BEFORE), &reading(&after)), [(0, Some(0))]);
    }
}
