import { parseJsonText } from '../../base/jsonFile.js';
import { plainJson, textOf, type TextRange, visitJson } from '../../base/jsonPlaces.js';
import { isObject } from '../../base/json.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import { groupColumnNames } from '../../shared/query/groupColumnNames.js';
import { parseQueryInFile } from '../../shared/query/queryInFile.js';

/** What can stand where somebody types. */
export interface NamesAt {
  /** The string that it takes the place of, with its quotation marks. */
  readonly range: TextRange;
  readonly names: readonly { readonly name: string; readonly detail?: string }[];
}

/** A property whose value, or each entry of it, is the name of a column of the report. */
const OF_REPORT = /\.(column|columns\.\d+|of|of\.\d+)$/;
/** The same of a column of what a query answers: of its groups, if it has some. */
const OF_ANSWER =
  /\.(amount|value|compare\.(part|whole|used|quota|growth|seats))$|\.blocks\.\d+\.columns\.\d+\.column$|\.query\.sort\.\d+\.column$/;
const REPORT = /\.(report|reports\.\d+)$/;

/**
 * The names of columns, or of reports, for a string in a file of queries.
 * @param reports those that can be asked, by the names that queries have for them
 */
export function namesAt(
  text: string,
  offset: number,
  reports: ReadonlyMap<string, ReportDefinition>,
): NamesAt | undefined {
  const strings = new Map<string, string>();
  let found: { readonly path: readonly string[]; readonly range: TextRange } | undefined;
  const plain = plainJson(text);
  visitJson(plain, (path, range) => {
    const token = plain.slice(range.start, range.end);
    if (token.startsWith('"')) {
      strings.set(path.join('.'), textOf(token));
      const isClosed = token.length > 1 && token.endsWith('"');
      found = range.start < offset && offset < range.end + (isClosed ? 0 : 1) ? { path, range } : found;
    }
  });
  if (found === undefined) {
    return undefined;
  }
  const { path, range } = found;
  const place = `.${path.join('.')}`;
  if (REPORT.test(place)) {
    return { range, names: [...reports].map(([name, { title }]) => ({ name, detail: title })) };
  }
  const answer = OF_ANSWER.test(place) ? answerNames(text, path) : undefined;
  if (answer !== undefined) {
    return { range, names: answer.map((name) => ({ name })) };
  }
  const report = OF_REPORT.test(place) || OF_ANSWER.test(place) ? reportOf(path, strings) : undefined;
  const columns = report === undefined ? undefined : reports.get(report)?.columns;
  return (
    columns && {
      range,
      names: columns.map(({ name, label }) => (label === undefined ? { name } : { name, detail: label })),
    }
  );
}

/** The report that the nearest part around a place names. */
function reportOf(path: readonly string[], strings: ReadonlyMap<string, string>): string | undefined {
  for (let depth = path.length - 1; depth >= 0; depth--) {
    for (const named of [['report'], ['source', 'report'], ['query', 'source', 'report']]) {
      const report = strings.get([...path.slice(0, depth), ...named].join('.'));
      if (report !== undefined) {
        return report;
      }
    }
  }
  return undefined;
}

/** What the columns of the groups are called that the nearest query around a place answers; `undefined` where it answers rows. */
function answerNames(text: string, path: readonly string[]): readonly string[] | undefined {
  const parts: unknown[] = [parseJsonText(text).value];
  for (const name of path) {
    const part = parts.at(-1);
    parts.push(Array.isArray(part) ? part[Number(name)] : isObject(part) ? part[name] : undefined);
  }
  const raw = parts.reverse().find((part) => isObject(part) && ('query' in part || 'source' in part));
  if (!isObject(raw)) {
    return undefined;
  }
  const { query } = parseQueryInFile(raw['query'] ?? { ...raw, sort: undefined }, '');
  const { groupBy = [], aggregates = [] } = query ?? {};
  const names = groupColumnNames(
    groupBy,
    aggregates.filter((one) => one.kind !== 'change'),
  );
  return names.length === 0 ? undefined : names;
}
