//! The thread that keeps the index up to date with folders while the bot answers.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context, bail};
use onrecord_index::import::{Method, News, Options, Watch, watch};
use onrecord_index::store::{Error, Writer};
use onrecord_index::transcript::Collection;

use super::desk;
use crate::settings::{Settings, WatchMethod};

/// Folders that are watched; no longer, once this is dropped.
pub(super) struct Watching {
    stop: Arc<AtomicBool>,
}

impl Watching {
    /// Makes sure that there is an index, and begins.
    ///
    /// # Errors
    /// When there can be no index, or it would lie in what is watched.
    pub(super) fn begin(
        folders: Vec<PathBuf>,
        index_dir: PathBuf,
        settings: &Settings,
    ) -> anyhow::Result<Self> {
        for folder in &folders {
            if lies_in(&index_dir, folder) {
                bail!("{}: the index lies in a folder that is watched", index_dir.display());
            }
        }
        let effort = settings.index.effort();
        match Writer::open(&index_dir, effort) {
            Ok(writer) => writer.close()?,
            // Whoever holds it has made it.
            Err(Error::Busy { .. }) => {}
            Err(error) => return Err(error.into()),
        }
        let method = match settings.watch.method {
            WatchMethod::Events => Method::Events,
            WatchMethod::Poll => {
                Method::Polling(Duration::from_secs(settings.watch.poll_seconds.get().into()))
            }
        };
        let quiet = Duration::from_millis(settings.watch.quiet_ms.get().into());
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        std::thread::Builder::new()
            .name("watching".to_owned())
            .spawn(move || {
                let (collection, people) = (Collection::public(), desk::people());
                let options = Options { collection: &collection, people: &people };
                let (folders, index_dir) = (&folders[..], &*index_dir);
                let what = Watch { folders, method, quiet, index_dir, effort };
                watch(&what, options, &stopped, &mut tell);
            })
            .context("cannot start the thread that watches folders")?;
        Ok(Self { stop })
    }
}

impl Drop for Watching {
    /// An import under way ends with the process: what it has not committed is done by the next.
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

fn lies_in(index_dir: &Path, folder: &Path) -> bool {
    let absolute = |path: &Path| {
        let found = path.canonicalize().or_else(|_| std::path::absolute(path));
        found.unwrap_or_else(|_| path.to_owned())
    };
    absolute(index_dir).starts_with(absolute(folder))
}

fn tell(news: News<'_>) {
    match news {
        News::Imported(report) => {
            tracing::info!(
                transcripts = report.transcripts,
                turns = report.turns,
                added = report.added,
                changed = report.changed,
                removed = report.removed,
                skipped = report.skipped.len(),
                "the library is up to date"
            );
            for skipped in &report.skipped {
                tracing::warn!(reason = skipped.reason, "a file was skipped");
            }
        }
        News::Waiting => tracing::info!("another process writes to the index: waiting for it"),
        News::Failed(error) => {
            tracing::error!(%error, "the library could not be brought up to date")
        }
        News::Unwatched(folder, error) => {
            tracing::warn!(folder = %folder.display(), %error, "a folder cannot be watched yet");
        }
    }
}
