import * as l10n from '@vscode/l10n';

/** What VS Code adds to its own question whether to sign in. */
export const signInTexts = {
  reason: ({ name }: { readonly name: string }) => l10n.t('Usage Reports reads the usage reports of {0}.', name),
  retryReason: ({ name }: { readonly name: string }) =>
    l10n.t('Microsoft Graph no longer accepts the sign-in for {0}.', name),
};
