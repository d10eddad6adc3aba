import * as vscode from 'vscode';
import type { UsageReportsError } from '../../base/errors.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import { publishedCloud } from '../../services/auth/connections/clouds.js';
import { accessOf, type Connection } from '../../services/auth/connections/connection.js';
import { collectSetText, type CollectSet, longestPeriods } from '../../services/collect/collectSet.js';
import { Collector } from '../../services/collect/collector.js';
import { type CollectPlan, planCollection } from '../../services/collect/plan.js';
import type { ReportService } from '../../services/reports/reportService.js';
import { requestFormat } from '../../settings.js';
import type { NoticeAction } from '../../shared/pages/common.js';
import { plural } from '../../l10n/plurals.js';

export interface MissingReportsOptions {
  readonly catalog: () => Catalog;
  readonly service: ReportService;
}

/** What would be requested of reports that a table lacks. */
export interface MissingReports {
  /** As {@link CollectSet} is written. */
  readonly set: string;
  readonly requests: number;
  /** Names of those that the connection is not given: its cloud has them not, or its kind of sign-in. */
  readonly unavailable: readonly string[];
  /** By name: why the last request of this session failed. */
  readonly failures: ReadonlyMap<string, UsageReportsError>;
}

/** The button that fetches what is missing. */
export const FETCH_MISSING = 'fetchMissingReports';

/** Nothing where there is nothing to request. @param some whether others are there, so that the button says that it fetches the missing ones */
export function fetchActions({ requests }: MissingReports, some: boolean): NoticeAction[] {
  if (requests === 0) {
    return [];
  }
  const label = some
    ? plural(requests, {
        one: vscode.l10n.t('Fetch Missing Reports ({0} request)'),
        other: vscode.l10n.t('Fetch Missing Reports ({0} requests)'),
      })
    : plural(requests, {
        one: vscode.l10n.t('Fetch ({0} request)'),
        other: vscode.l10n.t('Fetch ({0} requests)'),
      });
  return [{ id: FETCH_MISSING, label }];
}

/** @param reports names in the catalog */
export async function missingReports(
  reports: readonly string[],
  connection: Connection,
  options: MissingReportsOptions,
): Promise<MissingReports> {
  const { plan, set } = await planLongest(reports, connection, options);
  const failures = new Map<string, UsageReportsError>();
  for (const { ref, definition } of plan.requested) {
    const state = await options.service.state(ref);
    if (state.kind === 'failed') {
      failures.set(definition.name, state.error);
    }
  }
  return {
    failures,
    set: collectSetText(set),
    requests: plan.requested.length,
    unavailable: [...plan.unpublished, ...plan.unreadable].map(({ name }) => name),
  };
}

/**
 * Makes the reports of a sample tenant that nothing is archived of. It asks nobody for anything, so nobody has to ask for it.
 * @throws UsageReportsError what would make all further ones fail, such as `storage`; the signal's `AbortError`
 */
export async function makeSampleReports(
  reports: readonly string[],
  connection: Connection,
  options: MissingReportsOptions,
  signal: AbortSignal,
): Promise<void> {
  const { plan } = await planLongest(reports, connection, options);
  const requested = plan.requested.filter(({ archived }) => archived === undefined);
  if (requested.length > 0) {
    const { service } = options;
    const { failure } = await new Collector({ plan: { ...plan, requested }, service }).run(signal);
    signal.throwIfAborted();
    if (failure !== undefined) {
      throw failure;
    }
  }
}

/** Of each report the longest period, which says most of its users. */
async function planLongest(
  reports: readonly string[],
  connection: Connection,
  { catalog, service }: MissingReportsOptions,
): Promise<{ readonly plan: CollectPlan; readonly set: CollectSet }> {
  const set = longestPeriods(reports, catalog());
  const plan = await planCollection({
    set,
    catalog: catalog(),
    connection: connection.id,
    cloud: publishedCloud(connection.cloud),
    access: accessOf(connection),
    format: requestFormat(),
    archivedFacts: (ref) => service.archivedFacts(ref),
  });
  return { plan, set };
}
