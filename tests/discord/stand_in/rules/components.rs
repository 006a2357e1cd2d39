//! Components of a message: rows of buttons and selects, and the parts of components V2.
//!
//! Rules: components/reference.mdx; the sum of texts and of bytes over text displays is known from
//! threads only (discord-api-docs, pull request 8562 and issue 8554).

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Findings, embeds, given, list};

/// Nested components of a message with components V2.
const NESTED: usize = 40;
/// Characters over all text displays of a message.
const DISPLAYED_CHARS: usize = 4_000;
/// Bytes over all text displays, twelve counted for each display: above it Discord answers 500.
const DISPLAYED_BYTES: usize = 10_170;

const ROW: u64 = 1;
const BUTTON: u64 = 2;
const TEXT_DISPLAY: u64 = 10;

/// Checks the components of one message.
pub(super) fn components(parts: &[Value], v2: bool, at: &str, findings: &mut Findings) {
    let mut all = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        gather(part, format!("{at}[{index}]"), &mut all);
    }
    if v2 {
        displayed(&all, at, findings);
    } else {
        rows_only(parts, at, findings);
    }
    same_custom_id(&all, findings);
    for (at, part) in &all {
        known_fields(part, at, findings);
        match kind(part) {
            ROW => row(part, at, findings),
            BUTTON => button(part, at, findings),
            3 | 5..=8 => select(part, at, findings),
            _ => {}
        }
    }
}

fn kind(part: &Value) -> u64 {
    part["type"].as_u64().unwrap_or(0)
}

/// The component and all that stand in it, with their places.
fn gather<'v>(part: &'v Value, at: String, all: &mut Vec<(String, &'v Value)>) {
    for (index, inner) in list(part, "components").iter().enumerate() {
        gather(inner, format!("{at}.components[{index}]"), all);
    }
    if let Some(accessory) = given(part, "accessory") {
        gather(accessory, format!("{at}.accessory"), all);
    }
    all.push((at, part));
}

fn displayed(all: &[(String, &Value)], at: &str, findings: &mut Findings) {
    if all.len() > NESTED {
        findings.add(at, format!("{} components in all, at most {NESTED}", all.len()));
    }
    let texts: Vec<&str> = all
        .iter()
        .filter(|(_, part)| kind(part) == TEXT_DISPLAY)
        .filter_map(|(_, part)| part["content"].as_str())
        .collect();
    let chars: usize = texts.iter().map(|text| text.chars().count()).sum();
    if chars > DISPLAYED_CHARS {
        findings.add(at, format!("{chars} characters displayed, at most {DISPLAYED_CHARS}"));
    }
    let bytes: usize = texts.iter().map(|text| text.len() + 12).sum();
    if bytes > DISPLAYED_BYTES {
        findings.add(at, format!("{bytes} bytes displayed, at most {DISPLAYED_BYTES}"));
    }
}

fn rows_only(parts: &[Value], at: &str, findings: &mut Findings) {
    if parts.len() > 5 {
        findings.add(at, format!("{} rows, at most 5", parts.len()));
    }
    for (index, part) in parts.iter().enumerate().filter(|(_, part)| kind(part) != ROW) {
        let what = format!("type {} without the flag of components V2", kind(part));
        findings.add(&format!("{at}[{index}]"), what);
    }
}

fn same_custom_id(all: &[(String, &Value)], findings: &mut Findings) {
    let mut seen = BTreeSet::new();
    for (at, part) in all {
        if let Some(id) = part["custom_id"].as_str()
            && !seen.insert(id)
        {
            findings.add(&format!("{at}.custom_id"), format!("`{id}` stands there twice"));
        }
    }
}

fn known_fields(part: &Value, at: &str, findings: &mut Findings) {
    let own: &[&str] = match kind(part) {
        ROW => &["components"],
        BUTTON => &["custom_id", "style", "label", "disabled", "url", "sku_id", "emoji"],
        3 => &["custom_id", "placeholder", "min_values", "max_values", "disabled", "options"],
        5..=7 => {
            &["custom_id", "placeholder", "min_values", "max_values", "disabled", "default_values"]
        }
        8 => &[
            "custom_id",
            "placeholder",
            "min_values",
            "max_values",
            "disabled",
            "default_values",
            "channel_types",
        ],
        9 => &["components", "accessory"],
        TEXT_DISPLAY => &["content"],
        11 => &["description", "spoiler", "media"],
        12 => &["items"],
        13 => &["spoiler", "file"],
        14 => &["spacing", "divider"],
        17 => &["accent_color", "components", "spoiler"],
        other => {
            findings.add(at, format!("type {other} is no component of a message"));
            return;
        }
    };
    if let Some(object) = part.as_object() {
        findings.unknown(at, object, &[own, &["type", "id"]].concat());
    }
}

fn row(part: &Value, at: &str, findings: &mut Findings) {
    let inner = list(part, "components");
    let buttons = inner.iter().filter(|part| kind(part) == BUTTON).count();
    let selects = inner.len() - buttons;
    if !matches!((buttons, selects), (1..=5, 0) | (0, 1)) {
        let what = format!("{buttons} buttons and {selects} selects: 1 to 5 buttons or one select");
        findings.add(at, what);
    }
}

fn button(part: &Value, at: &str, findings: &mut Findings) {
    const LINK: u64 = 5;
    const PREMIUM: u64 = 6;
    let custom_id = given(part, "custom_id").and_then(Value::as_str);
    let url = given(part, "url").and_then(Value::as_str);
    match part["style"].as_u64() {
        Some(LINK) => {
            if custom_id.is_some() {
                findings.add(at, "a link button has no custom id");
            }
            match url {
                None => findings.add(at, "a link button has an address"),
                Some(url) if !embeds::is_web(url) && !url.starts_with("discord://") => {
                    findings.add(at, format!("`{url}` is no address for a button"));
                }
                Some(url) => findings.length(&format!("{at}.url"), url, 1, 512),
            }
        }
        Some(PREMIUM) => {}
        Some(1..=4) => {
            if url.is_some() {
                findings.add(at, "only a link button has an address");
            }
            findings.length(&format!("{at}.custom_id"), custom_id.unwrap_or(""), 1, 100);
        }
        style => findings.add(at, format!("{style:?} is no style of a button")),
    }
    let label = given(part, "label").and_then(Value::as_str).unwrap_or("");
    findings.length(&format!("{at}.label"), label, 0, 80);
    if given(part, "label").is_none() && given(part, "emoji").is_none() {
        findings.add(at, "a button has a label or an emoji");
    }
}

fn select(part: &Value, at: &str, findings: &mut Findings) {
    findings.length(&format!("{at}.custom_id"), part["custom_id"].as_str().unwrap_or(""), 1, 100);
    let mut values = BTreeSet::new();
    let options = list(part, "options").len();
    if kind(part) == 3 && !(1..=25).contains(&options) {
        findings.add(&format!("{at}.options"), format!("{options} options, 1 to 25 are allowed"));
    }
    let placeholder = given(part, "placeholder").and_then(Value::as_str).unwrap_or("");
    findings.length(&format!("{at}.placeholder"), placeholder, 0, 150);
    for (index, option) in list(part, "options").iter().enumerate() {
        let at = format!("{at}.options[{index}]");
        if let Some(object) = option.as_object() {
            let known = ["label", "value", "description", "default", "emoji"];
            findings.unknown(&at, object, &known);
        }
        for key in ["label", "value"] {
            findings.length(&format!("{at}.{key}"), option[key].as_str().unwrap_or(""), 1, 100);
        }
        let description = given(option, "description").and_then(Value::as_str).unwrap_or("");
        findings.length(&format!("{at}.description"), description, 0, 100);
        if !values.insert(option["value"].as_str().unwrap_or("")) {
            findings.add(&format!("{at}.value"), format!("{} stands there twice", option["value"]));
        }
    }
}
