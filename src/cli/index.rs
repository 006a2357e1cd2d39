//! `onrecord index`: brings the index up to date with files and folders.

use std::path::PathBuf;

use onrecord_index::import::{Options, Report, import};
use onrecord_index::store::{Rebuild, Writer};
use onrecord_index::transcript::Collection;

use super::{BAD_INPUT, FOUND, Format, desk, surface};
use crate::card::json;
use crate::settings::Settings;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Transcripts, or folders of them
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Write the index in this folder and no other
    #[arg(long, value_name = "DIR")]
    index_dir: Option<PathBuf>,
    /// Make the index anew from these paths alone, and put it in place once it is whole
    #[arg(long)]
    rebuild: bool,
    /// Fail when any file had to be skipped
    #[arg(long)]
    strict: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub(super) fn run(arguments: &Arguments, settings: &Settings) -> anyhow::Result<u8> {
    let dir = desk::index_dir(arguments.index_dir.as_deref(), settings);
    let anew = if arguments.rebuild { Some(Rebuild::of(&dir)?) } else { None };
    let written = anew.as_ref().map_or(dir.as_path(), Rebuild::dir);
    let mut writer = Writer::open(written, settings.index.effort())?;
    let collection = Collection::public();
    let options = Options { collection: &collection, people: &desk::people() };
    let report = import(&mut writer, &arguments.paths, options)?;
    writer.close()?;
    if let Some(anew) = anew {
        anew.put_in_place()?;
    }
    match arguments.format {
        Format::Json => {
            let line = surface::json_line(&json::report(&report));
            surface::line(&mut std::io::stdout().lock(), &line)?;
        }
        Format::Text => print(&report),
    }
    for skipped in &report.skipped {
        anstream::eprintln!("skipped: {}", skipped.reason);
        if let Some(remedy) = skipped.remedy {
            anstream::eprintln!("hint: {remedy}");
        }
    }
    let nothing_read = report.transcripts == 0 && !report.skipped.is_empty();
    let failed = nothing_read || (arguments.strict && !report.skipped.is_empty());
    Ok(if failed { BAD_INPUT } else { FOUND })
}

fn print(report: &Report) {
    let Report { transcripts, turns, added, changed, removed, skipped, took } = report;
    anstream::println!(
        "transcripts {transcripts} · turns {turns} · added {added} · changed {changed} · \
         removed {removed} · skipped {} · {:.1} s",
        skipped.len(),
        took.as_secs_f64()
    );
}
