// What is run inside the page. Each function stands alone: its source is handed to the browser.

/** The text of a page as its text nodes have it. */
export function textOfPage() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    const texts = nodes.map((node) => node.data);
    window.proof = { nodes, texts };
    return texts.join('');
}

/** Makes a range of two places in the text of the page, and tells where on the screen it begins. */
export function expect({ first, last }) {
    const place = (at) => {
        let before = 0;
        for (const node of window.proof.nodes) {
            if (at < before + node.length) return [node, at - before];
            before += node.length;
        }
        throw new Error(`the page has no place ${at}`);
    };
    const range = document.createRange();
    range.setStart(...place(first));
    const [node, offset] = place(last);
    range.setEnd(node, offset + 1);
    window.proof.range = range;
}

/** Whether the window shows the beginning of the range, and how far the page was scrolled for it. */
export function seen() {
    const { top, bottom } = window.proof.range.getClientRects()[0];
    return { inView: top >= 0 && bottom <= window.innerHeight, scrolled: window.scrollY > 0 };
}

/** Whether the window has become as high as the page, with nothing left to scroll. */
export function settled(height) {
    return window.innerHeight === height && window.scrollY === 0;
}

/** Shows only what is marked: by the browser, by our own range, or by neither; done when it is painted. */
export function show(what) {
    const magenta = '{ background-color: rgb(255 0 255) !important; color: transparent !important }';
    const clear = '{ background-color: transparent !important; color: transparent !important }';
    window.proof.style ??= document.head.appendChild(document.createElement('style'));
    window.proof.style.textContent = `
        * { background: none !important; color: transparent !important; border-color: transparent !important }
        ::target-text ${what === 'target' ? magenta : clear}
        ::highlight(expected) ${magenta}`;
    CSS.highlights.clear();
    if (what === 'expected') CSS.highlights.set('expected', new Highlight(window.proof.range));
    return new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(() => painted())));
}

/** The words of the page that are coloured in a picture of it, for a report. */
export async function wordsMarked({ picture, scale }) {
    const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob());
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    context.drawImage(bitmap, 0, 0);
    const marked = ({ left, right, top, bottom }) => {
        const at = [(left + right) / 2, (top + bottom) / 2].map((middle) => Math.floor(middle * scale));
        const [red, green, blue] = context.getImageData(...at, 1, 1).data;
        return red > 200 && green < 50 && blue > 200;
    };
    const words = [];
    for (const node of window.proof.nodes) {
        for (const { index, 0: word } of node.data.matchAll(/[\p{L}\p{N}]+/gu)) {
            const range = document.createRange();
            range.setStart(node, index);
            range.setEnd(node, index + word.length);
            const box = range.getClientRects()[0];
            if (box && marked(box)) words.push(word);
        }
    }
    return words.join(' ');
}
