//! What commands that answer share: cards or JSON on standard output, and batches of questions.

use std::io::{BufRead, BufReader, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context;
use onrecord_index::quote::citation::{Style, cite};
use onrecord_index::transcript::Scope;
use serde::de::DeserializeOwned;

use super::{BAD_INPUT, FOUND, Format, NO_INDEX, NOTHING, desk};
use crate::answer::{Answer, CiteRequest, Desk, Refusal, Request};
use crate::card::{self, Asked, json, terminal};
use crate::locale::Locale;
use crate::settings::Settings;

/// Options of every command that asks a library.
#[derive(Debug, clap::Args)]
pub(super) struct Asking {
    /// Ask the index in this folder and no other
    #[arg(long, value_name = "DIR")]
    index_dir: Option<PathBuf>,
    /// How to print
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Options of the commands that answer many questions at once as well.
#[derive(Debug, clap::Args)]
pub(super) struct Options {
    #[command(flatten)]
    pub(super) asking: Asking,
    /// Answer every line of this file, a JSON object each; prints JSON, a line each
    #[arg(long, value_name = "FILE.jsonl")]
    pub(super) batch: Option<PathBuf>,
}

/// Answers one request, or with `--batch` as many as the file has lines of the form `Q`.
pub(super) fn answer<Q>(
    options: &Options,
    settings: &Settings,
    request: impl FnOnce() -> Request,
) -> anyhow::Result<u8>
where
    Q: DeserializeOwned + Into<Request>,
{
    match &options.batch {
        Some(file) => batch::<Q>(&desk(&options.asking, settings, true)?, file),
        None => single(&options.asking, settings, &request()),
    }
}

/// Answers one request.
pub(super) fn single(
    asking: &Asking,
    settings: &Settings,
    request: &Request,
) -> anyhow::Result<u8> {
    let is_json = asking.format == Format::Json;
    one(&desk(asking, settings, is_json)?, request, asking.format)
}

/// Cites the quotes that answer a request, and nothing else, so that they can go into a file.
pub(super) fn cited(
    asking: &Asking,
    settings: &Settings,
    request: &Request,
    style: Style,
) -> anyhow::Result<u8> {
    let desk = desk(asking, settings, true)?;
    match desk.answer(&Scope::public(), request) {
        Answer::Quotes(quotes) if !quotes.quotes.is_empty() => {
            text(&format!("{}\n", cite(&quotes.quotes, style, CiteRequest::today())))?;
            Ok(FOUND)
        }
        answer => show(&desk, request, answer, Format::Text, 0.0),
    }
}

/// The desk of the library that is asked. A card says itself that it is the sample; where there is
/// no place for that, it is noted.
fn desk(asking: &Asking, settings: &Settings, is_noted: bool) -> anyhow::Result<Desk> {
    let desk = desk::desk(asking.index_dir.as_deref(), settings)?;
    if desk.is_sample && is_noted {
        anstream::eprintln!("note: {}", Locale::en_us().text("card-sample", &[]));
    }
    Ok(desk)
}

fn one(desk: &Desk, request: &Request, format: Format) -> anyhow::Result<u8> {
    let started = Instant::now();
    let answer = desk.answer(&Scope::public(), request);
    let took_ms = started.elapsed().as_secs_f64() * 1000.0;
    show(desk, request, answer, format, took_ms)
}

fn show(
    desk: &Desk,
    request: &Request,
    answer: Answer,
    format: Format,
    took_ms: f64,
) -> anyhow::Result<u8> {
    let locale = Locale::en_us();
    match answer {
        Answer::Refusal(Refusal::Unusable(error)) => return Err(error.into()),
        Answer::Refusal(refusal) => {
            anstream::eprintln!("error: {}", error_of(&refusal, &locale).error);
            return Ok(status(&Answer::Refusal(refusal)));
        }
        _ => {}
    }
    match format {
        Format::Json => line(&mut std::io::stdout().lock(), &json_of(&answer, took_ms, &locale))?,
        Format::Text => {
            let card = card::of(&answer, Asked { request, is_sample: desk.is_sample }, &locale);
            print(card)?;
        }
    }
    Ok(status(&answer))
}

/// Prints a card. What is there to be pasted may go into a file, so that a remark on it may not.
fn print(mut card: card::Card) -> anyhow::Result<()> {
    if card.paste.is_some() {
        for remark in card.suggestions.drain(..) {
            complain("note", &remark, None);
        }
    }
    let out = std::io::stdout();
    let text = if out.is_terminal() && std::env::var_os("NO_COLOR").is_none() {
        terminal::coloured(&card, textwrap::termwidth())
    } else {
        terminal::plain(&card)
    };
    anstream::AutoStream::auto(out).write_all(text.as_bytes()).or_else(unless_closed)
}

/// Prints text that holds words of files, in which a control character must not reach the terminal.
pub(super) fn text(text: &str) -> anyhow::Result<()> {
    let out = anstream::AutoStream::auto(std::io::stdout());
    let mut out = out.lock();
    out.write_all(terminal::printable(text).as_bytes()).or_else(unless_closed)
}

/// Says what is wrong and what to do about it.
pub(super) fn complain(kind: &str, what: &str, remedy: Option<&str>) {
    anstream::eprintln!("{kind}: {}", terminal::printable(what));
    if let Some(remedy) = remedy {
        anstream::eprintln!("hint: {remedy}");
    }
}

/// Who reads a long answer through `head` has read enough.
fn unless_closed(error: std::io::Error) -> anyhow::Result<()> {
    if error.kind() == std::io::ErrorKind::BrokenPipe { Ok(()) } else { Err(error.into()) }
}

/// Found or not. Every verdict but `not-found` counts as found.
fn status(answer: &Answer) -> u8 {
    use onrecord_index::verdict::Rung;
    let found = match answer {
        Answer::Quotes(quotes) => quotes.total.turns > 0,
        Answer::Verdict(verdict) => verdict.rung != Rung::NotFound,
        Answer::Checked(checked) => {
            checked.verdicts.iter().any(|verdict| verdict.rung != Rung::NotFound)
        }
        Answer::Cited(_) | Answer::Context(_) => true,
        Answer::Mentions(found) => found.turns > 0,
        Answer::Timeline(found) => found.turns > 0,
        Answer::Browsed(browsed) => browsed.list.places().is_some(),
        Answer::Drawn(drawn) => drawn.quote.is_some(),
        Answer::Speakers(names) => !names.is_empty(),
        Answer::Refusal(Refusal::Unusable(_)) => return NO_INDEX,
        Answer::Refusal(
            Refusal::UnknownTurn { .. } | Refusal::TurnGone { .. } | Refusal::WordsNotInTurn { .. },
        ) => false,
        Answer::Refusal(_) => return BAD_INPUT,
    };
    if found { FOUND } else { NOTHING }
}

/// One JSON object a line in, one JSON answer a line out, in the same order, each line flushed. A bad
/// line is an error at its place and the rest goes on.
fn batch<Q: DeserializeOwned + Into<Request>>(desk: &Desk, file: &Path) -> anyhow::Result<u8> {
    let locale = Locale::en_us();
    let opened = std::fs::File::open(file).with_context(|| file.display().to_string())?;
    let mut out = std::io::stdout().lock();
    for asked in BufReader::new(opened).split(b'\n') {
        let asked = asked.with_context(|| file.display().to_string())?;
        if asked.trim_ascii().is_empty() {
            continue;
        }
        let answer = match serde_json::from_slice::<Q>(&asked) {
            Ok(question) => {
                let started = Instant::now();
                let answer = desk.answer(&Scope::public(), &question.into());
                json_of(&answer, started.elapsed().as_secs_f64() * 1000.0, &locale)
            }
            Err(error) => json_line(&json::ErrorJson { error: error.to_string() }),
        };
        line(&mut out, &answer)?;
    }
    Ok(FOUND)
}

/// An answer as one line of JSON, its keys in the order of the contract.
fn json_of(answer: &Answer, took_ms: f64, locale: &Locale) -> String {
    match answer {
        Answer::Quotes(quotes) => json_line(&json::quotes(quotes, took_ms, locale)),
        Answer::Verdict(verdict) => json_line(&json::verdict(verdict, took_ms, locale)),
        Answer::Checked(checked) => json_line(&json::checked(checked, took_ms, locale)),
        Answer::Cited(cited) => json_line(&json::cited(cited, took_ms)),
        Answer::Context(context) => json_line(&json::context(context, took_ms)),
        Answer::Mentions(found) => json_line(&json::mentions(found, took_ms, locale)),
        Answer::Timeline(found) => json_line(&json::timeline(found, took_ms, locale)),
        Answer::Browsed(browsed) => json_line(&json::browsed(browsed, took_ms)),
        Answer::Drawn(drawn) => json_line(&json::drawn(drawn, took_ms)),
        Answer::Speakers(names) => json_line(names),
        Answer::Refusal(refusal) => json_line(&error_of(refusal, locale)),
    }
}

/// Why a line of a batch has no answer.
fn error_of(refusal: &Refusal, locale: &Locale) -> json::ErrorJson {
    let error = match refusal {
        Refusal::Unusable(error) => error.to_string(),
        refusal => card::refusal(refusal, locale).headline.unwrap_or_default(),
    };
    json::ErrorJson { error }
}

/// Any value of the contract as one line of JSON.
pub(super) fn json_line(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("the JSON shapes have only text keys")
}

/// Prints one line, at once.
pub(super) fn line(out: &mut impl Write, text: &str) -> anyhow::Result<()> {
    writeln!(out, "{text}").and_then(|()| out.flush()).or_else(unless_closed)
}
