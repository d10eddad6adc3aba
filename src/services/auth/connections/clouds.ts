import type { Cloud as PublishedCloud } from '../../../core/catalog/chooseVersion.js';

/**
 * Microsoft's clouds, and where each of them is asked and signed in to. GCC is part of the global one.
 * Source: Microsoft Graph, "National cloud deployments".
 */
export type CloudId = 'global' | 'usgov' | 'usgovdod' | 'china' | 'custom';

/** VS Code's two built-in providers: one for the global cloud, one for the cloud that a setting of VS Code names. */
export type ProviderId = 'microsoft' | 'microsoft-sovereign-cloud';

export interface Cloud {
  readonly id: CloudId;
  /** Origin of Microsoft Graph. A token for it goes nowhere else. */
  readonly graphOrigin: string;
  /** Origin of the service that signs in and hands out tokens. */
  readonly authority: string;
}

export const CLOUDS: Readonly<Record<Exclude<CloudId, 'custom'>, Cloud>> = {
  global: { id: 'global', graphOrigin: 'https://graph.microsoft.com', authority: 'https://login.microsoftonline.com' },
  usgov: { id: 'usgov', graphOrigin: 'https://graph.microsoft.us', authority: 'https://login.microsoftonline.us' },
  usgovdod: {
    id: 'usgovdod',
    graphOrigin: 'https://dod-graph.microsoft.us',
    authority: 'https://login.microsoftonline.us',
  },
  china: {
    id: 'china',
    graphOrigin: 'https://microsoftgraph.chinacloudapi.cn',
    authority: 'https://login.chinacloudapi.cn',
  },
};

export function isCloudId(value: unknown): value is CloudId {
  return value === 'custom' || (typeof value === 'string' && Object.hasOwn(CLOUDS, value));
}

/** Which list of published reports holds in a cloud. Nothing is known of a custom one, so all are offered. */
export function publishedCloud(id: CloudId): PublishedCloud {
  return id === 'custom' ? 'global' : id;
}

/** The provider that signs in to an authority. */
export function providerOf({ authority }: { readonly authority: string }): ProviderId {
  return authority === CLOUDS.global.authority ? 'microsoft' : 'microsoft-sovereign-cloud';
}

/** What `microsoft-sovereign-cloud.environment` has to say for VS Code's provider to sign in to a cloud. */
export function environmentOf(id: CloudId): 'USGovernment' | 'ChinaCloud' | 'custom' | undefined {
  switch (id) {
    case 'global':
      return undefined;
    case 'usgov':
    case 'usgovdod':
      return 'USGovernment';
    case 'china':
      return 'ChinaCloud';
    case 'custom':
      return 'custom';
  }
}
