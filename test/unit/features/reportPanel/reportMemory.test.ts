import assert from 'node:assert/strict';
import { columnMemory, groupingMemory } from '../../../../src/features/reportPanel/reportMemory.js';
import { usualColumnChoices } from '../../../../src/shared/pages/columnChoices.js';
import { MemoryMemento } from '../../../support/memento.js';

const KEY = 'usageReports.columns';

describe('what is remembered of reports', () => {
  it('is of each report its own, and outlives the window', async () => {
    const memento = new MemoryMemento();
    const choices = { showConstant: false, hidden: ['Department'], widths: [{ column: 'User', width: 120 }] };
    await columnMemory(memento).keep('one', choices);
    await columnMemory(memento).keep('two', { showConstant: true });
    const again = columnMemory(memento);
    assert.deepEqual([again.of('one'), again.of('two')], [choices, { showConstant: true }]);
    assert.equal(again.of('three'), undefined);
  });

  it('is nothing once the columns are as usual', async () => {
    const memento = new MemoryMemento();
    const memory = columnMemory(memento);
    await memory.keep('one', { showConstant: true });
    await memory.keep('one', usualColumnChoices);
    assert.deepEqual([memory.of('one'), memento.get(KEY)], [undefined, {}]);
  });

  it('is that somebody shows all columns of a table that usually hides some', async () => {
    const memento = new MemoryMemento();
    const usual = { showConstant: false, hidden: ['Department'] };
    const memory = columnMemory(memento, usual);
    assert.equal(memory.of('one'), undefined);
    await memory.keep('one', usualColumnChoices);
    assert.deepEqual(memory.of('one'), usualColumnChoices);
    await memory.keep('one', usual);
    assert.deepEqual([memory.of('one'), memento.get(KEY)], [undefined, {}]);
  });

  it('is what the rows were grouped by, until they are shown again, beside the columns', async () => {
    const memento = new MemoryMemento();
    const grouping = {
      keys: [{ column: 'Seen', by: 'range' as const, step: 5 }],
      measures: [{ kind: 'count' as const }],
    };
    await columnMemory(memento).keep('one', { showConstant: true });
    await groupingMemory(memento).keep('one', grouping);
    assert.deepEqual(groupingMemory(memento).of('one'), grouping);
    await groupingMemory(memento).keep('one', undefined);
    assert.equal(groupingMemory(memento).of('one'), undefined);
    assert.deepEqual(columnMemory(memento).of('one'), { showConstant: true });
  });

  it('is nothing where what is stored is not understood', async () => {
    for (const stored of [null, 5, [], { one: null }, { one: { hidden: 5 } }, { one: { showConstant: 'yes' } }]) {
      const memento = new MemoryMemento();
      await memento.update(KEY, stored);
      assert.equal(columnMemory(memento).of('one'), undefined, JSON.stringify(stored));
    }
  });
});
