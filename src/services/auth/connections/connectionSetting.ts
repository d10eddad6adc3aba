import { type ConnectionSetting, readConnections, SAMPLE_CONNECTION } from './connection.js';

/** What a person can write into an entry here. Anything else that stands in one was put there by hand, and stays. */
const FIELDS: readonly (keyof ConnectionSetting)[] = [
  'id',
  'name',
  'kind',
  'cloud',
  'graphEndpoint',
  'authority',
  'tenantId',
  'clientId',
  'certificatePath',
];

/**
 * The setting `usageReports.connections` with one entry more, or another content of the entry with this id. All other entries,
 * faulty ones included, stay as they are and where they are.
 */
export function withEntry(setting: unknown, entry: ConnectionSetting): unknown[] {
  const entries = entriesOf(setting);
  const index = indexOf(entries, entry.id);
  return index === -1 ? [...entries, entry] : entries.with(index, { ...unknownFields(entries[index]), ...entry });
}

/** The setting without the entry of this id. */
export function withoutEntry(setting: unknown, id: string): unknown[] {
  const entries = entriesOf(setting);
  const index = indexOf(entries, id);
  return entries.filter((_, position) => position !== index);
}

function entriesOf(setting: unknown): unknown[] {
  return Array.isArray(setting) ? (setting as unknown[]) : [];
}

/** The entry that counts: the first usable one with the id, as `readConnections` has it. */
function indexOf(entries: readonly unknown[], id: string): number {
  return entries.findIndex((entry) =>
    readConnections([entry]).connections.some((read) => read !== SAMPLE_CONNECTION && read.id === id),
  );
}

function unknownFields(entry: unknown): object {
  return Object.fromEntries(
    Object.entries(entry as object).filter(([name]) => !FIELDS.some((field) => field === name)),
  );
}
