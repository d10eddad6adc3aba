import assert from 'node:assert/strict';
import fc from 'fast-check';
import { groupsOf } from '../../../media/overview/groups.js';

const products = [
  { id: 'teams', title: 'Microsoft Teams', icon: 'comment' },
  { id: 'exchange', title: 'Exchange', icon: 'mail' },
  { id: 'skype', title: 'Skype for Business', icon: 'call', retired: 'It was shut down.' },
  { id: 'lync', title: 'Lync', icon: 'call', retired: 'It was renamed.' },
];
const names = Array.from({ length: 12 }, (_, index) => `getReport${index}`);
const reports = names.map((report, index) => ({ report, title: `Title ${index}`, product: products[index % 4]!.id }));
const some = fc.subarray(names);

describe('groups of cards', () => {
  it('have each report once: hidden, else a favorite, else retired, else of its product', () => {
    fc.assert(
      fc.property(fc.subarray(reports), fc.shuffledSubarray(names), some, (archived, favorites, hidden) => {
        const groups = groupsOf({ reports: archived, products }, { favorites, hidden });
        const placed = groups.flatMap(({ kind, id, reports: cards }) => cards.map(({ report }) => [report, kind, id]));
        const expected = archived.map(({ report, product }) => {
          const retired = products.find(({ id }) => id === product)?.retired !== undefined;
          const [kind, id] = hidden.includes(report)
            ? ['hidden', 'group-hidden']
            : favorites.includes(report)
              ? ['favorites', 'group-favorites']
              : retired
                ? ['retired', 'group-retired']
                : ['product', `product-${product}`];
          return [report, kind, id];
        });
        assert.deepEqual(placed.sort(), expected.sort());
        const order = ['favorites', 'product', 'retired', 'hidden'];
        const kinds = groups.map(({ kind }) => order.indexOf(kind));
        assert.deepEqual(kinds, kinds.toSorted());
        assert.ok(groups.every((group) => group.reports.length > 0));
        assert.equal(new Set(groups.map(({ id }) => id)).size, groups.length);
      }),
    );
  });

  it('say the product of a card where the heading does not, and why services are retired', () => {
    const groups = groupsOf({ reports, products }, { favorites: ['getReport0'], hidden: ['getReport1', 'getReport3'] });
    const productsOf = (kind: string) =>
      groups.filter((group) => group.kind === kind).flatMap((group) => group.reports.map(({ product }) => product));
    assert.deepEqual(productsOf('favorites'), ['Microsoft Teams']);
    assert.deepEqual(productsOf('hidden'), ['Exchange', 'Lync']);
    assert.deepEqual(new Set(productsOf('product')), new Set([undefined]));
    assert.deepEqual(groups.find(({ kind }) => kind === 'retired')?.remarks, ['It was shut down.', 'It was renamed.']);
  });

  it('keep the place of a report that was just hidden', () => {
    const groups = groupsOf(
      { reports, products },
      { favorites: [], hidden: ['getReport0', 'getReport1'] },
      'getReport0',
    );
    const places = (name: string) =>
      groups.filter((group) => group.reports.some(({ report }) => report === name)).map(({ id }) => id);
    assert.deepEqual(places('getReport0'), ['product-teams', 'group-hidden']);
    assert.deepEqual(places('getReport1'), ['group-hidden']);
  });
});
