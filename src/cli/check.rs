//! `onrecord check`: a verdict on every quotation in a text.

use std::io::Read;
use std::path::PathBuf;

use anyhow::Context;

use super::surface::{self, Asking};
use crate::answer::{CheckRequest, Request};
use crate::settings::Settings;

/// Of a text that is checked: an article of a hundred pages.
const MOST_BYTES: u64 = 1_000_000;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// A text with quotations in it; `-` reads standard input
    file: PathBuf,
    #[command(flatten)]
    asking: Asking,
}

pub(super) fn run(arguments: &Arguments, settings: &Settings) -> anyhow::Result<u8> {
    let mut text = String::new();
    let path = &arguments.file;
    let read = if path.as_os_str() == "-" {
        std::io::stdin().take(MOST_BYTES).read_to_string(&mut text)
    } else {
        let file = std::fs::File::open(path).with_context(|| path.display().to_string())?;
        file.take(MOST_BYTES).read_to_string(&mut text)
    };
    read.with_context(|| path.display().to_string())?;
    surface::single(&arguments.asking, settings, &Request::Check(CheckRequest { text }))
}
