//! The command line: one file a subcommand, each a few steps over the rooms below it.
//!
//! Exit status: 0 found, 1 nothing found, 2 bad usage or input, 3 the index is not usable. What a
//! command gives goes to standard output, everything else to standard error.

mod asked;
mod browse;
mod check;
mod cite;
mod config;
mod context;
mod desk;
mod index;
mod mentions;
mod pdf;
mod quote;
mod random;
mod read;
mod serve;
mod surface;
mod who_said;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use onrecord_index::store;

use crate::discord;
use crate::settings::Settings;

/// Found, or done.
const FOUND: u8 = 0;
/// Nothing found.
const NOTHING: u8 = 1;
/// Bad usage or input.
const BAD_INPUT: u8 = 2;
/// The index is not usable.
const NO_INDEX: u8 = 3;

/// Who said that, where, and exactly how?
#[derive(Debug, Parser)]
#[command(name = "onrecord", version, about, long_about = None, max_term_width = 100)]
struct Arguments {
    /// Read settings from this file (or the one ONRECORD_CONFIG names); see `onrecord config`
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Find passages: onrecord quote China
    Quote(quote::Arguments),
    /// Find out who said a phrase: onrecord who-said "glass half full"
    WhoSaid(who_said::Arguments),
    /// Check every quotation in a text: onrecord check article.txt
    Check(check::Arguments),
    /// Cite words that were found, to be pasted: onrecord cite TURN_ID --style chicago
    Cite(cite::Arguments),
    /// Show the turns around a turn, and the question it answers
    Context(context::Arguments),
    /// Count who mentions something most, or how often over time
    Mentions(mentions::Arguments),
    /// List speakers, events or collections
    Browse(browse::Arguments),
    /// Show a quote taken at random
    Random(random::Arguments),
    /// Read transcripts and show what was understood of them
    Read(read::Arguments),
    /// Bring the index up to date with files and folders
    Index(index::Arguments),
    /// Answer slash commands in Discord
    Serve(serve::Arguments),
    /// Print the settings in force, with secrets masked
    Config,
    /// Take the text out of the PDF on standard input
    #[command(name = pdf::NAME, hide = true)]
    PdfText,
}

/// How to print.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs: exactly one JSON value.
    Json,
}

/// Runs the command that the process was started with.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(&arguments) {
        Ok(status) => ExitCode::from(status),
        Err(error) => {
            anstream::eprintln!("error: {error:#}");
            if let Some(remedy) = remedy(&error) {
                anstream::eprintln!("hint: {remedy}");
            }
            ExitCode::from(status_of(&error))
        }
    }
}

fn run(arguments: &Arguments) -> anyhow::Result<u8> {
    if let Command::PdfText = arguments.command {
        return pdf::run();
    }
    pdf::read_in_processes();
    let settings = Settings::load(arguments.config.as_deref(), environment())?;
    match &arguments.command {
        Command::Quote(arguments) => quote::run(arguments, &settings),
        Command::WhoSaid(arguments) => who_said::run(arguments, &settings),
        Command::Check(arguments) => check::run(arguments, &settings),
        Command::Cite(arguments) => cite::run(arguments, &settings),
        Command::Context(arguments) => context::run(arguments, &settings),
        Command::Mentions(arguments) => mentions::run(arguments, &settings),
        Command::Browse(arguments) => browse::run(arguments, &settings),
        Command::Random(arguments) => random::run(arguments, &settings),
        Command::Read(arguments) => read::run(arguments),
        Command::Index(arguments) => index::run(arguments, &settings),
        Command::Serve(arguments) => serve::run(arguments, &settings),
        Command::Config => config::run(&settings),
        Command::PdfText => unreachable!("it was run above: it needs no settings"),
    }
}

/// The environment, without variables that are no text: no setting is.
fn environment() -> impl Iterator<Item = (String, String)> {
    let text = |name: std::ffi::OsString| name.into_string().ok();
    std::env::vars_os().filter_map(move |(name, value)| Some((text(name)?, text(value)?)))
}

/// What a person can do about it, if a room below knows.
fn remedy(error: &anyhow::Error) -> Option<&'static str> {
    let index = error.downcast_ref::<store::Error>().and_then(store::Error::remedy);
    let read = || error.downcast_ref::<onrecord_index::read::Error>().and_then(|e| e.remedy());
    let discord = || error.downcast_ref::<discord::Error>().and_then(discord::Error::remedy);
    index.or_else(read).or_else(discord)
}

fn status_of(error: &anyhow::Error) -> u8 {
    if error.downcast_ref::<store::Error>().is_some() { NO_INDEX } else { BAD_INPUT }
}
