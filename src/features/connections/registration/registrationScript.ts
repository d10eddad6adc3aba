import { isDirectoryName } from '../../../services/auth/connections/connection.js';
import type { RegistrationScriptOptions } from './appRegistration.js';
import { azureCliScript } from './azureCliScript.js';
import { isApplicationId } from './consentLink.js';
import { powerShellScript } from './powerShellScript.js';

/**
 * A script that registers an app in a tenant, or adds permissions to one that is registered; consents to them if the account that runs it
 * may, and prints what the connection needs. The options are checked, so that none of them becomes code in it.
 *
 * @throws RangeError for a tenant that is neither a GUID nor a domain, a client ID that is no GUID, and a permission that is not known
 */
export function registrationScript(options: RegistrationScriptOptions): string {
  if (options.tenantId !== undefined && !isDirectoryName(options.tenantId)) {
    throw new RangeError('A tenant is a GUID or a domain name.');
  }
  if (options.clientId !== undefined && !isApplicationId(options.clientId)) {
    throw new RangeError('An application is a GUID.');
  }
  return options.tool === 'azureCli' ? azureCliScript(options) : powerShellScript(options);
}
