import type { Cloud as PublishedCloud } from '../../../core/catalog/chooseVersion.js';

/**
 * Microsoft's clouds. GCC is part of the global cloud.
 * Source: Microsoft Graph, "National cloud deployments".
 */
export type CloudId = 'global' | 'usgov' | 'usgovdod' | 'china' | 'custom';

/** VS Code's two built-in providers: one for the global cloud, one for the cloud that a VS Code setting names. */
export type ProviderId = 'microsoft' | 'microsoft-sovereign-cloud';

export interface Cloud {
  readonly id: CloudId;
  /** Origin of Microsoft Graph. Its tokens are sent nowhere else. */
  readonly graphOrigin: string;
  /** Origin of the sign-in service, which issues tokens. */
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

/** The catalog's cloud for a connection's cloud. Nothing is known about a custom cloud, so all reports are offered. */
export function publishedCloud(id: CloudId): PublishedCloud {
  return id === 'custom' ? 'global' : id;
}

/** VS Code's sign-in provider for an authority. */
export function providerOf({ authority }: { readonly authority: string }): ProviderId {
  return authority === CLOUDS.global.authority ? 'microsoft' : 'microsoft-sovereign-cloud';
}

/** The value of `microsoft-sovereign-cloud.environment` with which VS Code's provider signs in to a cloud. */
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
