import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Format } from '../../../../src/core/catalog/definition.js';
import { refusedFormatText } from '../../../../src/l10n/warningTexts.js';
import type { Report } from '../../../../src/services/reports/report.js';
import type { ReportRef } from '../../../../src/shared/report.js';
import { rejectionOf } from '../../../support/rejections.js';
import { bytesOf, REF, ReportServiceHarness } from './reportServiceHarness.js';

const FORMS: readonly string[] = ['getFormsUserActivityCounts', 'getFormsUserActivityUserCounts'];

/** What a service says that does not deliver a format. */
const REFUSALS: readonly (readonly [what: string, answer: () => Response])[] = [
  ['406', () => new Response('', { status: 406 })],
  ['415', () => new Response('', { status: 415 })],
  ['400 without words', () => new Response('', { status: 400 })],
  [
    '400 about the option',
    () => refusal("The query specified in the URI is not valid. Query option 'Format' is not allowed."),
  ],
  ['400 about the type', () => refusal('The media type application/json is not supported.')],
];

describe('ReportService where the service refuses a format', () => {
  const folders: string[] = [];
  afterEach(() => Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true }))));

  const benchFor = async (wanted: Format, refused: Format, answer: () => Response): Promise<ReportServiceHarness> => {
    const folder = await mkdtemp(path.join(tmpdir(), 'report-service-'));
    folders.push(folder);
    const harness = new ReportServiceHarness(folder);
    harness.format = wanted;
    harness.answer = (request) => (formatOf(request) === refused ? answer() : undefined);
    return harness;
  };
  const open = async (harness: ReportServiceHarness, ref?: ReportRef): Promise<Report> => {
    const report = await harness.open(ref, { fresh: true });
    report.table.dispose();
    return report;
  };
  const formats = ({ asked }: ReportServiceHarness): unknown[] =>
    asked.map(formatOf).filter((format) => format !== undefined);

  for (const [what, answer] of REFUSALS) {
    for (const [wanted, other] of [
      ['json', 'csv'],
      ['csv', 'json'],
    ] as const) {
      it(`requests ${other} after ${what} for ${wanted}, and says so`, async () => {
        const harness = await benchFor(wanted, wanted, answer);
        const report = await open(harness);
        assert.deepEqual([report.format, report.refusedFormat, report.table.rowCount], [other, wanted, 7]);
        assert.deepEqual(formats(harness), [wanted, other]);
        assert.ok((await bytesOf(report.rawChunks?.())).length > 0, 'it is archived');
      });
    }
  }

  it('says what is different', () => {
    assert.match(refusedFormatText('json'), /doesn't deliver this report as JSON, so it was requested as CSV/);
    assert.match(refusedFormatText('csv'), /doesn't deliver this report as CSV, so it was requested as JSON/);
  });

  for (const report of FORMS) {
    it(`shows ${report} without days rather than not at all`, async () => {
      const harness = await benchFor('csv', 'json', () => new Response('', { status: 406 }));
      const { format, refusedFormat, table } = await open(harness, { ...REF, report });
      assert.deepEqual([format, refusedFormat], ['csv', 'json']);
      assert.ok(table.warnings.some(({ kind }) => kind === 'rowsWithoutDay'));
    });
  }

  it('compares with the archived snapshot in each format', async () => {
    const harness = await benchFor('json', 'json', () => new Response('', { status: 406 }));
    const detail = { ...REF, report: 'getEmailActivityUserDetail' };
    const first = await open(harness, detail);
    harness.asked.length = 0;
    const second = await open(harness, detail);
    assert.deepEqual(
      harness.asked.map((request) => [formatOf(request), request.headers.has('if-none-match')]),
      [
        ['json', false],
        ['csv', true],
      ],
    );
    assert.deepEqual([second.format, second.refusedFormat], ['csv', 'json']);
    assert.deepEqual(await bytesOf(second.rawChunks?.()), await bytesOf(first.rawChunks?.()));
  });

  it('names the first refusal where neither format is delivered', async () => {
    const harness = await benchFor('json', 'json', () => refusal('JSON is not supported.'));
    harness.answer = (request) => refusal(`${formatOf(request)} is not supported.`);
    const error = await rejectionOf(open(harness), 'badRequest');
    assert.equal(error.details.serviceMessage, 'json is not supported.');
    assert.deepEqual(formats(harness), ['json', 'csv']);
  });

  it('names what happened last where the other format fails for another reason', async () => {
    const harness = await benchFor('json', 'json', () => new Response('', { status: 415 }));
    harness.answer = (request) => new Response('', { status: formatOf(request) === 'json' ? 415 : 403 });
    await rejectionOf(open(harness), 'forbidden');
  });

  it('does not try another format for other refusals', async () => {
    for (const answer of [
      () => refusal('The date is too long ago.'),
      () => new Response('', { status: 404 }),
      () => new Response('', { status: 409 }),
    ]) {
      const harness = await benchFor('json', 'json', answer);
      await assert.rejects(open(harness));
      assert.deepEqual(formats(harness), ['json']);
    }
  });
});

/** Of a request to Graph; `undefined` for a download. */
function formatOf({ url, headers }: Request): Format | undefined {
  if (!headers.has('authorization')) {
    return undefined;
  }
  return new URL(url).searchParams.get('$format') === 'application/json' ? 'json' : 'csv';
}

function refusal(message: string): Response {
  return Response.json({ error: { code: 'BadRequest', message } }, { status: 400 });
}
