import assert from 'node:assert/strict';
import fc from 'fast-check';
import { initialModel, newestDays, received, type TenantsModel } from '../../../media/tenants/model.js';
import { nextSort, sortedTenants } from '../../../media/tenants/sortRows.js';
import { countedTenants, totalsOf } from '../../../media/tenants/totals.js';
import type { RowSort, Tenant, TenantCell, TenantMeasure } from '../../../src/shared/pages/tenants.js';

const measure = (aggregate: TenantMeasure['aggregate']): TenantMeasure => ({
  ...{ id: `getX/${aggregate}`, report: 'getX', column: aggregate, label: aggregate, reportTitle: 'X' },
  ...{ unit: 'count', aggregate },
});
const MEASURES = [measure('sum'), measure('last'), measure('mean')];

const cell: fc.Arbitrary<TenantCell> = fc.oneof(
  fc.constant<TenantCell>({ kind: 'missing', why: 'notFetched' }),
  fc
    .record({
      value: fc.nat({ max: 5 }),
      date: fc.constantFrom('2026-11-17', '2026-11-18'),
      ratio: fc.constantFrom(null, -0.5, 0, 0.5),
      hasChange: fc.boolean(),
    })
    .map(({ value, date, ratio, hasChange }): TenantCell => {
      const days = { from: date, to: date, mean: value };
      const change = hasChange ? { change: { days: 7, before: days, after: days, ratio } } : {};
      const series = { column: 'x', unit: 'count' as const, firstDay: date, values: [value] };
      return { kind: 'value', measure: { ...series, latest: { date, value }, ...change } };
    }),
);
const model: fc.Arbitrary<TenantsModel> = fc
  .array(fc.record({ name: fc.string(), isSample: fc.boolean(), cells: fc.option(fc.tuple(cell, cell, cell)) }), {
    maxLength: 12,
  })
  .map((all) => {
    const tenants = all.map(({ name, isSample }, index): Tenant => ({ id: `t${index}`, name, isSample }));
    const rows = all.flatMap(({ cells }, index) => (cells === null ? [] : [[`t${index}`, cells] as const]));
    return { ...initialModel, tenants, measures: MEASURES, rows: new Map<string, readonly TenantCell[]>(rows) };
  });
const by: fc.Arbitrary<RowSort['by']> = fc.oneof(
  fc.constant({ kind: 'name' } as const),
  fc.record({ kind: fc.constantFrom('value', 'change'), measure: fc.constantFrom(...MEASURES.map(({ id }) => id)) }),
);

function valueIn({ rows }: TenantsModel, id: string, sort: RowSort): number | undefined {
  const { by: column } = sort;
  const at = column.kind === 'name' ? -1 : MEASURES.findIndex((each) => each.id === column.measure);
  const found = rows.get(id)?.[at];
  return found?.kind !== 'value'
    ? undefined
    : column.kind === 'value'
      ? found.measure.latest?.value
      : (found.measure.change?.ratio ?? undefined);
}

describe('the rows of all tenants', () => {
  it('are all there in any order, by value or change, those without one last, and equal ones as the connections are', () => {
    fc.assert(
      fc.property(model, by, fc.boolean(), (shown, column, descending) => {
        const sort = { by: column, descending };
        const sorted = sortedTenants(shown, sort, 'en');
        assert.deepEqual(new Set(sorted), new Set(shown.tenants));
        assert.equal(sorted.length, shown.tenants.length);
        if (column.kind === 'name') {
          return;
        }
        const place = (id: string) => shown.tenants.findIndex((tenant) => tenant.id === id);
        sorted.slice(1).forEach((tenant, index) => {
          const before = sorted[index]!;
          const [left, right] = [valueIn(shown, before.id, sort), valueIn(shown, tenant.id, sort)];
          if (left === right) {
            assert.ok(place(before.id) < place(tenant.id));
          } else {
            assert.ok(left !== undefined);
            assert.ok(right === undefined || (descending ? left > right : left < right));
          }
        });
      }),
    );
  });

  it('are in the connections’ order again after three clicks on any header', () => {
    fc.assert(
      fc.property(by, by, (other, column) => {
        const first = nextSort(nextSort(null, other), column);
        const start = JSON.stringify(other) === JSON.stringify(column) ? nextSort(null, column) : first;
        const second = nextSort(start, column);
        assert.deepEqual(start?.by, column);
        assert.equal(second?.descending, !start?.descending);
        assert.equal(nextSort(second, column), null);
      }),
    );
  });
});

describe('the totals of all tenants', () => {
  it('are sums of one day over every counted tenant, or say why there is none', () => {
    fc.assert(
      fc.property(model, (shown) => {
        const counted = countedTenants(shown.tenants);
        totalsOf(shown).forEach((total, index) => {
          const latest = counted.map(({ id }) => {
            const found = shown.rows.get(id)?.[index];
            return found?.kind === 'value' ? found.measure.latest : null;
          });
          const days = new Set(latest.map((value) => value?.date));
          const isSum = MEASURES[index]?.aggregate !== 'mean' && days.size === 1 && !latest.includes(null);
          assert.equal(total.kind === 'sum', isSum);
          if (total.kind === 'sum') {
            assert.equal(
              total.value,
              latest.reduce((sum, value) => sum + (value?.value ?? 0), 0),
            );
          }
        });
      }),
    );
  });

  it('count a tenant once, and sample data only where there is nothing else', () => {
    const own = { id: 'a', name: 'A', isSample: false };
    const again = { id: 'b', name: 'B', isSample: false, sameAs: 'A' };
    const sample = { id: 'sample', name: 'Sample', isSample: true };
    assert.deepEqual(countedTenants([sample, own, again]), [own]);
    assert.deepEqual(countedTenants([sample]), [sample]);
  });
});

describe('the model of the page of all tenants', () => {
  it('drops the cells of other measures, and the rows of tenants that are gone', () => {
    const tenants = ['a', 'b'].map((id) => ({ id, name: id, isSample: false }));
    const missing: TenantCell = { kind: 'missing', why: 'notFetched' };
    const shown = [
      { type: 'begin', tenants, measures: MEASURES } as const,
      ...tenants.map(({ id }) => ({ type: 'row', tenant: id, cells: [missing, missing, missing] }) as const),
      { type: 'end', canceled: false } as const,
    ].reduce(received, initialModel);
    assert.deepEqual([...shown.rows.keys()], ['a', 'b']);
    const fewer = received(shown, { type: 'begin', tenants: tenants.slice(1), measures: MEASURES });
    assert.deepEqual([[...fewer.rows.keys()], fewer.read.size, fewer.state], [['b'], 0, 'reading']);
    assert.equal(received(shown, { type: 'begin', tenants, measures: MEASURES.slice(1) }).rows.size, 0);
  });

  it('knows the newest day of each measure', () => {
    fc.assert(
      fc.property(model, (shown) => {
        newestDays(shown).forEach((newest, index) => {
          const days = [...shown.rows.values()].flatMap((cells) => {
            const found = cells[index];
            return found?.kind === 'value' ? (found.measure.latest?.date ?? []) : [];
          });
          assert.equal(newest, days.sort().at(-1));
        });
      }),
    );
  });
});
