import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { EarlierSource, StorageFacts, StorageSource } from '../../../src/core/storage/storageFacts.js';
import { STORAGE_REPORTS } from '../../../src/core/storage/storageReports.js';
import { storageSourcesOf } from '../../../src/l10n/storageSourcesTexts.js';
import { catalog } from '../../support/catalog.js';
import { fuzz } from '../../support/fuzz.js';

const day = fc.constantFrom('2026-11-16', '2026-11-17', '2026-11-18');
const earlier = fc.array(
  fc.record<EarlierSource>({
    refreshDate: fc.constantFrom('2026-09-01', '2026-10-01', null),
    state: fc.constantFrom('used', 'unreadable', 'notToldApart'),
  }),
  { maxLength: 3 },
);
const facts: fc.Arbitrary<StorageFacts> = fc
  .tuple(
    ...STORAGE_REPORTS.map(({ kind, report }) =>
      fc
        .record({
          state: fc.constantFrom('used', 'missing', 'unreadable'),
          refreshDate: day,
          rowCount: fc.nat(1000),
          notToldApart: fc.nat(2),
          earlier,
        })
        .map((source): StorageSource =>
          source.state === 'used'
            ? { kind, report, period: 'D180', ...source }
            : { kind, report, ...source, rowCount: 0, notToldApart: 0, earlier: [] },
        ),
    ),
  )
  .map((sources) => ({
    ...{ concealed: false, sources },
    refreshDate:
      sources
        .flatMap(({ state, refreshDate }) => (state === 'used' ? (refreshDate ?? []) : []))
        .sort()
        .at(-1) ?? null,
  }));

describe('what is said of the reports about storage', () => {
  it('is where the table is from, of which days, what all use, and what each is compared with', () => {
    const said = storageSourcesOf(
      {
        ...{ refreshDate: '2026-11-18', concealed: true },
        sources: STORAGE_REPORTS.map(({ kind, report }, at): StorageSource => ({
          ...{ kind, report, state: at === 1 ? 'missing' : 'used', period: 'D180', rowCount: 9 },
          refreshDate: at === 1 ? null : at === 2 ? '2026-11-16' : '2026-11-18',
          notToldApart: at === 2 ? 9 : 0,
          earlier:
            at === 0
              ? [
                  { refreshDate: '2026-09-01', state: 'used' },
                  { refreshDate: '2026-10-01', state: 'unreadable' },
                ]
              : at === 2
                ? [{ refreshDate: '2026-09-01', state: 'notToldApart' }]
                : [],
        })),
      },
      [
        { kind: 'Mailbox', used: 900 * 1024 ** 3 },
        { kind: 'Site', used: null },
      ],
      catalog,
    );
    assert.match(said.line, /^From 2 of 3 reports · data up to Nov 16\s–\s18, 2026 · mailboxes 900\sGB$/);
    assert.deepEqual(said.cautions, [
      'The reports are of different days: 1 is older. Each row says which day it is of.',
      "The growth of 9 rows isn't known: their IDs are concealed in one of the snapshots, or aren't of one row alone.",
    ]);
    assert.deepEqual(
      said.reports.map(({ note }) => note),
      [
        "Compared with Sep 1 · 1 earlier snapshot can't be read",
        'Not in the archive',
        "Older than the newest report · 1 earlier snapshot can't be compared: names are concealed in only one of the two",
      ],
    );
  });

  fuzz('names every report, what it is compared with, and says once that no growth is known', 100, facts, (given) => {
    const said = storageSourcesOf(given, [], catalog);
    assert.equal(said.reports.length, 3);
    given.sources.forEach(({ state, earlier: others }, at) => {
      const note = said.reports[at]?.note ?? '';
      assert.equal(
        note.includes('Compared with'),
        others.some((one) => one.state === 'used' && one.refreshDate !== null),
      );
      assert.equal(note.includes('No snapshot to compare'), state === 'used' && others.length === 0);
    });
    const isCompared = given.sources.some(({ earlier: others }) => others.some(({ state }) => state === 'used'));
    assert.equal(said.cautions.filter((text) => text.startsWith("Growth isn't known")).length, isCompared ? 0 : 1);
  });

  const failing = fc.tuple(facts, fc.subarray(STORAGE_REPORTS.map(({ report }) => report)));
  fuzz('says why missing reports could not be fetched, once for each reason', 100, failing, ([given, names]) => {
    const failures = new Map(names.map((report) => [report, 'No.']));
    const said = storageSourcesOf(given, [], catalog, { failures });
    const failed = given.sources.filter(({ report, state }) => state === 'missing' && failures.has(report)).length;
    const sentences = said.cautions.filter((caution) => caution.includes("couldn't be fetched"));
    assert.equal(sentences.length, Math.min(failed, 1));
    assert.ok(sentences.every((sentence) => sentence.startsWith(`${failed} report`) && sentence.endsWith(' No.')));
    assert.equal(said.reports.filter(({ note, state }) => note === 'No.' && state === 'failed').length, failed);
  });
});
