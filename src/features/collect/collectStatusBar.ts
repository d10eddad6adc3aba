import * as vscode from 'vscode';
import { commandId } from '../../commandIds.js';
import type { Disposable } from '../../base/emitter.js';
import { collectionStatus, collectionText, spokenCollection } from '../../l10n/collectionStateTexts.js';
import { statusText } from '../common/plainText.js';
import { tooltip } from '../common/tooltip.js';
import { canResume, type CollectionState } from './collectionState.js';

/** The status bar's entry of the collection: how far it is, until when it waits, and with a click pause or resume. */
export class CollectStatusBar implements Disposable {
  readonly #item: vscode.StatusBarItem;

  constructor() {
    this.#item = vscode.window.createStatusBarItem('usageReports.collect', vscode.StatusBarAlignment.Left, -1);
    this.#item.name = vscode.l10n.t('Usage Reports: Collecting');
  }

  dispose(): void {
    this.#item.dispose();
  }

  /**
   * @param now milliseconds since the epoch
   * @param usage sentences about what is left of the service's limits
   */
  show(state: CollectionState, now: number, usage: string | undefined): void {
    const text = collectionStatus(state, now);
    if (state.kind === 'none' || text === undefined) {
      this.#item.hide();
      return;
    }
    const resumes = canResume(state);
    this.#item.text = statusText(iconOf(state), text);
    this.#item.command = commandId(resumes ? 'resumeCollection' : 'pauseCollection');
    const hint =
      state.kind === 'interrupted'
        ? vscode.l10n.t('Click to resume it. To discard it, run Cancel Collection.')
        : resumes
          ? vscode.l10n.t('Click to resume.')
          : vscode.l10n.t('Click to pause.');
    this.#item.tooltip = tooltip(
      [collectionText(state) ?? ''],
      ...[usage, hint].filter((line) => line !== undefined).map((line) => [line]),
    );
    this.#item.accessibilityInformation = { label: spokenCollection(state), role: 'button' };
    this.#item.show();
  }
}

function iconOf({ kind }: Exclude<CollectionState, { kind: 'none' }>): string {
  return { running: 'cloud-download', paused: 'debug-pause', interrupted: 'debug-continue' }[kind];
}
