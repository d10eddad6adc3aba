/** Closing brackets by what opens them. */
const CLOSES: Readonly<Record<string, string>> = { '{': '}', '(': ')', '[': ']' };

/**
 * Reads a script as PowerShell's tokenizer does, as far as quotes, comments, and brackets go: `''` in single quotes is a quote, a backtick takes the next
 * character as it is, and `$(` in double quotes begins code again. PowerShell itself is not needed, and nothing is run.
 *
 * @returns what is wrong with the script; `undefined` if every quote and bracket is closed by its own kind
 */
export function unbalanced(script: string): string | undefined {
  const open: string[] = [];
  let line = 1;
  let at = 0;
  const wrong = (what: string) => `line ${line}: ${what}`;
  while (at < script.length) {
    const [character = '', next] = [script[at], script[at + 1]];
    line += character === '\n' ? 1 : 0;
    const inText = open.at(-1) === '"';
    if (character === '`') {
      at += 2;
      continue;
    }
    if (inText) {
      if (character === '"' && next === '"') {
        at++;
      } else if (character === '"') {
        open.pop();
      } else if (character === '$' && next === '(') {
        open.push(')');
        at++;
      }
    } else if (character === '"') {
      open.push('"');
    } else if (character === "'") {
      const text = /^'(?:[^']|'')*'/.exec(script.slice(at))?.[0];
      if (text === undefined) {
        return wrong('a single quote is not closed');
      }
      line += text.split('\n').length - 1;
      at += text.length;
      continue;
    } else if (character === '#' && /[\s({;]|^$/.test(script[at - 1] ?? '')) {
      at = !script.includes('\n', at) ? script.length : script.indexOf('\n', at);
      continue;
    } else if (CLOSES[character] !== undefined) {
      open.push(CLOSES[character]);
    } else if (Object.values(CLOSES).includes(character) && open.pop() !== character) {
      return wrong(`${character} closes nothing`);
    }
    at++;
  }
  return open.length === 0 ? undefined : wrong(`${open.at(-1)} is missing`);
}
