// Gathers links from the program: what it is asked, and which words each link must mark.

import { placeInTurn } from './expected.mjs';
import { lay } from './fixtures.mjs';
import { claims, queries } from './questions.mjs';

/** Every different link with words that the program makes for pages under `address`. */
export async function gather(asked, address) {
    const transcripts = await transcriptsOf(asked, address);
    const links = new Map();
    const bare = new Set();
    const unsure = new Set();
    for (const quote of await quotes(asked, transcripts)) {
        const { turns } = transcripts.find(({ id }) => id === quote.transcript_id);
        const key = `${quote.link} ${quote.turn_id} ${quote.excerpt}`;
        if (!quote.link.includes(':~:text=')) bare.add(key);
        else if (placeInTurn(quote, turns.find(({ id }) => id === quote.turn_id)) === null) unsure.add(key);
        else links.set(key, { ...quote, turns });
    }
    return { links: [...links.values()], bare: bare.size, unsure: unsure.size };
}

/** Links to pages of which nobody said where they stand: there must be none. */
export async function invented(asked) {
    const found = await quotes(asked, await transcriptsOf(asked, null));
    if (found.length === 0) throw new Error('nothing was quoted');
    return found.filter(({ link, url }) => link !== null || url !== null).map(({ link }) => link);
}

async function transcriptsOf(asked, address) {
    const files = await lay(asked.folder, address);
    await asked.index();
    return Promise.all(files.map((file) => asked.read(file)));
}

async function quotes(asked, transcripts) {
    const turns = transcripts.flatMap((transcript) => transcript.turns);
    const quoted = await asked.quotes(turns.flatMap(queries));
    return [...quoted, ...await asked.whoSaid(turns.flatMap(claims))];
}
