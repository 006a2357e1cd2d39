// That the proof can fail: what is wrong by a letter, or marks nothing, must not pass.

import { placeOnPage } from './expected.mjs';

/** Pages with which this is tried. */
const PAGES = 4;

/** What of that passed as right, for one link of some pages. */
export async function passedWrongly(browser, quotes) {
    const first = new Map(quotes.map((quote) => [quote.url, quote]));
    const passed = [];
    for (const quote of [...first.values()].slice(0, PAGES)) {
        const address = quote.link.split('#')[0];
        if (await same(browser, quote, address, 0)) passed.push(`${address} without words`);
        for (const letters of [-1, 1]) {
            if (await same(browser, quote, quote.link, letters)) passed.push(`${quote.link} (${letters})`);
        }
    }
    return passed;
}

/** Whether a link marks the words of a quote, its end moved by some letters. */
async function same(browser, quote, link, letters) {
    const page = await browser.open(link);
    try {
        const { first, last } = placeOnPage(quote, page.text);
        return (await page.compare({ first, last: last + letters })).same;
    } finally {
        await page.close();
    }
}
