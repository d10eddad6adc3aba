/** How the service writes a name that the tenant's privacy setting conceals. */
export type ConcealedForm = 'hash' | 'hashOfNothing' | 'zeroGuid' | 'unknown' | 'pii';

const hash = /^[0-9A-F]{32}$/;
/** MD5 of the empty text. */
const hashOfNothing = 'D41D8CD98F00B204E9800998ECF8427E';
const zeroGuid = '00000000-0000-0000-0000-000000000000';
const unknown = '(Unknown)';
const pii = /^<PII:[^<>]*>(?:@.*)?$/;

/** The forms that are the same for everyone, so that they identify nobody. */
export const NAMES_OF_EVERYBODY: readonly string[] = [unknown, zeroGuid, hashOfNothing];

/** The share of concealed names in a concealed column. Guests and system accounts may stay readable when all other names are concealed. */
export const MIN_CONCEALED_SHARE = 0.9;

/** How `text` conceals a name; `undefined` if it is a readable name. */
export function concealedForm(text: string): ConcealedForm | undefined {
  switch (text.charCodeAt(0)) {
    case 40: // (
      return text === unknown ? 'unknown' : undefined;
    case 60: // <
      return pii.test(text) ? 'pii' : undefined;
    default:
      if (text.length === 32 && hash.test(text)) {
        return text === hashOfNothing ? 'hashOfNothing' : 'hash';
      }
      return text === zeroGuid ? 'zeroGuid' : undefined;
  }
}

/** Whether a cell identifies someone, even if concealed: it is not blank, and not one of {@link NAMES_OF_EVERYBODY}. */
export function isIdentifyingName(text: string): boolean {
  return text !== '' && !NAMES_OF_EVERYBODY.includes(text);
}

/**
 * Whether a column's names are concealed: at least {@link MIN_CONCEALED_SHARE} of those that are not blank.
 *
 * @param texts every distinct text with the number of its rows; blank cells do not count
 * @param allRows number of rows including blank ones; allows an early end for readable columns
 */
export function isConcealed(
  texts: Iterable<readonly [text: string, rows: number]>,
  allRows = Number.POSITIVE_INFINITY,
): boolean {
  let concealed = 0;
  let all = 0;
  for (const [text, rows] of texts) {
    if (text === '') {
      continue;
    }
    all += rows;
    if (concealedForm(text) !== undefined) {
      concealed += rows;
    } else if (all - concealed > allRows * (1 - MIN_CONCEALED_SHARE)) {
      return false;
    }
  }
  return all > 0 && concealed >= all * MIN_CONCEALED_SHARE;
}
