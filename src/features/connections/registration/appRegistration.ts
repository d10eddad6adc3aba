import type { MicrosoftCloud } from '../../../base/clouds.js';

/**
 * What an app registration for this extension consists of. The IDs are the same in every tenant and cloud.
 * Source: Microsoft Graph, "Permissions reference"; the redirect URIs are those that VS Code's Microsoft sign-in uses.
 */
export const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000';

/** Where the consent page redirects to. Nothing answers there, but the address says whether consent was given. */
export const CONSENT_REDIRECT_URI = 'http://localhost';

/** In the order in which VS Code tries them: a page on this computer, a page that redirects to VS Code, the broker of macOS. */
export const REDIRECT_URIS = [
  'http://localhost',
  'https://vscode.dev/redirect',
  'msauth.com.msauth.unsignedapp://auth',
] as const;

/** The redirect URI of the Windows broker, to be followed by the app's own ID. */
export const WINDOWS_BROKER = 'ms-appx-web://Microsoft.AAD.BrokerPlugin/';

export const APP_NAME = 'Usage Reports for VS Code';

export type RegistrationTool = 'azureCli' | 'powerShell';

/** A user signs in, or an app without a user, with a certificate or a secret. */
export type RegistrationAccess = 'delegated' | 'certificate' | 'secret';

export interface RegistrationScriptOptions {
  readonly tool: RegistrationTool;
  readonly access: RegistrationAccess;
  /** Not `custom`: the tools have no name for it. */
  readonly cloud: MicrosoftCloud;
  /** ID or domain; where absent, the home tenant of the account that runs the script. */
  readonly tenantId?: string;
  /** Names of permissions: for an app that is registered, those that it gets as well; for a new one, those beside that of usage reports. */
  readonly permissions?: readonly string[];
  /** Client ID of an app that is registered already; where absent, the script registers one. */
  readonly clientId?: string;
}
