import { type ConnectionSetting, readConnections } from './connection.js';

/** The fields that this extension edits. Other fields of an entry stay unchanged. */
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
 * The setting `usageReports.connections` with an entry added, or with the entry of this id replaced. All other entries, invalid ones
 * included, stay unchanged and in their place.
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

/** Index of the first valid entry with the id, the one that `readConnections` uses. */
function indexOf(entries: readonly unknown[], id: string): number {
  return entries.findIndex((entry) =>
    readConnections([entry]).connections.some((read) => read.kind !== 'sample' && read.id === id),
  );
}

function unknownFields(entry: unknown): object {
  return Object.fromEntries(
    Object.entries(entry as object).filter(([name]) => !FIELDS.some((field) => field === name)),
  );
}
