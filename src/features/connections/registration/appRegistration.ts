import type { CloudId } from '../../../services/auth/connections/clouds.js';

/**
 * What an app registration for this extension consists of. The ids are the same in every tenant and cloud.
 * Source: Microsoft Graph, "Permissions reference"; the redirect URIs are those that VS Code's Microsoft sign-in uses.
 */
export const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000';

/** Reports.Read.All on behalf of a person. */
export const DELEGATED_PERMISSION_ID = '02e97553-ed7b-43d0-ab3c-f8bace0d040c';

/** Reports.Read.All without a person. */
export const APPLICATION_PERMISSION_ID = '230c1aed-a721-4c5d-9cb4-a90514e508ef';

/** Where the page for consent leads back to: to nothing, but the address says whether consent was given. */
export const CONSENT_REDIRECT_URI = 'http://localhost';

/** In the order in which VS Code tries them: a page on this computer, a page that hands on to VS Code, the broker of macOS. */
export const REDIRECT_URIS = [
  'http://localhost',
  'https://vscode.dev/redirect',
  'msauth.com.msauth.unsignedapp://auth',
] as const;

/** The broker of Windows has the app's own id at the end of its redirect URI. */
export const WINDOWS_BROKER = 'ms-appx-web://Microsoft.AAD.BrokerPlugin/';

export const APP_NAME = 'Usage Reports for VS Code';

export type RegistrationTool = 'azureCli' | 'powerShell';

/** A person signs in, or a service proves itself with a certificate or a secret. */
export type RegistrationAccess = 'delegated' | 'certificate' | 'secret';

export interface RegistrationScriptOptions {
  readonly tool: RegistrationTool;
  readonly access: RegistrationAccess;
  /** Not `custom`: nobody knows the tools' name for it. */
  readonly cloud: Exclude<CloudId, 'custom'>;
  /** Id or domain; the home tenant of whoever runs the script where absent. */
  readonly tenantId?: string;
}
