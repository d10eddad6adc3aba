import { UsageReportsError } from '../../../base/errors.js';
import { TimeSlicer } from '../../../base/timeSlicer.js';
import type { AttributesProblem, TableWarning } from '../../../shared/report.js';
import type { ReportDefinition } from '../../catalog/definition.js';
import { ColumnarTable, columnarOf } from '../../table/store/columnarTable.js';
import type { ReportTable } from '../../table/store/table.js';
import type { AttributesFile } from './attributesFile.js';
import { type Attributes, readAttributes } from './readAttributes.js';
import { withAttributes } from './withAttributes.js';

/**
 * A table with the columns of files of attributes, the first of which wins where several have a column. A file that cannot be read costs the
 * report nothing: the table says why they are missing, and so of what is archived of the directory.
 * @throws the signal's `AbortError`
 */
export async function addAttributes(
  table: ReportTable,
  definition: ReportDefinition,
  files: readonly AttributesFile[],
  signal?: AbortSignal,
): Promise<ReportTable> {
  let added = columnarOf(table);
  for (const file of files) {
    const attributes = await readOrProblem(file, signal);
    const { name, unread } = file;
    if (typeof attributes !== 'string') {
      added = await withAttributes(added, definition, attributes, file, new TimeSlicer(signal));
    } else if (unread === undefined) {
      added = withWarnings(added, [{ kind: 'attributesUnreadable', file: name, problem: attributes }]);
    }
    added = withWarnings(added, unread?.map((dataset) => ({ kind: 'directoryUnreadable', dataset })) ?? []);
  }
  return added;
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
