import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { exportFormats } from '../../src/core/export/formats.js';
import { askOnceOnConflict } from '../../src/features/export/exportDialogs.js';
import { exportReports } from '../../src/features/export/exportReports.js';
import { SAMPLE_CONNECTION } from '../../src/services/auth/connections/connection.js';
import { openTable } from '../../src/services/tables/openTable.js';
import type { ReportRef } from '../../src/shared/report.js';
import { catalog } from '../support/catalog.js';
import { workbookText } from '../support/readWorkbook.js';

const AGENTS = catalog.exports.find(({ name }) => name === 'exportAgents') ?? assert.fail();
const CSV =
  'Agent ID,Agent name,Creator type,Active users (licensed),Last activity date (UTC)\r\nx,Notes,Microsoft,2,2026-09-12\r\n';

async function* chunksOf(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(new TextEncoder().encode(text));
}

describe('an export of reports that only files have', () => {
  it('writes what is archived, under the product, and says which report it is', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'usage-reports-export-'));
    const service = {
      check: (ref: ReportRef) => ({ ref, definition: catalog.findArchived(ref.report) ?? assert.fail(ref.report) }),
      archivedFacts: () => Promise.resolve(undefined),
      openArchived: () => Promise.resolve(undefined),
      open: async (ref: ReportRef) => ({
        ref,
        definition: AGENTS,
        connection: SAMPLE_CONNECTION,
        table: await openTable(chunksOf(CSV), 'csv', AGENTS, { totalBytes: CSV.length }),
        ...{ source: 'archive', refreshDate: '2026-09-12', fetchedAt: '2026-09-13T08:00:00Z', format: 'csv' },
        ...{ version: 'beta', addedFrom: 'agents.csv', rawChunks: () => chunksOf(CSV) },
      }),
    };
    try {
      for (const format of exportFormats) {
        const { entries, archived, failure } = await exportReports(
          [{ connection: SAMPLE_CONNECTION.id, report: AGENTS.name }],
          vscode.Uri.file(path.join(folder, format.id)),
          {
            catalog,
            format,
            leaveOutEmpty: true,
            service: service as unknown as Parameters<typeof exportReports>[2]['service'],
            decide: askOnceOnConflict(),
          },
        );
        assert.deepEqual([archived, failure], [0, undefined]);
        const [{ definition, outcome } = assert.fail()] = entries;
        assert.equal(definition, AGENTS);
        assert.ok(outcome.kind === 'exported', `${format.id}: ${outcome.kind}`);
        assert.equal(outcome.rows, 1);
        assert.ok(outcome.file.startsWith(`${AGENTS.product}/`), outcome.file);
        assert.ok(outcome.file.includes(AGENTS.name), outcome.file);
        const bytes = await readFile(path.join(folder, format.id, outcome.file));
        const written = format.id === 'xlsx' ? await workbookText(bytes) : bytes.toString();
        assert.match(written, /Notes/);
        if (format.id === 'csv') {
          assert.equal(written, CSV);
        }
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
