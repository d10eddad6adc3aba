import type { MicrosoftCloud } from '../../base/clouds.js';
import { CLOUDS, isAuthorityOf } from '../../services/auth/connections/clouds.js';
import {
  type Connection,
  type ConnectionSetting,
  isConnectionId,
  safeOrigin,
} from '../../services/auth/connections/connection.js';

/** The answers so far while a connection is added or edited. */
export interface ConnectionDraft extends Omit<ConnectionSetting, 'id'> {
  /** For a user's sign-in: the customer's app registration, or VS Code's own app. */
  readonly app?: 'own' | 'builtIn';
  readonly credential?: 'clientSecret' | 'certificate';
  readonly clientSecret?: string;
  readonly passphrase?: string;
}

export type StepId =
  | 'name'
  | 'kind'
  | 'cloud'
  | 'graphEndpoint'
  | 'authority'
  | 'tenantId'
  | 'app'
  | 'clientId'
  | 'credential'
  | 'clientSecret'
  | 'certificatePath'
  | 'passphrase';

/**
 * Which questions there are, given the answers so far. For a new connection the name comes last, when a name can be proposed. For an
 * existing one it comes first, because people change it most often.
 */
export function stepsFor(draft: ConnectionDraft, editing: boolean): readonly StepId[] {
  const place: StepId[] = draft.cloud === 'custom' ? ['cloud', 'graphEndpoint', 'authority'] : ['cloud'];
  const credential: StepId[] =
    draft.kind !== 'appOnly'
      ? []
      : draft.credential === 'certificate'
        ? ['credential', 'certificatePath', 'passphrase']
        : ['credential', 'clientSecret'];
  const app: StepId[] =
    draft.kind === 'appOnly' ? ['clientId'] : draft.app === 'builtIn' ? ['app'] : ['app', 'clientId'];
  const steps: StepId[] = ['kind', ...place, 'tenantId', ...app, ...credential];
  return editing ? ['name', ...steps] : [...steps, 'name'];
}

/** The answers that a connection was made with. A secret is never shown again, so it is not among them. */
export function draftOf({
  kind,
  cloud,
  graphOrigin,
  authority,
  name,
  tenantId,
  clientId,
  certificatePath,
}: Connection): ConnectionDraft {
  return {
    ...(kind === 'sample' ? {} : { kind }),
    cloud,
    ...(cloud === 'custom' ? { graphEndpoint: graphOrigin, authority } : {}),
    ...(cloud !== 'custom' && authority !== CLOUDS[cloud].authority ? { authority } : {}),
    ...(tenantId === undefined ? {} : { tenantId }),
    ...(kind !== 'delegated' ? {} : { app: clientId === undefined ? 'builtIn' : 'own' }),
    ...(clientId === undefined ? {} : { clientId }),
    ...(kind !== 'appOnly' ? {} : { credential: certificatePath === undefined ? 'clientSecret' : 'certificate' }),
    ...(certificatePath === undefined ? {} : { certificatePath }),
    name,
  };
}

/** The entry of the setting, with only what its kind and cloud use. Never a secret. */
export function settingOf(draft: ConnectionDraft, id: string): ConnectionSetting {
  const {
    kind = 'delegated',
    cloud = 'global',
    graphEndpoint,
    authority,
    tenantId,
    credential,
    certificatePath,
    name,
  } = draft;
  return {
    id,
    ...given('name', name),
    kind,
    cloud,
    ...(cloud === 'custom'
      ? { ...given('graphEndpoint', originOf(graphEndpoint)), ...given('authority', originOf(authority)) }
      : given('authority', otherAuthorityOf(cloud, authority))),
    ...given('tenantId', tenantId),
    ...given('clientId', usedClientId(draft)),
    ...(kind === 'appOnly' && credential === 'certificate' ? given('certificatePath', certificatePath) : {}),
  };
}

/** VS Code's own app has no ID of the customer's, whatever was entered before. */
export function usedClientId({ kind, app, clientId }: ConnectionDraft): string | undefined {
  return kind !== 'appOnly' && app === 'builtIn' ? undefined : clientId;
}

/** The secret among the answers: a client secret, or the passphrase of a certificate's key. */
export function secretOf({ kind, credential, clientSecret, passphrase }: ConnectionDraft): string | undefined {
  const secret = kind !== 'appOnly' ? undefined : credential === 'certificate' ? passphrase : clientSecret;
  return secret === '' ? undefined : secret;
}

/**
 * Whether a stored secret still belongs to the answers: the same application of the same tenant, at the same sign-in service. A secret
 * is never sent to another one.
 */
export function canReuseSecret(before: Connection, draft: ConnectionDraft): boolean {
  const old = draftOf(before);
  const isSameCredential = draft.kind === 'appOnly' && before.kind === 'appOnly' && draft.credential === old.credential;
  const isSameFile = draft.credential !== 'certificate' || draft.certificatePath === old.certificatePath;
  return (
    isSameCredential &&
    isSameFile &&
    isSameTenant(before, draft) &&
    (usedClientId(draft) ?? '') === (old.clientId ?? '')
  );
}

/** Whether the answers still describe the same tenant of the same cloud, so that its archive still belongs to the connection. */
export function isSameTenant(before: Connection, draft: ConnectionDraft): boolean {
  const old = settingOf(draftOf(before), before.id);
  const now = settingOf(draft, before.id);
  const isSame = (field: 'cloud' | 'graphEndpoint' | 'authority' | 'tenantId') =>
    (now[field] ?? defaultOf(field)) === (old[field] ?? defaultOf(field));
  // Beside a custom cloud's, another authority is another name of the same sign-in service.
  return (
    isSame('cloud') && isSame('graphEndpoint') && isSame('tenantId') && (now.cloud !== 'custom' || isSame('authority'))
  );
}

/** Whether every question has a valid answer, so that the remaining ones can be skipped. */
export function isComplete(draft: ConnectionDraft, hasSecret: boolean): boolean {
  const { kind, cloud, graphEndpoint, tenantId, app, clientId, credential, certificatePath, name } = draft;
  const placed = cloud !== undefined && (cloud !== 'custom' || originOf(graphEndpoint) !== undefined);
  const identified =
    (kind === 'delegated' && (app === 'builtIn' || Boolean(clientId))) ||
    (kind === 'appOnly' && Boolean(tenantId) && Boolean(clientId));
  const proven =
    kind === 'delegated' ||
    (credential === 'certificate'
      ? Boolean(certificatePath)
      : credential === 'clientSecret' && (hasSecret || secretOf(draft) !== undefined));
  return placed && identified && proven && Boolean(name?.trim());
}

/** `northlight.onmicrosoft.com` → `Northlight`; empty where the answers suggest no name. */
export function suggestedName({ tenantId = '' }: ConnectionDraft): string {
  const [label = ''] = isGuid(tenantId) ? [] : tenantId.split('.');
  return label.charAt(0).toUpperCase() + label.slice(1);
}

/** An ID made of a name: `Contoso GmbH & Co.` → `contoso-gmbh-co`, followed by a number where that is taken. */
export function idFromName(name: string, taken: readonly string[]): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 56)
    .replace(/-+$/, '');
  const base = isConnectionId(plain) ? plain : 'tenant';
  for (let count = 1; ; count++) {
    const id = count === 1 ? base : `${base}-${count}`;
    // IDs become names of folders, and some file systems ignore case.
    if (!taken.some((other) => other.toLowerCase() === id)) {
      return id;
    }
  }
}

export function isGuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

/** `northlight.onmicrosoft.com`: at least two labels. */
export function isDomain(text: string): boolean {
  return text.length <= 253 && /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/i.test(text);
}

export function isAbsolutePath(text: string): boolean {
  return /^(\/|\\\\|[A-Za-z]:[\\/])./.test(text);
}

/** Another name of the cloud's sign-in service. It stays while the cloud does. */
function otherAuthorityOf(cloud: MicrosoftCloud, authority: string | undefined): string | undefined {
  const origin = originOf(authority);
  return origin !== undefined && origin !== CLOUDS[cloud].authority && isAuthorityOf(cloud, origin)
    ? origin
    : undefined;
}

function originOf(endpoint: string | undefined): string | undefined {
  return endpoint === undefined ? undefined : safeOrigin(endpoint);
}

function defaultOf(field: 'cloud' | 'graphEndpoint' | 'authority' | 'tenantId'): string {
  return field === 'authority' ? CLOUDS.global.authority : '';
}

function given<K extends string>(field: K, value: string | undefined): Partial<Record<K, string>> {
  const text = value?.trim() ?? '';
  return text === '' ? {} : ({ [field]: text } as Record<K, string>);
}
