import assert from 'node:assert/strict';
import fc from 'fast-check';
import { planTexts } from '../../../src/l10n/collectTexts.js';
import type { CollectPlan } from '../../../src/services/collect/plan.js';
import { catalog } from '../../support/catalog.js';

/** Characters that a list of VS Code has room for in the second line of an entry: its width is 600 px at most. */
const ROOM = 85;

const requests = fc.nat(999).map((length) => Array.from({ length }, () => ({})));
const reports = fc.subarray([...catalog.reports]);
const plan = fc.record({
  requested: requests,
  fresh: requests,
  done: requests,
  nested: requests,
  unpublished: reports,
  unreadable: reports,
}) as unknown as fc.Arbitrary<CollectPlan>;

describe('a plan in words', () => {
  it('says what it leaves out in lines that a list has room for, none of it twice', () => {
    fc.assert(
      fc.property(plan, (planned) => {
        const { present, leftOut } = planTexts(planned, 60);
        assert.ok(present.length <= ROOM && leftOut.length <= ROOM, `${present}\n${leftOut}`);
        const said = [present, leftOut].flatMap((line) => line.split(' · ').filter((clause) => clause !== ''));
        const { fresh, done, nested, unpublished, unreadable } = planned;
        const counts = [fresh, done, nested, unpublished, unreadable].map(({ length }) => length);
        assert.deepEqual(
          said.map((clause) => Number.parseInt(clause, 10)),
          counts.filter((count) => count > 0),
        );
      }),
    );
  });
});
