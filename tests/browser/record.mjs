// What the program knows and says: its turns, and the excerpts with their links.

import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The program at `program`, run in `home`: the pages lie in a folder there, and its index. */
export function record(program, home) {
    const folder = join(home, 'pages');
    const runs = async (...asked) => {
        const options = { cwd: home, env: {}, maxBuffer: 1 << 28 };
        return (await run(program, asked, options)).stdout;
    };
    const batch = async (command, lines) => {
        const file = join(home, `${command}.jsonl`);
        await writeFile(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
        const answers = (await runs(command, '--batch', file, '--format', 'json')).trim();
        return answers.split('\n').map((line) => JSON.parse(line));
    };
    return {
        folder,
        index: () => runs('index', folder),
        read: async (file) => JSON.parse(await runs('read', file, '--format', 'json'))[0],
        quotes: async (lines) => (await batch('quote', lines)).flatMap((answer) => answer.results),
        whoSaid: async (lines) => (await batch('who-said', lines)).flatMap((answer) => answer.matches),
    };
}
