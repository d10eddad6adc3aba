import { createHash } from 'node:crypto';
import { isObject } from '../../base/json.js';
import { findErrorInBody, type ServiceError } from './errorBody.js';

/** What is known of a page of a JSON report once it is parsed. Plain data, so that another thread can find it out. */
export type PageFacts =
  | {
      readonly kind: 'page';
      readonly rowCount: number;
      /** Equal for equal rows. */
      readonly rowsHash: string;
      /** The address of the next page, as the service wrote it. */
      readonly next: string | undefined;
    }
  /** What the service reports inside the page. */
  | { readonly kind: 'failed'; readonly error: ServiceError }
  /** Not JSON, perhaps because the end is missing. */
  | { readonly kind: 'notJson' }
  /** JSON, but no page of a report. */
  | { readonly kind: 'broken'; readonly what: string };

/** A page that is sent to another thread. */
export interface PageToCheck {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly rowsProperty: string | undefined;
}

/** The page as it comes back. */
export interface CheckedPage {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly facts: PageFacts;
}

/** @param rowsProperty the property that has the rows of a report whose answer is one object */
export function pageFactsOf(bytes: Uint8Array, rowsProperty: string | undefined): PageFacts {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return { kind: 'notJson' };
  }
  const error = findErrorInBody(json);
  if (error !== undefined) {
    return { kind: 'failed', error };
  }
  const rows = isObject(json) ? rowsOf(json, rowsProperty) : undefined;
  if (!isObject(json) || rows === undefined) {
    return { kind: 'broken', what: 'JSON that is not a page of a report' };
  }
  const next = json['@odata.nextLink'] ?? '';
  if (typeof next !== 'string') {
    return { kind: 'broken', what: 'a next page that is not an address' };
  }
  try {
    return { kind: 'page', rowCount: rows.length, rowsHash: hashOf(rows), next: next === '' ? undefined : next };
  } catch {
    // What can be parsed can be written again, unless it is nested deeper than the stack.
    return { kind: 'broken', what: 'rows that are nested too deeply' };
  }
}

/** The rows of a page: its `value`, or the property of an object that has them. */
function rowsOf(json: Readonly<Record<string, unknown>>, property: string | undefined): readonly unknown[] | undefined {
  const value = json['value'] ?? json;
  const rows = property !== undefined && isObject(value) ? value[property] : value;
  return Array.isArray(rows) ? rows : undefined;
}

function hashOf(rows: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(rows)).digest('base64');
}
