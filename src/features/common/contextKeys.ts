import type { ConnectionKind } from '../../services/auth/connections/connection.js';

/** The context keys that the manifest's `when` clauses ask for, without `usageReports.`, each with its values. */
export const contextKeys = {
  /** The report in front can be compared with others in its charts. */
  canCompare: [true, false],
  /** The report in front has a history. */
  canShowHistory: [true, false],
  /** The report in front is one that only files have: nothing can be requested. */
  onlyFromFiles: [true, false],
  /** Signing in, and out, can change something: see `signInChoices`. */
  canSignIn: [true, false],
  canSignOut: [true, false],
  /** A collection is running or paused in this window. */
  collecting: [true, false],
  /** A collection can be resumed: a paused one, or one that was canceled or interrupted. */
  unfinishedCollection: [true, false],
  /** What ticks off a step of the walkthrough: it was done since VS Code was started, and not only asked for. */
  connectionTested: [true],
  consentLinkCopied: [true],
  exported: [true],
  scriptCopied: [true],
  filtered: [true, false],
  grouping: ['period', 'product'],
  /** There is a connection beside the sample tenant. */
  hasConnections: [true, false],
  /** The tab in front is a preview, which the next one takes over. */
  previewing: [true, false],
  /** The table of products is in front, and so the unused licenses of each can be shown. */
  canShowUnused: [true, false],
  /** The reports as a tree, or which welcome view stands in their place. */
  reportsView: ['tree', 'signedOut', 'expired', 'failed', 'noPermission'],
} as const;

export type ContextKey = keyof typeof contextKeys;
export type ContextValue<Key extends ContextKey> = (typeof contextKeys)[Key][number];

/** The words that the manifest's menus look for in `viewItem`, as in `viewItem =~ /\bcanSignIn\b/`. */
export const menuWords = [
  'report',
  'savedView',
  'users',
  'licenses',
  'storage',
  'alert',
  'directory',
  'directoryOn',
  'canShare',
  'requestable',
  'fromFile',
  'period',
  'product',
  'favorites',
  'connection',
  'dailySeries',
  'favorite',
  'canBeFavorite',
  'own',
  'sample',
  'other',
  'canSignIn',
  'canSignOut',
] as const;

/** What else tells an item apart; no menu looks for it. */
type KindWord =
  | 'otherPeriods'
  | 'added'
  | 'reportGroup'
  | 'dayGroup'
  | 'singleDay'
  | 'missing'
  | 'missingReport'
  | 'unjudgedRule'
  | ConnectionKind;

export type ViewItemWord = (typeof menuWords)[number] | KindWord;

/** The `contextValue` of a tree item, which menus know as `viewItem`. Words that are `false` are left out. */
export function viewItem(...words: readonly (ViewItemWord | false)[]): string {
  return words.filter((word) => word !== false).join(' ');
}
