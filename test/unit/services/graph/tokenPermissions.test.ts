import assert from 'node:assert/strict';
import { missingPermissions, permissionProblem } from '../../../../src/services/graph/tokenPermissions.js';
import type { AccessProblem } from '../../../../src/base/errors.js';
import { DIRECTORY_DEFINITIONS } from '../../../../src/core/directory/datasets.js';
import { catalog } from '../../../support/catalog.js';
import { jsonWebToken } from './jsonWebToken.js';

const GLOBAL_READER = 'f2ef992c-3afb-46b9-b7cf-a126ee74c451';
const SUMMARY_READER = '75934031-6c7e-415a-99d7-48dbd49e875e';
const REPORTS_READER = '4A5D8F65-41DA-4DE4-8968-E035B65339CF';
const TEAMS_COMMUNICATIONS_ADMINISTRATOR = 'baf37b3a-610e-45da-9e62-d9d1e5e8914b';
const AI_ADMINISTRATOR = 'd2562ede-74db-457e-a7b6-544e236ebb61';
const SUCCESS_MANAGER = '27460883-1df1-4691-b032-3b79643e5e63';
const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';
const UNKNOWN = '11111111-2222-4333-8444-555555555555';
const USER = 'b79fbf4d-3ef9-4689-8143-76b194e85509';

describe('what a refused token tells', () => {
  const delegated = { scp: 'User.Read Reports.Read.All openid', name: 'Zoë 😀 ÿ?>' };
  type Problem = AccessProblem | undefined;
  const cases: [what: string, claims: object, inDetailReports: Problem, inTotals?: Problem | 'nothing'][] = [
    ['no permission in a person’s token', { scp: 'User.Read openid', wids: [REPORTS_READER] }, 'consentMissing'],
    ['a permission whose name only begins alike', { scp: 'Reports.Read.AllX' }, 'consentMissing'],
    ['no permission in an app’s token', { idtyp: 'app', roles: ['User.Read.All'] }, 'consentMissing'],
    ['no roles at all in an app’s token', { idtyp: 'app' }, 'consentMissing'],
    ['an app’s token that does not say what it is', { roles: ['User.Read.All'] }, 'consentMissing'],
    ['an app’s token with the permission', { idtyp: 'app', roles: ['Reports.Read.All'], wids: [USER] }, undefined],
    ['a Global Reader', { ...delegated, wids: [USER, GLOBAL_READER] }, 'summaryRole', 'nothing'],
    ['a Usage Summary Reports Reader', { ...delegated, wids: [SUMMARY_READER] }, 'summaryRole', 'nothing'],
    ['a Global Reader who is Reports Reader, too', { ...delegated, wids: [GLOBAL_READER, REPORTS_READER] }, undefined],
    ['a Teams Communications Administrator', { ...delegated, wids: [TEAMS_COMMUNICATIONS_ADMINISTRATOR] }, undefined],
    ['an AI Administrator', { ...delegated, wids: [USER, AI_ADMINISTRATOR] }, undefined],
    ['a User Experience Success Manager', { ...delegated, wids: [SUCCESS_MANAGER] }, 'summaryRole', 'nothing'],
    ['a role that is not known here', { ...delegated, wids: [USER, UNKNOWN] }, undefined],
    [
      'a role for totals beside one that is not known',
      { ...delegated, wids: [UNKNOWN, SUMMARY_READER] },
      'summaryRole',
      'nothing',
    ],
    ['no role', { ...delegated, wids: [] }, 'roleMissing'],
    ['an ordinary user', { ...delegated, wids: [USER] }, 'roleMissing'],
    ['nothing about roles', delegated, undefined],
    ['nothing at all', {}, undefined],
    ['claims of another shape', { scp: 7, wids: 'all', roles: 'all' }, undefined],
  ];
  for (const [what, claims, detail, totals = detail] of cases) {
    it(`${what}: ${detail ?? 'nothing'}`, () => {
      assert.equal(permissionProblem(jsonWebToken(claims), { kind: 'detail' }), detail);
      assert.equal(
        permissionProblem(jsonWebToken(claims), { kind: 'daily-series' }),
        totals === 'nothing' ? undefined : totals,
      );
    });
  }

  describe('of a report for the global roles only', () => {
    const definition = catalog.find('getApiUsage')!;
    for (const [what, wids, problem] of [
      ['Reports Reader', [REPORTS_READER], 'globalRoleMissing'],
      ['a role that is not known here', [UNKNOWN], 'globalRoleMissing'],
      ['a role that the token does not tell', undefined, 'globalRoleMissing'],
      ['Global Reader', [USER, GLOBAL_READER], undefined],
      ['Global Administrator', [GLOBAL_ADMINISTRATOR], undefined],
    ] as const) {
      it(`${what}: ${problem ?? 'nothing'}`, () => {
        assert.equal(permissionProblem(jsonWebToken({ ...delegated, ...(wids && { wids }) }), definition), problem);
      });
    }

    it('no consent is the first thing to know', () => {
      assert.equal(permissionProblem(jsonWebToken({ scp: 'User.Read' }), definition), 'consentMissing');
    });
  });

  describe('of what is read from the directory', () => {
    const { directoryUsers, subscribedSkus, directorySignIns } = DIRECTORY_DEFINITIONS;
    for (const [what, claims, definition, missing] of [
      ['a user who consented', { scp: 'openid User.Read.All', wids: [USER] }, directoryUsers, []],
      ['a user whose app reads reports only', delegated, directoryUsers, ['User.Read.All']],
      ['an app with the permission', { idtyp: 'app', roles: ['User.Read.All'] }, directoryUsers, []],
      ['an app with a larger permission', { idtyp: 'app', roles: ['Directory.Read.All'] }, directoryUsers, []],
      [
        'an app with that of users',
        { idtyp: 'app', roles: ['User.Read.All'] },
        subscribedSkus,
        ['LicenseAssignment.Read.All'],
      ],
      ['an app that reads the organization', { idtyp: 'app', roles: ['Organization.Read.All'] }, subscribedSkus, []],
      ['an app with one of two', { idtyp: 'app', roles: ['User.Read.All'] }, directorySignIns, ['AuditLog.Read.All']],
      ['an app with neither', { idtyp: 'app' }, directorySignIns, ['AuditLog.Read.All', 'User.Read.All']],
      ['a token that does not say', {}, directorySignIns, []],
    ] as const) {
      it(`${what}: ${missing.join(' and ') || 'nothing'} is missing of ${definition.name}`, () => {
        const token = jsonWebToken(claims);
        assert.deepEqual(missingPermissions(token, definition.permissions ?? []), missing);
        assert.equal(permissionProblem(token, definition), missing.length === 0 ? undefined : 'consentMissing');
      });
    }
  });

  for (const opaque of [
    '',
    'EwBwA8l6BAAU',
    'a.b.c',
    'stand-in-token;account=ada',
    jsonWebToken('text'),
    jsonWebToken(null),
    'x.eyJzY3AiOiI.y',
    'a.%%%.c',
  ]) {
    it(`nothing is told by “${opaque.slice(0, 20)}”`, () => {
      assert.equal(permissionProblem(opaque, { kind: 'detail' }), undefined);
    });
  }
});
