import { isDirectoryName } from '../../../services/auth/connections/connection.js';
import { CONSENT_REDIRECT_URI } from './appRegistration.js';

export interface ConsentLinkOptions {
  /** Origin of the sign-in service. */
  readonly authority: string;
  /** Origin of Microsoft Graph in the same cloud. */
  readonly graphOrigin: string;
  /** ID or domain; where absent, the administrator's own tenant. */
  readonly tenantId?: string;
  readonly clientId: string;
  /** Consent to delegated permissions, even if the app registration does not list them. Otherwise to all that it lists. */
  readonly delegated: boolean;
  /** Delegated permissions beside that of usage reports. */
  readonly permissions?: readonly string[];
}

/** Whether a text is an application ID: a GUID. */
export function isApplicationId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
}

/**
 * The page on which an administrator consents for everybody in the tenant. Application permissions can only be requested all at once,
 * by `.default`. Source: Microsoft identity platform, "Admin consent".
 *
 * @throws RangeError for an invalid tenant or client ID
 */
export function consentLink({
  authority,
  graphOrigin,
  tenantId = 'organizations',
  clientId,
  delegated,
  permissions = [],
}: ConsentLinkOptions): string {
  if (!isDirectoryName(tenantId) || !isApplicationId(clientId)) {
    throw new RangeError('A consent link needs a tenant and the GUID of an application.');
  }
  const link = new URL(`/${tenantId}/v2.0/adminconsent`, authority);
  link.searchParams.set('client_id', clientId);
  const scopes = delegated ? ['Reports.Read.All', ...permissions] : ['.default'];
  link.searchParams.set('scope', scopes.map((scope) => `${graphOrigin}/${scope}`).join(' '));
  link.searchParams.set('redirect_uri', CONSENT_REDIRECT_URI);
  return link.href;
}
