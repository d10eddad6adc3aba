import { UsageReportsError } from '../../../base/errors.js';
import { TimeSlicer } from '../../../base/timeSlicer.js';
import type { AttributesProblem, TableWarning } from '../../../shared/report.js';
import type { ReportDefinition } from '../../catalog/definition.js';
import { ColumnarTable, columnarOf } from '../../table/store/columnarTable.js';
import type { ReportTable } from '../../table/store/table.js';
import type { AttributesFile } from './attributesFile.js';
import { type Attributes, readAttributes } from './readAttributes.js';
import { type FoundAttributes, lookUp, withAttributes } from './withAttributes.js';

/**
 * A table with the columns of files of attributes. A column that several have is that of the first, for all rows; a file that finds nobody, as that
 * of another tenant, takes none from the others. A file that cannot be read costs the report nothing: the table says why they are missing, and so
 * of what is archived of the directory.
 * @throws the signal's `AbortError`
 */
export async function addAttributes(
  table: ReportTable,
  definition: ReportDefinition,
  files: readonly AttributesFile[],
  signal?: AbortSignal,
): Promise<ReportTable> {
  const own = columnarOf(table);
  const found: FoundAttributes[] = [];
  const warnings: TableWarning[] = [];
  for (const file of files) {
    const attributes = await readOrProblem(file, signal);
    const { name, directoryDay, unread } = file;
    if (typeof attributes !== 'string') {
      const { index } = attributes;
      const lookup = await lookUp(own, definition, index, directoryDay !== undefined, new TimeSlicer(signal));
      found.push(...(lookup === undefined ? [] : [{ file, attributes, lookup }]));
    } else if (unread === undefined) {
      warnings.push({ kind: 'attributesUnreadable', file: name, problem: attributes });
    }
    warnings.push(...(unread?.map((dataset) => ({ kind: 'directoryUnreadable', dataset }) as const) ?? []));
  }
  let added = own;
  for (const one of [...found.filter(findsAnybody), ...found.filter((other) => !findsAnybody(other))]) {
    added = await withAttributes(added, one, new TimeSlicer(signal));
  }
  return withWarnings(added, warnings);
}

function findsAnybody({ lookup }: FoundAttributes): boolean {
  return lookup.counts.inFile > 0;
}

async function readOrProblem(
  { content }: AttributesFile,
  signal: AbortSignal | undefined,
): Promise<Attributes | AttributesProblem> {
  if ('problem' in content) {
    return content.problem;
  }
  try {
    return await readAttributes(content, signal);
  } catch (error) {
    if (error instanceof UsageReportsError) {
      return problemOf(error);
    }
    throw error;
  }
}

/** Why a file of attributes cannot be read. */
export function problemOf({ reason, details }: UsageReportsError): AttributesProblem {
  switch (reason) {
    case 'tooLarge':
      return 'tooLarge';
    case 'truncated':
      return 'cutOff';
    case 'notAReport':
      // It has none of the columns that it had when somebody chose it.
      return 'noUserColumn';
    default:
      return details.fileProblem ?? 'unavailable';
  }
}

function withWarnings(table: ColumnarTable, added: readonly TableWarning[]): ColumnarTable {
  const { columns, data, rowCount, warnings, isMerged, undated } = table;
  return added.length === 0
    ? table
    : new ColumnarTable(columns, data, rowCount, [...warnings, ...added], isMerged, undated);
}
