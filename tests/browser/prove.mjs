// Proves in a real browser that links lead to the quoted words. README.md says how to run it.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { start } from './browser.mjs';
import { passedWrongly } from './controls.mjs';
import { judge } from './judge.mjs';
import { gather, invented } from './links.mjs';
import { pages } from './fixtures.mjs';
import { record } from './record.mjs';
import { serve } from './server.mjs';

/** Fewer links than these prove nothing. */
const LEAST = 50;

/** Links opened unless another number is given: some of every page and of every form. */
const MOST = 400;

/** Tabs that are open at a time. */
const TABS = 2;

/** Times a link is opened before it counts as wrong. */
const TIMES = 3;

const [program, most] = process.argv.slice(2);
if (program === undefined) {
    console.error('usage: node prove.mjs PROGRAM [LINKS], where PROGRAM is the built onrecord');
    process.exit(2);
}

const home = await mkdtemp(join(tmpdir(), 'onrecord-browser-'));
const server = await serve(pages());
const browser = await start(process.env.CHROMIUM ?? '/usr/bin/chromium');
try {
    process.exitCode = await prove();
} finally {
    await browser.stop();
    server.stop();
    await rm(home, { recursive: true });
}

async function prove() {
    const none = await invented(record(resolve(program), join(home, 'nowhere')));
    none.forEach((link) => console.log(`INVENTED ${link}`));
    const { links, bare, unsure } = await gather(record(resolve(program), join(home, 'somewhere')), server.address);
    const chosen = choose(links, Number(most ?? MOST));
    const found = await inTabs(chosen, (quote) => judge(browser, quote));
    await again(chosen, found);
    found.filter((one) => !one.right).forEach(tell);
    const passed = await passedWrongly(browser, chosen);
    passed.forEach((what) => console.log(`PASSED THOUGH WRONG ${what}`));
    return summary({ all: links, found, bare, unsure, none, passed });
}

/** Links that need words around the quote are few and the hardest: up to half are of those. */
function choose(links, count) {
    const isHard = ({ link }) => link.includes('-,') || link.includes(',-');
    const hard = evenly(links.filter(isHard), Math.floor(count / 2));
    return [...hard, ...evenly(links.filter((quote) => !isHard(quote)), count - hard.length)];
}

/** `count` of them, spread over all. */
function evenly(all, count) {
    const step = Math.max(1, all.length / count);
    return Array.from({ length: Math.min(count, all.length) }, (_, at) => all[Math.floor(at * step)]);
}

async function inTabs(all, work) {
    const found = [];
    const left = all.entries();
    const tab = async () => {
        for (const [at, one] of left) found[at] = await work(one);
    };
    await Promise.all(Array.from({ length: TABS }, tab));
    return found;
}

/**
 * Opens links once more, alone, that were not right beside other tabs: a browser may put off the search
 * for a fragment while another tab is looked at. A link that is wrong is wrong each time.
 */
async function again(chosen, found) {
    for (let time = 1; time < TIMES; time += 1) {
        for (const [at, one] of found.entries()) {
            if (!one.right) found[at] = await judge(browser, chosen[at]);
        }
    }
}

function tell({ link, why, wanted, marked }) {
    console.log(`WRONG ${link}\n  why:      ${why}\n  expected: ${wanted}\n  marked:   ${marked}`);
}

function summary({ all, found, bare, unsure, none, passed }) {
    const right = found.filter((one) => one.right).length;
    const scrolled = found.filter((one) => one.scrolled).length;
    console.log(`Chromium ${browser.version}
${right} of ${found.length} links right, ${scrolled} of them after scrolling; ${all.length} were made
${bare} excerpts had an address without words, since nothing short tells them apart
${unsure} excerpts were left out, since they stand twice in their turn
${none.length} links were invented for pages without an address
${passed.length} wrong links passed as right`);
    const wellDone = right === found.length && none.length === 0 && passed.length === 0;
    return wellDone && right >= LEAST ? 0 : 1;
}
