import type { ReportDefinition, GraphVersion } from '../../core/catalog/definition.js';

/** One field of a CSV header. */
export interface HeaderField {
  /** The column's name in the catalog, or the name of an undocumented column. */
  readonly column: string;
  /** Text in the file. */
  readonly text: string;
}

type HeaderVariation = (names: readonly string[]) => readonly (string | HeaderField)[];

/** Observed differences between real files and the documented header, or between v1.0 and beta. */
const variations: Readonly<Partial<Record<GraphVersion, Readonly<Record<string, HeaderVariation>>>>> = {
  'v1.0': {
    getTeamsDeviceUsageUserDetail: (names) => names.map((name) => renamed(name, 'Used Chrome OS', 'Used  Chrome OS')),
    getOffice365GroupsActivityDetail: (names) =>
      names.map((name) => renamed(name, 'External Member Count', 'Guest Count')),
    getTeamsUserActivityCounts: (names) => {
      const late = [
        'Meetings Organized',
        'Meetings Attended',
        'Audio Duration',
        'Video Duration',
        'Screen Share Duration',
        'Post Messages',
        'Reply Messages',
      ];
      return movedToEnd(names, [...late, 'Report Period']).map((name) =>
        name.startsWith('Meetings ') ? { column: name, text: `${name} Count` } : name,
      );
    },
    getTeamsUserActivityUserDetail: (names) =>
      movedToEnd(names, [
        'Urgent Messages',
        'Post Messages',
        'Tenant Display Name',
        'Shared Channel Tenant Display Names',
        'Reply Messages',
        'Is Licensed',
        'Report Period',
      ]),
  },
  beta: {
    getBrowserDistributionUserCounts: spaceAfterComma,
    getBrowserUserCounts: spaceAfterComma,
    getBrowserUserDetail: spaceAfterComma,
    getFormsUserActivityCounts: spaceAfterComma,
    getFormsUserActivityUserCounts: spaceAfterComma,
    getFormsUserActivityUserDetail: spaceAfterComma,
    getMicrosoft365CopilotUsageUserDetail: (names) =>
      movedToEnd(periodSecond(names), ['Copilot Chat Last Activity Date']),
    getMicrosoft365CopilotUserCountSummary: anyAppFirst,
    getMicrosoft365CopilotUserCountTrend: anyAppFirst,
  },
};

/**
 * The CSV header of a version, as the service writes it.
 * @param functionVersion absent for the function without the argument `version`
 */
export function headerOf(definition: ReportDefinition, version: GraphVersion, functionVersion?: string): HeaderField[] {
  const columns = columnsSince(definition, functionVersion).filter(
    ({ onlyJson, versions }) => onlyJson !== true && (versions === undefined || versions.includes(version)),
  );
  const names = columns.filter(({ since }) => since === undefined).map(({ name }) => name);
  const added = columns.filter(({ since }) => since !== undefined).map(({ name }) => name);
  const variation = variations[version]?.[definition.name];
  return [...(variation === undefined ? names : variation(names)), ...added].map((field) =>
    typeof field === 'string' ? { column: field, text: field } : field,
  );
}

/** The columns that a version of the function has. */
export function columnsSince({ columns }: ReportDefinition, functionVersion: string | undefined) {
  return columns.filter(({ since }) => since === undefined || since === functionVersion);
}

function renamed(name: string, from: string, to: string): string | HeaderField {
  return name === from ? { column: from, text: to } : name;
}

function movedToEnd(names: readonly string[], last: readonly string[]): string[] {
  return [...names.filter((name) => !last.includes(name)), ...last];
}

function periodSecond(names: readonly string[]): string[] {
  const [first = '', ...rest] = names;
  return [first, 'Report Period', ...rest.filter((name) => name !== 'Report Period')];
}

/** Beta has the sum of all apps before the individual apps. */
function anyAppFirst(names: readonly string[]): string[] {
  const isApp = (name: string): boolean => name.endsWith(' Users');
  const rest = periodSecond(names);
  const isAny = (name: string): boolean => name.startsWith('Any App');
  return [
    ...rest.filter((name) => !isApp(name)),
    ...rest.filter(isAny),
    ...rest.filter((name) => isApp(name) && !isAny(name)),
  ];
}

function spaceAfterComma(names: readonly string[]): HeaderField[] {
  return names.map((column, index) => ({ column, text: index === 0 ? column : ` ${column}` }));
}
