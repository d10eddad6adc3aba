import type { GraphVersion, ReportDefinition } from '../../../../src/core/catalog/definition.js';
import facts from '../../../fixtures/facts/reports.json';

/** What Microsoft documents about one function; see `about` in the fixture. */
export interface Fact {
  readonly name: string;
  readonly product: string;
  readonly kind: string;
  readonly aliases?: readonly string[];
  readonly versions: readonly GraphVersion[];
  readonly paths: Readonly<Partial<Record<GraphVersion, readonly string[]>>>;
  readonly periods: readonly string[];
  readonly date: boolean;
  /** CSV header per version; `both` if they are the same. */
  readonly csv: Readonly<Partial<Record<GraphVersion | 'both', readonly string[]>>>;
  /** Header of v1.0 in captured output. */
  readonly seen?: readonly string[];
  readonly keys?: readonly string[];
  /** `name: type` of each beta property; `rows[].name` if nested. */
  readonly json?: readonly string[];
  /** The property that holds the rows. */
  readonly rows?: string;
  readonly formatOption: readonly GraphVersion[];
  readonly ifNoneMatch: readonly GraphVersion[];
  readonly pageSize?: number;
  /** HTTP status of a CSV response, per version. */
  readonly answers: Readonly<Partial<Record<GraphVersion, string>>>;
  /** The only kind of permission of the page's table; absent if it has both. */
  readonly access?: string;
  /** Values of the argument `reportType`, each with its CSV columns: each value is a report here. */
  readonly variants?: { readonly reportType: Readonly<Record<string, readonly string[]>> };
  /** What version 2 of the function changes. */
  readonly v2?: { readonly periods: readonly string[]; readonly adds: readonly string[] };
  /** The only roles that may read it, if the usual ones may not. */
  readonly roles?: readonly string[];
  readonly fairfax: boolean;
  readonly mooncake: boolean;
}

export const allFacts: readonly Fact[] = facts.reports as unknown as readonly Fact[];

/** What is documented about a report: about its function, or the variant of it that the report is. */
export function factOf({ name, call }: Pick<ReportDefinition, 'name' | 'call'>): Fact {
  const fact = allFacts.find((candidate) => candidate.name === (call?.name ?? name));
  if (fact === undefined) {
    throw new Error(`No facts about ${name}.`);
  }
  const variant = fact.variants?.reportType[call?.arguments['reportType'] ?? ''];
  if (variant === undefined) {
    return fact;
  }
  const properties = variant.map((column) => column.toLowerCase());
  const json = fact.json?.filter((entry) => {
    const property = /\[\]\.(\w+): /.exec(entry)?.[1];
    return property === undefined || properties.includes(property.toLowerCase());
  });
  return { ...fact, csv: { beta: variant }, json };
}

/**
 * The documented header of a version; empty if the version does not publish the function. Columns of a newer function version come last,
 * because their order is not documented.
 */
export function headerOf(fact: Fact, version: GraphVersion, functionVersion?: string): readonly string[] {
  return fact.versions.includes(version)
    ? [...(fact.csv[version] ?? fact.csv.both ?? []), ...(functionVersion === 'v2' ? (fact.v2?.adds ?? []) : [])]
    : [];
}

export interface FactProperty {
  readonly name: string;
  readonly type: string;
  /** Whether it is inside the property that holds the rows. */
  readonly inner: boolean;
}

/** The JSON properties that are cells, without the one that holds the rows. */
export function propertiesOf(fact: Fact): FactProperty[] {
  return (fact.json ?? []).flatMap((entry) => {
    const [path = '', type = ''] = entry.split(': ');
    const [first = '', second] = path.split('[].');
    return (first === fact.rows || type === 'Object') && second === undefined
      ? []
      : [{ name: second ?? first, type, inner: second !== undefined }];
  });
}
