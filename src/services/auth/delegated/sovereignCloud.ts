import { CLOUDS, environmentOf } from '../connections/clouds.js';
import { safeOrigin } from '../connections/connection.js';

/** VS Code's own settings for its provider `microsoft-sovereign-cloud`, as they stand in a settings file. */
export interface SovereignSettings {
  readonly environment?: unknown;
  readonly customEnvironment?: unknown;
}

/** Origin of the service that VS Code's sovereign provider signs in to by these settings; nothing where they name none. */
export function authorityFromSettings({ environment, customEnvironment }: SovereignSettings): string | undefined {
  if (environment === 'custom') {
    const { activeDirectoryEndpointUrl: endpoint } = (customEnvironment ?? {}) as {
      activeDirectoryEndpointUrl?: unknown;
    };
    // Only the origin counts: the provider itself replaces the path by the tenant's.
    return typeof endpoint === 'string' && URL.canParse(endpoint) ? safeOrigin(new URL(endpoint).origin) : undefined;
  }
  return Object.values(CLOUDS).find(({ id }) => environment !== undefined && environmentOf(id) === environment)
    ?.authority;
}
