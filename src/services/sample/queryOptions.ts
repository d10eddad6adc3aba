import { hexOf } from './random.js';

/** Query options are not case-sensitive: both `$skipToken` and `$skiptoken` are in use. */
export function optionOf(url: URL, name: string): string | undefined {
  for (const [key, value] of url.searchParams) {
    if (key.toLowerCase() === name) {
      return value;
    }
  }
  return undefined;
}

export function numberOf(text: string | undefined): number | undefined | 'malformed' {
  return text === undefined ? undefined : /^\d{1,9}$/.test(text) ? Number(text) : 'malformed';
}

export function tokenFor(offset: number): string {
  return `${hexOf(offset, 8)}-${offset.toString(36)}`;
}

/** @returns number of items before the page; `undefined` for an invalid token */
export function offsetFromToken(token: string | undefined): number | undefined {
  if (token === undefined) {
    return 0;
  }
  const offset = Number.parseInt(token.split('-')[1] ?? '', 36);
  return Number.isSafeInteger(offset) && tokenFor(offset) === token ? offset : undefined;
}
