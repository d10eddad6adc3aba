import type { ConnectionState } from '../../services/auth/connections/connectionState.js';

/** What the view of the reports shows: the tree, or in its place what stands in the way of the first report. */
export type ReportsView = 'tree' | 'signedOut' | 'expired' | 'noPermission';

export interface ReportsViewInput {
  /** `undefined` until it is known: nobody is told that they are signed out before that is certain. */
  readonly state: ConnectionState | undefined;
  readonly hasFetchedReports: boolean;
  /** The person wants to look around first. */
  readonly browsing: boolean;
}

/** Once anything was fetched the tree stays, whatever happened to the sign-in: what was fetched can be read without one. */
export function reportsView({ state, hasFetchedReports, browsing }: ReportsViewInput): ReportsView {
  if (hasFetchedReports || browsing) {
    return 'tree';
  }
  switch (state?.kind) {
    case 'signedOut':
    case 'expired':
    case 'noPermission':
      return state.kind;
    default:
      return 'tree';
  }
}
