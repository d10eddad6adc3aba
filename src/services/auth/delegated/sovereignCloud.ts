import { CLOUDS, environmentOf } from '../connections/clouds.js';
import { safeOrigin } from '../connections/connection.js';

/** VS Code's settings for its provider `microsoft-sovereign-cloud`, not validated. */
export interface SovereignSettings {
  readonly environment?: unknown;
  readonly customEnvironment?: unknown;
}

/** Origin of the sign-in service that these settings configure; `undefined` if none. */
export function authorityFromSettings({ environment, customEnvironment }: SovereignSettings): string | undefined {
  if (environment === 'custom') {
    const { activeDirectoryEndpointUrl: endpoint } = (customEnvironment ?? {}) as {
      activeDirectoryEndpointUrl?: unknown;
    };
    // Only the origin matters: the provider replaces the path by the tenant's.
    return typeof endpoint === 'string' && URL.canParse(endpoint) ? safeOrigin(new URL(endpoint).origin) : undefined;
  }
  return Object.values(CLOUDS).find(({ id }) => environment !== undefined && environmentOf(id) === environment)
    ?.authority;
}
