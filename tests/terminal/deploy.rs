//! The files under `deploy/` held against the program: what they name is there.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::process::Home;

fn deployed(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy").join(name)).unwrap()
}

/// Lines without comments.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

const FILES: [&str; 4] = ["Dockerfile", "compose.yaml", "onrecord.service", "README.md"];

#[test]
fn every_setting_they_name_is_one_of_the_program() {
    let home = Home::new();
    let mut named = 0;
    for file in FILES {
        let text = deployed(file);
        for word in text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_') {
            if let Some(path) = word.strip_prefix("ONRECORD__") {
                let (section, key) = path.split_once("__").unwrap();
                let value = if key == "FORMAT" { "json" } else { "debug" };
                let ran = home.runs_with(&["config"], &[(word, value)]);
                assert_eq!(ran.status, 0, "{file}: {section} {key}: {}", ran.err);
                named += 1;
            }
        }
    }
    assert!(named >= 4, "{named}");
}

#[test]
fn every_command_they_run_is_one_of_the_program() {
    let home = Home::new();
    let commands = [
        ("Dockerfile", "ENTRYPOINT [\"onrecord\"]", "serve"),
        ("Dockerfile", "CMD [\"serve\"]", "serve"),
        ("compose.yaml", "command: [\"serve\"]", "serve"),
        ("onrecord.service", "ExecStart=/usr/local/bin/onrecord serve", "serve"),
        ("README.md", "run --rm onrecord index /transcripts", "index"),
        ("README.md", "onrecord index --rebuild /transcripts", "index"),
        ("README.md", "/usr/local/bin/onrecord index /srv/transcripts", "index"),
    ];
    for (file, line, command) in commands {
        assert!(deployed(file).contains(line), "{file} no longer says {line}");
        let help = home.runs(&[command, "--help"]);
        assert_eq!(help.status, 0, "{file}: {}", help.err);
        for flag in line.split_whitespace().filter(|word| word.starts_with("--") && *word != "--rm")
        {
            assert!(help.out.contains(flag), "{file}: {command} has no {flag}");
        }
    }
}

#[test]
fn every_path_the_image_copies_is_there_and_the_index_lies_on_the_volume() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let dockerfile = deployed("Dockerfile");
    for line in lines(&dockerfile).filter(|line| line.starts_with("COPY --from=build /build/")) {
        let from = line.split(' ').nth(2).unwrap().trim_start_matches("/build/");
        let built = from.starts_with("target/dist/");
        assert!(built || root.join(from).exists(), "{from}");
    }
    let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
    assert!(dockerfile.contains("--profile dist") && manifest.contains("[profile.dist]"));
    let version = manifest.lines().find_map(|line| line.strip_prefix("rust-version = ")).unwrap();
    assert!(dockerfile.contains(&format!("FROM rust:{}-slim", version.trim_matches('"'))));
    for text in [&dockerfile, &deployed("compose.yaml"), &deployed("onrecord.service")] {
        assert!(text.contains("/var/lib/onrecord") || text.contains("StateDirectory=onrecord"));
    }
    assert!(dockerfile.contains("VOLUME /var/lib/onrecord"));
    assert!(lines(&dockerfile).any(|line| line == "USER onrecord"));
}

#[test]
fn a_stop_leaves_time_for_answers_under_way() {
    let shown = Home::new().runs(&["config"]).out;
    let seconds = shown.lines().find_map(|line| line.trim().strip_prefix("shutdown_seconds = "));
    let seconds: u64 = seconds.unwrap().split(' ').next().unwrap().parse().unwrap();
    let given = |file: &str, key: &str| -> u64 {
        let text = deployed(file);
        let line = lines(&text).find_map(|line| line.strip_prefix(key)).unwrap().to_owned();
        line.trim().trim_end_matches('s').parse().unwrap()
    };
    assert!(given("compose.yaml", "stop_grace_period:") > seconds);
    assert!(given("onrecord.service", "TimeoutStopSec=") > seconds);
}

#[test]
fn the_unit_passes_systemd_where_systemd_is_installed() {
    let home = Home::new();
    // The unit names a program that is not installed here: it is given one that is.
    let unit = deployed("onrecord.service")
        .replace("/usr/local/bin/onrecord", env!("CARGO_BIN_EXE_onrecord"));
    let path = home.file("onrecord.service", unit);
    let Ok(verified) = Command::new("systemd-analyze").arg("verify").arg(&path).output() else {
        return; // not installed: the other tests hold the unit against the program
    };
    let said = String::from_utf8_lossy(&verified.stderr).into_owned();
    assert!(verified.status.success() && said.is_empty(), "{said}");
}
