import assert from 'node:assert/strict';
import { identityCode, identityProblem } from '../../../../src/services/auth/identityProblems.js';

describe('identityProblem', () => {
  it('reads the number wherever it stands', () => {
    assert.equal(identityCode('Error(s): AADSTS7000215: Invalid client secret provided.'), '7000215');
    assert.equal(identityProblem('invalid_client: AADSTS7000222: The keys are expired.'), 'secretExpired');
    assert.equal(identityProblem('AADSTS123456: Something new.'), undefined);
    assert.equal(identityProblem('no number'), undefined);
  });

  it('tells a certificate that was never registered from one that was, until it expired', () => {
    const text = (reason: string) =>
      `AADSTS700027: The certificate is not registered on application. [Reason - ${reason}, Thumbprint of key used by client: 'x'].`;
    assert.equal(identityProblem(text('The key was not found.')), 'certificateUnknown');
    assert.equal(identityProblem(text('The key used is expired.')), 'certificateExpired');
  });
});
