import type { MicrosoftCloud } from '../../../base/clouds.js';

/**
 * What an app registration for this extension consists of. The IDs are the same in every tenant and cloud.
 * Source: Microsoft Graph, "Permissions reference"; the redirect URIs are those that VS Code's Microsoft sign-in uses.
 */
export const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000';

/** Reports.Read.All, delegated: on behalf of a signed-in user. */
export const DELEGATED_PERMISSION_ID = '02e97553-ed7b-43d0-ab3c-f8bace0d040c';

/** Reports.Read.All, application: without a user. */
export const APPLICATION_PERMISSION_ID = '230c1aed-a721-4c5d-9cb4-a90514e508ef';

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
}
