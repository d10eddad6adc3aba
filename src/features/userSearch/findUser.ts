import * as vscode from 'vscode';
import { isCancelled } from '../../base/errors.js';
import { publishedCloud } from '../../services/auth/connections/clouds.js';
import type { Connection } from '../../services/auth/connections/connection.js';
import type { Connections } from '../../services/auth/connections/connections.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import { refOfCard } from './cardIds.js';
import { UserSearchPanel } from './userPanel.js';
import { missingParameters, type UserSnapshot, userSnapshots, userSummary } from './userSummary.js';
import { findUsers, findUserData } from '../../core/users/findUsers.js';
import type { UserNames } from '../../core/catalog/userColumns.js';
import { isConcealedHash } from '../../core/users/userQuery.js';
import { ReportSeries } from '../../services/collect/reportSeries.js';
import type { ReportService } from '../../services/reports/reportService.js';
import type { UserSummary } from '../../shared/pages/userSearch.js';
import type { CommandArgument } from '../../commandIds.js';
import type { ReportRef } from '../../shared/report.js';
import type { ErrorDisplay } from '../common/errorDisplay.js';
import { type Progress, withProgress } from '../common/progress.js';
import { type FoundCandidate, pickUser } from './pickUser.js';
import { askUserName, pickTenants } from './askUserName.js';
import { numberLabel } from '../../l10n/numberTexts.js';
import { showInformation } from '../common/messages.js';
import { plural } from '../../l10n/plurals.js';

export interface FindUserOptions {
  readonly extensionUri: vscode.Uri;
  readonly catalog: () => Catalog;
  readonly connections: Connections;
  readonly service: ReportService;
  /** @param options.transientFilter shows the rows with this text only */
  readonly openReport: (ref: ReportRef, options?: { readonly transientFilter?: string }) => Promise<void>;
  readonly errors: Pick<ErrorDisplay, 'show'>;
  readonly log: vscode.LogOutputChannel;
  readonly now: () => Date;
}

interface TenantUserSnapshots {
  readonly connection: Connection;
  readonly snapshots: readonly UserSnapshot[];
}

/**
 * Searches the newest archived detail reports for a user, and shows what they say. What was typed and what is found is written nowhere:
 * not to the log, not to a state, not to a list of recent items.
 *
 * @param given what another extension or a key binding asks for; without it, the person is asked
 */
export async function findUser(
  given: CommandArgument<'findUser'> | undefined,
  options: FindUserOptions,
): Promise<void> {
  const { connections } = options;
  const text = given?.user ?? (await askUserName());
  if (text === undefined || text.trim() === '') {
    return;
  }
  const archived = await archivedReports(options);
  const named = given?.connection === undefined ? undefined : connections.get(given.connection);
  const active = named ?? connections.active;
  const withReports = archived.filter(({ snapshots }) => snapshots.length > 0).map(({ connection }) => connection);
  const wanted = named !== undefined ? [named] : await pickTenants(active, withReports);
  if (wanted !== undefined) {
    await findIn(wanted, text, options);
  }
}

/** Searches the archived reports of some tenants. Where nobody is found, what isn't archived can be fetched, and is searched then. */
async function findIn(wanted: readonly Connection[], text: string, options: FindUserOptions): Promise<void> {
  const all = (await archivedReports(options)).filter(({ connection }) =>
    wanted.some(({ id }) => id === connection.id),
  );
  const tenants = all.filter(({ snapshots }) => snapshots.length > 0);
  const missing = all.flatMap(({ connection, snapshots }) =>
    missingParameters(snapshots, options.catalog(), publishedCloud(connection.cloud)).map((parameter) => ({
      connection: connection.id,
      ...parameter,
    })),
  );
  const candidates = tenants.length === 0 ? [] : await searched(text, tenants, options);
  if (candidates.length > 0) {
    const chosen = await pickUser(candidates, tenants.length > 1);
    if (chosen !== undefined) {
      await show(chosen.connection, chosen.candidate.names, options);
    }
    return;
  }
  const [first] = wanted;
  const answer =
    tenants.length === 0 && first !== undefined
      ? await notifyNothingArchived(first, missing.length, options)
      : await notifyNoMatch(text, tenants, missing.length, options);
  if (answer === 'fetch' && (await fetchMissing(missing, options))) {
    await findIn(wanted, text, options);
  }
}

/**
 * Fetches reports one by one. One that fails doesn't keep the others from being searched.
 * @returns whether any was fetched
 */
async function fetchMissing(
  refs: readonly ReportRef[],
  { service, errors }: Pick<FindUserOptions, 'service' | 'errors'>,
): Promise<boolean> {
  const begun: string[] = [];
  try {
    await withProgress(vscode.l10n.t('Fetching reports about users'), (signal, progress) =>
      new ReportSeries(service).fetchAll(refs, signal, ({ title }) => {
        progress.report({ increment: begun.length === 0 ? 0 : 100 / refs.length, message: title });
        begun.push(title);
      }),
    );
    return true;
  } catch (error) {
    if (isCancelled(error)) {
      return false;
    }
    // Nobody waits for its buttons.
    void errors.show(error, refs[0] ?? {});
    const facts = await Promise.all(refs.map((ref) => service.archivedFacts(ref)));
    return facts.some((known) => known !== undefined);
  }
}

async function archivedReports({ connections, service }: FindUserOptions): Promise<TenantUserSnapshots[]> {
  return Promise.all(
    connections.all.map(async (connection) => ({
      connection,
      snapshots: userSnapshots(await service.newestDetailSnapshots(connection)),
    })),
  );
}

async function searched(
  text: string,
  tenants: readonly TenantUserSnapshots[],
  { log }: FindUserOptions,
): Promise<FoundCandidate[]> {
  return withSearchProgress(async (signal, progress) => {
    const all = tenants.reduce((sum, { snapshots }) => sum + snapshots.length, 0);
    const found: FoundCandidate[] = [];
    // Told before each snapshot, so nothing is done yet at the first.
    let share = 0;
    for (const { connection, snapshots } of tenants) {
      const candidates = await findUsers(text, snapshots, {
        signal,
        onSnapshot: ({ definition }) => {
          progress.report({ increment: share, message: definition.title });
          share = 100 / all;
        },
        onUnreadable: (snapshot) => logUnreadable(snapshot, log),
      });
      found.push(...candidates.map((candidate) => ({ connection, candidate })));
    }
    return found.sort((one, other) => one.candidate.rank - other.candidate.rank);
  });
}

/** Shows the progress of a search, which can be canceled. */
function withSearchProgress<T>(work: (signal: AbortSignal, progress: Progress) => Promise<T>): Promise<T> {
  return withProgress(vscode.l10n.t('Searching archived reports'), work);
}

function logUnreadable({ definition }: UserSnapshot, log: vscode.LogOutputChannel): void {
  log.warn(`A stored snapshot of ${definition.name} cannot be read; it is left out of the search.`);
}

async function show(connection: Connection, names: UserNames, options: FindUserOptions): Promise<void> {
  const { extensionUri, errors, log } = options;
  let latest = names;
  const search = async (signal: AbortSignal, onStep: (text: string) => void) => {
    const summary = await loadUserSummary(connection, latest, options, signal, onStep);
    latest = { principalName: summary.principalName, displayName: summary.displayName, id: summary.id };
    return summary;
  };
  const summary = await withSearchProgress((signal, progress) =>
    search(signal, (message) => progress.report({ message })),
  );
  new UserSearchPanel(summary, {
    extensionUri,
    connection: connection.id,
    errors,
    log,
    search,
    fetch: (ids, signal, onStep) => fetchReports(connection, ids, options, signal, onStep),
    openReport: (id) =>
      options.openReport(refOfCard(connection.id, id), {
        transientFilter: latest.principalName ?? latest.id ?? latest.displayName,
      }),
    findAnother: () => findUser(undefined, options),
  });
}

async function loadUserSummary(
  connection: Connection,
  names: UserNames,
  { catalog, service, now, log }: FindUserOptions,
  signal: AbortSignal,
  onStep: (text: string) => void,
): Promise<UserSummary> {
  const snapshots = userSnapshots(await service.newestDetailSnapshots(connection));
  const unreadable: UserSnapshot[] = [];
  const user = await findUserData(names, snapshots, {
    signal,
    onSnapshot: ({ definition }) => onStep(definition.title),
    onUnreadable: (snapshot) => {
      logUnreadable(snapshot, log);
      unreadable.push(snapshot);
    },
  });
  return userSummary({
    user,
    unreadable,
    connection: { name: connection.name, isSample: connection.kind === 'sample' },
    cloud: publishedCloud(connection.cloud),
    catalog: catalog(),
    now: now(),
  });
}

async function fetchReports(
  connection: Connection,
  ids: readonly string[],
  { service }: FindUserOptions,
  signal: AbortSignal,
  onStep: (text: string) => void,
): Promise<void> {
  const refs = ids.map((id) => refOfCard(connection.id, id));
  await new ReportSeries(service).fetchAll(refs, signal, ({ title }) => onStep(vscode.l10n.t('Fetching {0}', title)));
}

/** @param missing how many reports about users can be fetched */
async function notifyNothingArchived(
  connection: Connection,
  missing: number,
  options: FindUserOptions,
): Promise<'fetch' | undefined> {
  const open = vscode.l10n.t('Open Report…');
  const fetch = vscode.l10n.t('Fetch Missing Reports');
  const answer = await showInformation(
    [
      vscode.l10n.t(
        'No report about users of {0} is archived yet. Open one, for example "Active users, user details", and search again.',
        connection.name,
      ),
      missingText(missing),
    ].join(' '),
    fetch,
    open,
  );
  if (answer === open) {
    await options.openReport({ connection: connection.id, report: 'getOffice365ActiveUserDetail', period: 'D30' });
  }
  return answer === fetch ? 'fetch' : undefined;
}

/** Says what was searched, and what can be done. */
async function notifyNoMatch(
  text: string,
  tenants: readonly TenantUserSnapshots[],
  missing: number,
  options: FindUserOptions,
): Promise<'fetch' | undefined> {
  const again = vscode.l10n.t('Search Again…');
  const fetch = vscode.l10n.t('Fetch Missing Reports');
  const count = tenants.reduce((sum, { snapshots }) => sum + snapshots.length, 0);
  const looked = plural(count, {
    one: vscode.l10n.t('No user was found in {0} archived report.'),
    other: vscode.l10n.t('No user was found in {0} archived reports.'),
  });
  const days = tenants.flatMap(({ snapshots }) => snapshots).filter(({ ref }) => ref.date !== undefined).length;
  const onlyActive =
    days === 0
      ? []
      : [
          vscode.l10n.t(
            'Of {0} of them, only a single day is archived, which has only users who were active on it.',
            numberLabel(days),
          ),
        ];
  const hint = isConcealedHash(text)
    ? vscode.l10n.t("Concealed names change when the tenant's privacy setting is changed.")
    : vscode.l10n.t('If names are concealed, search for a concealed name that you copied from a report.');
  const answer = await showInformation(
    [looked, ...onlyActive, hint, ...(missing === 0 ? [] : [missingText(missing)])].join(' '),
    ...(missing === 0 ? [] : [fetch]),
    again,
  );
  if (answer === again) {
    await findUser(undefined, options);
  }
  return answer === fetch ? 'fetch' : undefined;
}

function missingText(count: number): string {
  return plural(count, {
    one: vscode.l10n.t("{0} report about users isn't archived, so it wasn't searched. Fetching it takes a request."),
    other: vscode.l10n.t(
      "{0} reports about users aren't archived, so they weren't searched. Fetching them takes as many requests.",
    ),
  });
}
