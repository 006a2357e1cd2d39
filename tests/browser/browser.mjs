// Opens links in Chromium and compares what the browser marks with the words that were quoted.
//
// A script cannot ask which words a text fragment marked, so the page is looked at. The browser's
// mark (`::target-text`) is shown as a coloured box and everything else is hidden; then the same is
// done with a range over the expected words. Both pictures, of the whole page, must be the same to the
// last byte: a letter more or less, or the right words at another place, makes another picture.

import { chromium } from 'playwright-core';

import { expect, seen, settled, show, textOfPage, wordsMarked } from './inside.mjs';

const ARGUMENTS = [
    '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

/** Low enough that nearly every quote has to be scrolled to. */
const WINDOW = { width: 1280, height: 400 };

/** A picture of half the size still tells a full stop from none, and takes a quarter of the time. */
const SCALE = 0.5;

/** How often a page is looked at again before its link counts as wrong, and the time between. */
const LOOKS = 5;
const BETWEEN_LOOKS_MS = 200;

export async function start(executablePath) {
    const browser = await chromium.launch({ executablePath, args: ARGUMENTS });
    const context = await browser.newContext({ viewport: WINDOW });
    return { version: browser.version(), stop: () => browser.close(), open: (link) => open(context, link) };
}

/** A link in a tab of its own: a fragment is looked for only when a page is opened anew. */
async function open(context, link) {
    const page = await context.newPage();
    await page.goto(link);
    const text = await page.evaluate(textOfPage);
    return {
        text,
        close: () => page.close(),
        scrolls: (range) => scrolls(page, range),
        compare: (range) => compare(page, range),
    };
}

/** Whether the window came to show the beginning of the range, and whether it moved for that. */
async function scrolls(page, range) {
    await page.evaluate(expect, range);
    for (let look = 1; ; look += 1) {
        const found = await page.evaluate(seen);
        if (found.inView || look === LOOKS) return found;
        await page.waitForTimeout(BETWEEN_LOOKS_MS);
    }
}

/** Whether the words marked are those of the range; if not, which they are. */
async function compare(page, range) {
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ ...WINDOW, height });
    await page.waitForFunction(settled, height);
    await page.evaluate(expect, range);
    const nothing = await picture(page, 'nothing');
    // On a busy machine a picture may be taken before a page is painted whole, so an unequal pair is
    // taken again. That makes no wrong mark right: it would have to be painted right once.
    for (let look = 1; ; look += 1) {
        const wanted = await picture(page, 'expected');
        const marked = await picture(page, 'target');
        if (marked === wanted && wanted !== nothing) return { same: true };
        if (look === LOOKS) {
            return { same: false, words: await page.evaluate(wordsMarked, { picture: marked, scale: SCALE }) };
        }
    }
}

/** The whole page, with nothing on it but one mark. */
async function picture(page, mark) {
    await page.evaluate(show, mark);
    const session = (page.proofSession ??= await page.context().newCDPSession(page));
    const { width, height } = page.viewportSize();
    const clip = { x: 0, y: 0, width, height, scale: SCALE };
    return (await session.send('Page.captureScreenshot', { format: 'png', optimizeForSpeed: true, clip })).data;
}
