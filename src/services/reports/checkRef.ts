import type { Connection } from '../auth/connections/connection.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import { validateParameter } from '../../core/catalog/period.js';
import { isIsoDate } from '../../base/dates.js';
import { UsageReportsError } from '../../base/errors.js';
import type { ReportRef } from '../../shared/report.js';

/** A reference that is valid according to the catalog. */
export interface CheckedRef {
  /** With the report's current name. */
  readonly ref: ReportRef;
  readonly definition: ReportDefinition;
  readonly connection: Connection;
}

export interface CheckRefOptions {
  readonly catalog: () => Catalog;
  readonly connection: (id: string) => Connection;
  readonly now: () => Date;
}

/**
 * Validates a reference against the catalog and gives the report its current name.
 * @throws UsageReportsError `invalidRequest`
 */
export function checkRef(ref: ReportRef, { catalog, connection, now }: CheckRefOptions): CheckedRef {
  const definition = catalog().findArchived(ref.report);
  if (definition === undefined) {
    throw new UsageReportsError('invalidRequest', `There is no report "${ref.report}".`, { argument: 'report' });
  }
  if (ref.history === true) {
    checkHistory(definition, ref);
  } else {
    validateParameter(definition, ref, now());
  }
  return { ref: normalized(ref, definition), definition, connection: connection(ref.connection) };
}

/**
 * As {@link checkRef}, but of a single day however long ago: it was archived while the service had it.
 * @throws UsageReportsError `invalidRequest`
 */
export function checkArchivedRef(ref: ReportRef, options: CheckRefOptions): CheckedRef {
  const { date } = ref;
  return checkRef(ref, date !== undefined && isIsoDate(date) ? { ...options, now: () => new Date(date) } : options);
}

function checkHistory({ name, kind }: ReportDefinition, { period, date }: ReportRef): void {
  if (period !== undefined || date !== undefined) {
    throw new UsageReportsError('invalidRequest', `The history of ${name} takes neither a period nor a date.`, {
      argument: 'history',
    });
  }
  if (kind !== 'daily-series') {
    throw new UsageReportsError('invalidRequest', `${name} is no daily series, so it has no history of days.`, {
      argument: 'history',
    });
  }
}

/** References travel to pages and to other extensions, so a key without a value is left out. */
function normalized({ connection, period, date, history }: ReportRef, { name }: ReportDefinition): ReportRef {
  if (history === true) {
    return { connection, report: name, history };
  }
  return {
    connection,
    report: name,
    ...(period === undefined ? {} : { period }),
    ...(date === undefined ? {} : { date }),
  };
}
