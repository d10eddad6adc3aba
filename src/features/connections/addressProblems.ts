import { MICROSOFT_CLOUDS } from '../../base/clouds.js';
import { type CloudId, CLOUDS, isAuthorityOf } from '../../services/auth/connections/clouds.js';
import { safeOrigin } from '../../services/auth/connections/connection.js';
import type { AddressProblem } from '../../l10n/connectionInputTexts.js';
import { isDomain, isGuid } from './connectionDraft.js';

/** A problem of an answer, and what to enter instead. */
export interface InputFinding {
  readonly problem: AddressProblem;
  readonly example: string;
}

/** Names of the worldwide sign-in service that tokens are issued under, but that VS Code's provider doesn't know as such. */
const GLOBAL_ALIASES = ['login.microsoft.com', 'login.windows.net', 'sts.windows.net'];

/** Websites that people have open when they look up a tenant. */
const PORTALS =
  /^((entra|intune|admin|compliance)\.(cloud\.)?microsoft(\.com|\.us)?|(www\.)?(portal|aad\.portal)\.(azure|office)\.(com|us|cn)|portal\.office365\.us|portal\.microsoft\.com)$/;

/** Tenants of Microsoft's sign-in service that are for personal accounts: `consumers`, and its ID. */
const PERSONAL_TENANTS = ['consumers', '9188040d-6c67-4c5b-b112-36a304b66dad'];
const PERSONAL_DOMAINS = /^(outlook|hotmail|live|msn|passport|gmail|googlemail|yahoo|icloud)\.com$/;
const ANY_TENANT = ['common', 'organizations'];

/** Endings of the domains that every tenant of a cloud begins with. */
const CLOUD_ENDINGS: readonly (readonly [ending: string, clouds: readonly CloudId[]])[] = [
  ['.onmicrosoft.us', ['usgov', 'usgovdod']],
  ['.onmschina.cn', ['china']],
];

/** Why a sign-in service can't give tokens for a custom cloud; `undefined` where it may. */
export function authorityFinding(value: string, graphEndpoint: string | undefined): InputFinding | undefined {
  const graph = MICROSOFT_CLOUDS.find((id) => CLOUDS[id].graphOrigin === safeOrigin(graphEndpoint ?? ''));
  const example = CLOUDS[graph ?? 'global'].authority;
  const found = (problem: AddressProblem): InputFinding => ({ problem, example });
  const origin = safeOrigin(value);
  if (origin === undefined) {
    return found('notAnOrigin');
  }
  const { hostname } = new URL(origin);
  if (MICROSOFT_CLOUDS.some((id) => CLOUDS[id].graphOrigin === origin)) {
    return found('graphNotSignIn');
  }
  if (PORTALS.test(hostname)) {
    return found('portal');
  }
  if (hostname === 'login.live.com') {
    return found('personalSignIn');
  }
  if (/\.(b2clogin|ciamlogin)\.com$/.test(hostname)) {
    return found('customerSignIn');
  }
  if (graph !== undefined && graph !== 'global' && !isAuthorityOf(graph, origin)) {
    return MICROSOFT_CLOUDS.some((id) => isAuthorityOf(id, origin)) || GLOBAL_ALIASES.includes(hostname)
      ? found('otherCloudsSignIn')
      : undefined;
  }
  if (GLOBAL_ALIASES.includes(hostname)) {
    return found('globalAlias');
  }
  const isOtherClouds = MICROSOFT_CLOUDS.some((id) => id !== 'global' && isAuthorityOf(id, origin));
  return graph === 'global' && isOtherClouds ? found('otherCloudsSignIn') : undefined;
}

/** Why a Microsoft Graph endpoint can't be one; `undefined` where it may. */
export function graphEndpointFinding(value: string): InputFinding | undefined {
  return safeOrigin(value) === undefined ? { problem: 'notAnOrigin', example: CLOUDS.usgov.graphOrigin } : undefined;
}

/** Why this can't be a tenant with usage reports; `undefined` where it may, and for an empty answer. */
export function tenantFinding(value: string, cloud: CloudId): InputFinding | undefined {
  const name = value.toLowerCase();
  const example = exampleDomain(cloud);
  if (value === '') {
    return undefined;
  }
  if (ANY_TENANT.includes(name)) {
    return { problem: 'anyTenant', example };
  }
  if (PERSONAL_TENANTS.includes(name) || PERSONAL_DOMAINS.test(name)) {
    return { problem: 'personalTenant', example };
  }
  if (!isGuid(value) && !isDomain(value)) {
    return { problem: 'notATenant', example };
  }
  const isElsewhere = CLOUD_ENDINGS.some(
    ([ending, clouds]) => name.endsWith(ending) && cloud !== 'custom' && !clouds.includes(cloud),
  );
  return isElsewhere ? { problem: 'otherCloudsTenant', example } : undefined;
}

function exampleDomain(cloud: CloudId): string {
  switch (cloud) {
    case 'usgov':
    case 'usgovdod':
      return 'northlight.onmicrosoft.us';
    case 'china':
      return 'northlight.partner.onmschina.cn';
    case 'global':
    case 'custom':
      return 'northlight.onmicrosoft.com';
  }
}
