import * as vscode from 'vscode';
import { logTextOf } from '../../base/redact.js';
import { plural } from '../../l10n/plurals.js';
import { viewErrorText } from '../../l10n/viewErrorTexts.js';
import { COMPUTER_FILE } from '../../services/views/computerViews.js';
import { ON_COMPUTER } from '../../shared/views/savedView.js';
import { showWarning } from '../common/messages.js';
import { workspaceFile } from './workspaceViews.js';

export interface ViewProblemsOptions {
  /** Folder of the extension's own data. */
  readonly storage: vscode.Uri;
  readonly log: Pick<vscode.LogOutputChannel, 'warn'>;
}

/** Says why views of a file are not there. A file is read often, so it says the same once, and again after it was mended and broken anew. */
export class ViewProblems {
  readonly #options: ViewProblemsOptions;
  /** What was said last of each place. */
  readonly #said = new Map<string, string>();

  constructor(options: ViewProblemsOptions) {
    this.#options = options;
  }

  /**
   * @param place of the file; see `PlacedView.place`
   * @param problems all that it has now; none where it is good
   */
  tell(place: string, problems: readonly unknown[]): void {
    const logged = problems.map(logTextOf);
    const text = logged.join('\n');
    if (text !== (this.#said.get(place) ?? '')) {
      this.#said.set(place, text);
      logged.forEach((line) => this.#options.log.warn(line));
      void this.#show(place, problems);
    }
  }

  async #show(place: string, [first, ...others]: readonly unknown[]): Promise<void> {
    if (first === undefined) {
      return;
    }
    const file =
      place === ON_COMPUTER
        ? vscode.Uri.joinPath(this.#options.storage, COMPUTER_FILE)
        : workspaceFile(vscode.Uri.parse(place));
    const open = vscode.l10n.t('Open File');
    const texts = [
      vscode.l10n.t('Not all saved views in {0} can be read.', vscode.workspace.asRelativePath(file)),
      viewErrorText(first),
      ...(others.length === 0
        ? []
        : [
            plural(others.length, {
              one: vscode.l10n.t('{0} more problem is in the log.'),
              other: vscode.l10n.t('{0} more problems are in the log.'),
            }),
          ]),
    ];
    if ((await showWarning(texts.join(' '), open)) === open) {
      // VS Code says in the editor what it cannot open.
      await vscode.commands.executeCommand('vscode.open', file);
    }
  }
}
