import * as vscode from 'vscode';
import type { Connection } from '../../services/auth/connections/connection.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import { UsageReportsError } from '../../base/errors.js';
import { countOutcomes, type CollectResult } from '../../services/collect/collector.js';
import type { CollectPlan } from '../../services/collect/plan.js';
import { collectionText } from '../../l10n/collectionStateTexts.js';
import { planTexts, summaryText } from '../../l10n/collectTexts.js';
import { labelOf } from '../../l10n/errorActions.js';
import { errorTextsFor } from '../../l10n/errorTexts.js';
import { plural } from '../../l10n/plurals.js';
import type { ErrorDisplay } from '../common/errorDisplay.js';
import { ask, MAX_BUTTONS, showInformation, showWarning } from '../common/messages.js';
import type { CollectionState } from './collectionState.js';
import { showFailures } from './failureList.js';

/** Says how a collection stands. @returns the button that was chosen; the collection may have gone on since */
export async function notifyState(
  state: Exclude<CollectionState, { kind: 'none' }>,
): Promise<'pause' | 'resume' | 'cancel' | undefined> {
  const first = state.kind === 'running' ? vscode.l10n.t('Pause') : vscode.l10n.t('Resume');
  const last = state.kind === 'interrupted' ? vscode.l10n.t("Don't Resume") : vscode.l10n.t('Cancel');
  const chosen = await showInformation(collectionText(state) ?? '', first, last);
  if (chosen === undefined) {
    return undefined;
  }
  return chosen === last ? 'cancel' : state.kind === 'running' ? 'pause' : 'resume';
}

/**
 * Asks before another collection takes the place of one that can be resumed.
 * @returns `undefined` where neither is wanted
 */
export async function askWhichCollection(
  unfinished: Extract<CollectionState, { kind: 'interrupted' }>,
): Promise<'resume' | 'new' | undefined> {
  const resume = vscode.l10n.t('Resume');
  const another = vscode.l10n.t('New Collection');
  const chosen = await ask(
    collectionText(unfinished) ?? '',
    vscode.l10n.t('Only one collection can be resumed, so a new one takes its place. What was fetched stays archived.'),
    resume,
    another,
  );
  return chosen === resume ? 'resume' : chosen === another ? 'new' : undefined;
}

export interface ResultOptions {
  readonly connection: Connection;
  readonly catalog: () => Catalog;
  readonly errors: Pick<ErrorDisplay, 'attempt' | 'run'>;
  readonly log: Pick<vscode.LogOutputChannel, 'info'>;
  readonly overviewChosen: (connection: Connection) => void;
  readonly resume: () => Promise<void>;
}

/** Says how a collection ended, with what helps. */
export async function notifyResult(plan: CollectPlan, result: CollectResult, options: ResultOptions): Promise<void> {
  const { connection, catalog, errors, log, overviewChosen, resume } = options;
  const text = summaryText(connection.name, plan, result);
  log.info(text);
  const failed = countOutcomes(result).failed > 0;
  const error = result.failure ?? directoryFailure(result);
  const failure = error && errorTextsFor(error);
  // The first one that helps: there is another button for the next attempt, and one that lists the failures.
  const action = failure?.actions.find((each) => !['retry', 'showLog', 'copyDetails'].includes(each));
  const choices: readonly (readonly [label: string, run: () => unknown])[] = [
    ...(action === undefined
      ? []
      : [
          [
            labelOf(action),
            () => errors.attempt(() => errors.run(action, error, { connection: connection.id })),
          ] as const,
        ]),
    ...(result.notRequested.length > 0 ? [[vscode.l10n.t('Resume'), resume] as const] : []),
    ...(failed ? [[vscode.l10n.t('Show Failed Reports'), () => showFailures(result, catalog())] as const] : []),
    [vscode.l10n.t('Open Overview'), () => overviewChosen(connection)],
  ];
  const offered = choices.slice(0, MAX_BUTTONS);
  const why = failure === undefined ? '' : ` ${failure.text}`;
  const show = failed ? showWarning : showInformation;
  const chosen = await show(text + why, ...offered.map(([label]) => label));
  await offered.find(([label]) => label === chosen)?.[1]();
}

/** Why something of the directory couldn't be read: no view has the button that helps. */
function directoryFailure({ finished }: CollectResult): UsageReportsError | undefined {
  return finished
    .flatMap(({ planned, outcome }) =>
      planned.directory !== undefined && outcome.kind === 'failed' ? [outcome.error] : [],
    )
    .find((error) => error instanceof UsageReportsError);
}

/** Why a plan has no requests. */
export function nothingToCollectText(plan: CollectPlan): string {
  const fresh = plan.fresh.length;
  if (fresh === 0) {
    return `${vscode.l10n.t('Nothing to collect.')} ${planTexts(plan, 0).reasons}`.trim();
  }
  return fresh === 1
    ? vscode.l10n.t('Nothing to collect: the report is already up to date.')
    : plural(fresh, { other: vscode.l10n.t('Nothing to collect: all {0} reports are already up to date.') });
}
