import assert from 'node:assert/strict';
import { ColumnMemory } from '../../../../src/features/reportPanel/columnMemory.js';
import { usualColumnChoices } from '../../../../src/shared/pages/columnChoices.js';
import { MemoryMemento } from '../../../support/memento.js';

const KEY = 'usageReports.columns';

describe('what is remembered of the columns of reports', () => {
  it('is of each report its own, and outlives the window', async () => {
    const memento = new MemoryMemento();
    const choices = { showConstant: false, hidden: ['Department'], widths: [{ column: 'User', width: 120 }] };
    await new ColumnMemory(memento).keep('one', choices);
    await new ColumnMemory(memento).keep('two', { showConstant: true });
    const again = new ColumnMemory(memento);
    assert.deepEqual([again.of('one'), again.of('two')], [choices, { showConstant: true }]);
    assert.equal(again.of('three'), undefined);
  });

  it('is nothing once the columns are as usual', async () => {
    const memento = new MemoryMemento();
    const memory = new ColumnMemory(memento);
    await memory.keep('one', { showConstant: true });
    await memory.keep('one', usualColumnChoices);
    assert.deepEqual([memory.of('one'), memento.get(KEY)], [undefined, {}]);
  });

  it('is nothing where what is stored is not understood', async () => {
    for (const stored of [null, 5, [], { one: null }, { one: { hidden: 5 } }, { one: { showConstant: 'yes' } }]) {
      const memento = new MemoryMemento();
      await memento.update(KEY, stored);
      assert.equal(new ColumnMemory(memento).of('one'), undefined, JSON.stringify(stored));
    }
  });
});
