const EVERY = ['locale', 'json', 'help', 'version', 'archive', 'shared'] as const;
const WRITING = ['out', 'format', 'tenant', 'attributes', 'attributes-user'] as const;

/** Commands that do something; each has its arguments, and a case in `main.ts`. Beside each are the options that it has. */
export const COMMANDS = {
  collect: [
    ...EVERY,
    ...[
      'set',
      'format',
      'tenant',
      'cloud',
      'graph-endpoint',
      'fresh-hours',
      'max-minutes',
      'month-ends',
      'sample',
      'past-months',
      'dry-run',
      'directory',
    ],
    ...['csv-per-function', 'csv-per-tenant', 'json-per-tenant'],
  ],
  status: EVERY,
  export: [...EVERY, ...WRITING, 'report', 'period', 'date', 'view', 'views', 'minimum-group'],
  users: [...EVERY, ...WRITING],
  licenses: [...EVERY, ...WRITING, 'unused', 'product', 'prices', 'currency'],
  storage: [...EVERY, ...WRITING],
  check: [...EVERY, 'rules', 'format', 'only-new', 'tenant', 'tenant-name', 'prices', 'currency'],
  views: [...EVERY, 'engine', 'out'],
  report: [
    ...[...EVERY, 'out', 'format', 'tenant', 'template', 'month', 'title', 'logo', 'accent-color', 'name-users'],
    ...['minimum-group', 'prices', 'currency', 'tenant-name', 'attributes', 'attributes-user'],
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Command = keyof typeof COMMANDS;

/** The first option that a command does not have; `undefined` where all are its own. @param given without dashes */
export function foreignOption(command: Command, given: readonly string[]): string | undefined {
  const own: readonly string[] = COMMANDS[command];
  return given.find((option) => !own.includes(option));
}
