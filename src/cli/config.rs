//! `onrecord config`: the settings in force.

use super::FOUND;
use crate::settings::Settings;

pub(super) fn run(settings: &Settings) -> anyhow::Result<u8> {
    anstream::print!("{}", settings.effective());
    Ok(FOUND)
}
