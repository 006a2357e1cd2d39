//! Which library is asked: the one that was named, the one that was configured, or the sample.

use std::path::{Path, PathBuf};

use onrecord_index::Library;
use onrecord_index::import::{Sidecar, collect};
use onrecord_index::read::Source;
use onrecord_index::speaker::People;
use onrecord_index::store;

use crate::answer::Desk;
use crate::settings::Settings;

/// The bundled transcript, under the name its sidecar goes by.
const SAMPLE: (&str, &str) =
    ("nato-2021-03-23.txt", include_str!("../../config/sample/nato-2021-03-23.txt"));

/// What the bundled transcript does not say itself.
const SIDECAR: (&str, &str) =
    ("nato-2021-03-23.toml", include_str!("../../config/sample/nato-2021-03-23.toml"));

/// A desk over the library of `index_dir`, else of the settings. The sample stands in only when no
/// library was ever named, configured or made.
///
/// # Errors
/// When the index is not usable.
pub(super) fn desk(index_dir: Option<&Path>, settings: &Settings) -> Result<Desk, store::Error> {
    let dir = self::index_dir(index_dir, settings);
    let never_made = index_dir.is_none() && settings.index_dir_is_default() && !dir.exists();
    let library = if never_made { sample()? } else { Library::open(&dir)? };
    Ok(Desk { library, is_sample: never_made, quote: settings.quote.clone() })
}

/// The folder of the index that a command works on.
pub(super) fn index_dir(named: Option<&Path>, settings: &Settings) -> PathBuf {
    named.map_or_else(|| settings.index.dir.clone(), Path::to_owned)
}

/// What is known of people besides what a transcript says.
pub(super) fn people() -> People {
    People::bundled()
}

/// The bundled transcript as a library in memory.
fn sample() -> Result<Library, store::Error> {
    let source = Source::from_bytes(Path::new(SAMPLE.0), SAMPLE.1.as_bytes().to_vec());
    let sidecar = Sidecar::parse(Path::new(SIDECAR.0), SIDECAR.1);
    let (source, sidecar) = source
        .and_then(|source| Ok((source, sidecar?)))
        .expect("the bundled sample is read by a test");
    let transcripts = collect(source, Some(&sidecar), &people());
    Library::in_memory(&transcripts.expect("the bundled sample is read by a test"))
}
