//! Periods: months, quarters, years or decades without a gap, and which of them are unfinished.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

/// Length of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// A month.
    Month,
    /// Three months, from January.
    Quarter,
    /// A year.
    Year,
    /// Ten years.
    Decade,
}

/// One period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub to: Date,
    /// Turns in it that mention what was asked.
    pub turns: u64,
    /// Turns in it that were looked through.
    pub of: u64,
    /// Whether what was looked through reaches over all of it. At the ends of a library, and of a
    /// date bound, a period is cut and must not be compared by its total.
    pub is_whole: bool,
}

impl Period {
    /// Mentions in a thousand turns of the period.
    pub fn per_thousand(&self) -> f64 {
        super::per_thousand(self.turns, self.of)
    }
}

/// Periods of one answer: more than these nobody can look at, and the next longer step is taken.
const MOST_PERIODS: i64 = 240;

impl Step {
    /// All of them, the shortest first.
    pub const ALL: [Self; 4] = [Self::Month, Self::Quarter, Self::Year, Self::Decade];

    /// Its name in options and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Step::Month => "month",
            Step::Quarter => "quarter",
            Step::Year => "year",
            Step::Decade => "decade",
        }
    }

    fn months(self) -> i16 {
        match self {
            Step::Month => 1,
            Step::Quarter => 3,
            Step::Year => 12,
            Step::Decade => 120,
        }
    }

    /// The step that shows this stretch in a dozen or two of periods.
    pub fn fitting(from: Date, to: Date) -> Self {
        let months = months_between(from, to);
        if months <= 24 {
            Step::Month
        } else if months <= 72 {
            Step::Quarter
        } else if months <= 720 {
            Step::Year
        } else {
            Step::Decade
        }
    }

    /// This step, or the next longer one that does not give too many periods.
    pub fn at_least(self, from: Date, to: Date) -> Self {
        let fits = |step: &Self| months_between(from, to) / i64::from(step.months()) < MOST_PERIODS;
        let longer = Self::ALL.into_iter().filter(|step| *step >= self);
        longer.clone().find(fits).unwrap_or(Step::Decade)
    }

    /// The first day of the period that a day lies in.
    fn start(self, day: Date) -> Date {
        let year = match self {
            Step::Decade => day.year() - day.year().rem_euclid(10),
            _ => day.year(),
        };
        let month = match self {
            Step::Month => day.month(),
            Step::Quarter => (day.month() - 1) / 3 * 3 + 1,
            Step::Year | Step::Decade => 1,
        };
        // Only the decade that begins before the first year there is has no such day.
        Date::new(year, month, 1).unwrap_or(Date::MIN)
    }
}

fn months_between(from: Date, to: Date) -> i64 {
    let months = |day: Date| i64::from(day.year()) * 12 + i64::from(day.month());
    months(to) - months(from) + 1
}

/// The periods from the first to the last day of `of` and of `known`, in which `turns` are the
/// mentions by day and `of` all turns by day. `known` is what is covered at all.
pub fn periods(
    step: Step,
    turns: &BTreeMap<Date, u64>,
    of: &BTreeMap<Date, u64>,
    known: (Date, Date),
) -> Vec<Period> {
    let (Some((first, _)), Some((last, _))) = (of.first_key_value(), of.last_key_value()) else {
        return Vec::new();
    };
    let (first, last) = ((*first).max(known.0), (*last).min(known.1));
    let mut periods = Vec::new();
    let mut start = step.start(first);
    while start <= last {
        let next = start.checked_add(step.months().months()).ok();
        let end = next.and_then(|next| next.yesterday().ok()).unwrap_or(Date::MAX);
        let sum = |days: &BTreeMap<Date, u64>| days.range(start..=end).map(|(_, n)| n).sum();
        periods.push(Period {
            from: start,
            to: end,
            turns: sum(turns),
            of: sum(of),
            is_whole: known.0 <= start && end <= known.1,
        });
        let Some(next) = next else { break };
        start = next;
    }
    periods
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn days(days: &[(Date, u64)]) -> BTreeMap<Date, u64> {
        days.iter().copied().collect()
    }

    #[test]
    fn the_step_follows_the_stretch() {
        for (from, to, step) in [
            (date(2021, 3, 23), date(2021, 3, 23), Step::Month),
            (date(2019, 1, 1), date(2020, 12, 31), Step::Month),
            (date(2019, 1, 1), date(2021, 1, 1), Step::Quarter),
            (date(2008, 1, 1), date(2018, 8, 24), Step::Year),
            (date(1858, 1, 1), date(2025, 1, 1), Step::Decade),
        ] {
            assert_eq!(Step::fitting(from, to), step, "{from} {to}");
        }
        let century = (date(1900, 1, 1), date(1999, 12, 31));
        assert_eq!(Step::Month.at_least(century.0, century.1), Step::Year);
        assert_eq!(Step::Month.at_least(Date::MIN, Date::MAX), Step::Decade);
        assert_eq!(Step::Month.at_least(date(2001, 1, 1), date(2002, 1, 1)), Step::Month);
    }

    #[test]
    fn periods_have_no_gap_and_those_at_the_ends_are_unfinished() {
        let of = days(&[(date(2019, 12, 30), 5), (date(2020, 2, 1), 7), (date(2022, 6, 1), 1)]);
        let turns = days(&[(date(2020, 2, 1), 3)]);
        let known = (date(2019, 12, 30), date(2022, 6, 1));
        let found = periods(Step::Year, &turns, &of, known);
        let told: Vec<_> =
            found.iter().map(|p| (p.from.year(), p.turns, p.of, p.is_whole)).collect();
        assert_eq!(
            told,
            [(2019, 0, 5, false), (2020, 3, 7, true), (2021, 0, 0, true), (2022, 0, 1, false)]
        );
        assert_eq!(found[1].to, date(2020, 12, 31));
    }

    #[test]
    fn every_turn_is_in_one_period_whatever_the_step() {
        let of = days(&[
            (date(1999, 12, 31), 1),
            (date(2000, 1, 1), 2),
            (date(2000, 3, 31), 4),
            (date(2000, 4, 1), 8),
            (date(2012, 2, 29), 16),
        ]);
        let known = (date(1999, 12, 31), date(2012, 2, 29));
        for step in Step::ALL {
            let periods = periods(step, &of, &of, known);
            assert_eq!(periods.iter().map(|period| period.of).sum::<u64>(), 31, "{step:?}");
            assert!(periods.windows(2).all(|two| two[0].to.tomorrow().ok() == Some(two[1].from)));
        }
    }

    #[test]
    fn the_ends_of_the_calendar_end_the_periods() {
        let of = days(&[(Date::MIN, 1), (Date::MAX, 1)]);
        let periods = periods(Step::Decade, &of, &of, (Date::MIN, Date::MAX));
        assert_eq!(periods.iter().map(|period| period.of).sum::<u64>(), 2);
        assert!(periods.len() < 2100);
    }

    #[test]
    fn nothing_looked_through_gives_no_period() {
        assert!(periods(Step::Month, &days(&[]), &days(&[]), (Date::MIN, Date::MAX)).is_empty());
    }
}
