import type { Memento } from '../../services/auth/connections/vscodeApi.js';

export interface IntroductionOptions {
  /** Of this computer. */
  readonly memento: Memento;
  /** VS Code's own setting: whether it opens the walkthroughs of what is installed. */
  readonly isWanted: () => boolean;
  /** Whether there is a connection besides the built-in ones. */
  readonly hasOwnConnection: () => boolean;
  readonly openWalkthrough: () => Promise<void>;
}

const OPENED = 'usageReports.walkthroughOpened';

/**
 * Opens the walkthrough when the reports are shown for the first time on this computer. VS Code itself opens it only after an installation
 * from the window in front, and not for what comes by Settings Sync, in an extension pack or from the command line.
 */
export async function introduce({
  memento,
  isWanted,
  hasOwnConnection,
  openWalkthrough,
}: IntroductionOptions): Promise<void> {
  if (memento.get<unknown>(OPENED) === true || !isWanted() || hasOwnConnection()) {
    return;
  }
  // Remembered first: if it can't be opened, nobody is bothered again at the next click.
  await memento.update(OPENED, true);
  await openWalkthrough();
}
