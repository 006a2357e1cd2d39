//! A proof: what was understood of a document, set out so that an editor can check a new source in a
//! minute. Every count leads to a line of the source.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::text::{fold, spoken_words};
use crate::transcript::{Speaker, Transcript, Turn, Unnamed, Warning};

/// A transcript with the places in the source its turns come from.
#[derive(Clone, Debug, PartialEq)]
pub struct Proof {
    /// What was understood.
    pub transcript: Transcript,
    /// Lines that nobody is said to have spoken: what stands outside the turns, title and cast list
    /// among it.
    pub outside: Vec<String>,
    /// The line of each turn, from 1; 0 where the format has none.
    lines: Vec<u32>,
}

/// Somebody who speaks, or a voice without a name, with all that leads to them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice<'t> {
    /// Who it is.
    pub speaker: &'t Speaker,
    /// Every role they bear in this document.
    pub roles: Vec<&'t str>,
    /// How often they speak.
    pub turns: usize,
    /// How many words they say.
    pub words: usize,
    /// Every label they are printed under, in the order of first use.
    pub labels: Vec<Seen<'t>>,
}

/// A label as the document prints it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen<'t> {
    /// The label; empty where none is printed.
    pub printed: &'t str,
    /// How many turns it stands over.
    pub turns: usize,
    /// Where it stands first, from 1; 0 where the format has no lines.
    pub line: u32,
}

impl Proof {
    /// `lines` holds one line for each turn, in the order of the turns.
    pub(super) fn new(transcript: Transcript, outside: Vec<String>, lines: Vec<u32>) -> Self {
        Self { transcript, outside, lines }
    }

    /// Everybody who speaks, in the order of the first turn.
    pub fn voices(&self) -> Vec<Voice<'_>> {
        let speakers = self.transcript.speakers.iter();
        let mut voices: Vec<Voice<'_>> = speakers
            .map(|speaker| Voice {
                speaker,
                roles: Vec::new(),
                turns: 0,
                words: 0,
                labels: Vec::new(),
            })
            .collect();
        let places: HashMap<&str, usize> =
            voices.iter().enumerate().map(|(at, v)| (v.speaker.id.as_str(), at)).collect();
        for (turn, line) in self.transcript.turns.iter().zip(&self.lines) {
            if let Some(at) = places.get(turn.speaker_id.as_str()) {
                voices[*at].hear(turn, *line);
            }
        }
        voices
    }

    /// What deserves a look: everything that reading and naming warned of, and what is unusual in
    /// the whole, by line; line 0 is the document.
    pub fn doubts(&self) -> Vec<Warning> {
        let voices = self.voices();
        let mut doubts = self.transcript.warnings.clone();
        let event = &self.transcript.event;
        for (missing, what) in [(event.title.is_none(), "title"), (event.date.is_none(), "date")] {
            if missing {
                doubts.push(Warning { line: 0, message: format!("no {what} was found") });
            }
        }
        doubts.extend(heard_once(&voices));
        doubts.extend(voices.iter().filter_map(Voice::of_one_word));
        doubts.extend(alike(&voices));
        doubts.sort_by_key(|doubt| doubt.line);
        doubts
    }
}

impl<'t> Voice<'t> {
    fn hear(&mut self, turn: &'t Turn, line: u32) {
        self.turns += 1;
        self.words += spoken_words(&turn.text).count();
        if let Some(role) = turn.role.as_deref()
            && !self.roles.contains(&role)
        {
            self.roles.push(role);
        }
        match self.labels.iter_mut().find(|seen| seen.printed == turn.label) {
            Some(seen) => seen.turns += 1,
            None => self.labels.push(Seen { printed: &turn.label, turns: 1, line }),
        }
    }

    /// The name, or the kind of voice it is.
    pub fn name(&self) -> &'t str {
        self.speaker.name.as_deref().unwrap_or(self.speaker.id.as_str())
    }

    fn first_line(&self) -> u32 {
        self.labels.first().map_or(0, |seen| seen.line)
    }

    /// Two lines of a document that look like a label and a word are more often a list or a form.
    fn of_one_word(&self) -> Option<Warning> {
        let doubtful = self.speaker.name.is_some() && self.words <= 1;
        let said = if self.words == 0 { "no word" } else { "one word" };
        let message = format!("{} says {said} in all", self.name());
        doubtful.then(|| Warning { line: self.first_line(), message })
    }
}

/// Labels that stand once: a sentence that looks like a label does. A voice that is also printed
/// otherwise is sure enough, and where most speak once (a round of statements) it is no sign.
fn heard_once(voices: &[Voice<'_>]) -> Vec<Warning> {
    /// So few can be looked at one by one, whatever their share.
    const FEW: usize = 3;
    let named = voices.iter().filter(|voice| voice.speaker.name.is_some()).count();
    let once: Vec<&Voice<'_>> =
        voices.iter().filter(|v| v.speaker.name.is_some() && v.turns == 1).collect();
    let mut doubts: Vec<Warning> = if once.len() > FEW && once.len() * 2 > named {
        let message = format!("{} of {named} speakers speak once", once.len());
        vec![Warning { line: 0, message }]
    } else {
        let message = |voice: &&&Voice<'_>| format!("{} speaks once", voice.name());
        once.iter().map(|v| Warning { line: v.first_line(), message: message(&v) }).collect()
    };
    // A question is asked once by many; a label that is neither a name nor a question is a riddle.
    let riddle = |voice: &&Voice<'_>| voice.speaker.unnamed == Some(Unnamed::Unknown);
    let unnamed = voices.iter().filter(riddle);
    let labels = unnamed.flat_map(|voice| &voice.labels);
    for seen in labels.filter(|seen| seen.turns == 1 && !seen.printed.is_empty()) {
        let message = format!("the unnamed {:?} speaks once", seen.printed);
        doubts.push(Warning { line: seen.line, message });
    }
    doubts
}

/// Labels of two voices that a slip of the pen could part: one person, perhaps, or two of one family.
/// Each is named beside the one that stands oftenest.
fn alike(voices: &[Voice<'_>]) -> Vec<Warning> {
    /// Every label is compared with every other; a document with more is a corpus.
    const MOST_LABELS: usize = 400;
    /// Two short words differ in a letter and mean different people.
    const LEAST_CHARS: usize = 5;
    let mut labels = Vec::new();
    for (voice, heard) in voices.iter().enumerate() {
        labels.extend(heard.labels.iter().map(|seen| (voice, fold::key(seen.printed), seen)));
    }
    labels.retain(|(_, key, _)| key.chars().count() >= LEAST_CHARS);
    labels.sort_by_key(|(_, _, seen)| Reverse(seen.turns));
    labels.truncate(MOST_LABELS);
    let mut doubts = Vec::new();
    for (at, (voice, key, seen)) in labels.iter().enumerate() {
        let near = labels[..at].iter().find(|(other, other_key, _)| {
            other != voice && other_key != key && strsim::damerau_levenshtein(key, other_key) == 1
        });
        if let Some((_, _, other)) = near {
            let message =
                format!("{:?} is nearly {:?}, and somebody else", seen.printed, other.printed);
            doubts.push(Warning { line: seen.line, message });
        }
    }
    doubts
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::import::item::read_source;
    use crate::import::told::Told;
    use crate::read::Source;
    use crate::speaker::People;

    fn proof(text: &str) -> Proof {
        let source = Source::from_bytes(Path::new("t.txt"), text.as_bytes().to_vec()).unwrap();
        let mut proofs = Vec::new();
        let sink = &mut |proof| {
            proofs.push(proof);
            Ok(())
        };
        read_source(source, "t", &Told::default(), &People::none(), sink).unwrap();
        proofs.remove(0)
    }

    #[test]
    fn every_label_is_counted_and_leads_to_its_first_line() {
        let proof = proof(
            "MAYOR JANE ROE: Rain came early.\n\nQ: How early?\n\nROE: At dawn, they say.\n\n\
             Q: And wind?\n\nROE: None at all.\n",
        );
        let voices = proof.voices();
        assert_eq!((voices[0].name(), voices[0].turns, voices[0].words), ("Jane Roe", 3, 10));
        let labels: Vec<_> =
            voices[0].labels.iter().map(|seen| (seen.printed, seen.turns, seen.line)).collect();
        assert_eq!(labels, [("MAYOR JANE ROE", 1, 1), ("ROE", 2, 5)]);
        assert_eq!((voices[1].name(), voices[1].turns), ("questioner", 2));
    }

    #[test]
    fn what_is_unusual_is_said_with_its_line() {
        let proof = proof(
            "JANE ROE: Rain came early this year.\n\nJOHN POE: It did.\n\nJANE ROE: Very.\n\n\
             JOHN POE: So I hear, and so they say.\n\nDEE LOW: Yes.\n\nJANE ROE: Well then.\n",
        );
        let doubts: Vec<_> = proof.doubts();
        let said: Vec<_> = doubts.iter().map(|d| (d.line, d.message.as_str())).collect();
        assert!(said.contains(&(0, "no date was found")), "{said:?}");
        assert!(said.contains(&(9, "Dee Low speaks once")), "{said:?}");
        assert!(said.contains(&(9, "Dee Low says one word in all")), "{said:?}");
        assert!(!said.iter().any(|(_, what)| what.starts_with("Jane Roe")), "{said:?}");
    }

    #[test]
    fn labels_that_a_slip_could_part_are_named_where_they_stand() {
        let proof = proof(
            "JANE HANSEN: It rains again.\n\nJOHN POE: It does.\n\nJANE HANSON: It did before.\n\n\
             JANE HANSEN: So it did, and long.\n\nJOHN POE: And it will.\n",
        );
        let said = Warning {
            line: 5,
            message: "\"JANE HANSON\" is nearly \"JANE HANSEN\", and somebody else".into(),
        };
        assert!(proof.doubts().contains(&said), "{:?}", proof.doubts());
    }
}
