import assert from 'node:assert/strict';
import type { AccessProblem } from '../../../../src/base/errors.js';
import { type ConnectionDraft, stepsFor } from '../../../../src/features/connections/connectionDraft.js';
import { stepOfProblem } from '../../../../src/features/connections/stepOfProblem.js';
import { accessErrorTexts } from '../../../../src/l10n/accessErrorTexts.js';

/** A record, so that the compiler asks for every problem there is. */
const PROBLEMS: Readonly<Record<AccessProblem, true>> = {
  declined: true,
  preauthorizationMissing: true,
  consentMissing: true,
  roleMissing: true,
  summaryRole: true,
  delegatedOnly: true,
  applicationOnly: true,
  globalRoleMissing: true,
  premiumLicenseMissing: true,
  reportNotEnabled: true,
  personalAccount: true,
  conditionalAccess: true,
  appNotFound: true,
  tenantNotFound: true,
  secretMissing: true,
  wrongSecret: true,
  secretExpired: true,
  certificateUnreadable: true,
  certificateUnknown: true,
  certificateExpired: true,
  passphraseMissing: true,
  clockSkew: true,
  wrongEnvironment: true,
  providerSilent: true,
  proxySignIn: true,
};
const problems = Object.keys(PROBLEMS) as AccessProblem[];
const drafts: readonly ConnectionDraft[] = [
  { kind: 'delegated', app: 'builtIn' },
  { kind: 'delegated', app: 'own' },
  { kind: 'appOnly', credential: 'clientSecret' },
  { kind: 'appOnly', credential: 'certificate' },
];

describe('the question where Edit Connection… begins', () => {
  it('is known for every problem that offers to edit the connection, and for no other', () => {
    const offers = problems.filter((problem) => accessErrorTexts(problem, {}).actions.includes('editConnection'));
    assert.deepEqual(
      problems.filter((problem) => stepOfProblem(problem) !== undefined),
      offers,
    );
    assert.deepEqual([stepOfProblem('tenantNotFound'), stepOfProblem('wrongSecret')], ['tenantId', 'clientSecret']);
  });

  it('is one that connections are asked', () => {
    const asked = new Set(drafts.flatMap((draft) => stepsFor(draft, true)));
    for (const problem of problems) {
      const step = stepOfProblem(problem);
      assert.ok(step === undefined || asked.has(step), problem);
    }
  });
});
