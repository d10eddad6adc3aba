import type { ReportDefinition } from '../../src/core/catalog/definition.js';

/** A detail report with 24 columns of every type. */
export const definition: ReportDefinition = {
  name: 'getTeamsUserActivityUserDetail',
  title: 'Bench',
  description: '',
  product: 'teams',
  kind: 'detail',
  versions: ['v1.0'],
  periods: ['D7'],
  acceptsDate: true,
  formats: { 'v1.0': ['csv'] },
  formatOption: [],
  ifNoneMatch: [],
  keys: ['User Principal Name'],
  clouds: ['global'],
  columns: [
    { name: 'Report Refresh Date', type: 'date' },
    { name: 'User Id', type: 'text', identity: true },
    { name: 'User Principal Name', type: 'text', identity: true },
    { name: 'Last Activity Date', type: 'date' },
    { name: 'Is Deleted', type: 'boolean' },
    { name: 'Deleted Date', type: 'date' },
    { name: 'Assigned Products', type: 'list' },
    ...[
      'Team Chat Message Count',
      'Private Chat Message Count',
      'Call Count',
      'Meeting Count',
      'Post Messages',
      'Reply Messages',
    ].map((name) => ({ name, type: 'number' as const })),
    { name: 'Meetings Organized Count', type: 'number' },
    { name: 'Meetings Attended Count', type: 'number' },
    { name: 'Audio Duration', type: 'duration' },
    { name: 'Video Duration', type: 'duration' },
    { name: 'Screen Share Duration', type: 'duration' },
    { name: 'Storage Used (Byte)', type: 'number', unit: 'bytes' },
    { name: 'Urgent Messages', type: 'number' },
    { name: 'Has Other Action', type: 'boolean' },
    { name: 'Is Licensed', type: 'boolean' },
    { name: 'Department', type: 'text' },
    { name: 'Report Period', type: 'text' },
  ],
};

/** Multiplicative congruential generator: the same file in every run. */
function generator(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** The CSV of the report, the same in every run: chunks of a thousand rows, about 217 bytes per row. */
export function* bigReport(rows: number): Generator<Buffer> {
  const random = generator(20_261_121);
  const pick = (texts: readonly string[]) => texts[Math.floor(random() * texts.length)]!;
  const count = (most: number) => (random() < 0.35 ? '0' : String(Math.floor(random() ** 3 * most)));
  const hex = () =>
    Math.floor(random() * 2 ** 31)
      .toString(16)
      .padStart(8, '0');
  const day = () =>
    new Date(Date.UTC(2026, 10, 18) - Math.floor(random() ** 3 * 180) * 86_400_000).toISOString().slice(0, 10);
  const duration = () => {
    if (random() < 0.5) {
      return 'PT0S';
    }
    const [h, m, s] = [Math.floor(random() ** 4 * 24), Math.floor(random() * 60), Math.floor(random() * 60)];
    return h + m + s === 0 ? 'PT0S' : `PT${h > 0 ? `${h}H` : ''}${m > 0 ? `${m}M` : ''}${s > 0 ? `${s}S` : ''}`;
  };
  const first = [
    'Amélie',
    'Chidi',
    'Dana',
    'Elif',
    'Fatima',
    'Goran',
    'Hana',
    'Ivan',
    'Jürgen',
    'Katarzyna',
    'Lars',
    'Mei',
  ];
  const last = [
    'Andersson',
    'Bianchi',
    'Costa',
    'Dubois',
    'Evans',
    'Fischer',
    'García',
    'Horvat',
    'Ito',
    'Jansen',
    'Kovács',
    'Lindqvist',
  ];
  const products = [
    'MICROSOFT 365 E5',
    'MICROSOFT 365 E3+ENTERPRISE MOBILITY + SECURITY E5',
    'OFFICE 365 E3+POWER BI (FREE)+VISIO PLAN 2',
    'MICROSOFT 365 F3',
    '',
  ];
  const departments = [
    'Sales',
    '"Legal, Risk and Compliance"',
    'Engineering',
    'Finance',
    'People',
    '"The ""A"" Team"',
    '',
  ];
  let lines = [`\uFEFF${definition.columns.map(({ name }) => name).join(',')}`];
  for (let row = 0; row < rows; row++) {
    const deleted = random() < 0.03;
    lines.push(
      [
        '2026-11-18',
        `${hex()}-${hex().slice(0, 4)}-4${hex().slice(0, 3)}-a${hex().slice(0, 3)}-${hex()}${hex().slice(0, 4)}`,
        `${pick(first)}.${pick(last)}.${row}@contoso.onmicrosoft.example`,
        random() < 0.1 ? '' : day(),
        deleted ? 'True' : 'False',
        deleted ? day() : '',
        pick(products),
        ...[500, 2000, 120, 90, 40, 80, 30, 90].map(count),
        duration(),
        duration(),
        duration(),
        String(Math.floor(random() ** 2 * 5e10)),
        count(5),
        random() < 0.2 ? 'Yes' : 'No',
        random() < 0.9 ? 'True' : 'False',
        pick(departments),
        '7',
      ].join(','),
    );
    if (lines.length >= 1000) {
      yield Buffer.from(`${lines.join('\r\n')}\r\n`);
      lines = [];
    }
  }
  yield Buffer.from(lines.map((line) => `${line}\r\n`).join(''));
}
