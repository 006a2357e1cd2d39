// The pages of the proof: committed transcripts whose file is itself the page that a link leads to.

import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const FILES = [
    'config/sample/nato-2021-03-23.txt',
    'tests/browser/pages/traps.html',
    'tests/transcripts/crec-2005-07-20-house.htm',
    'tests/transcripts/crec-2005-07-20-senate.htm',
    'tests/transcripts/crec-2005-07-20-stockdale.htm',
    'tests/transcripts/fomc-1983-05-24-pdf-text.txt',
    'tests/transcripts/otter-python-bytes-310.txt',
    'tests/transcripts/podcast20.html',
    'tests/transcripts/wh-background-call-afghanistan.txt',
    'tests/transcripts/wh-call-2011-finland-russia-moldova.txt',
    'tests/transcripts/wh-gaggle-2012-07-05.html',
];

/** Name of a page → its file and whether it is HTML or plain text. */
export function pages() {
    return new Map(FILES.map((path) => {
        const type = extname(path).startsWith('.htm') ? 'html' : 'txt';
        return [basename(path, extname(path)), { file: join(ROOT, path), type }];
    }));
}

/** Copies the pages into a folder, and says of all that they stand under `address`. */
export async function lay(folder, address) {
    await mkdir(folder, { recursive: true });
    const files = [...pages().values()].map(({ file }) => file);
    await Promise.all(files.map((file) => copyFile(file, join(folder, basename(file)))));
    const url = address === null ? '' : `url = "${address}/{stem}"\n`;
    await writeFile(join(folder, 'sources.toml'), `["*"]\n${url}`);
    return files.map((file) => join(folder, basename(file)));
}
