import { pseudoText } from '../pseudoTexts/pseudoText.js';

/** `?texts=longer`: all texts are those of a language that needs 40 % more room than English. */
export const areLonger = globalThis.location?.search.includes('texts=longer') ?? false;

/** What the host says in its messages. Labels of charts are data, but for those of buttons, periods and tabs. */
const TEXTS = new Set(['title', 'description', 'product', 'text', 'detail', 'step', 'parameter', 'badges']);
const LABELED = new Set(['choices', 'actions', 'tabs']);

/** A message of the host, with longer texts if the address says so. */
export function inLongerTexts<T>(message: T): T {
  return areLonger ? (longer(message, false, false) as T) : message;
}

function longer(value: unknown, isText: boolean, isLabeled: boolean): unknown {
  if (typeof value === 'string') {
    return isText ? pseudoText(value) : value;
  }
  if (Array.isArray(value)) {
    return value.map((one) => longer(one, isText, isLabeled));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key,
      longer(part, TEXTS.has(key) || (isLabeled && key === 'label'), LABELED.has(key)),
    ]),
  );
}
