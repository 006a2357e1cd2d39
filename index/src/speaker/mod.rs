//! Labels → people: through the document itself, then through dated tables an editor keeps.
//!
//! Takes a [`Draft`] and gives a [`Transcript`]. When in doubt a voice stays unnamed: an unnamed
//! speaker is better than a wrong one. Nothing here knows a file format.

mod casing;
mod cluster;
mod directory;
mod introduce;
mod label;
mod outlet;
mod people;
mod role;
mod same;

use std::collections::HashMap;

pub use directory::{Directory, Entry, SaidBy};
pub use people::{Error, People};

use casing::Spellings;
use cluster::{Cluster, Identity, Surroundings};
use label::Class;

use crate::read::vocabulary::VOCABULARY;
use crate::text::fold;
use crate::transcript::{
    Draft, DraftTurn, Kind, Label, Speaker, SpeakerId, Transcript, TranscriptId, Turn, TurnId,
    Unnamed, Warning, slug,
};

/// Decides who speaks in a document. `source` is the file's stem, `people` the editor's table.
///
/// Linear in the number of turns; what is quadratic runs over the distinct labels alone.
pub fn resolve(draft: Draft, source: &str, people: &People) -> Transcript {
    let id = transcript_id(&draft, source);
    let texts: Vec<String> = draft.turns.iter().map(DraftTurn::text).collect();
    let Draft { event, provenance, introduction, turns, mut warnings, .. } = draft;
    let context = context(&event, &provenance, &introduction);
    let (mut entries, of_turn) = entries(&turns, people, &context, event.date);
    outlet::unname(&mut entries, &texts, &of_turn, &event, &provenance);
    let surroundings = Surroundings { introduction: &introduction, turns: &texts };
    let mut cluster = Cluster::new(&surroundings);
    let identities = cluster.identify(&entries);
    let wanted = casing::words_in_capitals(&cluster.persons);
    let spellings = Spellings::of(&wanted, introduction.iter().chain(&texts).map(String::as_str));
    let named = Named::new(&cluster, &entries, &identities, &spellings, people);
    warnings.extend(cluster.warnings.drain(..).map(|(line, message)| Warning { line, message }));
    warnings.sort_by_key(|warning| warning.line);
    let turns = build(&id, turns, texts, &of_turn, &named);
    Transcript { id, event, provenance, speakers: named.speakers(&of_turn), turns, warnings }
}

/// The file's stem and the date; of one document among many in a file its own name, and the last
/// part of its address, because two events of one day can bear one title.
fn transcript_id(draft: &Draft, source: &str) -> TranscriptId {
    let Some(name) = &draft.name else {
        return TranscriptId::new(source, draft.event.date);
    };
    let mut words = shortened(&slug(name)).to_owned();
    let last = draft
        .provenance
        .url
        .as_deref()
        .and_then(|url| url.trim_end_matches('/').rsplit('/').next());
    let last = last.map(slug).unwrap_or_default();
    if !last.is_empty() && !words.contains(&last) {
        words = format!("{words}-{last}");
    }
    TranscriptId::new(words.trim_matches('-'), draft.event.date)
}

/// Characters of a title that an id repeats.
const TITLE_CHARS: usize = 60;

/// As many whole words of a slug as fit.
fn shortened(words: &str) -> &str {
    if words.len() <= TITLE_CHARS {
        return words;
    }
    let end = (0..=TITLE_CHARS).rev().find(|at| words.is_char_boundary(*at)).unwrap_or(0);
    words[..end].rsplit_once('-').map_or(&words[..end], |(whole, _)| whole)
}

/// Where the document belongs, folded: what a dated office must stand within.
fn context(
    event: &crate::transcript::Event,
    provenance: &crate::transcript::Provenance,
    introduction: &[String],
) -> String {
    let parts =
        [&event.title, &event.subtitle, &event.venue, &provenance.publisher, &provenance.url];
    let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    let lines = introduction.iter().map(String::as_str).take(80);
    fold::key(&parts.into_iter().chain(lines).collect::<Vec<_>>().join("\n"))
}

/// The distinct labels, and of each turn the index of its label.
fn entries(
    turns: &[DraftTurn],
    people: &People,
    context: &str,
    date: Option<jiff::civil::Date>,
) -> (Vec<cluster::Entry>, Vec<usize>) {
    let mut index: HashMap<&Label, usize> = HashMap::new();
    let mut entries: Vec<cluster::Entry> = Vec::new();
    let mut of_turn = Vec::with_capacity(turns.len());
    for (first_turn, turn) in turns.iter().enumerate() {
        let at = *index.entry(&turn.label).or_insert_with(|| {
            entries.push(entry(&turn.label, turn.line, first_turn, people, context, date));
            entries.len() - 1
        });
        entries[at].count += 1;
        of_turn.push(at);
    }
    (entries, of_turn)
}

fn entry(
    label: &Label,
    line: u32,
    first_turn: usize,
    people: &People,
    context: &str,
    date: Option<jiff::civil::Date>,
) -> cluster::Entry {
    let shown = label.name.as_deref().unwrap_or(&label.printed);
    let mut parsed = label::parse(shown);
    if label.name.is_some() && parsed.class == Class::Name && !shown.contains(['(', '[', ',']) {
        // The format keeps names apart from roles: what it gives as the name is the name.
        parsed.role = None;
        if parsed.tokens.len() >= 2 {
            parsed.name = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        }
    }
    parsed.role = label.role.clone().or(parsed.role);
    let mut canonical =
        people.canonical(shown).or_else(|| people.canonical(&label.printed)).map(str::to_owned);
    if canonical.is_none()
        && parsed.class != Class::Voice(Unnamed::Questioner)
        && let Some(held) = people.holder(shown, context, date)
    {
        parsed.role = Some(held.title.to_owned());
        canonical = Some(people.canonical(held.name).unwrap_or(held.name).to_owned());
    }
    cluster::Entry { printed: label.printed.clone(), parsed, count: 0, line, first_turn, canonical }
}

/// Labels with their names, roles and kinds, ready for the turns.
struct Named {
    voices: Vec<Voice>,
}

/// What every turn under one label is.
#[derive(Clone)]
struct Voice {
    printed: String,
    id: SpeakerId,
    name: Option<String>,
    role: Option<String>,
    kind: Option<Kind>,
    unnamed: Option<Unnamed>,
}

impl Named {
    fn new(
        cluster: &Cluster<'_>,
        entries: &[cluster::Entry],
        identities: &[Identity],
        spellings: &Spellings,
        people: &People,
    ) -> Self {
        let names: Vec<String> = cluster
            .persons
            .iter()
            .map(|person| {
                let usual = if person.canonical {
                    person.name.clone()
                } else {
                    spellings.usual(&person.name)
                };
                people.canonical(&usual).map(str::to_owned).unwrap_or(usual)
            })
            .collect();
        let leads = |name: &str| cluster.introduction().any(|line| introduce::leads(line, name));
        let chairs: Vec<bool> = names.iter().map(|name| leads(name)).collect();
        let voices = entries.iter().zip(identities).map(|(entry, identity)| {
            let printed = entry.printed.clone();
            let own = entry.parsed.role.as_deref().map(usual_role);
            match identity {
                Identity::Person(index) => Voice {
                    printed,
                    id: person_id(&names[*index]),
                    name: Some(names[*index].clone()),
                    role: own.or_else(|| cluster.persons[*index].role.as_deref().map(usual_role)),
                    kind: entry.parsed.kind.or(chairs[*index].then_some(Kind::Chair)),
                    unnamed: None,
                },
                Identity::Unnamed(unnamed) => Voice {
                    printed,
                    id: SpeakerId(
                        if *unnamed == Unnamed::Questioner { "questioner" } else { "unknown" }
                            .into(),
                    ),
                    name: None,
                    role: own.filter(|_| entry.parsed.class == Class::Office),
                    kind: entry
                        .parsed
                        .kind
                        .or((*unnamed == Unnamed::Questioner).then_some(Kind::Question)),
                    unnamed: Some(*unnamed),
                },
            }
        });
        Self { voices: voices.collect() }
    }

    /// Everybody who speaks, in the order of the first turn; every other form of a name is an alias.
    fn speakers(&self, of_turn: &[usize]) -> Vec<Speaker> {
        let mut speakers: Vec<Speaker> = Vec::new();
        let mut index: HashMap<&SpeakerId, usize> = HashMap::new();
        let mut seen = vec![false; self.voices.len()];
        for at in of_turn {
            if std::mem::replace(&mut seen[*at], true) {
                continue;
            }
            let voice = &self.voices[*at];
            let speaker = *index.entry(&voice.id).or_insert_with(|| {
                speakers.push(Speaker {
                    id: voice.id.clone(),
                    name: voice.name.clone(),
                    aliases: Vec::new(),
                    unnamed: voice.unnamed,
                });
                speakers.len() - 1
            });
            let aliases = &mut speakers[speaker].aliases;
            let known =
                voice.name.as_ref() == Some(&voice.printed) || aliases.contains(&voice.printed);
            if !known && !voice.printed.is_empty() {
                aliases.push(voice.printed.clone());
            }
        }
        speakers
    }
}

/// A name in a script that has no slug is its own id.
fn person_id(name: &str) -> SpeakerId {
    let words = slug(name);
    // These two are the ids of unnamed voices.
    let taken = matches!(&*words, "questioner" | "unknown" | "");
    SpeakerId(if taken { format!("person-{words}") } else { words })
}

/// An office in capitals as people write it; short words in capitals are acronyms and stay.
fn usual_role(role: &str) -> String {
    if role.chars().any(char::is_lowercase) {
        return role.to_owned();
    }
    let none = Spellings::default();
    let words = role.split_whitespace().map(|word| {
        let key = fold::word(word);
        match () {
            () if VOCABULARY.office_joints.contains(&*key) => word.to_lowercase(),
            () if word.contains('/') => word.to_owned(),
            () if word.chars().count() <= 4
                && !VOCABULARY.offices.contains(&*key)
                && !matches!(&*key, "vice") =>
            {
                word.to_owned()
            }
            () if matches!(
                &*key,
                "ceo" | "cfo" | "coo" | "cto" | "mp" | "mep" | "msp" | "mla" | "td"
            ) =>
            {
                word.to_owned()
            }
            () => none.usual(word),
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

fn build(
    id: &TranscriptId,
    drafts: Vec<DraftTurn>,
    texts: Vec<String>,
    of_turn: &[usize],
    named: &Named,
) -> Vec<Turn> {
    let mut same: HashMap<TurnId, usize> = HashMap::new();
    let mut turns: Vec<Turn> = Vec::with_capacity(drafts.len());
    for (((ordinal, draft), text), at) in (0..).zip(drafts).zip(texts).zip(of_turn) {
        let voice = &named.voices[*at];
        let who = voice.name.as_deref().unwrap_or(&voice.printed);
        let mut turn_id = TurnId::new(id, who, &text, 0);
        let nth = same.entry(turn_id.clone()).or_insert(0);
        if *nth > 0 {
            turn_id = TurnId::new(id, who, &text, *nth);
        }
        *nth += 1;
        let kind = draft.kind.or(voice.kind).unwrap_or_default();
        let in_reply_to = turns
            .last()
            .filter(|before| is_answered(before, voice, kind))
            .map(|before| before.id.clone());
        turns.push(Turn {
            id: turn_id,
            ordinal,
            label: draft.label.printed,
            speaker_id: voice.id.clone(),
            speaker: voice.name.clone(),
            role: voice.role.clone(),
            kind,
            start_ms: draft.start_ms,
            end_ms: draft.end_ms,
            text,
            in_reply_to,
        });
    }
    turns
}

/// Whether a turn is a question that the next voice answers.
fn is_answered(before: &Turn, next: &Voice, kind: Kind) -> bool {
    let other =
        before.speaker_id != next.id || (next.name.is_none() && before.label != next.printed);
    let asks = before
        .text
        .trim_end_matches(|c: char| c.is_whitespace() || "\"”’')]»".contains(c))
        .ends_with(['?', '？', '؟']);
    other
        && (before.kind == Kind::Question || asks)
        && !matches!(kind, Kind::Note)
        && !(before.kind == Kind::Question && kind == Kind::Question)
}

#[cfg(test)]
mod tests;
