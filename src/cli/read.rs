//! `onrecord read`: what was understood of a transcript, before it is indexed.

use std::path::{Path, PathBuf};

use onrecord_index::import::read_transcripts;
use onrecord_index::transcript::Transcript;

use super::{BAD_INPUT, FOUND, Format, desk, surface};
use crate::card::json;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Transcripts
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// How to print
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<u8> {
    let people = desk::people();
    let mut read: Vec<(&Path, Transcript)> = Vec::new();
    let mut status = FOUND;
    for file in &arguments.files {
        let mut of_file = Vec::new();
        let done = read_transcripts(file, &people, &mut |transcript| {
            of_file.push(transcript);
            Ok(())
        });
        match done {
            Ok(()) => read.extend(of_file.into_iter().map(|one| (file.as_path(), one))),
            Err(error) => {
                anstream::eprintln!("error: {error}");
                if let Some(remedy) = error.remedy() {
                    anstream::eprintln!("hint: {remedy}");
                }
                status = BAD_INPUT;
            }
        }
    }
    match arguments.format {
        // A file that cannot be read leaves nothing that could be taken for its transcript.
        Format::Json if read.is_empty() => {}
        Format::Json => {
            let documents: Vec<_> = read
                .iter()
                .map(|(path, one)| json::transcript(&path.display().to_string(), one))
                .collect();
            surface::line(&mut std::io::stdout().lock(), &surface::json_line(&documents))?;
        }
        Format::Text => read.iter().for_each(|(path, one)| print(path, one)),
    }
    Ok(status)
}

/// An overview: the event, who speaks how often, and what was doubtful.
fn print(path: &Path, transcript: &Transcript) {
    let event = &transcript.event;
    let title = event.title.as_deref().unwrap_or("(no title)");
    let date = event.date.map_or("no date".to_owned(), |date| date.to_string());
    anstream::println!("{title} · {date} · {} turns", transcript.turns.len());
    if let Some(subtitle) = &event.subtitle {
        anstream::println!("{subtitle}");
    }
    for speaker in &transcript.speakers {
        let theirs = transcript.turns.iter().filter(|turn| turn.speaker_id == speaker.id);
        let role = theirs.clone().find_map(|turn| turn.role.clone());
        let name = speaker.name.as_deref().unwrap_or(speaker.id.as_str());
        let role = role.map_or_else(String::new, |role| format!(" ({role})"));
        anstream::println!("{:>5}  {name}{role}", theirs.count());
    }
    for warning in &transcript.warnings {
        anstream::println!("{}:{}: {}", path.display(), warning.line, warning.message);
    }
}
