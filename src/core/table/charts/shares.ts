import type { ReportDefinition, ShareDefinition } from '../../catalog/definition.js';
import type { SharesChart } from '../../../shared/report.js';
import { normalizeName } from '../store/columnNames.js';
import type { MeasureColumn } from './chartColumns.js';

/** Two measures, of which one counts a part of what the other counts. */
export interface Share {
  readonly label: string;
  readonly part: MeasureColumn;
  /** Counts the rest, or the whole. */
  readonly other: MeasureColumn;
  readonly otherIs: 'rest' | 'whole';
  readonly parts?: SharesChart['parts'];
}

/**
 * Finds the measures that are parts of others: those that the catalog names, and among columns that it does not know those whose names leave
 * no doubt. In the order of the parts.
 */
export function sharesAmong(
  measures: readonly MeasureColumn[],
  definition: ReportDefinition | undefined,
): readonly Share[] {
  const byName = new Map(measures.map((measure) => [normalizeName(measure.info.name), measure]));
  const unknown = measures.filter(({ info }) => !info.known).map(({ info }) => info.name);
  const shares = [...(definition?.shares ?? []), ...guessedShares(unknown)].flatMap(
    ({ label, part: partName, rest, whole, parts }): Share[] => {
      const part = byName.get(normalizeName(partName));
      const other = byName.get(normalizeName(rest ?? whole ?? ''));
      // If a file's columns have changed their meaning, different units must not be drawn as part and whole.
      return part === undefined || part.unit !== other?.unit
        ? []
        : [
            {
              label,
              part,
              other,
              otherIs: rest === undefined ? 'whole' : 'rest',
              parts,
            },
          ];
    },
  );
  return shares.toSorted((a, b) => measures.indexOf(a.part) - measures.indexOf(b.part));
}

/** The part and the whole in a row; `null` if a cell is blank. */
export function shareAt(
  { part, other, otherIs }: Share,
  row: number,
): { readonly active: number | null; readonly whole: number | null } {
  const [active, rest] = [valueAt(part, row), valueAt(other, row)];
  return { active, whole: otherIs === 'whole' ? rest : active === null || rest === null ? null : active + rest };
}

export function valueAt({ data }: MeasureColumn, row: number): number | null {
  const value = data.numberAt(row);
  return Number.isNaN(value) ? null : value;
}

/**
 * Guesses shares from column names: `Exchange Active` beside `Exchange Inactive`, and `Word Active Users` beside `Word Enabled Users`. The
 * service has named its columns like this so far, so a new product is drawn like the others before the catalog knows it. No other code
 * guesses from names, and columns that the catalog knows never come here.
 */
export function guessedShares(names: readonly string[]): readonly ShareDefinition[] {
  const byName = new Map(names.map((name) => [normalizeName(name), name]));
  return names.flatMap((part): ShareDefinition[] => {
    const [, label, users] = /^(.+) active( users)?$/i.exec(part) ?? [];
    if (label === undefined) {
      return [];
    }
    const other = byName.get(normalizeName(`${label} ${users === undefined ? 'inactive' : 'enabled users'}`));
    return other === undefined
      ? []
      : [users === undefined ? { label, part, rest: other } : { label, part, whole: other }];
  });
}
