//! What a button knows: a state that travels in its custom id, signed, and is read back from there.
//!
//! Nothing of a message is kept in memory, so that a button outlives a restart and any number of
//! bots can share a token. A custom id is `version · state · tag` in base64url: numbers seven bits a
//! byte, texts behind their length but for the last. The tag is the beginning of an HMAC-SHA256 over
//! all before it, with a key made of the bot's token: nobody else can name a turn or a query for us
//! to look up, and where the token was reset the old buttons are as good as foreign.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use onrecord_index::quote::Stretch;
use onrecord_index::quote::citation::Style;
use onrecord_index::store::Order;
use onrecord_index::text::Span;
use onrecord_index::transcript::TurnId;
use sha2::Sha256;

use crate::answer::QuoteRequest;
use crate::settings::Secret;

/// What a click asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// The turns around a turn.
    Context(TurnId),
    /// A citation of words of a turn.
    Cite(TurnId, Stretch),
    /// The same words in another form, in the place of the one that is shown.
    Form(TurnId, Stretch, Style),
    /// Another page of quotes.
    Page(QuoteRequest),
    /// A question that was offered in the place of one that found nothing.
    Ask(QuoteRequest),
    /// A menu: what is asked for stands in the option that is chosen.
    Menu,
}

/// Characters of a custom id. Discord: components/reference, "Custom ID".
const CUSTOM_ID_CHARS: usize = 100;
/// Bytes that so many characters of base64 hold.
const MOST_BYTES: usize = CUSTOM_ID_CHARS / 4 * 3;
/// Bytes of a tag. It can only be guessed by clicking, and Discord sends no click on an id that no
/// message of ours has.
const TAG: usize = 8;
/// The first byte of every state; another layout gets another.
const VERSION: u8 = 1;
/// What the key is for, so that the token's bytes sign nothing else.
const PURPOSE: &[u8] = b"onrecord: custom ids";

/// Signs states and knows its own signature again.
#[derive(Clone)]
pub struct Seal {
    mac: Hmac<Sha256>,
}

impl std::fmt::Debug for Seal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seal(***)")
    }
}

impl Seal {
    /// The seal of the bot that has this token.
    pub fn of(token: &Secret) -> Self {
        let derived = keyed(token.expose().as_bytes()).chain_update(PURPOSE).finalize();
        Self { mac: keyed(&derived.into_bytes()) }
    }

    /// The custom id of a state; none where the state is too long for one.
    pub fn write(&self, state: &State) -> Option<String> {
        let mut bytes = vec![VERSION];
        state.write(&mut bytes)?;
        let tag = self.mac.clone().chain_update(&bytes).finalize().into_bytes();
        bytes.extend_from_slice(&tag[..TAG]);
        (bytes.len() <= MOST_BYTES).then(|| URL_SAFE_NO_PAD.encode(bytes))
    }

    /// The state of a custom id; none when it is not one of ours, of this version.
    pub fn read(&self, custom_id: &str) -> Option<State> {
        if custom_id.len() > CUSTOM_ID_CHARS {
            return None;
        }
        let bytes = URL_SAFE_NO_PAD.decode(custom_id).ok()?;
        let (signed, tag) = bytes.split_at_checked(bytes.len().checked_sub(TAG)?)?;
        self.mac.clone().chain_update(signed).verify_truncated_left(tag).ok()?;
        let mut reader = Reader(signed);
        let state = (reader.byte()? == VERSION).then(|| State::read(&mut reader))??;
        reader.0.is_empty().then_some(state)
    }
}

fn keyed(key: &[u8]) -> Hmac<Sha256> {
    Hmac::new_from_slice(key).expect("HMAC takes a key of any length")
}

const CONTEXT: u8 = 1;
const CITE: u8 = 2;
const FORM: u8 = 3;
const PAGE: u8 = 4;
const MENU: u8 = 5;
const ASK: u8 = 6;

impl State {
    fn write(&self, to: &mut Vec<u8>) -> Option<()> {
        match self {
            Self::Context(turn) => {
                to.push(CONTEXT);
                to.extend_from_slice(turn.as_str().as_bytes());
            }
            Self::Cite(turn, stretch) => {
                to.push(CITE);
                write_stretch(*stretch, to);
                to.extend_from_slice(turn.as_str().as_bytes());
            }
            Self::Form(turn, stretch, style) => {
                to.push(FORM);
                to.push(place(&Style::ALL, style)?);
                write_stretch(*stretch, to);
                to.extend_from_slice(turn.as_str().as_bytes());
            }
            Self::Page(request) => {
                to.push(PAGE);
                write_page(request, to)?;
            }
            Self::Ask(request) => {
                to.push(ASK);
                write_page(request, to)?;
            }
            Self::Menu => to.push(MENU),
        }
        Some(())
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        Some(match from.byte()? {
            CONTEXT => Self::Context(TurnId(from.rest()?)),
            CITE => {
                let stretch = from.stretch()?;
                Self::Cite(TurnId(from.rest()?), stretch)
            }
            FORM => {
                let style = *Style::ALL.get(usize::from(from.byte()?))?;
                let stretch = from.stretch()?;
                Self::Form(TurnId(from.rest()?), stretch, style)
            }
            PAGE => Self::Page(read_page(from)?),
            ASK => Self::Ask(read_page(from)?),
            MENU => Self::Menu,
            _ => return None,
        })
    }
}

const ORDERS: [Order; 4] = [Order::Relevance, Order::Newest, Order::Oldest, Order::Words];

fn place<T: PartialEq>(list: &[T], one: &T) -> Option<u8> {
    list.iter().position(|other| other == one).and_then(|at| u8::try_from(at).ok())
}

fn write_number(number: usize, to: &mut Vec<u8>) {
    let mut rest = number;
    while rest >= 0x80 {
        to.push((rest & 0x7f) as u8 | 0x80);
        rest >>= 7;
    }
    to.push(rest as u8);
}

fn write_stretch(Stretch { span, mark }: Stretch, to: &mut Vec<u8>) {
    write_number(span.start, to);
    write_number(span.len(), to);
    to.extend_from_slice(&mark.to_be_bytes());
}

/// The filters a question has, one bit each, beside its order.
fn filters(request: &QuoteRequest) -> [&Option<String>; 4] {
    [&request.speaker, &request.event, &request.from, &request.to]
}

fn write_page(request: &QuoteRequest, to: &mut Vec<u8>) -> Option<()> {
    let given = filters(request).into_iter().enumerate();
    let given = given.map(|(at, filter)| u8::from(filter.is_some()) << at).sum::<u8>();
    to.push(given << 2 | place(&ORDERS, &request.order)?);
    // Nobody asks for no quotes, so that 0 is free for "as many as the settings say".
    to.push(u8::try_from(request.limit.unwrap_or(0)).ok()?);
    write_number(request.page, to);
    for filter in filters(request).into_iter().flatten() {
        write_number(filter.len(), to);
        to.extend_from_slice(filter.as_bytes());
    }
    to.extend_from_slice(request.query.as_bytes());
    Some(())
}

fn read_page(from: &mut Reader<'_>) -> Option<QuoteRequest> {
    let first = from.byte()?;
    let order = *ORDERS.get(usize::from(first & 0b11))?;
    let limit = usize::from(from.byte()?);
    let page = from.number()?;
    let mut filter = |at: u8| match first >> 2 >> at & 1 {
        0 => Some(None),
        _ => from.text().map(Some),
    };
    let (speaker, event, since, to) = (filter(0)?, filter(1)?, filter(2)?, filter(3)?);
    let limit = (limit > 0).then_some(limit);
    let query = from.rest()?;
    Some(QuoteRequest { query, speaker, event, from: since, to, order, limit, page })
}

/// Bytes that are yet to be read.
struct Reader<'b>(&'b [u8]);

impl Reader<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn number(&mut self) -> Option<usize> {
        let mut number = 0_usize;
        for shift in (0..usize::BITS).step_by(7) {
            let byte = self.byte()?;
            let part = usize::from(byte & 0x7f);
            number |= part.checked_shl(shift).filter(|shifted| shifted >> shift == part)?;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn stretch(&mut self) -> Option<Stretch> {
        let (start, length) = (self.number()?, self.number()?);
        let span = Span::new(start, start.checked_add(length)?);
        let (mark, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(Stretch { span, mark: u32::from_be_bytes(*mark) })
    }

    fn text(&mut self) -> Option<String> {
        let length = self.number()?;
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        String::from_utf8(text.to_vec()).ok()
    }

    fn rest(&mut self) -> Option<String> {
        let rest = std::mem::take(&mut self.0);
        String::from_utf8(rest.to_vec()).ok()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn seal() -> Seal {
        Seal::of(&Secret::new("a token".into()))
    }

    fn stretch() -> impl Strategy<Value = Stretch> {
        (0_usize..1 << 30, 0_usize..1 << 20, any::<u32>()).prop_map(|(start, length, mark)| {
            Stretch { span: Span::new(start, start + length), mark }
        })
    }

    fn turn() -> impl Strategy<Value = TurnId> {
        "[a-zé0-9.-]{0,90}".prop_map(TurnId)
    }

    fn page() -> impl Strategy<Value = QuoteRequest> {
        let filter = || prop::option::of("[a-z é]{0,12}");
        let order = prop::sample::select(ORDERS.to_vec());
        let filters = (filter(), filter(), filter(), filter());
        let limit = prop::option::of(1_usize..300);
        ("[a-zé \":*]{0,60}", filters, order, limit, any::<usize>()).prop_map(
            |(query, (speaker, event, from, to), order, limit, page)| QuoteRequest {
                query,
                speaker,
                event,
                from,
                to,
                order,
                limit,
                page,
            },
        )
    }

    fn state() -> impl Strategy<Value = State> {
        let style = prop::sample::select(Style::ALL.to_vec());
        prop_oneof![
            turn().prop_map(State::Context),
            (turn(), stretch()).prop_map(|(turn, at)| State::Cite(turn, at)),
            (turn(), stretch(), style).prop_map(|(turn, at, style)| State::Form(turn, at, style)),
            page().prop_map(State::Page),
            page().prop_map(State::Ask),
            Just(State::Menu),
        ]
    }

    #[test]
    fn an_ordinary_question_and_an_ordinary_turn_have_room() {
        let turn = TurnId("nato-opinions-of-the-secretary-general-2021-03-23.6a9de8e376".into());
        let at = Stretch { span: Span::new(70_000, 90_000), mark: 7 };
        let request = QuoteRequest {
            query: "\"rise of China\" OR Russia NEAR/5 nuclear".into(),
            speaker: Some("Jens Stoltenberg".into()),
            limit: Some(3),
            page: 3,
            ..QuoteRequest::default()
        };
        assert!(
            seal()
                .write(&State::Form(TurnId("nato-2021-03-23.6a9de8e376".into()), at, Style::Mla))
                .is_some()
        );
        assert!(seal().write(&State::Context(turn)).is_some());
        assert!(seal().write(&State::Page(request)).is_some());
        let long = QuoteRequest { query: "China ".repeat(20), ..QuoteRequest::default() };
        assert_eq!(seal().write(&State::Page(long)), None);
    }

    #[test]
    fn what_another_bot_has_signed_is_foreign() {
        let id = seal().write(&State::Menu).expect("it is short");
        assert_eq!(seal().read(&id), Some(State::Menu));
        assert_eq!(Seal::of(&Secret::new("another token".into())).read(&id), None);
        for foreign in ["", "next", "AAAA", &"A".repeat(100), &"é".repeat(40)] {
            assert_eq!(seal().read(foreign), None, "{foreign}");
        }
        assert!(!format!("{:?}", seal()).contains("token"));
    }

    #[test]
    fn a_version_that_is_not_ours_is_refused_though_we_have_signed_it() {
        let seal = seal();
        let mut bytes = vec![VERSION + 1, MENU];
        let tag = seal.mac.clone().chain_update(&bytes).finalize().into_bytes();
        bytes.extend_from_slice(&tag[..TAG]);
        assert_eq!(seal.read(&URL_SAFE_NO_PAD.encode(bytes)), None);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_and_never_too_long(state in state()) {
            if let Some(id) = seal().write(&state) {
                prop_assert!((1..=CUSTOM_ID_CHARS).contains(&id.chars().count()), "{}", id);
                prop_assert_eq!(seal().read(&id), Some(state));
            }
        }

        #[test]
        fn any_character_that_is_changed_is_noticed(
            state in state(), at in any::<prop::sample::Index>(), to in "[A-Za-z0-9_é=-]",
        ) {
            if let Some(id) = seal().write(&state) {
                let at = at.index(id.len());
                let tampered = format!("{}{to}{}", &id[..at], &id[at + 1..]);
                prop_assert_eq!(seal().read(&tampered), (tampered == id).then_some(state));
                prop_assert_eq!(seal().read(&id[..at]), None);
            }
        }

        #[test]
        fn any_bit_that_is_changed_is_noticed(state in state(), bit in any::<prop::sample::Index>()) {
            if let Some(id) = seal().write(&state) {
                let mut bytes = URL_SAFE_NO_PAD.decode(id).expect("it is base64");
                let bit = bit.index(bytes.len() * 8);
                bytes[bit / 8] ^= 1 << (bit % 8);
                prop_assert_eq!(seal().read(&URL_SAFE_NO_PAD.encode(bytes)), None);
            }
        }

        /// Bytes of another version of ours, should their number ever be the same.
        #[test]
        fn any_bytes_that_we_have_signed_are_read_or_refused(
            kind in 0_u8..8, state in prop::collection::vec(any::<u8>(), 0..66),
        ) {
            let seal = seal();
            let mut bytes = [&[VERSION, kind], state.as_slice()].concat();
            let tag = seal.mac.clone().chain_update(&bytes).finalize().into_bytes();
            bytes.extend_from_slice(&tag[..TAG]);
            if let Some(state) = seal.read(&URL_SAFE_NO_PAD.encode(bytes)) {
                let again = seal.write(&state).and_then(|id| seal.read(&id));
                prop_assert!(again.is_none_or(|again| again == state));
            }
        }

        #[test]
        fn anything_can_be_read(text in any::<String>(), id in "[A-Za-z0-9_-]{0,110}") {
            prop_assert_eq!(seal().read(&text), None);
            prop_assert_eq!(seal().read(&id), None);
        }
    }
}
