// The pages, served over HTTP on a port of this machine, byte for byte as they are committed.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';

/** A page kept as text is served as such, as an archive serves it. */
const TYPES = { html: 'text/html; charset=utf-8', txt: 'text/plain; charset=utf-8' };

/** Serves `pages`, a map of names to files; gives the address they stand under and how to stop. */
export async function serve(pages) {
    const server = createServer(async (request, response) => {
        const name = decodeURIComponent(new URL(request.url, 'http://localhost').pathname.slice(1));
        const page = pages.get(name);
        response.writeHead(page ? 200 : 404, { 'content-type': page ? TYPES[page.type] : TYPES.txt });
        response.end(page ? await readFile(page.file) : '');
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { address: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() };
}
