//! Days as English manuals write them.

use jiff::civil::Date;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `March`
pub(super) fn month(day: Date) -> &'static str {
    MONTHS[usize::from(day.month().unsigned_abs()) - 1]
}

/// `23 March 2021`
pub(super) fn british(day: Date) -> String {
    format!("{} {} {}", day.day(), month(day), day.year())
}

/// `March 23, 2021`
pub(super) fn american(day: Date) -> String {
    format!("{} {}, {}", month(day), day.day(), day.year())
}

/// `23 Mar. 2021`. Months of more than four letters are abbreviated; MLA Handbook, 9th ed.,
/// appendix 1.
pub(super) fn short(day: Date) -> String {
    let month = month(day);
    let month = match month.len() {
        ..=4 => month.to_owned(),
        _ if month == "September" => "Sept.".to_owned(),
        _ => format!("{}.", &month[..3]),
    };
    format!("{} {month} {}", day.day(), day.year())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn months_are_abbreviated_beyond_four_letters() {
        for (month, written) in [(5, "May"), (6, "June"), (7, "July"), (9, "Sept."), (12, "Dec.")] {
            assert_eq!(short(date(2021, month, 3)), format!("3 {written} 2021"));
        }
        assert_eq!(american(date(2021, 1, 3)), "January 3, 2021");
        assert_eq!(british(date(2021, 12, 31)), "31 December 2021");
    }
}
