//! Watched folders: whatever changes in them is imported, for as long as somebody wants it.
//!
//! The index is held for writing only while it is imported, so that `onrecord index` can work beside
//! it; a writer that holds it meanwhile is waited for. Blocks the thread it is called on: the caller
//! has one for it.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, MetadataKind, ModifyKind};
use notify::{Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use super::{Options, Report, import};
use crate::store::{self, Effort, Writer};

/// How it is found out that something changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// The system says so, at once.
    Events,
    /// By looking, so often: for shares of other machines, which say nothing.
    Polling(Duration),
}

/// What is watched, and where it goes.
#[derive(Clone, Copy, Debug)]
pub struct Watch<'w> {
    /// Folders of transcripts.
    pub folders: &'w [PathBuf],
    /// How changes are found out.
    pub method: Method,
    /// So long nothing may change before it is imported: a file is written in many steps.
    pub quiet: Duration,
    /// The folder of the index.
    pub index_dir: &'w Path,
    /// What its writer may use.
    pub effort: Effort,
}

/// Something that happened, for the log.
#[derive(Debug)]
pub enum News<'n> {
    /// The folders were imported.
    Imported(&'n Report),
    /// Another process writes to the index; it is waited for.
    Waiting,
    /// The import failed, and is tried again after the next change.
    Failed(&'n store::Error),
    /// A folder cannot be watched, and is tried again.
    Unwatched(&'n Path, &'n notify::Error),
}

/// How often it is looked whether to stop, and whether a folder that was not there has come.
const LOOK: Duration = Duration::from_millis(200);

/// After so long a busy index, and a folder that could not be watched, are tried again.
const AGAIN: Duration = Duration::from_secs(2);

/// A stream of changes without a pause is imported after so long all the same.
const LONGEST_BURST: Duration = Duration::from_secs(30);

/// Imports the folders, and again after every change in them, until `stop` is set.
pub fn watch(
    watch: &Watch<'_>,
    options: Options<'_>,
    stop: &AtomicBool,
    hear: &mut dyn FnMut(News<'_>),
) {
    let (sender, changes) = mpsc::channel();
    let mut sight = Sight::new(watch, sender, hear);
    while !stop.load(Ordering::Relaxed) {
        let done = bring_up_to_date(watch, options, stop, hear);
        let retry = if done { None } else { Some(Instant::now() + AGAIN) };
        if !sight.change(&changes, watch.quiet, retry, stop) {
            return;
        }
    }
}

/// Whether the folders were imported; a busy index is waited for.
fn bring_up_to_date(
    watch: &Watch<'_>,
    options: Options<'_>,
    stop: &AtomicBool,
    hear: &mut dyn FnMut(News<'_>),
) -> bool {
    let mut said = false;
    let mut writer = loop {
        match Writer::open(watch.index_dir, watch.effort) {
            Ok(writer) => break writer,
            Err(store::Error::Busy { .. }) if !stop.load(Ordering::Relaxed) => {
                if !std::mem::replace(&mut said, true) {
                    hear(News::Waiting);
                }
                std::thread::sleep(LOOK);
            }
            Err(error) => {
                hear(News::Failed(&error));
                return false;
            }
        }
    };
    let imported = import(&mut writer, watch.folders, options);
    let closed = writer.close();
    match imported.and_then(|report| closed.map(|()| report)) {
        Ok(report) => hear(News::Imported(&report)),
        Err(error) => {
            hear(News::Failed(&error));
            return false;
        }
    }
    true
}

/// The folders that are in sight, and those that are not yet.
struct Sight {
    watcher: Result<Box<dyn Watcher>, notify::Error>,
    unwatched: Vec<PathBuf>,
    tried: Instant,
}

impl Sight {
    fn new(watch: &Watch<'_>, changes: Sender<()>, hear: &mut dyn FnMut(News<'_>)) -> Self {
        let heard = move |event: notify::Result<Event>| {
            if event.is_ok_and(|event| is_change(event.kind)) {
                // Whoever listened has stopped: then nothing has to be told.
                let _stopped = changes.send(());
            }
        };
        let watcher = match watch.method {
            Method::Events => RecommendedWatcher::new(heard, Config::default())
                .map(|watcher| Box::new(watcher) as Box<dyn Watcher>),
            Method::Polling(every) => {
                let config = Config::default().with_poll_interval(every);
                PollWatcher::new(heard, config).map(|watcher| Box::new(watcher) as Box<dyn Watcher>)
            }
        };
        if let Err(error) = &watcher {
            watch.folders.iter().for_each(|folder| hear(News::Unwatched(folder, error)));
        }
        let mut sight = Self { watcher, unwatched: watch.folders.to_vec(), tried: Instant::now() };
        for (folder, error) in sight.look() {
            hear(News::Unwatched(&folder, &error));
        }
        sight
    }

    /// Takes folders into sight, and gives those that cannot be.
    fn look(&mut self) -> Vec<(PathBuf, notify::Error)> {
        self.tried = Instant::now();
        let Ok(watcher) = &mut self.watcher else { return Vec::new() };
        let mut failed = Vec::new();
        self.unwatched.retain(|folder| match watcher.watch(folder, RecursiveMode::Recursive) {
            Ok(()) => false,
            Err(error) => {
                failed.push((folder.clone(), error));
                true
            }
        });
        failed
    }

    /// Waits for a change and then for quiet. Whether to go on: not when it was stopped.
    fn change(
        &mut self,
        changes: &Receiver<()>,
        quiet: Duration,
        retry: Option<Instant>,
        stop: &AtomicBool,
    ) -> bool {
        loop {
            if stop.load(Ordering::Relaxed) {
                return false;
            }
            match changes.recv_timeout(LOOK) {
                Ok(()) => break,
                Err(RecvTimeoutError::Timeout) => {}
                // Without a watcher there is nobody to hear of; a retry may still be due.
                Err(RecvTimeoutError::Disconnected) => std::thread::sleep(LOOK),
            }
            if retry.is_some_and(|at| Instant::now() >= at) {
                break;
            }
            if !self.unwatched.is_empty() && self.tried.elapsed() >= AGAIN {
                let before = self.unwatched.len();
                self.look();
                if self.unwatched.len() < before {
                    break;
                }
            }
        }
        let begun = Instant::now();
        while begun.elapsed() < LONGEST_BURST && changes.recv_timeout(quiet).is_ok() {
            if stop.load(Ordering::Relaxed) {
                return false;
            }
        }
        true
    }
}

/// Whether the words of a file may have changed. Reading a file is an event as well, and an import
/// reads them all.
fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        EventKind::Modify(ModifyKind::Metadata(what)) => what != MetadataKind::AccessTime,
        EventKind::Any | EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_) => true,
        EventKind::Other => false,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::query;
    use crate::speaker::People;
    use crate::store::{Order, Page, Store};
    use crate::transcript::{Collection, Scope};

    const EFFORT: Effort = Effort { threads: 1, bytes_per_thread: 16_000_000 };

    fn total(index: &Path, asked: &str) -> usize {
        let Ok(store) = Store::open(index) else { return 0 };
        let (query, page) = (query::parse(asked), Page::first(1));
        let found = store.snapshot().search(&Scope::public(), &query, None, Order::Relevance, page);
        found.map_or(0, |found| found.total.turns)
    }

    /// Asks again until it holds; a test that waits so long has failed.
    fn until(what: &str, holds: impl Fn() -> bool) {
        let begun = Instant::now();
        while !holds() {
            assert!(begun.elapsed() < Duration::from_secs(60), "{what}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    #[test]
    fn what_is_added_changed_and_removed_in_a_folder_is_so_in_the_index() {
        for method in [Method::Events, Method::Polling(Duration::from_millis(50))] {
            let home = tempfile::tempdir().unwrap();
            let (index, folder) = (home.path().join("index"), home.path().join("talks"));
            std::fs::create_dir(&folder).unwrap();
            let stop = Arc::new(AtomicBool::new(false));
            let watching = {
                let (stop, index, folder) = (stop.clone(), index.clone(), folder.clone());
                std::thread::spawn(move || {
                    let (collection, people) = (Collection::public(), People::none());
                    let options = Options { collection: &collection, people: &people };
                    let what = Watch {
                        folders: &[folder],
                        method,
                        quiet: Duration::from_millis(30),
                        index_dir: &index,
                        effort: EFFORT,
                    };
                    watch(&what, options, &stop, &mut |_| {});
                })
            };
            until("the index is made", || Store::open(&index).is_ok());
            let talk = folder.join("rain.txt");
            std::fs::write(&talk, "JANE ROE: It will rain.\n\nJOHN POE: Thank you.\n").unwrap();
            until("what was added is found", || total(&index, "rain") == 1);
            std::fs::write(folder.join("bad.txt"), "\u{0}\u{1}").unwrap();
            std::fs::write(&talk, "JANE ROE: It will snow today.\n\nJOHN POE: Thank you.\n")
                .unwrap();
            until("what was changed is found", || total(&index, "snow") == 1);
            assert_eq!(total(&index, "rain"), 0);
            std::fs::remove_file(&talk).unwrap();
            until("what was removed is not found", || total(&index, "snow") == 0);
            stop.store(true, Ordering::Relaxed);
            watching.join().unwrap();
        }
    }

    #[test]
    fn reading_a_file_is_no_change() {
        assert!(!is_change(EventKind::Access(AccessKind::Read)));
        assert!(!is_change(EventKind::Access(AccessKind::Open(AccessMode::Any))));
        assert!(is_change(EventKind::Access(AccessKind::Close(AccessMode::Write))));
        assert!(is_change(EventKind::Create(notify::event::CreateKind::File)));
    }
}
