import { messageOf, UsageReportsError } from '../../base/errors.js';
import { invalidView } from './invalidView.js';
import { isSameView, type SavedView, type ViewKey, VIEWS_VERSION } from './savedView.js';
import { parseSavedView } from './savedViewSchema.js';

/** More views than anybody keeps. */
const MAX_VIEWS = 1_000;

/** Bytes of a file with views at the most. */
export const MAX_VIEWS_BYTES = 10_000_000;

/** What a file with views holds: those that are understood, and why others are not. */
export interface ReadViews {
  readonly views: readonly SavedView[];
  readonly problems: readonly UsageReportsError[];
}

/** Reads the text of a file with views. One that is wrong does not take the others away. */
export function readViews(text: string): ReadViews {
  let entries: readonly unknown[];
  try {
    entries = entriesOf(text);
  } catch (error) {
    return { views: [], problems: [asProblem(error)] };
  }
  const views: SavedView[] = [];
  const problems: UsageReportsError[] = [];
  for (const [index, raw] of entries.entries()) {
    try {
      const view = parseSavedView(raw, `views.${index}`);
      if (views.some((other) => isSameView(view, other))) {
        throw invalidView(
          `views.${index}.name`,
          { kind: 'sameName', name: view.name },
          `Another view of ${view.report} is named "${view.name}".`,
        );
      }
      views.push(view);
    } catch (error) {
      problems.push(asProblem(error));
    }
  }
  return { views, problems };
}

/**
 * The text of the file with a view in place of another, or without it. What is not understood of the other views stays as it is.
 *
 * @param text of the file; `undefined` where there is none
 * @param key of the view that is replaced or removed, if there is one; one that isn't understood is replaced only
 * @param view that takes its place, or comes last; absent where it is removed
 * @throws UsageReportsError `invalidRequest` where the text has no views at all, or the view has a name that another one has
 */
export function withView(text: string | undefined, key: ViewKey, view?: SavedView): string {
  const entries = text === undefined ? [] : entriesOf(text);
  const known = entries.map((raw, index) => parsedOr(raw, `views.${index}`));
  const place = known.findIndex((one) => one !== undefined && isSameView(one, key));
  const at = place < 0 && view !== undefined ? entries.findIndex((raw) => isNamed(raw, key)) : place;
  if (view !== undefined && known.some((one, index) => one !== undefined && index !== at && isSameView(one, view))) {
    throw invalidView(
      'name',
      { kind: 'sameName', name: view.name },
      `Another view of ${view.report} is named "${view.name}". Choose another name.`,
    );
  }
  const checked = view === undefined ? [] : [parseSavedView(view)];
  const changed = at < 0 ? [...entries, ...checked] : entries.toSpliced(at, 1, ...checked);
  return `${JSON.stringify({ ...otherProperties(text), version: VIEWS_VERSION, views: changed }, undefined, 2)}\n`;
}

/**
 * Whether a file has a view of this name, also one that isn't understood: a newer version may have written it.
 * @throws UsageReportsError `invalidRequest` where the text has no views at all
 */
export function hasView(text: string | undefined, key: ViewKey): boolean {
  return text !== undefined && entriesOf(text).some((raw) => isNamed(raw, key));
}

function isNamed(raw: unknown, key: ViewKey): boolean {
  const { name, report } = isObject(raw) ? raw : {};
  return typeof name === 'string' && typeof report === 'string' && isSameView({ name, report }, key);
}

/** @throws UsageReportsError `invalidRequest` */
function entriesOf(text: string): readonly unknown[] {
  const raw = parsedJson(text);
  if (!isObject(raw)) {
    throw invalidView(
      '',
      { kind: 'noObject' },
      `It has to be an object, such as { "version": ${VIEWS_VERSION}, "views": [] }.`,
    );
  }
  if (raw.version !== VIEWS_VERSION) {
    const found = raw.version === undefined ? undefined : JSON.stringify(raw.version);
    throw invalidView(
      'version',
      { kind: 'version', found, understood: VIEWS_VERSION },
      `This version understands ${VIEWS_VERSION}; ${found === undefined ? 'there is none' : `here it is ${found}`}.`,
    );
  }
  if (!Array.isArray(raw.views)) {
    throw invalidView('views', { kind: 'noList' }, 'It has to be a list of views.');
  }
  if (raw.views.length > MAX_VIEWS) {
    const tooMany = { kind: 'tooMany', found: raw.views.length, most: MAX_VIEWS } as const;
    throw invalidView('views', tooMany, `There are ${raw.views.length} views; ${MAX_VIEWS} are read.`);
  }
  return raw.views as unknown[];
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw invalidView('', { kind: 'notJson' }, `This is not JSON: ${messageOf(error)}`);
  }
}

/** `$schema`, for example. */
function otherProperties(text: string | undefined): object {
  const raw = text === undefined ? undefined : parsedJson(text);
  return isObject(raw) ? raw : {};
}

function parsedOr(raw: unknown, path: string): SavedView | undefined {
  try {
    return parseSavedView(raw, path);
  } catch {
    return undefined;
  }
}

function isObject(raw: unknown): raw is Partial<Record<'version' | 'views' | keyof ViewKey, unknown>> {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw);
}

function asProblem(error: unknown): UsageReportsError {
  if (error instanceof UsageReportsError) {
    return error;
  }
  throw error;
}
