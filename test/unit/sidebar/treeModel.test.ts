import assert from 'node:assert/strict';
import type { ReportNode, TreeNode } from '../../../src/sidebar/nodes.js';
import { childrenOf, type TreeQuery } from '../../../src/sidebar/treeModel.js';
import { catalog } from '../catalog/support.js';

const query: TreeQuery = { connection: 'sample', grouping: 'period', filter: '', now: new Date('2026-11-20T23:30:00Z') };

function walk(over: Partial<TreeQuery>, node?: TreeNode): TreeNode[] {
  return childrenOf(node, catalog, { ...query, ...over }).flatMap((child) => [child, ...walk(over, child)]);
}

function leaves(over: Partial<TreeQuery>): ReportNode[] {
  return walk(over).filter((node) => node.kind === 'report');
}

function names(nodes: readonly ReportNode[]): Set<string> {
  return new Set(nodes.map(({ report }) => report));
}

describe('report tree', () => {
  it('starts with the periods from short to long, then the current state and single days', () => {
    const roots = childrenOf(undefined, catalog, query).map(({ path }) => path);
    assert.deepEqual(roots, ['D7', 'D30', 'D60', 'D90', 'D180', 'ALL', 'current', 'day']);
  });

  for (const grouping of ['period', 'product'] as const) {
    it(`shows all 92 reports, each for every period and day that it takes (by ${grouping})`, () => {
      const shown = leaves({ grouping });
      assert.equal(names(shown).size, 92);
      const expected = catalog.reports.reduce(
        (sum, { periods, acceptsDate }) => sum + Math.max(periods.length, periods.length === 0 && !acceptsDate ? 1 : 0) + (acceptsDate ? 28 : 0),
        0,
      );
      assert.equal(shown.length, expected);
    });

    it(`gives every item a path of its own (by ${grouping})`, () => {
      const paths = walk({ grouping }).map(({ path }) => path);
      assert.equal(new Set(paths).size, paths.length);
    });
  }

  it('both groupings lead to the same reports', () => {
    const refs = (grouping: TreeQuery['grouping']) =>
      leaves({ grouping })
        .map(({ report, period, date }) => `${report} ${period ?? ''} ${date ?? ''}`)
        .sort();
    assert.deepEqual(refs('period'), refs('product'));
  });

  it('counts single days in UTC, yesterday first, 28 days back', () => {
    const dates = leaves({}).flatMap(({ date }) => date ?? []);
    assert.equal(dates[0], '2026-11-19');
    assert.equal([...new Set(dates)].sort()[0], '2026-10-23');
  });

  it('leaves out products that have nothing for a period', () => {
    const sixty = childrenOf(undefined, catalog, query).find(({ path }) => path === 'D60');
    assert.deepEqual(
      childrenOf(sixty, catalog, query).map(({ path }) => path),
      ['D60/apiUsage'],
    );
  });

  it('carries the connection of the tenant shown', () => {
    assert.ok(leaves({ connection: 'contoso' }).every(({ connection }) => connection === 'contoso'));
  });

  describe('filter', () => {
    it('finds by function name in any case', () => {
      assert.deepEqual([...names(leaves({ filter: 'GETTEAMSTEAMCOUNTS' }))], ['getTeamsTeamCounts']);
    });

    it('finds by product', () => {
      const found = names(leaves({ filter: 'skype' }));
      const skype = catalog.reports.filter(({ product }) => product === 'skype');
      assert.equal(skype.length, 15);
      assert.ok(skype.every(({ name }) => found.has(name)));
    });

    it('wants every word', () => {
      const found = leaves({ filter: 'teams  device' });
      assert.ok(found.length > 0);
      assert.ok(found.every(({ report }) => report.includes('Teams') && report.includes('Device')));
    });

    it('leaves an empty tree where nothing matches', () => {
      assert.deepEqual(walk({ filter: 'no such report' }), []);
    });
  });
});
