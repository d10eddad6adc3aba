import assert from 'node:assert/strict';
import { decodeCsv } from '../../../../src/core/table/csv/decodeCsv.js';
import { decodeJson } from '../../../../src/core/table/json/decodeJson.js';
import type { ReportTable } from '../../../../src/core/table/store/table.js';
import { type ReportFile, fileInTurns } from '../../../../src/services/tables/fileInTurns.js';
import { LARGE_REPORT_BYTES } from '../../../../src/services/tables/openTable.js';
import { hasReason } from '../../../support/rejections.js';
import { bytesOf, chunksOf, definition, names, texts, values } from '../../core/table/support.js';
import { ended, threadsOf } from './threads.js';

const report = definition([
  { name: 'Report Refresh Date', type: 'date', json: 'reportRefreshDate' },
  { name: 'User Principal Name', type: 'text', json: 'userPrincipalName', identity: true },
  { name: 'Is Deleted', type: 'boolean', json: 'isDeleted' },
  { name: 'Audio Duration', type: 'duration', json: 'audioDuration' },
  { name: 'Assigned Products', type: 'list', json: 'assignedProducts' },
  { name: 'Chats', type: 'number', json: 'chats' },
]);

function page(rows: number): string {
  const value = Array.from({ length: rows }, (_, row) => ({
    reportRefreshDate: '2026-11-18',
    userPrincipalName: `user${row}, "the ${row}"@northlight.example`,
    isDeleted: row % 3 === 0,
    audioDuration: `PT${row}S`,
    assignedProducts: row % 2 === 0 ? ['MICROSOFT 365 E5', 'POWER BI'] : [],
    chats: row % 5 === 0 ? null : row / 4,
    somethingNew: `=${row}`,
  }));
  return JSON.stringify({ value });
}

function file(...pages: readonly string[]): ReportFile {
  return { format: 'json', chunks: () => chunksOf(...pages) };
}

function sizeOf(...pages: readonly string[]): number {
  return pages.reduce((sum, text) => sum + bytesOf(text).length, 0);
}

describe('a file that is read in turns', () => {
  it('is itself where it is CSV, or small', () => {
    const pages = file(page(1));
    assert.equal(fileInTurns(pages, LARGE_REPORT_BYTES.json, report), pages);
    const csv: ReportFile = { ...pages, format: 'csv' };
    assert.equal(fileInTurns(csv, LARGE_REPORT_BYTES.json * 100, report), csv);
  });

  it('is CSV of another thread where it is a lot of JSON, with the same texts and values', async () => {
    const pages = [page(6_000), page(6_000)];
    const bytes = sizeOf(...pages);
    assert.ok(bytes > LARGE_REPORT_BYTES.json);
    let read: ReportTable | undefined;
    const threads = await threadsOf(async () => {
      const made = fileInTurns(file(...pages), bytes, report);
      assert.equal(made.format, 'csv');
      read = await decodeCsv(made.chunks(), report);
    });
    assert.equal(threads.length, 1);
    await ended(threads);
    const expected = await decodeJson(chunksOf(...pages), report);
    assert.ok(read);
    assert.deepEqual(names(read), names(expected));
    assert.deepEqual(texts(read), texts(expected));
    assert.deepEqual(values(read), values(expected));
  });

  it('is refused as the JSON is, and its thread ends where a reader stops early', async () => {
    const broken = `${page(12_000)}}`;
    const refused = fileInTurns(file(broken), sizeOf(broken), report);
    await assert.rejects(decodeCsv(refused.chunks(), report), hasReason('brokenAnswer'));
    const whole = page(12_000);
    const threads = await threadsOf(async () => {
      for await (const chunk of fileInTurns(file(whole), sizeOf(whole), report).chunks()) {
        assert.ok(chunk.length > 0);
        break;
      }
    });
    assert.equal(threads.length, 1);
    await ended(threads);
  });
});
