import type { Notice } from '../../src/shared/pages/common.js';
import type { Tenant, TenantCell, TenantMeasure, TenantsEvent } from '../../src/shared/pages/tenants.js';

/** Everything that the host has told. */
export interface TenantsModel {
  readonly tenants: readonly Tenant[];
  readonly measures: readonly TenantMeasure[];
  /** Cells by tenant, one for each measure. */
  readonly rows: ReadonlyMap<string, readonly TenantCell[]>;
  /** Tenants whose rows came with this reading. */
  readonly read: ReadonlySet<string>;
  readonly state: 'reading' | 'read' | 'canceled' | 'failed';
  readonly failure?: Notice;
}

export const initialModel: TenantsModel = {
  tenants: [],
  measures: [],
  rows: new Map(),
  read: new Set(),
  state: 'reading',
};

/** The model after a message. What is on screen of the same measures stays until it is replaced. */
export function received(model: TenantsModel, message: TenantsEvent): TenantsModel {
  switch (message.type) {
    case 'begin': {
      const { tenants, measures } = message;
      const ids = (all: readonly TenantMeasure[]) => JSON.stringify(all.map(({ id }) => id));
      const named = new Set(tenants.map(({ id }) => id));
      const kept = ids(measures) === ids(model.measures) ? [...model.rows].filter(([id]) => named.has(id)) : [];
      return { tenants, measures, rows: new Map(kept), read: new Set(), state: 'reading' };
    }
    case 'row':
      return {
        ...model,
        rows: new Map(model.rows).set(message.tenant, message.cells),
        read: new Set(model.read).add(message.tenant),
      };
    case 'end':
      return { ...model, state: message.canceled ? 'canceled' : 'read' };
    case 'failed':
      return { ...model, state: 'failed', failure: message.notice };
  }
}

/** The newest and the oldest of the days that the latest values are of; `undefined` where there is no value. */
export function daysOf(
  rows: Iterable<readonly TenantCell[]>,
): { readonly oldest: string; readonly newest: string } | undefined {
  const days = [...rows].flatMap((cells) => cells.flatMap(dayOf)).sort();
  const [oldest, newest] = [days[0], days.at(-1)];
  return oldest === undefined || newest === undefined ? undefined : { oldest, newest };
}

function dayOf(cell: TenantCell): string | [] {
  return cell.kind === 'value' ? (cell.measure.latest?.date ?? []) : [];
}

/** For each measure, the newest day that any tenant has of it. */
export function newestDays({ measures, rows }: TenantsModel): readonly (string | undefined)[] {
  return measures.map((_, index) => daysOf([...rows.values()].map((cells) => cells.slice(index, index + 1)))?.newest);
}
