import assert from 'node:assert/strict';
import type { HandoutBlock } from '../../../../src/core/handout/document.js';
import type { TemplateBlock } from '../../../../src/core/handout/template.js';
import type { DirectoryDataset } from '../../../../src/core/directory/names.js';
import { monthlyTemplate } from '../../../../src/l10n/handoutTemplates/monthly.js';
import { Archive } from '../../../../src/services/archive/archive.js';
import { keep, useTemporaryFolder } from '../archive/support.js';
import { keepMade, TENANT } from '../archiveQueries/support.js';
import { handoutOf } from './support.js';

const [SEPTEMBER, OCTOBER] = ['2026-09-30', '2026-10-31'];
const BOUGHT: TemplateBlock = {
  kind: 'keyFigures',
  figures: [
    {
      label: 'Bought',
      query: {
        version: 1,
        source: { report: 'licenses' },
        aggregates: [{ kind: 'sum', column: 'Bought', name: 'Bought' }],
      },
    },
  ],
};
const BY_DEPARTMENT: TemplateBlock = {
  kind: 'table',
  query: {
    version: 1,
    source: { report: 'users' },
    groupBy: [{ column: 'Department' }],
    aggregates: [{ kind: 'count', name: 'Count' }],
  },
};

describe('a document with columns of the directory', () => {
  const folder = useTemporaryFolder();
  beforeEach(() =>
    keepMade(
      folder.path,
      [SEPTEMBER, OCTOBER].map((day) => ({ report: 'getOffice365ActiveUserDetail', day, amount: 1 })),
    ),
  );

  const keepDirectory = (report: DirectoryDataset, day: string, value: readonly object[]) =>
    keep(new Archive(folder.path), [JSON.stringify({ value })], null, {
      ...{ key: { tenant: TENANT, report }, fetchedAt: `${day}T08:00:00.000Z`, columns: [] },
      rowCount: value.length,
    });
  const bought = (day: string, enabled: number) =>
    keepDirectory('subscribedSkus', day, [{ skuId: 'sku-1', skuPartNumber: 'E3', prepaidUnits: { enabled } }]);
  const departments = (day: string, department: string) =>
    keepDirectory('directoryUsers', day, [
      { id: 'a', userPrincipalName: 'user0@contoso.example', department },
      { id: 'b', userPrincipalName: 'user1@contoso.example', department },
    ]);
  const blockOf = async (block: TemplateBlock): Promise<HandoutBlock> => {
    const { blocks } = await handoutOf(folder.path, { version: 1, title: 'Test', blocks: [block] });
    return blocks[0] ?? assert.fail();
  };
  const figure = async () => {
    const block = await blockOf(BOUGHT);
    assert.ok(block.kind === 'keyFigures');
    const [{ value, change, note } = { value: undefined, change: undefined, note: undefined }] = block.figures;
    return { value, from: change?.from, note };
  };
  const table = async () => {
    const block = await blockOf(BY_DEPARTMENT);
    assert.ok(block.kind === 'table');
    return { departments: block.rows.map(([department]) => department), notes: block.leftOut };
  };

  it('has those of the last day, whatever is archived later, and the change since the month before', async () => {
    await bought('2026-09-30', 100);
    await bought('2026-10-31', 120);
    await bought('2026-11-20', 900);
    assert.deepEqual(await figure(), { value: 120, from: 100, note: undefined });
    await departments('2026-10-31', 'Sales');
    await departments('2026-11-20', 'Marketing');
    assert.deepEqual(await table(), { departments: ['Sales'], notes: [] });
  });

  it('says in the monthly summary how many licenses were bought, of those that nobody has, too; without the directory it does not', async () => {
    const licenses = async () => {
      const { blocks } = await handoutOf(folder.path, monthlyTemplate());
      const found = blocks.filter((block) => block.kind === 'table');
      const [table = assert.fail()] = found;
      const at = (label: string) => table.columns.findIndex((column) => column.label === label);
      return {
        labels: table.columns.map(({ label }) => label),
        bought: table.rows.map((row) => [row[at('Product')], row[at('Bought')] ?? null, row[at('Assigned')]]),
      };
    };
    const without = await licenses();
    assert.ok(!without.labels.includes('Bought'), without.labels.join());
    await keepDirectory('subscribedSkus', '2026-10-31', [
      { skuId: 'sku-1', skuPartNumber: 'E3', prepaidUnits: { enabled: 10 } },
      { skuId: 'sku-2', skuPartNumber: 'VISIO_PLAN2', prepaidUnits: { enabled: 25 } },
    ]);
    const { labels, bought: rows } = await licenses();
    assert.deepEqual(labels, ['Product', 'Bought', ...without.labels.slice(1)]);
    assert.deepEqual(
      rows.filter(([, count]) => count !== null).map(([, ...counts]) => counts),
      [
        [10, 2],
        [25, 0],
      ],
    );
  });

  it('says their day where nothing of the last day is archived', async () => {
    await bought('2026-10-12', 120);
    await bought('2026-11-20', 900);
    assert.deepEqual(await figure(), { value: 120, from: undefined, note: 'Bought: as of Oct 12, 2026.' });
    await departments('2026-10-12', 'Sales');
    await departments('2026-11-20', 'Marketing');
    assert.deepEqual(await table(), { departments: ['Sales'], notes: ['Department: as of Oct 12, 2026.'] });
  });

  it('says their day where they are archived later only, and tells no change of the same number', async () => {
    await bought('2026-11-20', 900);
    await bought('2026-11-25', 950);
    assert.deepEqual(await figure(), { value: 900, from: undefined, note: 'Bought: as of Nov 20, 2026.' });
    await departments('2026-11-20', 'Marketing');
    assert.deepEqual(await table(), { departments: ['Marketing'], notes: ['Department: as of Nov 20, 2026.'] });
  });

  it('has those of the last day that were answered before, and the same again after it', async () => {
    const snapshot = await bought('2026-09-12', 120);
    await new Archive(folder.path).markChecked(snapshot, '2026-11-20T08:00:00.000Z');
    assert.deepEqual(await figure(), { value: 120, from: 120, note: undefined });
  });
});
