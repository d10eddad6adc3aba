import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SecretStorage } from 'vscode';
import { type AppOnlyOptions, AppOnlySignIn } from '../../../../src/services/auth/appOnly/appOnlySignIn.js';
import type { Connection } from '../../../../src/services/auth/connections/connection.js';
import { ConnectionSecrets } from '../../../../src/services/auth/connections/connectionSecrets.js';
import type { Fetch } from '../../../../src/services/graph/fetch.js';
import type { AccessProblem, ErrorReason, UsageReportsError } from '../../../../src/base/errors.js';
import { everythingIn, rejectionOf } from '../../../support/rejections.js';
import { startTokenService, type TokenService } from '../../../support/tokenService.js';
import { trustingFetch } from '../../../support/trustingFetch.js';

export const TENANT = '11111111-2222-4333-8444-555555555555';
export const CLIENT = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
/** Characters that a form encodes, so that a secret is also recognized encoded. */
export const SECRET = 'SECRET~of+the/app&1';

/** App-only sign-in before a real TLS service, a secret storage in memory, and a person who answers as told. */
export interface Harness {
  readonly service: TokenService;
  readonly signIn: AppOnlySignIn;
  readonly secrets: ConnectionSecrets;
  readonly connection: Connection;
  /** Every address that anything was sent to. */
  readonly addresses: string[];
  /** What the person was asked for, and why. */
  readonly asked: (AccessProblem | undefined)[];
  /** What the person enters, one after the other. */
  readonly answers: (string | undefined | Promise<string | undefined>)[];
  readonly fetch: Fetch;
  readonly over: (fields: Partial<Connection>) => Connection;
  /** A token, without asking anybody unless told otherwise. */
  readonly token: (options?: {
    connection?: Connection;
    interactive?: boolean;
    rejected?: string;
    signal?: AbortSignal;
  }) => Promise<string>;
  /** The path of a file that is gone after the test. */
  readonly file: (text: string) => string;
  /** Resolves when the person is asked the next time. */
  readonly nextQuestion: () => Promise<AbortSignal>;
  close(): Promise<void>;
}

export async function openHarness(options: Partial<AppOnlyOptions> = {}): Promise<Harness> {
  const service = await startTokenService();
  const secrets = new ConnectionSecrets(memoryStorage());
  const trusting = trustingFetch(service.authorityPem);
  const addresses: string[] = [];
  const asked: (AccessProblem | undefined)[] = [];
  const answers: Harness['answers'] = [];
  const waiting: ((signal: AbortSignal) => void)[] = [];
  const folder = mkdtempSync(path.join(tmpdir(), 'usage-reports-app-only-'));
  const fetch: Fetch = (url, init) => {
    addresses.push(url);
    return trusting(url, init);
  };
  const signIn = new AppOnlySignIn({
    secrets,
    fetch,
    now: () => new Date(),
    askSecret: async (_, why, signal) => {
      asked.push(why);
      waiting.splice(0).forEach((notify) => notify(signal));
      assert.ok(answers.length > 0, 'the person was asked more often than expected');
      return answers.shift();
    },
    ...options,
  });
  const connection: Connection = {
    id: 'service',
    name: 'Service',
    kind: 'appOnly',
    fileLabel: 'service',
    cloud: 'custom',
    graphOrigin: 'http://127.0.0.1:1',
    authority: service.origin,
    tenantId: TENANT,
    clientId: CLIENT,
  };
  service.register({ tenantId: TENANT, clientId: CLIENT, secret: SECRET });
  let files = 0;
  return {
    service,
    signIn,
    secrets,
    connection,
    addresses,
    asked,
    answers,
    fetch,
    over: (fields) => ({ ...connection, ...fields }),
    token: ({
      connection: signInPrompts = connection,
      interactive = false,
      rejected,
      signal = new AbortController().signal,
    } = {}) =>
      signIn.tokens(signInPrompts, interactive).getToken({ signal, ...(rejected !== undefined && { rejected }) }),
    file: (text) => {
      const file = path.join(folder, `certificate-${++files}.pem`);
      writeFileSync(file, text);
      return file;
    },
    nextQuestion: () => new Promise((resolve) => waiting.push(resolve)),
    close: async () => {
      signIn.dispose();
      trusting.close();
      await service.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Opens harnesses for a suite, and closes them after each test. */
export function useHarness(): { readonly open: typeof openHarness; readonly openWithSecret: typeof openHarness } {
  let harness: Harness;
  afterEach(() => harness.close());
  const open: typeof openHarness = async (...args) => (harness = await openHarness(...args));
  return {
    open,
    openWithSecret: async (...args) => {
      await open(...args);
      await harness.secrets.store(harness.connection.id, SECRET);
      return harness;
    },
  };
}

/** Fails for this reason and with this problem, and gives away no secret, no token and no assertion. */
export async function failsWith(
  work: Promise<unknown>,
  reason: ErrorReason,
  problem?: AccessProblem,
): Promise<UsageReportsError> {
  const error = await rejectionOf(work, reason);
  assert.equal(error.details.problem, problem, error.message);
  assert.doesNotMatch(everythingIn(error), /SECRET|eyJ|BEGIN|client_assertion=/);
  return error;
}

/** VS Code's secret storage in memory. It tells of changes after the change, as VS Code does. */
function memoryStorage(): SecretStorage {
  const kept = new Map<string, string>();
  const listeners = new Set<(event: { key: string }) => unknown>();
  const changed = (key: string): void => [...listeners].forEach((listener) => listener({ key }));
  return {
    keys: () => Promise.resolve([...kept.keys()]),
    get: (key) => Promise.resolve(kept.get(key)),
    store: (key, value) => Promise.resolve(void kept.set(key, value)).then(() => changed(key)),
    delete: (key) => Promise.resolve(void kept.delete(key)).then(() => changed(key)),
    onDidChange: (listener) => {
      listeners.add(listener);
      return { dispose: () => void listeners.delete(listener) };
    },
  } as SecretStorage;
}
