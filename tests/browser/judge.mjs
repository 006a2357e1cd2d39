// One link: whether the browser scrolled to the quoted words and marked them and nothing else.

import { placeOnPage } from './expected.mjs';

/** Opens the link of a quote and says whether it is right; if not, why and what was marked. */
export async function judge(browser, quote) {
    const page = await browser.open(quote.link);
    try {
        const range = placeOnPage(quote, page.text);
        const { inView, scrolled } = await page.scrolls(range);
        const { same, words } = await page.compare(range);
        const why = [inView ? '' : 'not scrolled to', same ? '' : 'other words are marked'];
        const wanted = quote.excerpt.replace(/\s+/gu, ' ');
        return { right: inView && same, scrolled, link: quote.link, why: why.filter(Boolean).join(', '), wanted, marked: words };
    } finally {
        await page.close();
    }
}
