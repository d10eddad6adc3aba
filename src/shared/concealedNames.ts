/** The forms in which the service writes a name that the tenant's privacy setting conceals. */
export type ConcealedForm = 'hash' | 'hashOfNothing' | 'zeroGuid' | 'unknown' | 'pii';

const hash = /^[0-9A-F]{32}$/;
const hashOfNothing = 'D41D8CD98F00B204E9800998ECF8427E';
const zeroGuid = /^0{8}-0{4}-0{4}-0{4}-0{12}$/;
const pii = /^<PII:[^<>]*>(?:@.*)?$/;

/** Share of the names that have to be: a guest or a system account may stay readable where everybody else is concealed. */
export const MIN_CONCEALED_SHARE = 0.9;

/** How `text` conceals a name, `undefined` where it is a name as anybody might have it. */
export function concealedForm(text: string): ConcealedForm | undefined {
  switch (text.charCodeAt(0)) {
    case 40: // (
      return text === '(Unknown)' ? 'unknown' : undefined;
    case 60: // <
      return pii.test(text) ? 'pii' : undefined;
    default:
      if (text.length === 32 && hash.test(text)) {
        return text === hashOfNothing ? 'hashOfNothing' : 'hash';
      }
      return text.length === 36 && zeroGuid.test(text) ? 'zeroGuid' : undefined;
  }
}

/** Whether a cell names somebody, concealed or not: it is not blank and has none of the forms that stand for everybody (zeros, `(Unknown)`). */
export function isIdentifyingName(text: string): boolean {
  const form = concealedForm(text);
  return text !== '' && (form === undefined || form === 'hash' || form === 'pii');
}

/**
 * Whether a column's names are concealed: nearly all that are not blank have a concealed form.
 *
 * @param texts every distinct text with the number of its rows; blank cells do not count
 * @param allRows rows of the column, blank ones too: no more of them are looked at than it takes to say no
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
