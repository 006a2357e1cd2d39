// Where on a page the words of an excerpt stand, found without the program's help: by the turns of
// the transcript, one after the other, letter by letter. White space, punctuation and markup are not
// compared, so that nothing is presumed about how a browser sees them.

/** What a page prints between the words of a turn that nobody said. */
const FURNITURE = /\[\[Page \w+\]\]|\{time\} +\d+/gu;

/** Letters and digits that may stand between a label and its turn: a time. */
const BETWEEN = 8;

const IS_LETTER = /[\p{L}\p{N}]/u;

/** The letters and digits of a text, and where in it each stands. */
function letters(text) {
    const blanked = text.replace(FURNITURE, (found) => ' '.repeat(found.length));
    const at = [];
    let kept = '';
    for (let index = 0; index < blanked.length; ) {
        const character = String.fromCodePoint(blanked.codePointAt(index));
        if (IS_LETTER.test(character)) {
            kept += character;
            for (let unit = 0; unit < character.length; unit += 1) at.push(index + unit);
        }
        index += character.length;
    }
    return { kept, at };
}

/** Where each turn begins among the letters of its page. */
function placesOfTurns(page, turns) {
    let cursor = 0;
    return new Map(turns.map((turn) => {
        const begin = placeOfTurn(page, turn, cursor);
        cursor = begin + letters(turn.text).kept.length;
        return [turn.id, begin];
    }));
}

function placeOfTurn(page, turn, cursor) {
    const label = letters(turn.label).kept;
    const said = letters(turn.text).kept;
    for (let at = page.indexOf(label, cursor); at >= 0; at = page.indexOf(label, at + 1)) {
        const begin = page.indexOf(said, at + label.length);
        if (begin >= 0 && begin <= at + label.length + BETWEEN) return begin;
    }
    throw new Error(`turn ${turn.id} is not on its page: ${turn.label}: ${turn.text.slice(0, 80)}`);
}

/** Where among the letters of its turn a quote begins; none when its words stand there twice. */
export function placeInTurn(quote, turn) {
    const said = letters(turn.text).kept;
    const words = letters(quote.excerpt).kept;
    const place = said.indexOf(words);
    if (place < 0) throw new Error(`not in its turn: ${quote.excerpt}`);
    return said.indexOf(words, place + 1) < 0 ? place : null;
}

/** The words of a quote as a stretch of the text of its page. */
export function placeOnPage(quote, text) {
    const page = letters(text);
    const turn = quote.turns.find(({ id }) => id === quote.turn_id);
    const first = placesOfTurns(page.kept, quote.turns).get(turn.id) + placeInTurn(quote, turn);
    return { first: page.at[first], last: page.at[first + letters(quote.excerpt).kept.length - 1] };
}
