//! A query back into words, so that the answer can say how it was read.

use jiff::civil::Date;

use super::{Clause, Query};

pub(super) fn read_as(query: &Query) -> String {
    let mut parts: Vec<String> = query.root.iter().map(|clause| words(clause, false)).collect();
    let filters = &query.filters;
    for (name, values) in [
        ("said by", &filters.speaker),
        ("at an event named", &filters.event),
        ("from the source", &filters.source),
        ("by somebody whose role is", &filters.role),
        ("in the language", &filters.lang),
        ("of the kind", &filters.kind),
    ] {
        if !values.is_empty() {
            parts.push(format!("{name} {}", values.join(" or ")));
        }
    }
    parts.extend(period(filters.from, filters.to));
    parts.join(", ")
}

/// A query in the query language: reading it again gives the same query.
pub(super) fn written(query: &Query) -> String {
    let mut parts: Vec<String> = query.root.iter().map(|clause| typed(clause, false)).collect();
    let filters = &query.filters;
    for (name, values) in [
        ("speaker", &filters.speaker),
        ("event", &filters.event),
        ("source", &filters.source),
        ("role", &filters.role),
        ("lang", &filters.lang),
        ("kind", &filters.kind),
    ] {
        parts.extend(values.iter().map(|value| format!("{name}:\"{value}\"")));
    }
    parts.extend(filters.from.map(|from| format!("after:{from}")));
    parts.extend(filters.to.map(|to| format!("before:{to}")));
    parts.join(" ")
}

/// A clause in the query language; in brackets where it stands inside another.
pub(super) fn typed(clause: &Clause, inside: bool) -> String {
    let joined = |clauses: &[Clause], by: &str| {
        let joined = clauses.iter().map(|c| typed(c, true)).collect::<Vec<_>>().join(by);
        if inside { format!("({joined})") } else { joined }
    };
    match clause {
        Clause::Word(word) => word.clone(),
        Clause::Prefix(prefix) => format!("{prefix}*"),
        Clause::Phrase { words, slop: 0 } => format!("\"{}\"", words.join(" ")),
        Clause::Phrase { words, slop } => format!("\"{}\"~{slop}", words.join(" ")),
        Clause::All(clauses) => joined(clauses, " "),
        Clause::Any(clauses) => joined(clauses, " OR "),
        Clause::Not(clause) => format!("-{}", typed(clause, true)),
    }
}

fn period(from: Option<Date>, to: Option<Date>) -> Option<String> {
    match (from, to) {
        (None, None) => None,
        (Some(from), None) => Some(format!("from {from} on")),
        (None, Some(to)) => Some(format!("up to {to}")),
        (Some(from), Some(to)) if from == to => Some(format!("on {from}")),
        (Some(from), Some(to)) => Some(format!("from {from} to {to}")),
    }
}

fn words(clause: &Clause, inside: bool) -> String {
    let joined = |clauses: &[Clause], by: &str| {
        let parts: Vec<_> = clauses.iter().map(|clause| words(clause, true)).collect();
        let joined = parts.join(by);
        if inside { format!("({joined})") } else { joined }
    };
    match clause {
        Clause::Word(word) => word.to_lowercase(),
        Clause::Prefix(prefix) => format!("{prefix}…"),
        Clause::Phrase { words, slop: 0 } => format!("“{}”", words.join(" ")),
        Clause::Phrase { words, slop } => {
            format!("“{}” with at most {slop} words between", words.join(" … "))
        }
        Clause::All(clauses) => joined(clauses, " and "),
        Clause::Any(clauses) => joined(clauses, " or "),
        Clause::Not(clause) => format!("not {}", words(clause, true)),
    }
}
