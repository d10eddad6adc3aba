import * as l10n from '@vscode/l10n';
import { stat } from 'node:fs/promises';
import { UsageReportsError } from '../base/errors.js';
import type { Catalog } from '../core/catalog/catalog.js';
import { Archive } from '../services/archive/archive.js';
import { type Connection, SAMPLE_CONNECTION } from '../services/auth/connections/connection.js';
import { withDirectory } from '../services/attributes/directoryAttributes.js';
import { ArchivedDirectory } from '../services/directory/archivedDirectory.js';
import type { AttributesOf } from '../services/reports/attributesOf.js';
import { ReportService } from '../services/reports/reportService.js';
import { sampleConnections } from '../l10n/connectionTexts.js';
import { refuseInArchive, refuseInputs } from './outPath.js';

/** A tenant of an archive, which is read without knowing how to sign in to it. */
export interface ArchivedTenant {
  readonly archive: Archive;
  readonly connection: Connection;
}

/** Absolute paths, and the tenant as the archive names it. */
interface OpenOptions {
  readonly archive: string;
  /** The file that is to be written; absent where there is none. */
  readonly out?: string;
  readonly tenant?: string;
  /** What people call it; as the archive names it if absent. */
  readonly tenantName?: string;
  readonly shared: boolean;
  readonly attributes?: string;
  readonly prices?: string;
  readonly views?: string;
  readonly logo?: string;
  /** A file, or the name of a built-in one. */
  readonly template?: string;
}

/**
 * Opens an archive for what it has of its only tenant, or of the one that is named.
 * @param warn receives what is passed over
 * @throws UsageReportsError `storage`; `invalidRequest` if there are several tenants, none, or no such one, and for a file in the archive
 */
export async function openArchive(
  { archive: folder, out, tenant: named, tenantName, shared, ...others }: OpenOptions,
  warn: (message: string) => void,
): Promise<ArchivedTenant> {
  if (out !== undefined) {
    await refuseInArchive(out, folder);
    const { attributes, prices, views, logo, template } = others;
    await refuseInputs(
      out,
      [attributes, prices, views, logo, template].filter((file) => file !== undefined),
    );
  }
  await stat(folder).catch((error: unknown) => {
    throw new UsageReportsError('storage', l10n.t("The archive folder doesn't exist."), {}, { cause: error });
  });
  const archive = new Archive(folder, { isShared: () => shared, onWarning: (error) => warn(error.message) });
  const tenant = await tenantOf(archive, named);
  const name = tenantName ?? sampleConnections().find(({ id }) => id === tenant)?.name ?? tenant;
  return { archive, connection: { ...SAMPLE_CONNECTION, id: tenant, name, fileLabel: tenant } };
}

/**
 * Reads what is archived. The caller disposes of it.
 * @param attributes the file whose columns reports about users have as well, beside those of the directory
 */
export function serviceOf(
  { archive, connection }: ArchivedTenant,
  catalog: Catalog,
  attributes: AttributesOf = () => Promise.resolve([]),
): ReportService {
  return new ReportService({
    catalog: () => catalog,
    connection: () => connection,
    tenantKey: () => connection.id,
    archive,
    fetchReport: () => Promise.reject(new Error('An export requests nothing.')),
    now: () => new Date(),
    settings: () => ({ format: 'csv', freshHours: 0 }),
    attributes: withDirectory(attributes, directoryOf({ archive, connection })),
  });
}

/** What is archived of the tenant's directory. */
export function directoryOf({ archive, connection }: ArchivedTenant): ArchivedDirectory {
  return new ArchivedDirectory({ archive, tenantOf: () => Promise.resolve(connection.id) });
}

async function tenantOf(archive: Archive, named: string | undefined): Promise<string> {
  const tenants = await archive.tenants();
  const [only] = tenants;
  const found = named === undefined && tenants.length === 1 ? only : tenants.find((tenant) => tenant === named);
  if (found === undefined) {
    throw new UsageReportsError(
      'invalidRequest',
      tenants.length === 0
        ? l10n.t('No reports are archived.')
        : l10n.t('The option {0} must be one of: {1}', '--tenant', tenants.join(', ')),
      { argument: 'tenant' },
    );
  }
  return found;
}
