// Questions to the program, made of words of every turn, so that excerpts of all lengths come back.

/** Words of the middle of a sentence: what a person remembers of it. */
const REMEMBERED = 6;

/** Sentences asked about in one turn. */
const SENTENCES = 4;

const wordsOf = (text) => text.match(/[\p{L}\p{N}]+(?:['’][\p{L}]+)*/gu) ?? [];

function middle(sentence) {
    const words = wordsOf(sentence);
    const from = Math.max(0, Math.floor((words.length - REMEMBERED) / 2));
    return words.slice(from, from + REMEMBERED).join(' ');
}

/** Up to `count` numbers below `length`, the first and the last among them. */
function spread(length, count) {
    const step = Math.max(1, (length - 1) / (count - 1));
    const numbers = Array.from({ length: count }, (_, at) => Math.round(at * step));
    return numbers.filter((number) => number < length);
}

/** Phrases for `quote`: of one sentence, and of two neighbours, which gives a longer excerpt. */
export function queries(turn) {
    const sentences = turn.text.split(/(?<=[.?!])\s+/u).filter((text) => wordsOf(text).length > 0);
    return spread(sentences.length, SENTENCES).flatMap((at) => {
        const here = `"${middle(sentences[at])}"`;
        const next = sentences[at + 1] === undefined ? [] : [`"${middle(sentences[at + 1])}"`];
        return [here, ...next.map((there) => `${here} ${there}`)].map((query) => ({ query, limit: 3 }));
    });
}

/** Claims for `who-said`: the words of a whole sentence. */
export function claims(turn) {
    const sentences = turn.text.split(/(?<=[.?!])\s+/u).filter((text) => wordsOf(text).length > 3);
    return spread(sentences.length, 2).map((at) => ({ claim: sentences[at].replace(/\s+/gu, ' ') }));
}
