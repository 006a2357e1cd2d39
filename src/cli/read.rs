//! `onrecord read`: what was understood of a transcript, before it is indexed.

mod report;

use std::path::PathBuf;

use onrecord_index::import::{Proof, proofs};

use super::{BAD_INPUT, FOUND, Format, desk, surface};
use crate::card::json;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Transcripts
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Print a page of each for checking: speakers with their labels, and everything doubtful
    #[arg(long, conflicts_with = "format")]
    report: bool,
    /// Fail when any file cannot be read
    #[arg(long)]
    strict: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<u8> {
    let people = desk::people();
    let mut read: Vec<(String, Proof)> = Vec::new();
    let mut failed = false;
    for file in &arguments.files {
        proofs(file, &people, &mut |name, proofs| match proofs {
            Ok(proofs) => {
                read.extend(proofs.into_iter().map(|one| (name.display().to_string(), one)));
            }
            Err(error) => {
                surface::complain("error", &error.to_string(), error.remedy());
                failed = true;
            }
        });
    }
    match arguments.format {
        // A file that cannot be read leaves nothing that could be taken for its transcript.
        Format::Json if read.is_empty() => {}
        Format::Json => {
            let documents: Vec<_> =
                read.iter().map(|(path, one)| json::transcript(path, &one.transcript)).collect();
            surface::line(&mut std::io::stdout().lock(), &surface::json_line(&documents))?;
        }
        Format::Text => {
            let page = if arguments.report { report::page } else { overview };
            let pages: Vec<_> = read.iter().map(|(path, one)| page(path, one)).collect();
            surface::text(&pages.join(if arguments.report { "\n\n" } else { "" }))?;
        }
    }
    Ok(if failed && (arguments.strict || read.is_empty()) { BAD_INPUT } else { FOUND })
}

/// The event, who speaks how often, and what was doubtful.
fn overview(path: &str, proof: &Proof) -> String {
    let transcript = &proof.transcript;
    let event = &transcript.event;
    let title = event.title.as_deref().unwrap_or("(no title)");
    let date = event.date.map_or("no date".to_owned(), |date| date.to_string());
    let mut lines = vec![format!("{title} · {date} · {} turns", transcript.turns.len())];
    lines.extend(event.subtitle.clone());
    for voice in proof.voices() {
        let role = voice.roles.first().map_or_else(String::new, |role| format!(" ({role})"));
        lines.push(format!("{:>5}  {}{role}", voice.turns, voice.name()));
    }
    lines.extend(transcript.warnings.iter().map(|warning| report::placed(path, warning)));
    lines.join("\n") + "\n"
}
