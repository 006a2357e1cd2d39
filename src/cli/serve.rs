//! `onrecord serve`: the bot, until it is told to end.

mod watching;

use std::future::Future;
use std::path::PathBuf;

use anyhow::Context;
use tracing_subscriber::EnvFilter;

use watching::Watching;

use super::{FOUND, desk};
use crate::answer::Desk;
use crate::discord;
use crate::settings::{Log, LogFormat, Settings};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Answer from the index in this folder and no other
    #[arg(long, value_name = "DIR")]
    index_dir: Option<PathBuf>,
    /// Keep the index up to date with this folder; may be given again
    #[arg(long, value_name = "DIR")]
    watch: Vec<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, settings: &Settings) -> anyhow::Result<u8> {
    begin_log(&settings.log);
    keep_panics_short();
    let folders = [&settings.watch.folders[..], &arguments.watch].concat();
    let index_dir = desk::index_dir(arguments.index_dir.as_deref(), settings);
    let _watching =
        (!folders.is_empty()).then(|| Watching::begin(folders, index_dir, settings)).transpose()?;
    let desk = desk::desk(arguments.index_dir.as_deref(), settings)?;
    serve(settings, desk)?;
    Ok(FOUND)
}

/// Serves until a signal says that it is enough.
fn serve(settings: &Settings, desk: Desk) -> anyhow::Result<()> {
    if desk.is_sample {
        tracing::warn!("no library was ever indexed: answering from the bundled sample alone");
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        // One thread talks to Discord while serenity, leaving a dead connection, can keep another
        // busy.
        .worker_threads(2.max(std::thread::available_parallelism().map_or(2, usize::from)))
        .enable_all()
        .build()
        .context("cannot start the threads that talk to Discord")?;
    let served = runtime.block_on(async {
        let stop = signals().context("cannot listen for signals")?;
        discord::serve(&settings.discord, desk, stop).await?;
        anyhow::Ok(())
    });
    // What is still under way had its time.
    runtime.shutdown_background();
    served?;
    tracing::info!("ended");
    Ok(())
}

/// Done when the process is told to end: SIGINT from a terminal, SIGTERM from a supervisor.
#[cfg(unix)]
fn signals() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) =
        (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        tracing::info!("told to end");
    })
}

/// Done when the process is told to end.
#[cfg(not(unix))]
fn signals() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async {
        // Without a handler the process just ends, which is all there is to do then.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}

/// Writes the log to the error output, as the settings say.
fn begin_log(log: &Log) {
    let level = format!("{},{}", discord::LIBRARIES_IN_THE_LOG, log.level);
    let filter = EnvFilter::new(level);
    let writer = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match log.format {
        LogFormat::Text => {
            let colour = anstream::AutoStream::choice(&std::io::stderr());
            writer.with_ansi(colour != anstream::ColorChoice::Never).init();
        }
        LogFormat::Json => writer.json().flatten_event(true).init(),
    }
}

/// A panic is logged with its place, and with its words only where they stand in the source: what is
/// put together at run time can hold what somebody asked.
fn keep_panics_short() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let words = panic.payload().downcast_ref::<&'static str>().unwrap_or(&"(not logged)");
        tracing::error!(place, words, "a thread panicked");
    }));
}
