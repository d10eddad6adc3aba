import assert from 'node:assert/strict';
import { DelegatedSignIn } from '../../../../src/services/auth/delegated/delegatedSignIn.js';
import { UsageReportsError } from '../../../../src/base/errors.js';
import { connectionOf } from './delegatedHarness.js';

export const CONNECTION = connectionOf({});
export const GOV = connectionOf({ id: 'gov', cloud: 'usgov' });
export const CLAIMS =
  'Bearer realm="", error="insufficient_claims", scope="https://elsewhere.example/.default", claims="eyJhY2Nlc3MifQ=="';

export const forever = new AbortController().signal;

export const silence = () => new Promise<undefined>(() => undefined);

export function token(
  signIn: DelegatedSignIn,
  { connection = CONNECTION, interactive = false, signal = new AbortController().signal, ...refused }: Wanted = {},
) {
  return signIn.tokens(connection, interactive).getToken({ signal, ...refused });
}

export interface Wanted {
  connection?: typeof CONNECTION;
  interactive?: boolean;
  signal?: AbortSignal;
  rejected?: string;
  challenge?: string;
}

export async function failing(work: Promise<unknown>, reason: string, problem?: string): Promise<UsageReportsError> {
  const error: unknown = await work.then(
    () => assert.fail(`should have failed with ${reason}`),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof UsageReportsError, String(error));
  assert.deepEqual([error.reason, error.details.problem], [reason, problem], error.message);
  return error;
}
