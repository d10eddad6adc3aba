import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { UsageReportsError } from '../../src/base/errors.js';
import { findUser, type FindUserOptions } from '../../src/features/userSearch/findUser.js';
import { SAMPLE_CONNECTION } from '../../src/services/auth/connections/connection.js';
import type { ReportRef } from '../../src/shared/report.js';
import { catalog } from '../support/catalog.js';

const MAIL = 'getEmailActivityUserDetail';

describe('a search for a user whom no archived report has', () => {
  const { showInformationMessage } = vscode.window;
  const northlight = { ...SAMPLE_CONNECTION, id: 'northlight', name: 'Northlight' };
  /** Reports whose snapshots are in the archive, with nobody in them. */
  let archived: Set<string>;
  let fetched: ReportRef[];
  let failing: (report: string) => boolean;
  let said: { readonly text: string; readonly buttons: readonly string[] }[];
  let shownErrors: unknown[];
  let options: FindUserOptions;

  beforeEach(() => {
    archived = new Set();
    fetched = [];
    failing = () => false;
    said = [];
    shownErrors = [];
    Object.assign(vscode.window, {
      // Fetches once, and presses Escape then.
      showInformationMessage: (text: string, ...buttons: string[]) => {
        said.push({ text, buttons });
        return Promise.resolve(said.length === 1 ? 'Fetch Missing Reports' : undefined);
      },
    });
    const service = {
      newestDetailSnapshots: () =>
        Promise.resolve(
          [...archived].map((report) => ({
            ref: { connection: northlight.id, report, period: 'D30' },
            definition: catalog.find(report),
            ...{ format: 'csv', bytes: 100, rowCount: 0, refreshDate: '2026-11-20', fetchedAt: '2026-11-21T08:00:00Z' },
            chunks: () => chunksOf('User Principal Name\r\nbo@northlight.example\r\n'),
          })),
        ),
      check: (ref: ReportRef) => ({ ref, definition: catalog.find(ref.report) }),
      archivedFacts: ({ report }: ReportRef) => Promise.resolve(archived.has(report) ? {} : undefined),
      open: (ref: ReportRef) => {
        if (failing(ref.report)) {
          return Promise.reject(new UsageReportsError('notFound', 'There is no such report.'));
        }
        fetched.push(ref);
        archived.add(ref.report);
        return Promise.resolve({ source: 'network', table: { dispose: () => undefined } });
      },
    };
    options = {
      catalog: () => catalog,
      connections: { get: () => northlight, all: [northlight], active: northlight },
      service,
      errors: { show: (error: unknown) => Promise.resolve(void shownErrors.push(error)) },
      log: { warn: assert.fail },
      now: () => new Date('2026-11-29T08:00:00Z'),
    } as unknown as FindUserOptions;
  });
  afterEach(() => void Object.assign(vscode.window, { showInformationMessage }));

  const search = () => findUser({ user: 'ada@northlight.example', connection: northlight.id }, options);
  const numberIn = (text: string, pattern: RegExp) => Number(pattern.exec(text)?.[1]);

  it('says how many reports were not searched, fetches them on request, and searches again', async () => {
    archived.add(MAIL);
    await search();
    const missing = numberIn(said[0]?.text ?? '', /(\d+) reports about users aren't archived/);
    assert.ok(missing > 5);
    assert.equal(fetched.length, missing, 'as many requests as were said');
    assert.ok(!fetched.some(({ report }) => report === MAIL));
    for (const { report, period } of fetched) {
      const { periods = [] } = catalog.find(report) ?? {};
      assert.equal(period, periods.includes('D30') ? 'D30' : periods[0], report);
    }
    assert.match(said[1]?.text ?? '', new RegExp(`^No user was found in ${missing + 1} archived reports\\.`));
    assert.deepEqual(said[1]?.buttons, ['Search Again…'], 'nothing is missing any more');
  });

  it('offers the same where nothing is archived yet', async () => {
    await search();
    assert.match(said[0]?.text ?? '', /^No report about users of Northlight is archived yet\./);
    assert.deepEqual(said[0]?.buttons, ['Fetch Missing Reports', 'Open Report…']);
    assert.match(said[1]?.text ?? '', new RegExp(`^No user was found in ${fetched.length} archived reports\\.`));
  });

  it('says what failed, and searches what came; nothing where nothing came', async () => {
    failing = (report) => report === MAIL;
    await search();
    assert.equal(shownErrors.length, 1);
    assert.match(said[1]?.text ?? '', /1 report about users isn't archived/);
    said = [];
    archived = new Set();
    failing = () => true;
    await search();
    assert.equal(said.length, 1, 'no second search');
  });
});

async function* chunksOf(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(new TextEncoder().encode(text));
}
