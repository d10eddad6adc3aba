import * as l10n from '@vscode/l10n';
import type { IsoDate } from '../base/dates.js';
import { type Catalog, fullTitle } from '../core/catalog/catalog.js';
import type { JoinedUsersFacts, UserSource } from '../core/users/joined/joinedUsers.js';
import { failureCautions } from './failureCautions.js';
import { shortParameterLabel } from './periodTexts.js';
import { plural } from './plurals.js';
import { sourcesLine } from './sourcesLine.js';
import type { NoticeAction } from '../shared/pages/common.js';
import type { TableSources } from '../shared/pages/tableSources.js';

/**
 * What the page says of the reports that the table is joined from.
 * @param unavailable names of reports that the connection is not given
 * @param failures by name of a report, a sentence that says why it could not be fetched
 */
export function sourcesOf(
  facts: JoinedUsersFacts,
  catalog: Catalog,
  unavailable: readonly string[],
  actions: readonly NoticeAction[],
  failures: ReadonlyMap<string, string> = new Map(),
): TableSources {
  const { sources } = facts;
  const titleOf = ({ report }: UserSource) => {
    const definition = catalog.find(report);
    return definition === undefined ? report : fullTitle(definition, catalog);
  };
  return {
    line: lineOf(facts),
    cautions: [
      ...cautionsOf(facts, titleOf),
      ...failureCautions(
        sources.filter(isMissing).map((source) => ({ report: source.report, title: titleOf(source) })),
        failures,
      ),
    ],
    reports: sources.map((source) => ({
      title: titleOf(source),
      period: source.state === 'missing' ? '' : shortParameterLabel({ period: source.period }),
      day: source.refreshDate,
      state:
        source.state === 'used' ? 'used' : isMissing(source) && !failures.has(source.report) ? 'missing' : 'failed',
      ...(source.state === 'missing' ? {} : { rowCount: source.rowCount }),
      note:
        (isMissing(source) ? failures.get(source.report) : undefined) ??
        noteOf(source, facts, unavailable.includes(source.report)),
    })),
    actions: [...actions],
  };
}

function isMissing({ state }: UserSource): boolean {
  return state === 'missing';
}

function lineOf({ sources }: JoinedUsersFacts): string {
  const leftOut = sources.reduce((sum, source) => sum + leftOutOf(source), 0);
  return [
    ...sourcesLine(sources),
    ...(leftOut === 0
      ? []
      : [plural(leftOut, { one: l10n.t('{0} row not joined'), other: l10n.t('{0} rows not joined') })]),
  ].join(' · ');
}

function cautionsOf(facts: JoinedUsersFacts, titleOf: (source: UserSource) => string): string[] {
  const { sources, concealed } = facts;
  const otherNames = sources.filter(({ state }) => state === 'otherNames').map(titleOf);
  const others = concealed
    ? {
        one: l10n.t("Names can be read in {0} report and are concealed in the others, so it can't be joined: {1}."),
        other: l10n.t(
          "Names can be read in {0} reports and are concealed in the others, so they can't be joined: {1}.",
        ),
      }
    : {
        one: l10n.t("Names are concealed in {0} report and not in the others, so it can't be joined: {1}."),
        other: l10n.t("Names are concealed in {0} reports and not in the others, so they can't be joined: {1}."),
      };
  return [
    ...daysCaution(sources.flatMap((source) => (source.state === 'used' ? source.refreshDate : []))),
    ...(otherNames.length === 0 ? [] : [plural(otherNames.length, others, otherNames.join(', '))]),
  ];
}

/** That reports are older than the newest one, if any is. @param days of all reports, `null` where one does not say it */
export function daysCaution(days: readonly (IsoDate | null)[]): string[] {
  const known = days.filter((day) => day !== null);
  const newest = known.reduce((one, other) => (other > one ? other : one), '');
  const older = known.filter((day) => day < newest).length;
  return older === 0
    ? []
    : [
        plural(older, {
          one: l10n.t('The reports are of different days: {0} is older. Its columns say which day they are of.'),
          other: l10n.t('The reports are of different days: {0} are older. Their columns say which day they are of.'),
        }),
      ];
}

function noteOf(source: UserSource, facts: JoinedUsersFacts, isUnavailable: boolean): string {
  const { state, leftOut } = source;
  return [
    state === 'missing'
      ? isUnavailable
        ? l10n.t('Not available to this connection')
        : l10n.t('Not in the archive')
      : undefined,
    state === 'otherNames' && leftOut.otherNames === 0
      ? facts.concealed
        ? l10n.t('Its names can be read, and are concealed in the others')
        : l10n.t('Its names are concealed, and can be read in the others')
      : undefined,
    state === 'unreadable' ? l10n.t("The archived file can't be read") : undefined,
    isOlder(source, facts) ? l10n.t('Older than the newest report') : undefined,
    leftOut.noName === 0
      ? undefined
      : plural(leftOut.noName, {
          one: l10n.t('{0} row not joined: it names no user'),
          other: l10n.t('{0} rows not joined: they name no user'),
        }),
    leftOut.repeated === 0
      ? undefined
      : plural(leftOut.repeated, {
          one: l10n.t('{0} row not joined: its user has another'),
          other: l10n.t('{0} rows not joined: their users have another'),
        }),
    leftOut.otherNames === 0
      ? undefined
      : plural(
          leftOut.otherNames,
          facts.concealed
            ? {
                one: l10n.t('{0} row not joined: its name can be read, and the others are concealed'),
                other: l10n.t('{0} rows not joined: their names can be read, and the others are concealed'),
              }
            : {
                one: l10n.t('{0} row not joined: its name is concealed, and the others can be read'),
                other: l10n.t('{0} rows not joined: their names are concealed, and the others can be read'),
              },
        ),
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}

function isOlder({ state, refreshDate }: UserSource, facts: JoinedUsersFacts): boolean {
  return state === 'used' && refreshDate !== null && facts.refreshDate !== null && refreshDate < facts.refreshDate;
}

function leftOutOf({ leftOut: { noName, repeated, otherNames } }: UserSource): number {
  return noName + repeated + otherNames;
}
