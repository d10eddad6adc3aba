import assert from 'node:assert/strict';
import { type ErrorReason, UsageReportsError } from '../../../src/base/errors.js';
import { decodeCsv } from '../../../src/core/table/csv/decodeCsv.js';
import { decodeJson } from '../../../src/core/table/json/decodeJson.js';
import type { ReportTable } from '../../../src/core/table/store/table.js';
import { openTable } from '../../../src/services/tables/openTable.js';
import type { TableHandle } from '../../../src/services/tables/tableHandle.js';
import { decodeInWorker } from '../../../src/services/tables/workerTable.js';
import { fuzz } from '../../support/fuzz.js';
import { chunksOf, exportFacts, names, texts, values } from '../core/table/support.js';
import { resultOrRefusal } from './refusals.js';
import { loadGoodFiles, type ReceivedFile, receivedFiles } from './files.js';

/** What a file that is no report may be refused for. Anything else that is thrown is a bug. */
const REFUSALS: readonly ErrorReason[] = ['notAReport', 'truncated', 'brokenAnswer', 'tooLarge'];

const FETCHED_AT = '2026-11-21T10:00:00.000Z';
const facts = { ...exportFacts, fetchedAt: FETCHED_AT };

/** Decoders may take over the buffers. */
function chunksOfFile({ chunks }: ReceivedFile): AsyncIterable<Uint8Array> {
  return chunksOf(...chunks.map((chunk) => Uint8Array.from(chunk)));
}

function decode(file: ReceivedFile): Promise<ReportTable> {
  return (file.format === 'csv' ? decodeCsv : decodeJson)(chunksOfFile(file), file.definition);
}

function openHere(file: ReceivedFile): Promise<TableHandle | UsageReportsError> {
  const open = () => openTable(chunksOfFile(file), file.format, file.definition, { fetchedAt: FETCHED_AT });
  return resultOrRefusal(open, REFUSALS);
}

/** Every field in quotes: nothing else in the file can be taken for a separator or for the beginning of another format. */
function quoted(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map((text) => `"${text.replaceAll('"', '""')}"`).join(',')}\r\n`).join('');
}

/** Everything that the extension asks of a table. */
async function everythingOf(table: TableHandle, { definition }: ReceivedFile): Promise<unknown> {
  const view = { sort: [{ column: 0, descending: true }], filter: 'a' };
  const written: Record<string, string> = {};
  for (const writer of ['csvNormalized', 'json', 'markdown', 'parquet', 'tabSeparated'] as const) {
    const bytes = [];
    for await (const chunk of table.write({ writer, facts, options: { neutralizeFormulas: true } })) {
      bytes.push(chunk);
    }
    written[writer] = Buffer.concat(bytes).toString('utf8');
  }
  return {
    facts: [table.columns, table.rowCount, table.countedRows, table.warnings, table.refreshDate, table.newestRowDay],
    rows: await table.rows({}, 0, table.rowCount),
    view: await table.rows(view, 0, 10),
    totals: await table.totals({}),
    charts: await table.charts(definition),
    quickFilters: await table.quickFilters(),
    values: await Promise.all(table.columns.map((_, column) => table.values(column, '', 5, []))),
    written,
  };
}

describe('any bytes that come in as a report', () => {
  before(loadGoodFiles);

  fuzz(
    'are refused as no report, or are a table that is the same when it is written and read again',
    2_000,
    receivedFiles,
    async (received) => {
      const table = await resultOrRefusal(() => decode(received), REFUSALS);
      if (table instanceof UsageReportsError) {
        return;
      }
      const again = await decodeCsv(chunksOf(quoted([names(table), ...texts(table)])), received.definition);
      // CSV has names for columns without one, and no blanks around them.
      if (received.format === 'csv') {
        assert.deepEqual(again.columns, table.columns);
      }
      assert.deepEqual(texts(again), texts(table));
      assert.deepEqual(values(again), values(table));
    },
  );

  fuzz('answer everything that is asked of them', 500, receivedFiles, async (file) => {
    const opened = await openHere(file);
    if (!(opened instanceof UsageReportsError)) {
      await everythingOf(opened, file);
      opened.dispose();
    }
  });

  fuzz('are refused or answer on a thread of their own as they do in this one', 25, receivedFiles, async (file) => {
    const here = await openHere(file);
    const there = await resultOrRefusal(
      () => decodeInWorker(chunksOfFile(file), file.format, file.definition, { fetchedAt: FETCHED_AT }),
      REFUSALS,
    );
    if (here instanceof UsageReportsError || there instanceof UsageReportsError) {
      assert.equal(
        there instanceof UsageReportsError && there.message,
        here instanceof UsageReportsError && here.message,
      );
      return;
    }
    assert.deepEqual(await everythingOf(there, file), await everythingOf(here, file));
    here.dispose();
    there.dispose();
  });
});
