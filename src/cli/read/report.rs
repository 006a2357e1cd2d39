//! `onrecord read --report`: one page a document, made to be checked by eye. What stands on it was
//! counted by [`Proof`]; here it is laid out.

use std::fmt::Write as _;

use onrecord_index::import::{Proof, Seen, Voice};
use onrecord_index::transcript::{Grade, Kind, Warning};
use textwrap::core::display_width;

/// Lines under "to check" of one document; what is more is counted.
const MOST_DOUBTS: usize = 50;

/// Labels shown of one voice; what is more is counted.
const MOST_LABELS: usize = 12;

/// Lines shown of what nobody said; what is more is counted.
const MOST_OUTSIDE: usize = 8;

/// As much of such a line as tells what it is.
const OUTSIDE_COLUMNS: usize = 80;

/// The page of one document that was read from `path`.
pub(super) fn page(path: &str, proof: &Proof) -> String {
    let voices = proof.voices();
    let mut page = format!("{path}\n");
    head(&mut page, proof, &voices);
    let names = voices.iter().map(|voice| display_width(voice.name()));
    let width = names.chain(["unnamed voices".len()]).max().unwrap_or(0);
    let named = |voice: &&Voice<'_>| voice.speaker.name.is_some();
    let people: Vec<_> = voices.iter().filter(named).collect();
    let unnamed: Vec<_> = voices.iter().filter(|voice| !named(voice)).collect();
    for (title, voices) in [("speakers", people), ("unnamed voices", unnamed)] {
        if voices.is_empty() {
            continue;
        }
        let _ = writeln!(page, "\n{}  turns   words  role", padded(title, width));
        voices.iter().for_each(|voice| speaker(&mut page, voice, width));
    }
    outside(&mut page, &proof.outside);
    doubts(&mut page, path, proof);
    page
}

fn head(page: &mut String, proof: &Proof, voices: &[Voice<'_>]) {
    let event = &proof.transcript.event;
    let from = &proof.transcript.provenance;
    let date = event.date.map(|date| date.to_string());
    let updated = from.updated.map(|updated| format!("page updated {updated}"));
    let words: usize = voices.iter().map(|voice| voice.words).sum();
    for (key, value, always) in [
        ("title", event.title.clone(), true),
        ("", event.subtitle.clone(), false),
        ("date", date, true),
        ("", updated, false),
        ("venue", event.venue.clone(), false),
        ("grade", from.grade.map(|grade| graded(grade).to_owned()), true),
        ("language", from.lang.clone(), true),
        ("url", from.url.clone(), true),
        ("recording", from.media_url.clone(), false),
        ("publisher", from.publisher.clone(), false),
        ("licence", from.licence.clone(), true),
        ("retrieved", from.retrieved.map(|retrieved| retrieved.to_string()), false),
        ("turns", Some(format!("{}, {words} words", proof.transcript.turns.len())), true),
        ("notes", notes(proof), false),
    ] {
        if value.is_some() || always {
            let _ = writeln!(page, "{key:<10} {}", value.as_deref().unwrap_or("not said"));
        }
    }
}

fn graded(grade: Grade) -> &'static str {
    match grade {
        Grade::AsDelivered => "as delivered",
        Grade::CheckAgainstDelivery => "check against delivery",
        Grade::Edited => "edited",
        Grade::Captions => "captions",
        Grade::Machine => "machine transcript",
    }
}

/// What is not speech: matter between turns, and inside them.
fn notes(proof: &Proof) -> Option<String> {
    let turns = &proof.transcript.turns;
    let between = turns.iter().filter(|turn| turn.kind == Kind::Note).count();
    let inside: usize = turns.iter().map(|turn| turn.notes().len()).sum();
    (between + inside > 0).then(|| format!("{between} between turns, {inside} inside them"))
}

fn speaker(page: &mut String, voice: &Voice<'_>, width: usize) {
    let Voice { turns, words, roles, .. } = voice;
    let line =
        format!("{}  {turns:>5} {words:>7}  {}", padded(voice.name(), width), roles.join("; "));
    let _ = writeln!(page, "{}", line.trim_end());
    for Seen { printed, turns, line } in voice.labels.iter().take(MOST_LABELS) {
        let label = if printed.is_empty() { "(no label)" } else { *printed };
        let place = if *line == 0 { String::new() } else { format!(", first in line {line}") };
        let _ = writeln!(page, "    {label} × {turns}{place}");
    }
    if let Some(more) = voice.labels.len().checked_sub(MOST_LABELS + 1) {
        let _ = writeln!(page, "    and {} labels more", more + 1);
    }
}

/// What nobody said: an editor sees at once whether speech is among it.
fn outside(page: &mut String, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(page, "\nnot attributed: {} lines outside the turns", lines.len());
    for line in lines.iter().take(MOST_OUTSIDE) {
        let words = line.split_whitespace().collect::<Vec<_>>().join(" ");
        let first = textwrap::wrap(&words, OUTSIDE_COLUMNS).into_iter().next().unwrap_or_default();
        let cut = if first.len() < words.len() { " …" } else { "" };
        let _ = writeln!(page, "    {first}{cut}");
    }
    if let Some(more) = lines.len().checked_sub(MOST_OUTSIDE + 1) {
        let _ = writeln!(page, "    and {} lines more", more + 1);
    }
}

fn doubts(page: &mut String, path: &str, proof: &Proof) {
    let doubts = proof.doubts();
    if doubts.is_empty() {
        page.push_str("\nnothing doubtful\n");
        return;
    }
    let _ = writeln!(page, "\nto check");
    for doubt in doubts.iter().take(MOST_DOUBTS) {
        let _ = writeln!(page, "{}", placed(path, doubt));
    }
    if let Some(more) = doubts.len().checked_sub(MOST_DOUBTS + 1) {
        let _ = writeln!(page, "and {} places more", more + 1);
    }
}

/// A warning behind its place; line 0 is the document.
pub(super) fn placed(path: &str, warning: &Warning) -> String {
    match warning.line {
        0 => format!("{path}: {}", warning.message),
        line => format!("{path}:{line}: {}", warning.message),
    }
}

fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(display_width(text))))
}
