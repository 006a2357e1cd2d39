//! In which language a text is, where nobody says so.
//!
//! Stems follow the language of a turn, so that a wrong language is worse than none: only a guess
//! that `whatlang` itself calls reliable counts, and only on enough text.

use whatlang::Lang;

/// Letters that a guess is made on at least: some forty words. Below, names alone can decide it.
const LEAST_LETTERS: usize = 200;

/// Bytes that a guess looks at; more do not change it.
const MOST_BYTES: usize = 20_000;

/// The language of a text as an ISO 639-1 code, when it is certain.
pub fn language(text: &str) -> Option<&'static str> {
    let end = (0..=MOST_BYTES.min(text.len())).rev().find(|end| text.is_char_boundary(*end))?;
    let text = &text[..end];
    let letters = text.chars().filter(|character| character.is_alphabetic());
    if letters.take(LEAST_LETTERS).count() < LEAST_LETTERS {
        return None;
    }
    let found = whatlang::detect(text)?;
    if found.is_reliable() { code(found.lang()) } else { None }
}

/// `whatlang` names languages by ISO 639-3.
fn code(lang: Lang) -> Option<&'static str> {
    Some(match lang {
        Lang::Eng => "en",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Spa => "es",
        Lang::Ita => "it",
        Lang::Por => "pt",
        Lang::Nld => "nl",
        Lang::Dan => "da",
        Lang::Swe => "sv",
        Lang::Nob => "nb",
        Lang::Fin => "fi",
        Lang::Pol => "pl",
        Lang::Ces => "cs",
        Lang::Slk => "sk",
        Lang::Slv => "sl",
        Lang::Hrv => "hr",
        Lang::Srp => "sr",
        Lang::Ron => "ro",
        Lang::Hun => "hu",
        Lang::Rus => "ru",
        Lang::Ukr => "uk",
        Lang::Bel => "be",
        Lang::Bul => "bg",
        Lang::Mkd => "mk",
        Lang::Tur => "tr",
        Lang::Ell => "el",
        Lang::Est => "et",
        Lang::Lav => "lv",
        Lang::Lit => "lt",
        Lang::Cat => "ca",
        Lang::Cmn => "zh",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Ara => "ar",
        Lang::Heb => "he",
        Lang::Pes => "fa",
        Lang::Hin => "hi",
        Lang::Tha => "th",
        Lang::Vie => "vi",
        Lang::Ind => "id",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_some_length_has_a_language() {
        for (code, text) in [
            (
                "en",
                "It will rain in the north of the country today, and the wind will rise by night. \
                 Tomorrow it will be dry nearly everywhere, but cold in the morning, and the day \
                 after that we expect a lot of sun in the south and some clouds over the coast. We \
                 thank everybody who has sent us their measurements this week, and we would like to \
                 ask you to go on with it, because without them nobody could tell you any of this.",
            ),
            (
                "fr",
                "Il pleuvra aujourd'hui dans le nord du pays et le vent se lèvera dans la nuit. \
                 Demain, le temps sera sec presque partout, mais froid le matin, et le jour suivant \
                 nous attendons beaucoup de soleil au sud et quelques nuages sur la côte. Nous \
                 remercions tous ceux qui nous ont envoyé leurs mesures cette semaine et nous vous \
                 demandons de continuer, parce que sans elles personne ne pourrait vous dire cela. \
                 Les enfants qui vont à l'école devraient prendre leur manteau avec eux.",
            ),
            (
                "de",
                "Im Norden des Landes wird es heute regnen, und der Wind wird in der Nacht stärker. \
                 Morgen bleibt es fast überall trocken, aber am Morgen ist es kalt, und am Tag danach \
                 erwarten wir viel Sonne im Süden und einige Wolken über der Küste. Wir danken \
                 allen, die uns in dieser Woche ihre Messungen geschickt haben, und bitten darum, \
                 damit weiterzumachen, weil ohne sie niemand irgendetwas davon sagen könnte. Die \
                 Kinder, die zur Schule gehen, sollten ihren Mantel mitnehmen.",
            ),
            (
                "ru",
                "Сегодня на севере страны пройдут дожди, а ночью ветер усилится. Завтра почти везде \
                 будет сухо, но утром холодно, а послезавтра мы ожидаем много солнца на юге и немного \
                 облаков над побережьем, и температура воздуха немного поднимется к вечеру. Мы \
                 благодарим всех, кто прислал нам свои измерения на этой неделе, и просим вас \
                 продолжать, потому что без них никто не смог бы рассказать вам об этом.",
            ),
        ] {
            assert_eq!(language(text), Some(code));
        }
    }

    #[test]
    fn a_few_words_and_a_list_of_names_have_none() {
        assert_eq!(language("Thank you."), None);
        assert_eq!(language(&"Jane Roe, John Poe. ".repeat(4)), None);
        assert_eq!(language(&"1 2 3 4 ".repeat(400)), None);
    }
}
