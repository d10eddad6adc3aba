import fc from 'fast-check';
import { JOINED_REPORTS } from '../../../../src/core/users/joined/joinedReports.js';
import type { JoinedUsersFacts, UserSource } from '../../../../src/core/users/joined/joinedUsers.js';

const day = fc.constantFrom('2026-11-16', '2026-11-17', '2026-11-18');
const rows = fc.nat(3);

function sourceOf(report: string): fc.Arbitrary<UserSource> {
  return fc
    .record({
      state: fc.constantFrom('used', 'missing', 'unreadable', 'otherNames'),
      period: fc.option(fc.constantFrom('D7', 'D180', 'ALL'), { nil: undefined }),
      refreshDate: fc.option(day, { freq: 5 }),
      rowCount: fc.nat(100_000),
      leftOut: fc.record({ noName: rows, repeated: rows, otherNames: rows }),
    })
    .map((source): UserSource => ({
      report,
      ...source,
      ...(source.state === 'missing'
        ? { period: undefined, refreshDate: null, rowCount: 0, leftOut: { noName: 0, repeated: 0, otherNames: 0 } }
        : { fetchedAt: '2026-11-18T08:00:00.000Z' }),
    }));
}

/** What may be known of a joined table: each report in every state, of any of three days. */
export const joinedFacts: fc.Arbitrary<JoinedUsersFacts> = fc
  .tuple(fc.boolean(), ...JOINED_REPORTS.map(({ report }) => sourceOf(report)))
  .map(([concealed, ...sources]): JoinedUsersFacts => {
    const days = sources.flatMap(({ state, refreshDate }) => (state === 'used' ? (refreshDate ?? []) : []));
    return { concealed, sources, refreshDate: days.sort().at(-1) ?? null };
  });
