import assert from 'node:assert/strict';
import fc from 'fast-check';
import { introduce } from '../../../../src/features/connections/introduction.js';

describe('the walkthrough of its own accord', () => {
  it('opens once on a computer, and only for newcomers who want walkthroughs', async () => {
    const showing = fc.record({ isWanted: fc.boolean(), hasOwnConnection: fc.boolean(), canBeOpened: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(showing, { maxLength: 6 }), async (showings) => {
        const values = new Map<string, unknown>();
        const memento = {
          get: <T>(key: string) => values.get(key) as T | undefined,
          update: (key: string, value: unknown) => Promise.resolve(void values.set(key, value)),
        };
        const openedAt: number[] = [];
        for (const [index, { isWanted, hasOwnConnection, canBeOpened }] of showings.entries()) {
          await introduce({
            memento,
            isWanted: () => isWanted,
            hasOwnConnection: () => hasOwnConnection,
            openWalkthrough: () => {
              openedAt.push(index);
              return canBeOpened ? Promise.resolve() : Promise.reject(new Error('VS Code has no walkthroughs.'));
            },
          }).catch(() => undefined);
        }
        const first = showings.findIndex(({ isWanted, hasOwnConnection }) => isWanted && !hasOwnConnection);
        assert.deepEqual(openedAt, first === -1 ? [] : [first]);
      }),
    );
  });
});
