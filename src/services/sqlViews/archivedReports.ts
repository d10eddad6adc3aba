import { throwIfAborted } from '../../base/cancellation.js';
import { compareTexts } from '../../base/compareTexts.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import { DIRECTORY_DEFINITIONS } from '../../core/directory/datasets.js';
import { isDirectoryDataset } from '../../core/directory/names.js';
import {
  type ArchivedPeriod,
  type ArchivedReport,
  NO_PERIOD,
  SINGLE_DAYS,
} from '../../core/sqlViews/archivedReport.js';
import type { Archive } from '../archive/archive.js';
import type { SnapshotKey } from '../archive/names.js';
import { isUnreadable, type Snapshot } from '../archive/snapshot.js';

export interface ArchivedReports {
  /** By name, each with its periods in the order of their names. */
  readonly reports: readonly ArchivedReport[];
  /** Reports and periods with an added file that is no UTF-8, which stops other programs from reading its neighbors. */
  readonly leftOut: readonly { readonly report: string; readonly period: string }[];
  /** Folders of snapshots that are damaged, or of a newer version, from the archive's own folder. */
  readonly unreadable: readonly string[];
  /** Snapshots in the layout of version 0.1.0, which are elsewhere. */
  readonly inFormerLayout: number;
}

interface Found {
  hasCsv: boolean;
  hasPacked: boolean;
  hasPlain: boolean;
  hasJson: boolean;
  hasFiles: boolean;
  isLeftOut: boolean;
  readonly spellings: Set<string>;
}

/**
 * What an archive has of all its tenants, as views of SQL need it. Reads each `meta.json`, and of files that somebody added every byte.
 *
 * @throws UsageReportsError `storage`; the signal's `AbortError`
 */
export async function archivedReports(
  archive: Archive,
  catalog: Catalog,
  signal?: AbortSignal,
): Promise<ArchivedReports> {
  const byReport = new Map<string, Map<string, Found>>();
  const unreadable: string[] = [];
  let inFormerLayout = 0;
  for (const tenant of await archive.tenants()) {
    for await (const name of archive.unreadable(tenant)) {
      throwIfAborted(signal);
      unreadable.push(name);
    }
    for await (const key of archive.keys(tenant)) {
      for await (const snapshot of archive.history(key)) {
        throwIfAborted(signal);
        if (snapshot.place.fetched === undefined) {
          inFormerLayout++;
        } else {
          await add(foundOf(byReport, key), snapshot);
        }
      }
    }
  }
  const leftOut: { report: string; period: string }[] = [];
  const reports = [...byReport]
    .sort(([one], [other]) => compareTexts(one, other))
    .map(([name, byPeriod]): ArchivedReport => {
      const periods = [...byPeriod].sort(([one], [other]) => compareTexts(one, other));
      periods.forEach(([period, { isLeftOut }]) => isLeftOut && leftOut.push({ report: name, period }));
      return {
        name,
        definition: definitionOf(name, catalog),
        periods: periods
          .filter(([, { isLeftOut }]) => !isLeftOut)
          .map(([period, { spellings, hasCsv, hasPacked, hasPlain, hasJson, hasFiles }]): ArchivedPeriod => ({
            ...{ period, hasCsv, hasPacked, hasPlain, hasJson, hasFiles },
            spellings: [...spellings].sort(compareTexts),
          })),
      };
    });
  return { reports: reports.filter(({ periods }) => periods.length > 0), leftOut, unreadable, inFormerLayout };
}

function foundOf(byReport: Map<string, Map<string, Found>>, { report, period, date }: SnapshotKey): Found {
  const byPeriod = byReport.get(report) ?? new Map<string, Found>();
  byReport.set(report, byPeriod);
  const name = date === undefined ? (period ?? NO_PERIOD) : SINGLE_DAYS;
  const found = byPeriod.get(name) ?? {
    hasCsv: false,
    hasPacked: false,
    hasPlain: false,
    hasJson: false,
    hasFiles: false,
    isLeftOut: false,
    spellings: new Set<string>(),
  };
  byPeriod.set(name, found);
  return found;
}

async function add(found: Found, snapshot: Snapshot): Promise<void> {
  const { format, origin, parts } = snapshot.meta;
  found.hasCsv ||= format === 'csv';
  found.hasJson ||= format === 'json';
  if (format === 'csv') {
    const isPacked = parts.map(({ file }) => file.endsWith('.gz'));
    found.hasPacked ||= isPacked.includes(true);
    found.hasPlain ||= isPacked.includes(false);
    (await headerOf(snapshot)).forEach((name) => found.spellings.add(name));
  }
  if (origin !== undefined) {
    found.hasFiles = true;
    found.isLeftOut ||= !(await isUtf8(snapshot));
  }
}

/** The names in the first line. Those of the service have no line break in them, nor has a separator that matters here. */
async function headerOf(snapshot: Snapshot): Promise<readonly string[]> {
  try {
    for await (const chunk of snapshot.chunks()) {
      const [line = ''] = new TextDecoder().decode(chunk).split(/\r?\n/, 1);
      return line.split(/[,;\t]/).map((name) => name.replace(/^"|"$/g, ''));
    }
  } catch (error) {
    if (!isUnreadable(error)) {
      throw error;
    }
  }
  return [];
}

async function isUtf8(snapshot: Snapshot): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of snapshot.chunks()) {
      decoder.decode(chunk, { stream: true });
    }
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError || isUnreadable(error)) {
      return false;
    }
    throw error;
  }
}

function definitionOf(name: string, catalog: Catalog): ReportDefinition | undefined {
  return isDirectoryDataset(name) ? DIRECTORY_DEFINITIONS[name] : catalog.findArchived(name);
}
