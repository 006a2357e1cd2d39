//! `onrecord index`: brings the index up to date with files and folders.

mod progress;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use onrecord_index::import::{Options, Report, Skipped, import_heard};
use onrecord_index::store::{self, Effort, Rebuild, Writer};
use onrecord_index::transcript::Collection;

use progress::Line;

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
    let mut writer = open_patiently(written, settings.index.effort())?;
    if anew.is_some() {
        writer.take_over_changes(&dir);
    }
    let collection = Collection::public();
    let options = Options { collection: &collection, people: &desk::people() };
    let line = (arguments.format == Format::Text).then(Line::on_terminal).flatten();
    let report = import_heard(&mut writer, &arguments.paths, options, &mut |progress| {
        line.iter().for_each(|line| line.show(progress));
    })?;
    writer.close()?;
    if let Some(anew) = anew {
        anew.put_in_place()?;
    }
    drop(line);
    match arguments.format {
        Format::Json => {
            let line = surface::json_line(&json::report(&report));
            surface::line(&mut std::io::stdout().lock(), &line)?;
        }
        Format::Text => surface::text(&summary(&report))?,
    }
    complain(&report.skipped);
    Ok(if failed(arguments, &report) { BAD_INPUT } else { FOUND })
}

/// How long another writer is waited for: a bot that watches a folder holds the index while it imports
/// what has just changed, which is over soon.
const PATIENCE: Duration = Duration::from_secs(5);

/// How often it is tried again.
const AGAIN: Duration = Duration::from_millis(100);

fn open_patiently(dir: &Path, effort: Effort) -> Result<Writer, store::Error> {
    let begun = Instant::now();
    loop {
        match Writer::open(dir, effort) {
            Err(store::Error::Busy { .. }) if begun.elapsed() < PATIENCE => {
                std::thread::sleep(AGAIN);
            }
            opened => return opened,
        }
    }
}

/// A file that is skipped is no failure, unless every one must count; a path that is not there is
/// bad usage.
fn failed(arguments: &Arguments, report: &Report) -> bool {
    let skipped_counts = report.transcripts == 0 || arguments.strict;
    let missing = arguments.paths.iter().any(|path| !path.exists());
    missing || (skipped_counts && !report.skipped.is_empty())
}

/// Each reason once: a folder's broken `sources.toml` keeps all of its files out.
fn complain(skipped: &[Skipped]) {
    let mut reasons: Vec<(&Skipped, usize)> = Vec::new();
    for one in skipped {
        match reasons.last_mut() {
            Some((known, files)) if known.reason == one.reason => *files += 1,
            _ => reasons.push((one, 1)),
        }
    }
    for (Skipped { reason, remedy, .. }, files) in reasons {
        let what = if files == 1 { reason.clone() } else { format!("{reason} ({files} files)") };
        surface::complain("skipped", &what, *remedy);
    }
}

fn summary(report: &Report) -> String {
    let Report { transcripts, turns, added, changed, removed, skipped, took } = report;
    let rows = [
        ("transcripts", *transcripts),
        ("  added", *added),
        ("  changed", *changed),
        ("  removed", *removed),
        ("turns", *turns),
        ("skipped", skipped.len() as u64),
    ];
    let digits = rows.iter().map(|(_, count)| count.to_string().len()).max().unwrap_or(0);
    let mut table = String::new();
    for (what, count) in rows {
        table.push_str(&format!("{what:<11}  {count:>digits$}\n"));
    }
    let but = match skipped.len() {
        0 => String::new(),
        files => format!(" but for {files} skipped"),
    };
    format!("{table}up to date{but} · {:.1} s\n", took.as_secs_f64())
}
