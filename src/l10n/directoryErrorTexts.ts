import * as l10n from '@vscode/l10n';
import { displayLanguage } from './displayLanguage.js';
import type { ErrorTexts } from './errorActions.js';

/** @param permissions that nobody has consented to */
export function missingPermissionTexts(permissions: readonly string[]): ErrorTexts {
  return {
    text: l10n.t("The app doesn't have consent to {0} in this tenant.", listOf(permissions)),
    detail: l10n.t(
      'Reports and the other directory data still work. An administrator has to grant it once. For a connection without a user, first add it to the app registration: "Add Permissions" copies a script that does. Open the consent link as an administrator, or send it to one, and then retry.',
    ),
    actions: ['copyConsentLink', 'addPermissions', 'retry', 'copyDetails'],
  };
}

/** @param permissions what the request needs; the token does not tell which is missing, if any is */
export function deniedDirectoryTexts(permissions: readonly string[]): ErrorTexts {
  return {
    text: l10n.t('Microsoft Graph denied access to directory data, which needs {0}.', listOf(permissions)),
    detail: l10n.t(
      "Either the app doesn't have consent to it, or the account's roles don't include one that can read it. Reports and the other directory data still work.",
    ),
    actions: ['copyConsentLink', 'addPermissions', 'retry', 'chooseAccount', 'copyDetails'],
  };
}

/** @param permissions that nobody has signed in for, while nobody is to be asked */
export function directorySignInTexts(permissions: readonly string[]): ErrorTexts {
  return {
    text: l10n.t("You haven't signed in for {0} yet.", listOf(permissions)),
    detail: l10n.t(
      'A collection asks nobody to sign in. Refresh the directory data once, and consent. Reports still work.',
    ),
    actions: ['refreshDirectoryData', 'copyConsentLink', 'addPermissions', 'copyDetails'],
  };
}

export function premiumLicenseTexts(): ErrorTexts {
  return {
    text: l10n.t('Microsoft sends the last sign-ins only to tenants with Microsoft Entra ID P1 or P2.'),
    detail: l10n.t(
      'Without them, nobody is shown as never signed in. Reports and the other directory data still work.',
    ),
    actions: ['copyDetails'],
  };
}

function listOf(names: readonly string[]): string {
  return new Intl.ListFormat(displayLanguage(), { type: 'conjunction' }).format(names);
}
