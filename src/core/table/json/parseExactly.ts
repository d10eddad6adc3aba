/** A number with fewer digits is the same as a number of JavaScript. The point counts, the sign does not. */
const SHORTEST = 16;
/** In front of a number outside a text is one of these characters. */
const maybeLong = new RegExp(`[\\s:,[-][\\d.]{${SHORTEST}}`);
/** A whole number, with or without a fraction, in front of what must follow it. */
const longNumber = /(?<![\d.eE+-])-?(?:0|[1-9]\d*)(?:\.\d+)?(?=\s*[,\]}])/g;

/**
 * Parses JSON, with each number as text that JavaScript would change, so that it has the digits that CSV would have: `9007199254740993`. A
 * number with an exponent is no amount, and becomes what JavaScript makes of it.
 * @throws SyntaxError
 */
export function parseExactly(text: string): unknown {
  return JSON.parse(maybeLong.test(text) ? withQuotedNumbers(text) : text);
}

function withQuotedNumbers(text: string): string {
  let written = '';
  for (let at = 0; at < text.length;) {
    const quote = text.indexOf('"', at);
    const outside = text.slice(at, quote < 0 ? undefined : quote);
    written += outside.length < SHORTEST ? outside : outside.replace(longNumber, quotedIfChanged);
    at = quote < 0 ? text.length : endOfText(text, quote);
    written += quote < 0 ? '' : text.slice(quote, at);
  }
  return written;
}

function quotedIfChanged(number: string): string {
  const { length } = number.startsWith('-') ? number.slice(1) : number;
  return length < SHORTEST || String(Number(number)) === number ? number : `"${number}"`;
}

/** @returns offset after the closing quote; of the end if there is none */
function endOfText(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let backslash = at;
    while (text[backslash - 1] === '\\') {
      backslash--;
    }
    if ((at - backslash) % 2 === 0) {
      return at + 1;
    }
  }
  return text.length;
}
