import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Favorites } from '../../../../src/features/common/favorites.js';
import { CardLayout } from '../../../../src/features/overview/cardLayout.js';
import { overviewProtocol } from '../../../../src/shared/pages/overview.js';
import { MemoryMemento } from '../../../support/memento.js';
import { parsed } from '../../../support/parsed.js';

function layoutOf(memento: MemoryMemento) {
  const favorites = new Favorites(memento);
  const layout = new CardLayout(memento, favorites);
  let changes = 0;
  layout.onDidChange(() => changes++);
  return { favorites, layout, changes: () => changes };
}

describe('how the cards of the overview are arranged', () => {
  it('begins with nothing hidden, and retired services folded away', () => {
    assert.deepEqual(layoutOf(new MemoryMemento()).layout.current, { favorites: [], hidden: [], retiredOpen: false });
  });

  it('is kept, and undone', async () => {
    const memento = new MemoryMemento();
    const { layout, changes } = layoutOf(memento);
    await layout.setHidden('getA', true);
    await layout.setHidden('getB', true);
    await layout.setHidden('getA', true);
    await layout.setRetiredOpen(true);
    assert.deepEqual(layoutOf(memento).layout.current, { favorites: [], hidden: ['getB', 'getA'], retiredOpen: true });
    await layout.setHidden('getB', false);
    assert.deepEqual(layout.current.hidden, ['getA']);
    assert.equal(changes(), 4);
  });

  it('has the favorites of the list of reports: they are the same', async () => {
    const { layout, favorites, changes } = layoutOf(new MemoryMemento());
    await favorites.set('getA', true);
    assert.deepEqual(layout.current.favorites, ['getA']);
    await layout.setFavorite('getB', true);
    await layout.setFavorite('getA', false);
    assert.deepEqual(favorites.all, ['getB']);
    assert.equal(changes(), 3);
    layout.dispose();
    await favorites.set('getC', true);
    assert.equal(changes(), 3);
  });

  it('is something that the page understands, whatever is stored', async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything(), fc.anything(), async (hidden, retiredOpen) => {
        const memento = new MemoryMemento();
        const { layout } = layoutOf(memento);
        await layout.setHidden('getA', true);
        await layout.setRetiredOpen(true);
        const keys = memento.keys();
        assert.equal(keys.length, 2);
        keys.forEach((key, index) => memento.values.set(key, index === 0 ? hidden : retiredOpen));
        const event = { type: 'layout', ...layout.current };
        assert.deepEqual(parsed(overviewProtocol.event, event), event);
        await layout.setHidden('getB', true);
        assert.equal(layout.current.hidden.at(-1), 'getB');
      }),
    );
  });
});
