import type { ReportArgument } from '../../commandIds.js';
import type { Connection } from '../../services/auth/connections/connection.js';
import type { Connections } from '../../services/auth/connections/connections.js';
import type { ReportRef } from '../../shared/report.js';

/** The report that an argument names; of the active connection where it names none. */
export function refOf(
  { report, period, date, history, connection }: ReportArgument,
  activeConnection: string,
): ReportRef {
  return { connection: connection ?? activeConnection, report, period, date, history };
}

/**
 * The connection that an argument names.
 * @throws UsageReportsError `invalidRequest` for an ID that is not configured
 */
export function connectionOf(
  { connection, active }: { readonly connection?: string; readonly active?: true } = {},
  connections: Pick<Connections, 'active' | 'get'>,
): Connection | undefined {
  return connection !== undefined ? connections.get(connection) : active === true ? connections.active : undefined;
}
