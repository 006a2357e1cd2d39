//! Searching and comparing in every script that people write transcripts in. The people and what they
//! say are made up.

use std::path::Path;

use onrecord_index::Library;
use onrecord_index::import;
use onrecord_index::query;
use onrecord_index::quote::Budget;
use onrecord_index::read::Source;
use onrecord_index::speaker::People;
use onrecord_index::store::{Order, Page};
use onrecord_index::transcript::Scope;
use onrecord_index::verdict::{Claim, Rung};

/// Speaker, what is said about a harbour, a word of it as somebody would search for it, and what is
/// then marked.
const SAID: [(&str, &str, &str, &str); 14] = [
    ("王芳", "我们希望在春天重新开放港口。渔民们已经等了很久。", "重新开放", "重新开放"),
    ("山田花子", "春には港を再び開きたいと思います。漁師は待っています。", "港を再び", "港を再び"),
    ("김철수", "정부는 봄에 항구를 다시 열 것입니다. 어부들이 기다립니다.", "항구", "항구"),
    ("สมชาย", "เราต้องการเปิดท่าเรืออีกครั้งในฤดูใบไม้ผลิ", "ท่าเรือ", "ท่าเรือ"),
    ("ليلى", "نريد أن نفتح الميناء من جديد في الربيع. الصيادون ينتظرون.", "الميناء", "الميناء"),
    ("דנה", "אנחנו רוצים לפתוח את הנמל מחדש באביב. הדייגים מחכים.", "הנמל", "הנמל"),
    ("Мария Петрова", "Мы хотим снова открыть гавань весной. Рыбаки ждут.", "гавани", "гавань"),
    ("Ελένη", "Θέλουμε να ανοίξουμε ξανά το λιμάνι την άνοιξη.", "λιμάνι", "λιμάνι"),
    ("रवि", "हम वसंत में बंदरगाह फिर से खोलना चाहते हैं।", "बंदरगाह", "बंदरगाह"),
    ("Олена", "Ми хочемо знову відкрити порт навесні.", "відкрити", "відкрити"),
    ("Nguyễn An", "Chúng tôi muốn mở lại bến cảng vào mùa xuân.", "bến cảng", "bến"),
    ("Ayşe", "Limanı ilkbaharda yeniden açmak istiyoruz.", "yeniden", "yeniden"),
    ("Zoë Müller", "Wir möchten den Hafen im Frühjahr wieder öffnen.", "offnen", "öffnen"),
    ("Նարե", "Մենք ուզում ենք գարնանը նորից բացել նավահանգիստը։", "նորից", "նորից"),
];

fn library() -> Library {
    let mut lines = String::new();
    for (speaker, text, _, _) in SAID {
        let line = serde_json::json!({"event_title": "Harbour", "speaker": speaker, "text": text});
        lines.push_str(&format!("{line}\n"));
    }
    let source = Source::from_bytes(Path::new("harbour.jsonl"), lines.into_bytes()).unwrap();
    let transcripts = import::collect(source, None, &People::none()).unwrap();
    Library::in_memory(&transcripts).unwrap()
}

#[test]
fn a_word_of_every_script_is_found_and_marked() {
    let library = library();
    for (speaker, text, typed, marked) in SAID {
        let budget = Budget { words: 60, longest_sentence: 150 };
        let query = query::parse(typed);
        let found = library
            .quote(&Scope::public(), &query, Order::Relevance, Page::first(5), budget)
            .unwrap();
        let by: Vec<_> = found
            .quotes
            .iter()
            .map(|quote| quote.excerpt.record().turn.speaker.clone().unwrap_or_default())
            .collect();
        assert_eq!(by, [speaker], "{typed}");
        let excerpt = &found.quotes[0].excerpt;
        assert!(text.contains(excerpt.words()), "{typed}: {}", excerpt.words());
        let words: String =
            excerpt.highlights().map(|span| span.of(excerpt.words()).to_owned()).collect();
        assert!(words.starts_with(marked), "{typed}: {words}");
    }
}

#[test]
fn a_quotation_in_every_script_is_verbatim_and_a_shortened_one_is_not() {
    let library = library();
    for (speaker, text, typed, _) in SAID {
        let verdict = library.who_said(&Scope::public(), &Claim::new(text), None).unwrap();
        let first = verdict.matches[0].quote.excerpt.record().turn.speaker.as_deref();
        assert_eq!((verdict.rung, first), (Rung::Verbatim, Some(speaker)), "{text}");
        // The word is there to be left out, but where another form of it was searched for.
        let without = text.replacen(typed, " ", 1);
        if without != text {
            let verdict = library.who_said(&Scope::public(), &Claim::new(&without), None).unwrap();
            assert_ne!(verdict.rung, Rung::Verbatim, "{without}");
        }
    }
}
