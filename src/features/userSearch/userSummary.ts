import * as vscode from 'vscode';
import type { MicrosoftCloud } from '../../base/clouds.js';
import { isPublished } from '../../core/catalog/chooseVersion.js';
import { type Catalog, isRetired } from '../../core/catalog/catalog.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import type { FoundUser, UserInReport } from '../../core/users/findUsers.js';
import { foundTable } from '../../core/users/foundTable.js';
import { userColumns } from '../../core/catalog/userColumns.js';
import { userFacts } from '../../core/users/userFacts.js';
import { isConcealedHash } from '../../core/users/userQuery.js';
import type { SearchedSnapshot } from '../../core/users/searchSnapshot.js';
import type { ArchivedSnapshot, DetailSnapshot } from '../../services/reports/archivedSnapshots.js';
import { fileInTurns } from '../../services/tables/fileInTurns.js';
import type { UserCard, UserReportGap, UserSummary } from '../../shared/pages/userSearch.js';
import type { UserEntry } from '../../shared/userFacts.js';
import type { Notice, TenantFacts } from '../../shared/pages/common.js';
import type { ReportRef } from '../../shared/report.js';
import { type IsoDate, MS_PER_DAY } from '../../base/dates.js';
import { normalizeName } from '../../core/table/store/columnNames.js';
import { dataDaysOf } from '../../core/table/store/dataDays.js';
import type { ReportTable } from '../../core/table/store/table.js';
import { dayLabel, parameterLabel } from '../../l10n/periodTexts.js';
import { cardId } from './cardIds.js';

/** An archived snapshot that users can be searched in. */
export type UserSnapshot = DetailSnapshot & SearchedSnapshot;

export interface UserSummaryInput {
  readonly user: FoundUser<UserSnapshot>;
  /** Snapshots that could not be read. */
  readonly unreadable: readonly UserSnapshot[];
  readonly connection: TenantFacts;
  readonly cloud: MicrosoftCloud;
  readonly catalog: Catalog;
  readonly now: Date;
}

/** Archived snapshots of reports whose rows name users. */
export function userSnapshots(snapshots: readonly DetailSnapshot[]): UserSnapshot[] {
  return snapshots.flatMap((snapshot) => {
    const columns = userColumns(snapshot.definition);
    const { format, bytes, definition } = snapshot;
    const file = fileInTurns({ format, chunks: () => snapshot.chunks() }, bytes, definition);
    return columns === undefined ? [] : [{ ...snapshot, ...file, columns }];
  });
}

/** Everything that the page shows. */
export function userSummary(input: UserSummaryInput): UserSummary {
  const { user, connection } = input;
  const { displayName, principalName, id } = user.names;
  const cards = user.reports.filter(({ found }) => found.rows.length > 0).map((report) => cardOf(report, input));
  const own = cards.filter(({ owns }) => !owns);
  const entries = own.flatMap((card) => card.entries.map((entry) => ({ card, entry })));
  const latest = entries
    .flatMap(({ card, entry }) =>
      entry.lastActivity === undefined ? [] : [{ date: entry.lastActivity, product: card.product }],
    )
    .reduce<UserSummary['lastActivity']>(
      (best, each) => (best === undefined || each.date > best.date ? each : best),
      undefined,
    );
  return {
    connection,
    heading: displayName ?? principalName ?? id ?? '',
    displayName,
    principalName,
    id,
    lastActivity: latest,
    ...deletionOf(own),
    products: unique(entries.flatMap(({ entry }) => entry.products ?? [])),
    licensed: unique(entries.flatMap(({ entry }) => entry.licensed)),
    storage: storageOf(own),
    cards,
    gaps: gapsOf(input),
    notices: noticesOf(input),
  };
}

function cardOf({ snapshot, found }: UserInReport<UserSnapshot>, { catalog, now }: UserSummaryInput): UserCard {
  const { definition, refreshDate, fetchedAt } = snapshot;
  const { isSubject } = snapshot.columns;
  const table = foundTable(found.rows, definition);
  return {
    id: cardId(snapshot.ref),
    ...namesOf(definition, catalog),
    parameter: parameterLabel(snapshot.ref),
    refreshDate,
    refreshAgeDays:
      refreshDate === null
        ? null
        : Math.max(0, Math.floor((now.getTime() - Date.parse(`${refreshDate}T00:00:00Z`)) / MS_PER_DAY)),
    fetchedAt,
    owns: !isSubject,
    entries: Array.from({ length: table.rowCount }, (_, row) => {
      const facts = userFacts(table, row, fetchedAt);
      const label = isSubject ? undefined : labelOf(table, row);
      return { ...facts, figures: facts.figures.filter(({ value }) => value !== label), label } satisfies UserEntry;
    }),
    more: found.matches - found.rows.length,
  };
}

/** The name of a site or group that the user owns, as far as the report says. */
function labelOf(table: ReportTable, row: number): string | undefined {
  const labels = ['Site URL', 'Group Display Name', 'Site Id', 'Group Id'].map((name) =>
    table.text(row, table.columnIndex(name)),
  );
  return labels.find((label) => label !== '');
}

function namesOf(definition: ReportDefinition, catalog: Catalog): Pick<UserCard, 'title' | 'product' | 'icon'> {
  const product = catalog.product(definition.product);
  return { title: definition.title, product: product?.title ?? definition.product, icon: product?.icon ?? 'file' };
}

/** Reports can be of different days: the newest that says anything about it counts. */
function deletionOf(cards: readonly UserCard[]): { isDeleted?: boolean; deletedOn?: IsoDate } {
  const newestFirst = [...cards].sort((one, other) => (other.refreshDate ?? '').localeCompare(one.refreshDate ?? ''));
  // OneDrive's flag is about the OneDrive, which can exist longer than its owner, or shorter. It has no date.
  const said = newestFirst
    .flatMap(({ entries }) => entries)
    .find(({ isDeleted, products }) => isDeleted !== undefined && products !== undefined);
  const entry = said ?? newestFirst.flatMap(({ entries }) => entries).find(({ isDeleted }) => isDeleted !== undefined);
  return entry === undefined ? {} : { isDeleted: entry.isDeleted, deletedOn: entry.deletedOn };
}

function storageOf(cards: readonly UserCard[]): UserSummary['storage'] {
  return cards.flatMap(({ product, entries }) =>
    entries.flatMap(({ figures, zeros }) => {
      const used = figures.find(({ column }) => normalizeName(column.name) === 'storage used (byte)')?.value;
      const bytes =
        typeof used === 'number'
          ? used
          : zeros.some(({ name }) => normalizeName(name) === 'storage used (byte)')
            ? 0
            : undefined;
      return bytes === undefined ? [] : [{ product, bytes }];
    }),
  );
}

function gapsOf({ user, unreadable, catalog, cloud }: UserSummaryInput): UserReportGap[] {
  const searched = new Map(
    [...user.reports.map(({ snapshot }) => snapshot), ...unreadable].map((snapshot) => [snapshot.definition, snapshot]),
  );
  const isName = user.names.principalName !== undefined && !isConcealedHash(user.names.principalName);
  const gaps: UserReportGap[] = [];
  const period = usualPeriod(user.reports.map(({ snapshot }) => snapshot));
  const gapOf = (snapshot: UserSnapshot): Omit<UserReportGap, 'why'> => {
    const { definition, ref, refreshDate } = snapshot;
    // What a single day does not say, a period may.
    const wanted = ref.date === undefined ? ref : { report: ref.report, period: parameterFor(definition, period) };
    return { id: cardId(wanted), ...namesOf(definition, catalog), parameter: parameterLabel(ref), refreshDate };
  };
  for (const { snapshot, found } of user.reports) {
    if (found.rows.length === 0) {
      gaps.push({ ...gapOf(snapshot), why: whyNotFound(snapshot, found.concealed && isName) });
    }
  }
  gaps.push(...unreadable.map((snapshot) => ({ ...gapOf(snapshot), why: 'unreadable' as const })));
  for (const definition of missingReports([...searched.keys()], catalog, cloud)) {
    gaps.push({
      id: cardId({ report: definition.name, period: parameterFor(definition, period) }),
      ...namesOf(definition, catalog),
      why: 'notFetched',
    });
  }
  return gaps;
}

/** Reports that name users, of which nothing is archived. */
function missingReports(
  searched: readonly ReportDefinition[],
  catalog: Catalog,
  cloud: MicrosoftCloud,
): readonly ReportDefinition[] {
  return catalog.reports.filter(
    (definition) =>
      definition.kind === 'detail' &&
      userColumns(definition) !== undefined &&
      !isRetired(definition, catalog) &&
      !searched.includes(definition) &&
      isPublished(definition, cloud),
  );
}

/** What to request of each report that names users and isn't archived, for the period of most of those that are. */
export function missingParameters(
  snapshots: readonly UserSnapshot[],
  catalog: Catalog,
  cloud: MicrosoftCloud,
): readonly Pick<ReportRef, 'report' | 'period'>[] {
  const period = usualPeriod(snapshots);
  return missingReports(
    snapshots.map(({ definition }) => definition),
    catalog,
    cloud,
  ).map((definition) => {
    const wanted = parameterFor(definition, period);
    return { report: definition.name, ...(wanted === undefined ? {} : { period: wanted }) };
  });
}

function whyNotFound({ rowCount, ref }: UserSnapshot, isConcealed: boolean): UserReportGap['why'] {
  return rowCount === 0 ? 'noRows' : isConcealed ? 'concealed' : ref.date === undefined ? 'notFound' : 'notActive';
}

/** The period of most archived reports, so that the figures of a page are of the same days. */
function usualPeriod(snapshots: readonly ArchivedSnapshot[]): string {
  const counts = new Map<string, number>();
  for (const { ref } of snapshots) {
    if (ref.period !== undefined) {
      counts.set(ref.period, (counts.get(ref.period) ?? 0) + 1);
    }
  }
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0] ?? 'D30';
}

function parameterFor({ periods }: ReportDefinition, wanted: string): string | undefined {
  return periods.find((period) => period === wanted) ?? periods[0];
}

function noticesOf({ user }: UserSummaryInput): Notice[] {
  const { principalName, displayName, id } = user.names;
  const notices = user.reports.flatMap((report) => [...snapshotNotices(report.snapshot), ...dayNotices(report)]);
  if (principalName !== undefined && isConcealedHash(principalName)) {
    notices.push({
      severity: 'info',
      text: vscode.l10n.t(
        "This is a concealed name. It stands for the same user in all reports, as long as Microsoft doesn't change it.",
      ),
      detail: vscode.l10n.t(
        "Microsoft doesn't document how names are concealed. This extension can't reveal who the user is or find a concealed name by a real one. If a report doesn't contain this name, its names may have been concealed at another time.",
      ),
      actions: [],
    });
  } else if (principalName === undefined && id === undefined && displayName !== undefined) {
    notices.push({
      severity: 'warning',
      text: vscode.l10n.t(
        'Found only by display name. If several users have this name, the rows of all of them are shown.',
      ),
      actions: [],
    });
  }
  return notices;
}

/** Why a snapshot may say less than its report could. */
function snapshotNotices({ definition, ref, newerWithoutRows }: UserSnapshot): Notice[] {
  const texts: string[] = [];
  if (ref.date !== undefined) {
    texts.push(
      vscode.l10n.t(
        'Only a single day of "{0}" is archived, so it has only users who were active on {1}.',
        definition.title,
        dayLabel(ref.date),
      ),
    );
  }
  if (newerWithoutRows !== undefined) {
    texts.push(
      vscode.l10n.t(
        'The newest archived snapshot of "{0}" has no rows, so an older one was searched.',
        definition.title,
      ),
    );
  }
  return texts.map((text) => ({ severity: 'info', text, actions: [] }));
}

/** Days about the user that cannot be right. */
function dayNotices({ snapshot: { definition, fetchedAt }, found }: UserInReport<UserSnapshot>): Notice[] {
  return dataDaysOf(foundTable(found.rows, definition), fetchedAt).implausible.flatMap((warning): Notice[] =>
    warning.kind === 'implausibleDays'
      ? [
          {
            severity: 'warning',
            text: vscode.l10n.t(
              "\"{0}\" has the day {1}, which can't be right. It's shown as received, and isn't taken for the last activity.",
              definition.title,
              dayLabel(warning.example),
            ),
            actions: [],
          },
        ]
      : [],
  );
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
