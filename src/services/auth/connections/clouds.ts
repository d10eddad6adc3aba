import { MICROSOFT_CLOUDS, type MicrosoftCloud } from '../../../base/clouds.js';

/** The cloud of a connection: one of Microsoft's, or endpoints of its own. */
export type CloudId = MicrosoftCloud | 'custom';
export const CLOUD_IDS: readonly CloudId[] = [...MICROSOFT_CLOUDS, 'custom'];

/** VS Code's two built-in providers: one for the global cloud, one for the cloud that a VS Code setting names. */
export type ProviderId = 'microsoft' | 'microsoft-sovereign-cloud';

export interface Cloud {
  readonly id: CloudId;
  /** Origin of Microsoft Graph. Its tokens are sent nowhere else. */
  readonly graphOrigin: string;
  /** Origin of the sign-in service, which issues tokens. */
  readonly authority: string;
  /** Other origins of the same sign-in service. */
  readonly otherAuthorities?: readonly string[];
}

/** Source: Microsoft Graph, "National cloud deployments". */
export const CLOUDS: Readonly<Record<MicrosoftCloud, Cloud>> = {
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
    otherAuthorities: ['https://login.partner.microsoftonline.cn'],
  },
};

export function isCloudId(value: unknown): value is CloudId {
  return CLOUD_IDS.some((id) => id === value);
}

/** The catalog's cloud for a connection's cloud. Nothing is known about a custom cloud, so all reports are offered. */
export function publishedCloud(id: CloudId): MicrosoftCloud {
  return id === 'custom' ? 'global' : id;
}

/** Whether an origin is the sign-in service of a cloud, by any of its names. */
export function isAuthorityOf(id: MicrosoftCloud, origin: string): boolean {
  const { authority, otherAuthorities = [] } = CLOUDS[id];
  return origin === authority || otherAuthorities.includes(origin);
}

/** Whether two origins are the same sign-in service. */
export function isSameAuthority(one: string, other: string): boolean {
  return one === other || MICROSOFT_CLOUDS.some((id) => isAuthorityOf(id, one) && isAuthorityOf(id, other));
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
