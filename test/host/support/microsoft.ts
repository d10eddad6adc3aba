import * as vscode from 'vscode';
import type { Account, Call, ProviderId } from '../../ui/support/microsoftAccounts.js';

export type { Account, Call };

/** The stand-in Microsoft sign-ins of this host. What changes sessions resolves when all extensions have been told. */
export const microsoft = {
  setAccounts: (accounts: readonly (Omit<Account, 'signedIn'> & { signedIn?: boolean })[], provider?: ProviderId) =>
    announced(() => run('setAccounts', accounts, provider)),
  failNext: (message: string) => run('failNext', message),
  /** Sessions carry another token from now on; VS Code is told unless `unheard`. */
  renewTokens: ({ unheard = false } = {}) =>
    unheard ? run('renewTokensUnheard') : announced(() => run('renewTokens')),
  removeSessions: (id: string, provider?: ProviderId) => announced(() => run('removeSessions', id, provider)),
  hang: (hanging: boolean) => run('hang', hanging),
  /** Resolves when a question has been left hanging. */
  hung: () => run('hung'),
  meetChallenges: (when: 'never' | 'silently' | 'interactively') => run('meetChallenges', when),
  calls: () => run<Call[]>('calls'),
};

async function run<T = void>(name: string, ...args: unknown[]): Promise<T> {
  return vscode.commands.executeCommand<T>(`testMicrosoft.${name}`, ...args);
}

/** The stand-ins announce each change for both providers. VS Code carries it to its window and back to the extensions. */
async function announced(change: () => Promise<void>): Promise<void> {
  const providers: readonly string[] = ['microsoft', 'microsoft-sovereign-cloud'];
  // An announcement of a provider that is not registered yet would not be heard.
  await Promise.all(providers.map((provider) => vscode.authentication.getAccounts(provider)));
  const missing = new Set(providers);
  const told = new Promise<void>((resolve) => {
    const listening = vscode.authentication.onDidChangeSessions(({ provider }) => {
      missing.delete(provider.id);
      if (missing.size === 0) {
        listening.dispose();
        resolve();
      }
    });
  });
  await change();
  await told;
}
