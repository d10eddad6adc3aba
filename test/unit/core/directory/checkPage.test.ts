import assert from 'node:assert/strict';
import { checkPage } from '../../../../src/core/directory/checkPage.js';

const pageOf = (...activities: readonly unknown[]) =>
  new TextEncoder().encode(
    JSON.stringify({ value: activities.map((signInActivity, at) => ({ id: String(at), signInActivity })) }),
  );

describe('a page of sign-ins', () => {
  it('has as many values as users with a day that somebody can have signed in on', () => {
    const page = pageOf(
      { lastSignInDateTime: '2026-11-19T22:00:00Z' },
      { lastSignInDateTime: '0001-01-01T00:00:00Z', lastSuccessfulSignInDateTime: '2026-11-19T22:00:00Z' },
      { lastSignInDateTime: '0001-01-01T00:00:00Z' },
      { lastSignInDateTime: '9999-12-31T23:59:59Z' },
      { lastSignInDateTime: '', lastSignInRequestId: '2026-11-19T22:00:00Z' },
      { lastSignInDateTime: null },
      null,
    );
    assert.deepEqual(checkPage(page, 'directorySignIns'), { rows: 7, withValues: 2 });
  });
});
