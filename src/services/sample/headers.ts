import type { ReportDefinition, GraphVersion } from '../../core/catalog/definition.js';

/** One field of a CSV header. */
export interface HeaderField {
  /** The column's name in the catalogue, or the name of one that no page lists. */
  readonly column: string;
  /** What the file says. */
  readonly text: string;
}

type Drift = (names: readonly string[]) => readonly (string | HeaderField)[];

/** Where files have been seen to differ from the documented header, or v1.0 and beta from each other. */
const drifts: Readonly<Partial<Record<GraphVersion, Readonly<Record<string, Drift>>>>> = {
  'v1.0': {
    getMailboxUsageDetail: (names) =>
      names.flatMap((name) => (name === 'Report Period' ? ['Recipient Type', name] : name)),
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
    getBrowserDistributionUserCounts: blankAfterComma,
    getBrowserUserCounts: blankAfterComma,
    getBrowserUserDetail: blankAfterComma,
    getFormsUserActivityCounts: blankAfterComma,
    getFormsUserActivityUserCounts: blankAfterComma,
    getFormsUserActivityUserDetail: blankAfterComma,
    getMicrosoft365CopilotUsageUserDetail: (names) =>
      movedToEnd(periodSecond(names), ['Copilot Chat Last Activity Date']),
    getMicrosoft365CopilotUserCountSummary: anyAppFirst,
    getMicrosoft365CopilotUserCountTrend: anyAppFirst,
  },
};

/** The header of a version's CSV, as the service has been seen to write it. */
export function headerOf(definition: ReportDefinition, version: GraphVersion): HeaderField[] {
  const names = definition.columns
    .filter(({ onlyJson, versions }) => onlyJson !== true && (versions === undefined || versions.includes(version)))
    .map(({ name }) => name);
  const drift = drifts[version]?.[definition.name];
  return (drift === undefined ? names : drift(names)).map((field) =>
    typeof field === 'string' ? { column: field, text: field } : field,
  );
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

/** Beta names the sum of all apps before the single apps. */
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

function blankAfterComma(names: readonly string[]): HeaderField[] {
  return names.map((column, index) => ({ column, text: index === 0 ? column : ` ${column}` }));
}
