//! The library changes while the bot answers.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::stand_in::{Bot, Member, StandIn};

const RAIN: &str = "JANE ROE: It will rain in the north.\n\nJOHN POE: Thank you very much.\n";
const SNOW: &str = "JANE ROE: It will snow in the north.\n\nJOHN POE: Thank you very much.\n";

/// Asks again until the answer has these words, or, for `!words`, has them no longer.
#[track_caller]
fn until_it_says(member: &Member, line: &str, words: &str) {
    let begun = Instant::now();
    loop {
        let reply = member.runs(line).finally();
        let says = match words.strip_prefix('!') {
            Some(words) => !reply.quoted_lines().concat().contains(words),
            None => reply.quoted_lines().concat().contains(words),
        };
        if says {
            return;
        }
        let waited = begun.elapsed();
        assert!(waited < Duration::from_secs(60), "not {words:?} but {}", reply.text());
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn watching(discord: &StandIn, home: &Path) -> Bot {
    std::fs::create_dir_all(home.join("talks")).expect("a temporary folder");
    Bot::of(discord)
        .with("ONRECORD__WATCH__FOLDERS", home.join("talks"))
        .with("ONRECORD__WATCH__QUIET_MS", "50")
        .with("ONRECORD__INDEX__DIR", home.join("index"))
        .with("ONRECORD__INDEX__MEMORY_MB", "16")
        .serve()
}

#[test]
fn a_file_that_is_added_changed_and_removed_is_so_in_the_answers() {
    let (discord, home) = (StandIn::start(), tempfile::tempdir().unwrap());
    let _bot = watching(&discord, home.path());
    let ada = discord.member("ada");
    let talk = home.path().join("talks/weather.txt");
    std::fs::write(&talk, RAIN).unwrap();
    until_it_says(&ada, "/quote query:rain", "It will rain in the north.");
    // A file that cannot be read harms no other.
    std::fs::write(home.path().join("talks/bad.txt"), "\u{0}\u{1}\u{2}").unwrap();
    std::fs::write(&talk, SNOW).unwrap();
    until_it_says(&ada, "/quote query:snow", "It will snow in the north.");
    until_it_says(&ada, "/quote query:rain", "!rain");
    std::fs::remove_file(&talk).unwrap();
    until_it_says(&ada, "/quote query:snow", "!snow");
}

#[test]
fn the_index_can_be_written_beside_a_bot_that_watches() {
    let (discord, home) = (StandIn::start(), tempfile::tempdir().unwrap());
    let _bot = watching(&discord, home.path());
    let ada = discord.member("ada");
    std::fs::write(home.path().join("talks/weather.txt"), RAIN).unwrap();
    until_it_says(&ada, "/quote query:rain", "It will rain in the north.");
    let other = home.path().join("other.txt");
    std::fs::write(&other, SNOW).unwrap();
    let indexed = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(["index", "--index-dir"])
        .args([home.path().join("index"), other])
        .env("HOME", home.path())
        .current_dir(home.path())
        .output()
        .unwrap();
    assert!(indexed.status.success(), "{}", String::from_utf8_lossy(&indexed.stderr));
    until_it_says(&ada, "/quote query:snow", "It will snow in the north.");
    until_it_says(&ada, "/quote query:rain", "It will rain in the north.");
}
