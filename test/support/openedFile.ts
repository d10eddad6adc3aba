import { FileReports } from '../../src/services/reports/fileReports.js';
import type { Report } from '../../src/services/reports/report.js';
import { catalog } from './catalog.js';

interface FileOptions {
  readonly name?: string;
  readonly chosen?: string;
}

/** A file of the person's, from its text or its bytes. */
export function fileOf(content: string | Uint8Array, { name = 'report.csv', chosen }: FileOptions = {}): FileReports {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return new FileReports(
    {
      address: `file:///reports/${name}`,
      name,
      read: () => Promise.resolve({ bytes, changedAt: '2026-11-21T10:00:00.000Z' }),
      chosen: () => chosen,
    },
    () => catalog,
  );
}

/** Opens such a file for as long as `use` runs. */
export async function opened<T>(
  content: string | Uint8Array,
  use: (report: Report) => T | Promise<T>,
  options: FileOptions = {},
): Promise<T> {
  const file = fileOf(content, options);
  const { signal } = new AbortController();
  return file.use(file.ref, { signal }, async (report) => use(report));
}
