//! Answers as JSON: the contract with other programs.
//!
//! The shapes are structs of their own, so that a field renamed elsewhere cannot change the contract.
//! All keys are always present, null when unknown.

mod around;

use jiff::civil::Date;
use onrecord_index::import::Report;
use onrecord_index::quote::{Quote, Quotes, Suggestion};
use onrecord_index::transcript::{Grade, Transcript, Unnamed, Warning};
use onrecord_index::verdict::{Deciding, Match, Verdict};
use serde::Serialize;

pub use around::{
    BrowsedJson, CitedJson, ContextJson, DrawnJson, MentionsJson, TimelineJson, browsed, cited,
    context, drawn, mentions, timeline,
};

use super::{quotes, verdict};
use crate::answer::Checked;
use crate::locale::Locale;

/// The answer to one query.
#[derive(Debug, Serialize)]
pub struct QuotesJson {
    query: String,
    read_as: String,
    /// What was read leniently or left out.
    notes: Vec<String>,
    total: usize,
    total_is_exact: bool,
    results: Vec<FoundJson>,
    suggestions: Vec<SuggestionJson>,
    took_ms: f64,
}

#[derive(Debug, Serialize)]
struct QuoteJson {
    #[serde(flatten)]
    said: Said,
    cut_words_before: usize,
    cut_words_after: usize,
    media_link: Option<String>,
    score: f32,
    in_reply_to: Option<String>,
}

/// A quote among those that were found.
#[derive(Debug, Serialize)]
struct FoundJson {
    #[serde(flatten)]
    quote: QuoteJson,
    more_of_event: Option<MoreJson>,
}

/// Turns of the same event that answer too and are not among the results.
#[derive(Debug, Serialize)]
struct MoreJson {
    count: usize,
    /// What finds them.
    query: String,
}

/// Words with all that attributes them, as quotes and matches share it.
#[derive(Debug, Serialize)]
struct Said {
    excerpt: String,
    /// Byte ranges of `excerpt`.
    highlights: Vec<(usize, usize)>,
    speaker: Option<String>,
    speaker_id: String,
    /// As printed; for a voice without a name the only thing that says who.
    label: String,
    role: Option<String>,
    kind: &'static str,
    event: Option<String>,
    date: Option<Date>,
    grade: Option<Grade>,
    url: Option<String>,
    /// `url` plus the text fragment.
    link: Option<String>,
    transcript_id: String,
    turn_id: String,
}

#[derive(Debug, Serialize)]
struct SuggestionJson {
    query: String,
    why: String,
    count: usize,
}

/// The verdict on one claim.
#[derive(Debug, Serialize)]
pub struct VerdictJson {
    claim: String,
    verdict: &'static str,
    deciding: Option<String>,
    folded: Vec<&'static str>,
    diff: Vec<DiffJson>,
    record: Option<String>,
    flags: Vec<FlagJson>,
    matches: Vec<MatchJson>,
    /// Occasions in all, those not listed among them.
    total: usize,
    /// What comes nearest when nothing was found; not what was asked about.
    nearest: Option<MatchJson>,
    coverage: CoverageJson,
    took_ms: f64,
}

#[derive(Debug, Serialize)]
struct DiffJson {
    op: &'static str,
    text: String,
}

#[derive(Debug, Serialize)]
struct FlagJson {
    name: &'static str,
    detail: String,
}

#[derive(Debug, Serialize)]
struct MatchJson {
    #[serde(flatten)]
    said: Said,
    similarity: f32,
}

#[derive(Debug, Serialize)]
struct CoverageJson {
    collections: Vec<String>,
    transcripts: u64,
    turns: u64,
    from: Option<Date>,
    to: Option<Date>,
    refreshed: Option<String>,
}

/// The verdicts on a text's quotations.
#[derive(Debug, Serialize)]
pub struct CheckedJson {
    verdicts: Vec<VerdictJson>,
    /// Quotations that were not checked, for there were too many.
    left_out: usize,
    took_ms: f64,
}

/// One document that was read.
#[derive(Debug, Serialize)]
pub struct TranscriptJson {
    path: String,
    id: String,
    title: Option<String>,
    subtitle: Option<String>,
    date: Option<Date>,
    updated: Option<String>,
    venue: Option<String>,
    url: Option<String>,
    grade: Option<Grade>,
    lang: Option<String>,
    publisher: Option<String>,
    sha256: String,
    speakers: Vec<SpeakerJson>,
    turns: Vec<TurnJson>,
    warnings: Vec<Warning>,
}

#[derive(Debug, Serialize)]
struct SpeakerJson {
    id: String,
    name: Option<String>,
    aliases: Vec<String>,
    unnamed: Option<Unnamed>,
}

#[derive(Debug, Serialize)]
struct TurnJson {
    id: String,
    speaker: Option<String>,
    speaker_id: String,
    label: String,
    role: Option<String>,
    kind: &'static str,
    start_s: Option<f64>,
    end_s: Option<f64>,
    text: String,
    notes: Vec<String>,
}

/// What an import did.
#[derive(Debug, Serialize)]
pub struct ReportJson {
    transcripts: u64,
    turns: u64,
    added: u64,
    changed: u64,
    removed: u64,
    skipped: Vec<SkippedJson>,
    seconds: f64,
}

#[derive(Debug, Serialize)]
struct SkippedJson {
    path: String,
    reason: String,
}

/// A query or a claim that could not be answered, at its place in a batch.
#[derive(Debug, Serialize)]
pub struct ErrorJson {
    /// What is so.
    pub error: String,
}

/// The JSON of quotes that took so long.
pub fn quotes(answer: &Quotes, took_ms: f64, locale: &Locale) -> QuotesJson {
    QuotesJson {
        query: answer.query.typed.clone(),
        read_as: answer.read_as(),
        notes: answer.searched.notes().iter().map(|one| quotes::note(one, locale)).collect(),
        total: answer.total.turns,
        total_is_exact: answer.total.is_exact,
        results: answer.quotes.iter().map(|one| result(answer, one)).collect(),
        suggestions: suggestions(&answer.suggestions, locale),
        took_ms,
    }
}

fn suggestions(offered: &[Suggestion], locale: &Locale) -> Vec<SuggestionJson> {
    let json = |one: &Suggestion| SuggestionJson {
        query: one.query.clone(),
        why: quotes::suggestion(one, locale),
        count: one.count,
    };
    offered.iter().map(json).collect()
}

fn result(answer: &Quotes, one: &Quote) -> FoundJson {
    let more = || MoreJson { count: one.others, query: answer.of_event(one) };
    FoundJson { quote: quote(one), more_of_event: (one.others > 0).then(more) }
}

fn quote(quote: &Quote) -> QuoteJson {
    let cut = quote.excerpt.cut();
    let turn = &quote.excerpt.record().turn;
    QuoteJson {
        said: said(quote),
        cut_words_before: cut.before,
        cut_words_after: cut.after,
        media_link: quote.media_link.clone(),
        score: quote.score,
        in_reply_to: turn.in_reply_to.as_ref().map(ToString::to_string),
    }
}

fn said(quote: &Quote) -> Said {
    let record = quote.excerpt.record();
    let turn = &record.turn;
    Said {
        excerpt: quote.excerpt.words().to_owned(),
        highlights: quote.excerpt.highlights().map(|span| (span.start, span.end)).collect(),
        speaker: turn.speaker.clone(),
        speaker_id: turn.speaker_id.to_string(),
        label: turn.label.clone(),
        role: turn.role.clone(),
        kind: turn.kind.name(),
        event: record.event.title.clone(),
        date: record.event.date,
        grade: record.provenance.grade,
        url: record.provenance.url.clone(),
        link: quote.link.clone(),
        transcript_id: record.transcript_id.to_string(),
        turn_id: turn.id.to_string(),
    }
}

/// The JSON of a verdict that took so long.
pub fn verdict(answer: &Verdict, took_ms: f64, locale: &Locale) -> VerdictJson {
    let coverage = &answer.coverage;
    VerdictJson {
        claim: answer.claim.typed().to_owned(),
        verdict: answer.rung.name(),
        deciding: answer.deciding.as_ref().map(|found| deciding(found, locale)),
        folded: answer.folded.iter().map(|fold| fold.name()).collect(),
        diff: answer
            .diff
            .iter()
            .map(|stretch| DiffJson { op: stretch.op.name(), text: stretch.text.clone() })
            .collect(),
        record: answer.record.clone(),
        flags: answer
            .flags
            .iter()
            .map(|flag| FlagJson { name: flag.name(), detail: verdict::flag(flag, locale) })
            .collect(),
        matches: answer.matches.iter().map(found).collect(),
        total: answer.total,
        nearest: answer.nearest.as_ref().map(found),
        coverage: CoverageJson {
            collections: coverage.collections.clone(),
            transcripts: coverage.transcripts,
            turns: coverage.turns,
            from: coverage.from,
            to: coverage.to,
            refreshed: coverage.refreshed.map(|refreshed| refreshed.to_string()),
        },
        took_ms,
    }
}

/// The JSON of verdicts that took so long together.
pub fn checked(answer: &Checked, took_ms: f64, locale: &Locale) -> CheckedJson {
    let each = took_ms / answer.verdicts.len().max(1) as f64;
    let verdicts = answer.verdicts.iter().map(|one| verdict(one, each, locale)).collect();
    CheckedJson { verdicts, left_out: answer.left_out, took_ms }
}

/// What decides: what it bears, and both sides' words.
fn deciding(found: &Deciding, locale: &Locale) -> String {
    let words = verdict::deciding(found, locale);
    let meaning = found.meaning.map_or("wording", |meaning| meaning.name());
    format!("{meaning}: {words}")
}

fn found(found: &Match) -> MatchJson {
    MatchJson { said: said(&found.quote), similarity: found.similarity }
}

/// The JSON of a document that was read from `path`.
pub fn transcript(path: &str, transcript: &Transcript) -> TranscriptJson {
    let Transcript { id, event, provenance, speakers, turns, warnings } = transcript;
    TranscriptJson {
        path: path.to_owned(),
        id: id.to_string(),
        title: event.title.clone(),
        subtitle: event.subtitle.clone(),
        date: event.date,
        updated: provenance.updated.map(|updated| updated.to_string()),
        venue: event.venue.clone(),
        url: provenance.url.clone(),
        grade: provenance.grade,
        lang: provenance.lang.clone(),
        publisher: provenance.publisher.clone(),
        sha256: provenance.sha256.clone(),
        speakers: speakers
            .iter()
            .map(|speaker| SpeakerJson {
                id: speaker.id.to_string(),
                name: speaker.name.clone(),
                aliases: speaker.aliases.clone(),
                unnamed: speaker.unnamed,
            })
            .collect(),
        turns: turns
            .iter()
            .map(|turn| TurnJson {
                id: turn.id.to_string(),
                speaker: turn.speaker.clone(),
                speaker_id: turn.speaker_id.to_string(),
                label: turn.label.clone(),
                role: turn.role.clone(),
                kind: turn.kind.name(),
                start_s: turn.start_ms.map(seconds),
                end_s: turn.end_ms.map(seconds),
                text: turn.text.clone(),
                notes: turn
                    .notes()
                    .into_iter()
                    .map(|span| span.of(&turn.text).to_owned())
                    .collect(),
            })
            .collect(),
        warnings: warnings.clone(),
    }
}

fn seconds(ms: u64) -> f64 {
    ms as f64 / 1000.0
}

/// The JSON of an import.
pub fn report(report: &Report) -> ReportJson {
    ReportJson {
        transcripts: report.transcripts,
        turns: report.turns,
        added: report.added,
        changed: report.changed,
        removed: report.removed,
        skipped: report
            .skipped
            .iter()
            .map(|skipped| SkippedJson {
                path: skipped.path.display().to_string(),
                reason: skipped.reason.clone(),
            })
            .collect(),
        seconds: report.took.as_secs_f64(),
    }
}
