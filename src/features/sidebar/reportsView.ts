import type { ConnectionState } from '../../services/auth/connections/connectionState.js';

/** What the view of the reports shows: the tree, or in its place why no report can be fetched. */
export type ReportsView = 'tree' | 'signedOut' | 'expired' | 'failed' | 'noPermission';

export interface ReportsViewInput {
  /** `undefined` until it is known: the view does not say that one is signed out before that is certain. */
  readonly state: ConnectionState | undefined;
  readonly hasFetchedReports: boolean;
  /** The person wants to see the tree all the same. */
  readonly browsing: boolean;
}

/** Once anything is archived, the tree stays, whatever the state of the sign-in: archived reports can be read without one. */
export function reportsView({ state, hasFetchedReports, browsing }: ReportsViewInput): ReportsView {
  if (hasFetchedReports || browsing) {
    return 'tree';
  }
  switch (state?.kind) {
    case 'signedOut':
    case 'expired':
    case 'failed':
    case 'noPermission':
      return state.kind;
    default:
      return 'tree';
  }
}
