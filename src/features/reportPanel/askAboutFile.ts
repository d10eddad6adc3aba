import * as vscode from 'vscode';
import { dayOf, type IsoDate, isDataDay, isIsoDate } from '../../base/dates.js';
import { connectionKindLabel, sampleDetail } from '../../l10n/connectionTexts.js';
import { dayLabel, periodLabel } from '../../l10n/periodTexts.js';
import type { Connection } from '../../services/auth/connections/connection.js';
import type { Connections } from '../../services/auth/connections/connections.js';
import type { FileToAdd } from '../../services/reports/fileToAdd.js';
import { showInput, showPick } from '../common/quickInput.js';

const title = () => vscode.l10n.t('Add to Archive');

/** Asks whose report a file is: no file says it. The tenant that is shown comes first. */
export async function askTenant(
  { file }: FileToAdd,
  { all, active }: Pick<Connections, 'all' | 'active'>,
): Promise<Connection | undefined> {
  const items = [active, ...all.filter(({ id }) => id !== active.id)].map((connection) => ({
    label: connection.name,
    description: connection.id === active.id ? vscode.l10n.t('current') : undefined,
    detail: connection.kind === 'sample' ? sampleDetail(connection) : connectionKindLabel(connection.kind),
    connection,
  }));
  const placeHolder = vscode.l10n.t('Which tenant is {0} from?', file.name);
  return (await showPick(items, { title: title(), placeHolder, matchOnDetail: true }))?.connection;
}

/** Asks for the period or day that a file is about, where its rows don't say it. */
export async function askParameter({
  definition,
  refreshDay,
}: FileToAdd): Promise<{ readonly period?: string; readonly date?: IsoDate } | undefined> {
  const { periods, acceptsDate } = definition;
  const items = [
    ...periods.map((period) => ({ label: periodLabel(period), description: period, parameter: { period } })),
    ...(acceptsDate && refreshDay !== undefined
      ? [{ label: dayLabel(refreshDay.day), description: refreshDay.day, parameter: { date: refreshDay.day } }]
      : []),
  ];
  const placeHolder = vscode.l10n.t("Which period is the report about? The file doesn't say it.");
  return (await showPick(items, { title: title(), placeHolder, matchOnDescription: true }))?.parameter;
}

/** Asks up to which day the data of a file goes, where it doesn't say it. */
export async function askDay({ file }: FileToAdd, now: Date): Promise<IsoDate | undefined> {
  const answer = await showInput({
    title: title(),
    prompt: vscode.l10n.t("Up to which day does the data go (YYYY-MM-DD, UTC)? The file doesn't say it."),
    value: [file.changedAt.slice(0, 10), dayOf(now)].sort()[0],
    validateInput: (text) =>
      isIsoDate(text.trim()) && isDataDay(text.trim(), now.toISOString())
        ? undefined
        : vscode.l10n.t('Enter a day such as {0} that is not in the future.', dayOf(now)),
  });
  return answer?.trim();
}
