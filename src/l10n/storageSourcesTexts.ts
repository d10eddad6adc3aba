import * as l10n from '@vscode/l10n';
import type { Catalog } from '../core/catalog/catalog.js';
import type { StorageFacts, StorageSource } from '../core/storage/storageFacts.js';
import { STORAGE_KINDS } from '../core/storage/storageReports.js';
import type { NoticeAction } from '../shared/pages/common.js';
import type { TableSources } from '../shared/pages/tableSources.js';
import { failureCautions } from './failureCautions.js';
import { shortParameterLabel } from './periodTexts.js';
import { plural } from './plurals.js';
import { sourcesLine } from './sourcesLine.js';
import { storedLabel } from './storedTexts.js';

const [MAILBOX, ONEDRIVE] = STORAGE_KINDS;

/** What all rows of a kind come to, in bytes. */
export interface StorageTotal {
  readonly kind: string;
  readonly used: number | null;
}

export interface StorageSourcesOptions {
  /** Names of reports that the connection is not given. */
  readonly unavailable?: readonly string[];
  readonly actions?: readonly NoticeAction[];
  /** By name of a report, a sentence that says why it could not be fetched. */
  readonly failures?: ReadonlyMap<string, string>;
}

/** What the page says of the reports that the table of storage is made of. */
export function storageSourcesOf(
  facts: StorageFacts,
  totals: readonly StorageTotal[],
  catalog: Catalog,
  { unavailable = [], actions = [], failures = new Map<string, string>() }: StorageSourcesOptions = {},
): TableSources {
  const { sources } = facts;
  const titleOf = ({ report }: StorageSource) => catalog.find(report)?.title ?? report;
  const missing = sources.filter(({ state }) => state === 'missing');
  const failureOf = ({ report, state }: StorageSource) => (state === 'missing' ? failures.get(report) : undefined);
  return {
    line: [...sourcesLine(sources), ...totals.flatMap(totalText)].join(' · '),
    cautions: [
      ...cautionsOf(facts),
      ...failureCautions(
        missing.map((source) => ({ report: source.report, title: titleOf(source) })),
        failures,
      ),
    ],
    reports: sources.map((source) => ({
      title: titleOf(source),
      period: source.state === 'missing' ? '' : shortParameterLabel({ period: source.period }),
      day: source.refreshDate,
      state: source.state === 'unreadable' || failureOf(source) !== undefined ? 'failed' : source.state,
      ...(source.state === 'missing' ? {} : { rowCount: source.rowCount }),
      note: failureOf(source) ?? noteOf(source, facts, unavailable.includes(source.report)),
    })),
    actions: [...actions],
  };
}

function totalText({ kind, used }: StorageTotal): string[] {
  if (used === null) {
    return [];
  }
  switch (kind) {
    case MAILBOX:
      return [l10n.t('mailboxes {0}', storedLabel(used))];
    case ONEDRIVE:
      return [l10n.t('OneDrive {0}', storedLabel(used))];
    default:
      return [l10n.t('sites {0}', storedLabel(used))];
  }
}

/** What has to be known before anything is read out of the table. */
function cautionsOf(facts: StorageFacts): string[] {
  const used = facts.sources.filter(({ state }) => state === 'used');
  const older = used.filter((source) => isOlder(source, facts)).length;
  const isCompared = used.some(({ earlier }) => earlier.some(({ state }) => state === 'used'));
  const notToldApart = used.reduce((sum, source) => sum + source.notToldApart, 0);
  return [
    ...(older === 0
      ? []
      : [
          plural(older, {
            one: l10n.t('The reports are of different days: {0} is older. Each row says which day it is of.'),
            other: l10n.t('The reports are of different days: {0} are older. Each row says which day it is of.'),
          }),
        ]),
    ...(isCompared
      ? []
      : [
          l10n.t(
            "Growth isn't known: no snapshot from 7 to 90 days before the newest is archived that it can be compared with.",
          ),
        ]),
    ...(notToldApart === 0
      ? []
      : [
          plural(notToldApart, {
            one: l10n.t(
              "The growth of {0} row isn't known: its ID is concealed in one of the snapshots, or isn't of this row alone.",
            ),
            other: l10n.t(
              "The growth of {0} rows isn't known: their IDs are concealed in one of the snapshots, or aren't of one row alone.",
            ),
          }),
        ]),
  ];
}

function noteOf(source: StorageSource, facts: StorageFacts, isUnavailable: boolean): string {
  const { state, earlier } = source;
  const of = (wanted: string) => earlier.filter((one) => one.state === wanted);
  const days = of('used').flatMap(({ refreshDate }) =>
    refreshDate === null ? [] : [shortParameterLabel({ date: refreshDate })],
  );
  const [unreadable, notToldApart] = [of('unreadable').length, of('notToldApart').length];
  return [
    ...(state === 'missing'
      ? [isUnavailable ? l10n.t('Not available to this connection') : l10n.t('Not in the archive')]
      : []),
    ...(state === 'unreadable' ? [l10n.t("The archived file can't be read")] : []),
    ...(isOlder(source, facts) ? [l10n.t('Older than the newest report')] : []),
    ...(days.length === 0 ? [] : [l10n.t('Compared with {0}', days.join(', '))]),
    ...(state === 'used' && earlier.length === 0 ? [l10n.t('No snapshot to compare with')] : []),
    ...(unreadable === 0
      ? []
      : [
          plural(unreadable, {
            one: l10n.t("{0} earlier snapshot can't be read"),
            other: l10n.t("{0} earlier snapshots can't be read"),
          }),
        ]),
    ...(notToldApart === 0
      ? []
      : [
          plural(notToldApart, {
            one: l10n.t("{0} earlier snapshot can't be compared: names are concealed in only one of the two"),
            other: l10n.t("{0} earlier snapshots can't be compared: names are concealed in them alone, or only here"),
          }),
        ]),
  ].join(' · ');
}

function isOlder({ state, refreshDate }: StorageSource, facts: StorageFacts): boolean {
  return state === 'used' && refreshDate !== null && facts.refreshDate !== null && refreshDate < facts.refreshDate;
}
