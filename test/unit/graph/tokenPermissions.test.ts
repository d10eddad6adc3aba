import assert from 'node:assert/strict';
import { permissionProblem } from '../../../src/graph/tokenPermissions.js';
import { jsonWebToken } from './jsonWebToken.js';

const REPORTS_READER = '4a5d8f65-41da-4de4-8968-e035b65339cf';
const GLOBAL_READER = 'f2ef992c-3afb-46b9-b7cf-a126ee74c451';
const SUMMARY_READER = '75934031-6c7e-415a-99d7-48dbd49e875e';
/** What the platform gives to everybody in a directory. */
const NOBODY_SPECIAL = 'b79fbf4d-3ef9-4689-8143-76b194e85509';

describe('permissionProblem', () => {
  const scp = 'email openid Reports.Read.All User.Read';
  const cases: [what: string, claims: object, detail: string | undefined, totals: string | undefined][] = [
    ['a person without consent', { scp: 'User.Read', wids: [REPORTS_READER] }, 'consentMissing', 'consentMissing'],
    ['a person without any role', { scp, wids: [] }, 'roleMissing', 'roleMissing'],
    ['a person who is nobody special', { scp, wids: [NOBODY_SPECIAL] }, 'roleMissing', 'roleMissing'],
    ['a global reader', { scp, wids: [GLOBAL_READER, NOBODY_SPECIAL] }, 'summaryRole', undefined],
    ['a summary reader, in capitals', { scp, wids: [SUMMARY_READER.toUpperCase()] }, 'summaryRole', undefined],
    ['a global reader who is a reports reader, too', { scp, wids: [GLOBAL_READER, REPORTS_READER] }, undefined, undefined],
    ['a person whose roles are not told', { scp }, undefined, undefined],
    ['an application without permission', { idtyp: 'app' }, 'consentMissing', 'consentMissing'],
    ['an application with another permission', { roles: ['User.Read.All'] }, 'consentMissing', 'consentMissing'],
    ['an application with the permission, whatever its roles', { roles: ['Reports.Read.All'], wids: [NOBODY_SPECIAL] }, undefined, undefined],
    ['claims of unexpected kinds', { scp: 7, roles: 'Reports.Read.All', wids: 'x' }, 'consentMissing', 'consentMissing'],
  ];
  for (const [what, claims, detail, totals] of cases) {
    it(`says ${detail ?? 'nothing'} and ${totals ?? 'nothing'} of ${what}`, () => {
      assert.equal(permissionProblem(jsonWebToken(claims), 'detail'), detail);
      assert.equal(permissionProblem(jsonWebToken(claims), 'daily-series'), totals);
    });
  }

  it('reads names of people in any script', () => {
    assert.equal(permissionProblem(jsonWebToken({ name: 'Zoë 王', scp, wids: [] }), 'detail'), 'roleMissing');
  });

  for (const token of ['', 'sample', 'EwB4A8l6BAAU', 'a.b.c', 'a.bnVsbA.c', 'a.W10.c', `a.${'_'.repeat(9)}.c`]) {
    it(`tells nothing from “${token}”`, () => {
      assert.equal(permissionProblem(token, 'detail'), undefined);
    });
  }
});
