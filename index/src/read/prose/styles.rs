//! Styles in which houses of many countries print who speaks, each as small as it shows.

use super::Prose;
use crate::transcript::Draft;

fn turns(text: &str) -> Vec<(String, String)> {
    let mut draft = Draft::default();
    Prose::plain(text).read_into(&mut draft);
    draft.turns.into_iter().map(|turn| (turn.label.printed.clone(), turn.text())).collect()
}

fn labels(text: &str) -> Vec<String> {
    turns(text).into_iter().map(|(label, _)| label).collect()
}

#[test]
fn labels_are_found_in_the_manner_of_many_houses() {
    for (text, expected) in [
        // A committee numbers its questions, a parliament its speeches.
        (
            "Q1  Chair: When will the rain stop?\nProfessor Lee: Not before Friday.\nQ2  Jane Roe: Why is that?\n\
             Professor Lee: It is the season for it.\n",
            &["Chair", "Professor Lee", "Jane Roe", "Professor Lee"][..],
        ),
        (
            "Anf. 1 ANNA EXEMPEL (S):\nHerr talman! Det regnar i norr.\n\nAnf. 2 ERIK PROV (M):\nHerr talman! I morgon blir det torrt.\n\n\
             Anf. 3 ANNA EXEMPEL (S):\nDet var goda nyheter.\n",
            &["ANNA EXEMPEL (S)", "ERIK PROV (M)", "ANNA EXEMPEL (S)"],
        ),
        // The European Parliament sets a dash behind the full stop.
        (
            "President. – The next item is the debate on the rain.\n\nAda Lee, rapporteur. – It has been raining for a week.\n\n\
             John Poe (PPE). – It will be dry tomorrow.\n\nPresident. – The debate is closed.\n",
            &["President", "Ada Lee, rapporteur", "John Poe (PPE)", "President"],
        ),
        // A hearing sets each turn in; a vocative at the start of a wrapped line is none.
        (
            "    The Chairman. The committee will come to order. I thank you,\nSenator Poe. You may begin.\n\
             \u{20}   Mr. Poe. Thank you, Madam Chairman.\n    Madam Chairman. I mean it.\n    Dr. Lee. Not before Friday.\n\n\
             STATEMENT OF HON. JANE ROE, A SENATOR FROM NORTHLAND\n\n    The Chairman. Thank you.\n",
            &["The Chairman", "Mr. Poe", "Dr. Lee", "The Chairman"],
        ),
        // Japanese and Korean minutes set a circle before each speaker.
        (
            "○山田太郎君　おはようございます。\n○国務大臣（佐藤花子君）　お答えいたします。\n",
            &["山田太郎君", "国務大臣（佐藤花子君）"],
        ),
        (
            "○의장 홍길동  회의를 시작하겠습니다.\n○김영희 의원  비가 내리고 있습니다.\n",
            &["의장 홍길동", "김영희 의원"],
        ),
        // Constituency and party stand in brackets, beside the name or below it.
        (
            "Jane Roe\n(Northtown) (Lab)\nI beg to move that it has rained.\n\nThe Minister for Weather\n(John Poe)\nIt will be dry.\n\n\
             Jane Roe\nI thank the Minister.\n\nKim Dee\n(Southtown) (Con)\nWill my hon. Friend give way?\n",
            &[
                "Jane Roe (Northtown) (Lab)",
                "The Minister for Weather (John Poe)",
                "Jane Roe",
                "Kim Dee (Southtown) (Con)",
            ],
        ),
        // Companies put an office behind a name and a dash.
        (
            "Operator\n\nGood day, and welcome to the call.\n\nJane Roe -- Vice President of Relations\n\nThank you. John Poe will begin.\n\n\
             John Poe -- Chief Executive Officer\n\nIt has been a wet quarter.\n\nOperator\n\nThat was all for today.\n",
            &[
                "Operator",
                "Jane Roe -- Vice President of Relations",
                "John Poe -- Chief Executive Officer",
                "Operator",
            ],
        ),
        (
            "De voorzitter:\nIk open de vergadering.\n\nDe heer Voorbeeld (VVD):\nHet regent al een week.\n\n\
             Mevrouw Proef (D66):\nMorgen wordt het droog.\n\nDe voorzitter:\nIk sluit de vergadering.\n",
            &["De voorzitter", "De heer Voorbeeld (VVD)", "Mevrouw Proef (D66)", "De voorzitter"],
        ),
    ] {
        assert_eq!(labels(text), expected, "{text}");
    }
}

#[test]
fn whoever_is_announced_above_the_first_turn_does_not_speak_there() {
    let text = "A Conversation about the Rain\nModerator: Ada Lee, Example Institute\n\nADA LEE: Good morning to everybody.\n\n\
                JANE ROE: Thank you very much, Ada.\n\nADA LEE: When will it stop?\n";
    assert_eq!(labels(text), ["ADA LEE", "JANE ROE", "ADA LEE"]);
}

#[test]
fn a_sentence_goes_on_behind_a_line_break() {
    let text = "JANE ROE: Good morning to you all.\n\nJOHN POE: Thank you very much,\nJane.\n\nJANE ROE: Goodbye to you all.\n";
    assert_eq!(turns(text)[1], ("JOHN POE".to_owned(), "Thank you very much,\nJane.".to_owned()));
}

#[test]
fn a_heading_in_capitals_between_turns_is_nobodys() {
    let text = "    The Chairman. The committee will come to order.\n\n  STATEMENT OF HON. JANE ROE, A SENATOR FROM NORTHLAND\n\n\
                \u{20}   Senator Roe. It will rain.\n    The Chairman. Thank you.\n";
    assert_eq!(turns(text)[0].1, "The committee will come to order.");
}
