import assert from 'node:assert/strict';
import { ACTIVE_USERS } from '../../../../../src/core/users/joined/joinedReports.js';
import { join, joinFromTwoThreads, userReport } from './support.js';

/** More than a column looks up one by one, and more than one chunk of its numbers. */
const USERS = 70_000;
const NOBODY = '00000000-0000-0000-0000-000000000000';

const upnOf = (user: number) => (user % 1000 === 7 ? `jörg${user}@a.example` : `user${user}@a.example`);
const idOf = (user: number) => (user % 10 === 3 ? NOBODY : `00000000-0000-4000-8000-${String(user).padStart(12, '0')}`);
const displayNameOf = (user: number) =>
  user % 100 === 9 ? '' : user % 100 === 10 ? `Дарья ${user}` : `Person ${user}`;
/** In another order: no common divisor with the number of users. */
const other = (at: number) => (at * 7919) % USERS;

describe('many joined users', () => {
  it('have the names, IDs, and numbers of their own rows, read by one thread and by two', async () => {
    const all = Array.from({ length: USERS }, (_, user) => user);
    const active = all.map((user) => ({
      'User Principal Name': upnOf(user).toUpperCase(),
      'Display Name': displayNameOf(user),
      'Exchange Last Activity Date': user % 4 === 0 ? '' : `2026-11-0${1 + (user % 9)}`,
    }));
    const teams = all.map(other).map((user) => ({
      'User Principal Name': upnOf(user),
      'User Id': idOf(user),
      'Meeting Count': user % 5 === 0 ? '' : String(user),
    }));
    const expected = all.map((user) => ({
      'User Principal Name': upnOf(user).toUpperCase(),
      ...(displayNameOf(user) === '' ? {} : { 'Display Name': displayNameOf(user) }),
      ...(idOf(user) === NOBODY ? {} : { 'User Id': idOf(user) }),
      ...(user % 4 === 0 ? {} : { 'Exchange Last Activity Date': `2026-11-0${1 + (user % 9)}` }),
      ...(user % 5 === 0 ? {} : { 'Teams Meetings': String(user) }),
    }));
    const shown = ['User Principal Name', 'Display Name', 'User Id', 'Exchange Last Activity Date', 'Teams Meetings'];
    for (const joinThem of [join, joinFromTwoThreads]) {
      const { table } = await joinThem([
        await userReport(ACTIVE_USERS, active),
        await userReport('getTeamsUserActivityUserDetail', teams),
      ]);
      const columns = shown.map((name) => [name, table.columns.findIndex((column) => column.name === name)] as const);
      const found = Array.from({ length: table.rowCount }, (_, row) =>
        Object.fromEntries(
          columns.map(([name, at]) => [name, table.text(row, at)] as const).filter(([, text]) => text !== ''),
        ),
      );
      assert.equal(found.length, USERS);
      assert.deepEqual(found, expected);
    }
  }).timeout(60_000);
});
