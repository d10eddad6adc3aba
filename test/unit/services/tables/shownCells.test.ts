import assert from 'node:assert/strict';
import { LICENSE, LICENSES_REPORT } from '../../../../src/core/licenses/licenseColumns.js';
import { decodeLocally } from '../../../../src/services/tables/decodeLocally.js';
import type { TableHandle } from '../../../../src/services/tables/tableHandle.js';
import { decodeInWorker } from '../../../../src/services/tables/workerTable.js';
import type { CellWords } from '../../../../src/shared/format/cellTexts.js';
import { QUERY_VERSION } from '../../../../src/shared/query/query.js';
import { readTexts } from '../../../support/pageTexts/readTexts.js';
import { chunksOf, csvFile } from '../../core/table/support.js';

const COLUMNS = [LICENSE.principalName, LICENSE.state, LICENSE.reason, LICENSE.isNew, LICENSE.assigned];
const [, STATE, REASON, IS_NEW] = COLUMNS.keys();
/** A Monday and a Tuesday. */
const FILE = csvFile([
  COLUMNS,
  [
    ...['ada@a.example', 'Unused'],
    'No activity in any of 3 services for 90 days; last seen 2026-08-03; reports complete to 2026-11-18',
    ...['True', '2026-11-16'],
  ],
  ['bob@a.example', 'Used', 'Used: Teams; last seen 2026-11-17', 'False', '2026-11-17'],
  ['cem@a.example', 'Unused', 'The user is deleted', 'no', ''],
]);

const { common, report } = readTexts();
const ENGLISH: CellWords = { ...common, groups: report.groups, language: 'en' };
const GERMAN: CellWords = {
  ...{ ...common, groups: report.groups, language: 'de', yes: 'Ja', no: 'Nein' },
  licenses: {
    ...common.licenses,
    texts: { ...common.licenses.texts, used: 'Verwendet', unused: 'Nicht verwendet', lastSeen: 'zuletzt am {0}' },
  },
};
const GERMAN_DAYS: CellWords = {
  ...GERMAN,
  groups: { ...report.groups, weekdays: ['Montag', 'Dienstag'], never: 'Kein Tag' },
};

describe('texts that a page writes in the display language', () => {
  const open: Readonly<Record<string, () => Promise<TableHandle>>> = {
    here: () => decodeLocally(chunksOf(FILE), 'csv', LICENSES_REPORT),
    'in a worker': () => decodeInWorker(chunksOf(FILE), 'csv', LICENSES_REPORT),
  };
  for (const [place, openTable] of Object.entries(open)) {
    describe(place, () => {
      let table: TableHandle;
      beforeEach(async () => (table = await openTable()));
      afterEach(() => table.dispose());

      const found = async (text: string, of: TableHandle = table, columns = [...COLUMNS.keys()]) => {
        const cells: [row: number, column: number][] = [];
        const { total } = await of.find({}, { text, columns }, { row: 0, column: 0 }, 'here');
        for (const [row, marked] of (await of.foundColumns({}, { text, columns }, 0, of.rowCount)).entries()) {
          marked.forEach((column) => cells.push([row, column]));
        }
        assert.equal(cells.length, total);
        return cells;
      };
      const rowsWith = async (filter: string) => (await table.rows({ filter }, 0, 0)).viewRowCount;

      it('are found as they are written there, and not as files have them', async () => {
        await table.showAs(GERMAN);
        assert.deepEqual(await found('nicht VERWENDET'), [
          [0, STATE],
          [2, STATE],
        ]);
        assert.deepEqual(await found('Unused'), []);
        assert.deepEqual(await found('zuletzt am 03.08.2026'), [[0, REASON]]);
        assert.deepEqual(await found('2026-08-03'), []);
        assert.deepEqual(await found('Ja'), [[0, IS_NEW]]);
        assert.deepEqual(await found('Nein'), [
          [1, IS_NEW],
          [2, IS_NEW],
        ]);
        assert.deepEqual(await found('true'), []);
        assert.deepEqual(await found('bob'), [[1, 0]]);
      });

      it('are found in English, too, with their days as the page writes them', async () => {
        await table.showAs(ENGLISH);
        assert.deepEqual(await found('last seen Aug 3'), [[0, REASON]]);
        assert.deepEqual(await found('Yes'), [[0, IS_NEW]]);
      });

      it('filter rows as they are written there, and as a filter has them that was saved in another language', async () => {
        assert.deepEqual([await rowsWith('Nicht verwendet'), await rowsWith('Unused')], [0, 2]);
        await table.showAs(GERMAN);
        assert.deepEqual([await rowsWith('Nicht verwendet'), await rowsWith('Unused')], [2, 2]);
        const groups = await table.query({
          version: QUERY_VERSION,
          filter: 'nicht verwendet',
          aggregates: [{ kind: 'count', name: 'Count' }],
        });
        assert.deepEqual((await groups.rows({}, 0, 1)).rows, [[2]]);
        groups.dispose();
      });

      it('lead to values of filters that no language changes', async () => {
        await table.showAs(GERMAN);
        const { values } = await table.values(STATE!, 'verwendet', 10, []);
        assert.deepEqual(values, [
          { label: 'Unused', count: 2 },
          { label: 'Used', count: 1 },
        ]);
        assert.deepEqual((await table.values(STATE!, 'unused', 10, [])).values, []);
      });

      it('are found in groups: a weekday by its name, and in what is made of the table', async () => {
        await table.showAs(GERMAN_DAYS);
        const groupBy = [{ column: LICENSE.assigned, by: 'weekday' as const }, { column: LICENSE.state }];
        const groups = await table.query({
          version: QUERY_VERSION,
          groupBy,
          aggregates: [{ kind: 'count', name: 'Count' }],
        });
        const keys = [0, 1];
        const { rows } = await groups.rows({}, 0, 3);
        const rowOf = (day: number | null) => rows.findIndex(([key]) => key === day);
        assert.deepEqual(await found('Montag', groups, keys), [[rowOf(1), 0]]);
        assert.deepEqual(await found('Kein Tag', groups, keys), [[rowOf(null), 0]]);
        assert.deepEqual(await found('1', groups, keys), []);
        assert.equal((await found('verwendet', groups, keys)).length, 3);
        groups.dispose();
        const same = await table.derive({ kind: 'same' });
        assert.equal((await found('verwendet', same)).length, 3);
        same.dispose();
      });
    });
  }
});
