//! stub
use crate::settings::Settings;
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {}
pub(super) fn run(_arguments: &Arguments, _settings: &Settings) -> anyhow::Result<u8> {
    Ok(0)
}
