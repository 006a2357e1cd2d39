//! What commands that answer share: cards or JSON on standard output, and batches of questions.

use std::io::{BufRead, BufReader, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context;
use onrecord_index::transcript::Scope;
use serde::de::DeserializeOwned;

use super::{BAD_INPUT, FOUND, Format, NO_INDEX, NOTHING, desk};
use crate::answer::{Answer, Desk, Refusal, Request};
use crate::card::{self, Asked, json, terminal};
use crate::locale::Locale;
use crate::settings::Settings;

/// Options of every command that asks a library.
#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// Ask the index in this folder and no other
    #[arg(long, value_name = "DIR")]
    index_dir: Option<PathBuf>,
    /// How to print
    #[arg(long, value_enum, default_value_t)]
    format: Format,
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
    let desk = desk::desk(options.index_dir.as_deref(), settings)?;
    if desk.is_sample && (options.format == Format::Json || options.batch.is_some()) {
        // A card says so itself; the JSON has no place for it.
        anstream::eprintln!("note: {}", Locale::en_us().text("card-sample", &[]));
    }
    match &options.batch {
        Some(file) => batch::<Q>(&desk, file),
        None => one(&desk, &request(), options.format),
    }
}

fn one(desk: &Desk, request: &Request, format: Format) -> anyhow::Result<u8> {
    let started = Instant::now();
    let answer = desk.answer(&Scope::public(), request);
    let took_ms = started.elapsed().as_secs_f64() * 1000.0;
    let locale = Locale::en_us();
    match answer {
        Answer::Refusal(Refusal::Unusable(error)) => return Err(error.into()),
        Answer::Refusal(refusal) => {
            anstream::eprintln!("error: {}", error_of(&refusal, &locale).error);
            return Ok(BAD_INPUT);
        }
        _ => {}
    }
    match format {
        Format::Json => line(&mut std::io::stdout().lock(), &json_of(&answer, took_ms, &locale))?,
        Format::Text => {
            let card = card::of(&answer, Asked { request, is_sample: desk.is_sample }, &locale);
            print(&card)?;
        }
    }
    Ok(status(&answer))
}

fn print(card: &card::Card) -> anyhow::Result<()> {
    let out = std::io::stdout();
    let text = if out.is_terminal() && std::env::var_os("NO_COLOR").is_none() {
        terminal::coloured(card, textwrap::termwidth())
    } else {
        terminal::plain(card)
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
        Answer::Speakers(names) => !names.is_empty(),
        Answer::Refusal(Refusal::Unusable(_)) => return NO_INDEX,
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
