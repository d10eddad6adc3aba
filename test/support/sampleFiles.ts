import { chooseVersion } from '../../src/core/catalog/chooseVersion.js';
import type { ColumnDefinition, Format, Period, ReportDefinition } from '../../src/core/catalog/definition.js';
import { reportUrl } from '../../src/services/graph/url.js';
import { createSampleService } from '../../src/services/sample/sampleService.js';
import { catalog } from './catalog.js';

/** When a file was fetched, unless a test says it. */
const USUAL = new Date('2026-11-21T10:00:00Z');

/**
 * The file of a report of the sample tenant, as the service sends it; of JSON, the first page. `undefined` where it isn't sent in this format.
 * @param now when it was fetched
 */
export async function sampleFile(
  definition: ReportDefinition,
  wanted: Format,
  period: Period | undefined = definition.periods[0],
  now = USUAL,
): Promise<string | undefined> {
  const service = createSampleService({ catalog, now: () => now });
  const { version, format } = chooseVersion(definition, wanted);
  if (format !== wanted) {
    return undefined;
  }
  const functionVersion = definition.functionVersions?.newest;
  const url = reportUrl('https://graph.microsoft.com', { definition, version, format, period, functionVersion });
  const asked = await service(new Request(url, { headers: { authorization: 'Bearer token' } }));
  const answer = asked.status === 302 ? await service(new Request(asked.headers.get('location') ?? '')) : asked;
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await answer.arrayBuffer());
}

/** A file of a report that only the admin center exports, with a row for each of the names. */
export function exportedFile({ columns }: ReportDefinition, names: readonly string[]): string {
  const rows = names.map((name, index) => columns.map((column) => cellOf(column, name, index)));
  return [columns.map(({ name }) => name), ...rows].map((cells) => `${cells.join(';')}\n`).join('');
}

function cellOf({ type }: ColumnDefinition, name: string, index: number): string {
  switch (type) {
    case 'number':
    case 'duration':
      return String(index);
    case 'date':
      return `1${index}.09.2026`;
    case 'boolean':
      return 'True';
    default:
      return name;
  }
}
