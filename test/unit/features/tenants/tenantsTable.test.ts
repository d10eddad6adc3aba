import assert from 'node:assert/strict';
import fc from 'fast-check';
import { exportedTenants } from '../../../../src/features/tenants/exportedTenants.js';
import { tenantsTable } from '../../../../src/features/tenants/tenantsTable.js';
import { exportFileName } from '../../../../src/core/export/exportFileName.js';
import type { WriterId } from '../../../../src/core/export/writers.js';
import type { TenantCell, TenantMeasure } from '../../../../src/shared/pages/tenants.js';
import { weeksChange } from '../../../../src/shared/weeksChange.js';

const measure: TenantMeasure = {
  ...{ id: 'getX/Send', report: 'getX', column: 'Send', label: 'Sent', reportTitle: 'Exchange: X' },
  ...{ unit: 'count', aggregate: 'sum' },
};
const tenant = (name: string) => ({ id: 'northlight', name, isSample: false });
const NOW = new Date('2026-11-20T12:00:00Z');

function cellOf(values: readonly number[]): TenantCell {
  const daily = { unit: 'count' as const, firstDay: '2026-09-01', values };
  const change = weeksChange(daily);
  return {
    kind: 'value',
    measure: {
      column: 'Send',
      ...daily,
      latest: { date: '2026-11-18', value: values.at(-1) ?? 0 },
      ...(change === undefined ? {} : { change }),
    },
  };
}

async function written(rows: Parameters<typeof exportedTenants>[0], writer: WriterId, neutralizeFormulas = false) {
  const { table, facts } = exportedTenants(rows, [measure], NOW);
  const chunks: Uint8Array[] = [];
  for await (const chunk of table.write({ writer, facts, options: { neutralizeFormulas } })) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

describe('the exported page of all tenants', () => {
  it('has each tenant’s value with its day, its averages, and its change', async () => {
    const values = [...Array.from({ length: 28 }, () => 100), ...Array.from({ length: 28 }, () => 150)];
    const [row] = JSON.parse(
      await written([{ tenant: tenant('Northlight'), cells: [cellOf(values)] }], 'json'),
    ) as object[];
    assert.deepEqual(row, {
      Tenant: 'Northlight',
      Connection: 'northlight',
      'Sample Data': false,
      'getX Send': 150,
      'getX Send: Day': '2026-11-18',
      'getX Send: Average': 150,
      'getX Send: Average Before': 100,
      'getX Send: Change': 0.5,
      'getX Send: Days Compared': 28,
      'getX Send: Missing': null,
    });
  });

  it('has blank cells, never zeros, for what is missing, and why', async () => {
    const rows = [
      { tenant: tenant('A'), cells: [{ kind: 'missing', why: 'denied' } as const] },
      { tenant: tenant('B'), cells: undefined },
    ];
    const read = JSON.parse(await written(rows, 'json')) as Record<string, unknown>[];
    assert.deepEqual(
      read.map((row) => [row['getX Send'], row['getX Send: Change'], row['getX Send: Missing']]),
      [
        [null, null, 'denied'],
        [null, null, 'notRead'],
      ],
    );
  });

  it('keeps every amount a number, and every name a text that begins no formula', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1e30, noNaN: true }), { minLength: 14, maxLength: 60 }),
        fc.string(),
        (values, name) => {
          const table = tenantsTable([{ tenant: tenant(name), cells: [cellOf(values)] }], [measure]);
          assert.deepEqual(table.warnings, []);
          // What is beyond 2^53 comes back with all its digits.
          assert.ok(Math.abs(Number(table.value(0, 3)) - (values.at(-1) ?? 0)) <= 1e-6);
          assert.equal(table.text(0, 0), name);
        },
      ),
    );
  });

  it('makes the name of a tenant harmless in a spreadsheet, and of its file too', async () => {
    const rows = [{ tenant: tenant('=HYPERLINK("x")'), cells: [cellOf([1])] }];
    assert.match(await written(rows, 'csvNormalized', true), /"'=HYPERLINK/);
    assert.match(await written(rows, 'markdown'), /^\| =HYPERLINK/m);
    const { facts } = exportedTenants(rows, [measure], NOW);
    assert.equal(exportFileName(facts, { extension: '.json' }), '2026-11-18_usage_all-tenants.json');
  });
});
