import assert from 'node:assert/strict';
import fc from 'fast-check';
import * as vscode from 'vscode';
import type { UsageReportsApi } from '../../src/api/api.js';
import { settingNames } from '../../src/settingDefaults.js';
import { fuzz } from '../support/fuzz.js';
import { activated, temporaryFolder } from './support/extension.js';

const words = fc.constantFrom(
  ...['', 'sample', 'D7', 'ALL', '2026-11-18', '9999-12-31', 'csv', 'json', 'markdown', 'daily', 'off', '__proto__'],
  ...['getTeamsUserActivityCounts', 'TeamsUserActivityCounts', '../../etc/passwd', '/dev/null', '\u0000', 'a\nb'],
);
const anything = fc.oneof(
  words,
  fc.constantFrom<unknown>(undefined, null, true, 0, -1, 1e21, NaN, Infinity, [], {}, [null], [[]], () => 1),
  fc.jsonValue({ maxDepth: 2 }),
);

/** A request with the right names and anything behind them, or anything at all. */
const request = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record(
      {
        report: fc.oneof(fc.constant('getTeamsUserActivityCounts'), words),
        period: fc.oneof(fc.constant('D7'), words, anything),
        connection: fc.constant('sample'),
      },
      { requiredKeys: ['report'] },
    ),
  },
  fc.record(
    { report: anything, period: anything, date: anything, history: anything, connection: anything, fresh: anything },
    { requiredKeys: [] },
  ),
  anything,
);

/** Waits for something that may fail, but as the API documents it: with an `Error` that has a reason. */
async function documented<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    assert.ok(error instanceof Error, String(error));
    assert.ok('reason' in error && typeof error.reason === 'string', error.stack);
    return undefined;
  }
}

describe('hostile input to the extension', () => {
  let api: UsageReportsApi;
  let folder: vscode.Uri;
  before(async function () {
    api = await activated();
    folder = await temporaryFolder(this);
  });

  fuzz(
    'is refused by getReport with a reason, or opens a report whose rows can be read anywhere',
    150,
    fc.tuple(request, anything, anything),
    async ([asked, start, end]) => {
      const report = await documented(async () => api.getReport(asked as never));
      if (report !== undefined) {
        await documented(async () => report.rows(start as never, end as never));
        report.dispose();
      }
    },
  );

  fuzz(
    'is refused by exportReport with a reason, or exported below the folder that was named',
    60,
    fc.record({
      asked: request,
      format: fc.oneof(fc.constantFrom('csv', 'csvNormalized', 'json', 'markdown', 'parquet'), anything),
      uri: fc.oneof({ weight: 2, arbitrary: fc.constant('folder') }, anything),
    }),
    async ({ asked, format, uri }) => {
      const target = uri === 'folder' ? folder : uri;
      const exported = await documented(async () =>
        api.exportReport({ ...(asked as object), format, uri: target } as never),
      );
      assert.ok(exported === undefined || exported.path.startsWith(`${folder.path}/`), exported?.toString());
    },
  );

  const configuration = () => vscode.workspace.getConfiguration('usageReports');
  const set = (name: string, value: unknown) => configuration().update(name, value, vscode.ConfigurationTarget.Global);

  fuzz(
    'in a setting is as if it were not set, or an error with a reason',
    40,
    fc.record({ name: fc.constantFrom(...settingNames), value: fc.oneof(words, fc.jsonValue({ maxDepth: 2 })) }),
    async ({ name, value }) => {
      await set(name, value);
      try {
        assert.ok((await api.listReports()).length > 0);
        const opened = await documented(async () =>
          api.getReport({ report: 'getTeamsUserActivityCounts', period: 'D7', connection: 'sample', fresh: true }),
        );
        opened?.dispose();
        // Only what may be a folder can be one that cannot be written.
        assert.ok(opened !== undefined || (name === 'archive.folder' && typeof value === 'string'), name);
      } finally {
        await set(name, undefined);
      }
    },
  );
});
