import * as l10n from '@vscode/l10n';

/** What a button below an error does; see `features/common/errorDisplay.ts`. */
export type ErrorAction =
  | 'signIn'
  | 'chooseAccount'
  | 'enterSecret'
  | 'signOut'
  | 'retry'
  | 'showLog'
  | 'switchTenant'
  | 'editConnection'
  | 'registerApp'
  | 'copyConsentLink'
  | 'addPermissions'
  | 'refreshDirectoryData'
  | 'collectReports'
  | 'copyDetails'
  | 'roleHelp'
  | 'copyEnableRequest'
  | 'enableHelp'
  | 'openAsText'
  | 'chooseReport'
  | 'chooseAttributesFile'
  | 'openFormatSetting'
  | 'openSnapshotsSetting'
  | 'openArchiveSettings'
  | 'openReportSettings'
  | 'openSovereignSettings'
  | 'openProxySettings';

/** What happened and why, in words a tired administrator understands, and the buttons that help. */
export interface ErrorTexts {
  readonly text: string;
  readonly detail?: string;
  readonly actions: readonly ErrorAction[];
}

export function labelOf(action: ErrorAction): string {
  switch (action) {
    case 'signIn':
      return l10n.t('Sign In');
    case 'chooseAccount':
      return l10n.t('Choose Account…');
    case 'enterSecret':
      return l10n.t('Enter Secret…');
    case 'signOut':
      return l10n.t('Sign Out');
    case 'retry':
      return l10n.t('Retry');
    case 'showLog':
      return l10n.t('Show Log');
    case 'switchTenant':
      return l10n.t('Switch Tenant…');
    case 'editConnection':
      return l10n.t('Edit Connection…');
    case 'registerApp':
      return l10n.t('Register an App');
    case 'copyConsentLink':
      return l10n.t('Copy Consent Link');
    case 'addPermissions':
      return l10n.t('Add Permissions…');
    case 'collectReports':
      return l10n.t('Collect Reports…');
    case 'refreshDirectoryData':
      return l10n.t('Refresh Directory Data');
    case 'copyDetails':
      return l10n.t('Copy Details');
    case 'roleHelp':
      return l10n.t('Who Can Read Reports?');
    case 'copyEnableRequest':
      return l10n.t('Copy Request');
    case 'enableHelp':
      return l10n.t('How to Turn On This Report');
    case 'openAsText':
      return l10n.t('Open as Text');
    case 'chooseReport':
      return l10n.t('Choose Report…');
    case 'chooseAttributesFile':
      return l10n.t('Choose Attributes File…');
    case 'openFormatSetting':
      return l10n.t('Open Format Setting');
    case 'openSnapshotsSetting':
      return l10n.t('Open Setting');
    case 'openReportSettings':
      return l10n.t('Open Settings of Reports');
    case 'openArchiveSettings':
      return l10n.t('Open Archive Settings');
    case 'openSovereignSettings':
      return l10n.t('Open Cloud Settings');
    case 'openProxySettings':
      return l10n.t('Open Proxy Settings');
  }
}

/** Whether what failed is worth another attempt as soon as the action is done. */
export function shouldRetryAfter(action: ErrorAction): boolean {
  return action === 'retry' || action === 'signIn' || action === 'chooseAccount' || action === 'enterSecret';
}
