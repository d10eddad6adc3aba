import assert from 'node:assert/strict';
import fc from 'fast-check';
import { boolean, object, picklist } from 'valibot';
import { LastChoice } from '../../../../src/features/common/lastChoice.js';
import { MemoryMemento } from '../../../support/memento.js';

const KEY = 'usageReports.test';
const schema = object({ format: picklist(['svg', 'png']), isWide: boolean() });
const choices = fc.record(
  { format: fc.constantFrom('svg' as const, 'png' as const), isWide: fc.boolean() },
  { noNullPrototype: true },
);

describe('the last choice', () => {
  it('is what was chosen last', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(choices, { minLength: 1, maxLength: 4 }), async (chosen) => {
        const memento = new MemoryMemento();
        const choice = new LastChoice(memento, KEY, schema);
        assert.equal(choice.value, undefined);
        for (const each of chosen) {
          await choice.set(each);
        }
        assert.deepEqual(new LastChoice(memento, KEY, schema).value, chosen.at(-1));
      }),
    );
  });

  it('is none where something else is stored', () => {
    const others = fc.oneof(fc.anything(), fc.record({ format: fc.anything(), isWide: fc.string() }));
    fc.assert(
      fc.property(others, (stored) => {
        const memento = new MemoryMemento();
        memento.values.set(KEY, stored);
        assert.equal(new LastChoice(memento, KEY, schema).value, undefined);
      }),
    );
  });
});
