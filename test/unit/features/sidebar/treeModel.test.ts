import assert from 'node:assert/strict';
import type { MissingReportNode, ReportNode, TreeNode } from '../../../../src/features/sidebar/nodes.js';
import { MICROSOFT_CLOUDS } from '../../../../src/base/clouds.js';
import { ReportSearch } from '../../../../src/core/catalog/search.js';
import { childrenOf, type TreeQuery } from '../../../../src/features/sidebar/treeModel.js';
import { ON_COMPUTER, type PlacedView } from '../../../../src/shared/views/savedView.js';
import { catalog } from '../../../support/catalog.js';

const search = new ReportSearch(catalog);
const found = (text: string) => new Set(search.find(text));

const query: TreeQuery = {
  connection: 'sample',
  cloud: 'global',
  grouping: 'period',
  favorites: [],
  added: [],
  lastPeriod: () => undefined,
  views: () => [],
  now: new Date('2026-11-20T23:30:00Z'),
};

function walk(over: Partial<TreeQuery>, node?: TreeNode): TreeNode[] {
  return childrenOf(node, catalog, { ...query, ...over }).flatMap((child) => [child, ...walk(over, child)]);
}

function leaves(over: Partial<TreeQuery>): ReportNode[] {
  return walk(over).filter((node) => node.kind === 'report');
}

function missingReports(over: Partial<TreeQuery>): MissingReportNode[] {
  return walk(over).filter((node) => node.kind === 'missingReport');
}

function names(nodes: readonly ReportNode[]): Set<string> {
  return new Set(nodes.map(({ report }) => report));
}

/** A period or the single days, at the root or below the other periods. */
function periodItem(path: string, over: Partial<TreeQuery> = {}): TreeNode | undefined {
  return walk(over).find((node) => (node.kind === 'period' || node.kind === 'singleDay') && node.path === path);
}

const ABOVE: readonly string[] = ['users', 'licenses', 'storage', 'directory'];

describe('report tree', () => {
  it('has the four periods of most reports together, and below the others what few have, with the single days', () => {
    const roots = childrenOf(undefined, catalog, query);
    assert.deepEqual(
      roots.map(({ path }) => path),
      ['users', 'licenses', 'storage', 'directory', 'D7', 'D30', 'D90', 'D180', 'current', 'others'],
    );
    const others = childrenOf(roots.at(-1), catalog, query).map(({ path }) => path);
    assert.deepEqual(others, ['D1', 'D28', 'D60', 'ALL', 'day']);
  });

  it('has the tables of all users, of licenses, and of storage first, and the directory, of the tenant that is shown, and not among what a filter found', () => {
    for (const grouping of ['period', 'product'] as const) {
      const over = { connection: 'contoso', grouping, favorites: ['getTeamsUserActivityUserDetail'] };
      const [first, second, third, fourth] = childrenOf(undefined, catalog, { ...query, ...over });
      assert.deepEqual(first, { kind: 'users', path: 'users', connection: 'contoso' });
      assert.deepEqual(second, { kind: 'licenses', path: 'licenses', connection: 'contoso' });
      assert.deepEqual(third, { kind: 'storage', path: 'storage', connection: 'contoso' });
      assert.deepEqual(fourth, { kind: 'directory', path: 'directory', connection: 'contoso' });
      assert.deepEqual(childrenOf(fourth, catalog, { ...query, ...over }), []);
      assert.deepEqual(childrenOf(first, catalog, { ...query, ...over }), []);
      const filtered = walk({ ...over, found: found('users') });
      assert.ok(filtered.length > 0 && filtered.every(({ kind }) => !ABOVE.includes(kind)));
    }
  });

  describe('saved views', () => {
    const REPORT = 'getTeamsUserActivityUserDetail';
    const views = (report: string): readonly PlacedView[] =>
      report === REPORT || report === 'getOffice365ActivationsUserDetail'
        ? ['Inactive', 'Mine'].map((name) => ({ place: ON_COMPUTER, view: { name, report } }))
        : [];
    const viewsIn = (over: Partial<TreeQuery>) =>
      walk({ views, ...over }).flatMap((node) => (node.kind === 'view' ? [node] : []));

    it('are below their report, and open it for the period that it is in', () => {
      const shown = viewsIn({ grouping: 'period' });
      assert.deepEqual(
        [...new Set(shown.filter(({ report }) => report === REPORT).map(({ period }) => period))],
        ['D7', 'D30', 'D90', 'D180'],
      );
      assert.deepEqual(
        shown.filter(({ period }) => period === undefined).map(({ view, report }) => `${report} ${view}`),
        ['getOffice365ActivationsUserDetail Inactive', 'getOffice365ActivationsUserDetail Mine'],
      );
    });

    it('are above the periods of their report, and open it for the period that was opened last', () => {
      const shown = viewsIn({ grouping: 'product', lastPeriod: () => 'D90' }).filter(({ report }) => report === REPORT);
      assert.deepEqual(
        shown.map(({ view, period, connection }) => ({ view, period, connection })),
        ['Inactive', 'Mine'].map((view) => ({ view, period: 'D90', connection: 'sample' })),
      );
    });

    it('have a path that no other item has, in each grouping and among the favorites', () => {
      for (const grouping of ['period', 'product'] as const) {
        const paths = walk({ views, grouping, favorites: [REPORT] }).map(({ path }) => path);
        assert.equal(new Set(paths).size, paths.length);
      }
    });
  });

  describe('favorites', () => {
    const favorites = [
      'getTeamsUserActivityCounts',
      'getOffice365ActivationCounts',
      'getMicrosoft365CopilotUserCountTrend',
    ];
    const shown = (over: Partial<TreeQuery>) => {
      const roots = childrenOf(undefined, catalog, { ...query, favorites, ...over });
      const [first] = roots.filter(({ kind }) => !ABOVE.includes(kind));
      return first?.kind === 'favorites' ? childrenOf(first, catalog, { ...query, favorites, ...over }) : [];
    };
    const periods = (over: Partial<TreeQuery>) =>
      Object.fromEntries(
        shown(over).flatMap((node) => (node.kind === 'report' ? [[node.report, node.period] as const] : [])),
      );

    for (const grouping of ['period', 'product'] as const) {
      it(`are a group of their own at the top (by ${grouping})`, () => {
        assert.deepEqual(periods({ grouping }), {
          getTeamsUserActivityCounts: 'D30',
          getOffice365ActivationCounts: undefined,
          getMicrosoft365CopilotUserCountTrend: 'D28',
        });
        const paths = walk({ grouping, favorites }).map(({ path }) => path);
        assert.equal(new Set(paths).size, paths.length, 'a favorite is another item than the report in its place');
        assert.equal(leaves({ grouping, favorites }).length, leaves({ grouping }).length + 3);
      });
    }

    it('open with the period that was used last, if the report still has it', () => {
      assert.deepEqual(periods({ lastPeriod: () => 'D180' }), {
        getTeamsUserActivityCounts: 'D180',
        getOffice365ActivationCounts: undefined,
        getMicrosoft365CopilotUserCountTrend: 'D180',
      });
      assert.deepEqual(periods({ lastPeriod: () => 'D28' })['getTeamsUserActivityCounts'], 'D30');
      assert.deepEqual(periods({ lastPeriod: () => 'D5' })['getTeamsUserActivityCounts'], 'D30');
    });

    it('are no group where there are none, or none that the filter or the cloud leaves', () => {
      assert.deepEqual(shown({ favorites: [] }), []);
      assert.deepEqual(shown({ favorites: ['noSuchReport'] }), []);
      assert.deepEqual(shown({ found: found('skype') }), []);
      assert.deepEqual(shown({ cloud: 'usgov', favorites: ['getFormsUserActivityCounts'] }), []);
      assert.deepEqual(Object.keys(periods({ found: found('copilot') })), ['getMicrosoft365CopilotUserCountTrend']);
    });
  });

  for (const grouping of ['period', 'product'] as const) {
    it(`shows all reports, each for every period and day that it takes (by ${grouping})`, () => {
      const shown = leaves({ grouping });
      assert.equal(names(shown).size, catalog.reports.length);
      const expected = catalog.reports.reduce(
        (sum, { periods, acceptsDate }) =>
          sum + Math.max(periods.length, periods.length === 0 && !acceptsDate ? 1 : 0) + (acceptsDate ? 28 : 0),
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
    const sixty = periodItem('D60');
    assert.deepEqual(
      childrenOf(sixty, catalog, query).map(({ path }) => path),
      ['D60/apiUsage'],
    );
  });

  it('has Copilot under the last 28 days, and no longer under 30', () => {
    const productsUnder = (period: string) => childrenOf(periodItem(period), catalog, query).map(({ path }) => path);
    assert.deepEqual(productsUnder('D28'), ['D28/copilot']);
    assert.ok(!productsUnder('D30').includes('D30/copilot'));
    assert.deepEqual(productsUnder('D1'), ['D1/apiUsage']);
  });

  it('carries the connection of the tenant shown', () => {
    assert.deepEqual(
      new Set(leaves({ connection: 'contoso' }).map(({ connection }) => connection)),
      new Set(['contoso']),
    );
  });

  describe('in a cloud that does not publish everything', () => {
    for (const cloud of MICROSOFT_CLOUDS.filter((id) => id !== 'global')) {
      const published = catalog.reports.filter(({ clouds }) => clouds.includes(cloud)).length;
      const missing = catalog.reports.length - published;
      assert.ok(published > 0 && missing > 0, cloud);
      for (const grouping of ['period', 'product'] as const) {
        it(`opens the ${published} reports of ${cloud} and names the other ${missing} at the end of the root (by ${grouping})`, () => {
          const roots = childrenOf(undefined, catalog, { ...query, cloud, grouping });
          assert.deepEqual(roots.at(-1), { kind: 'missing', path: 'missing', count: missing });
          assert.equal(roots.filter(({ kind }) => kind === 'missing').length, 1);
          const shown = names(leaves({ cloud, grouping }));
          assert.equal(shown.size, published);
          const absent = missingReports({ cloud, grouping }).map(({ definition }) => definition.name);
          assert.equal(absent.length, missing);
          assert.equal(
            new Set([...shown, ...absent]).size,
            catalog.reports.length,
            'no report is in neither or in both',
          );
        });
      }
    }

    it('has nothing to say in the global cloud', () => {
      assert.deepEqual(missingReports({}), []);
      assert.ok(childrenOf(undefined, catalog, query).every(({ kind }) => kind !== 'missing'));
    });

    it('leaves out products without any report, and a period that only they had', () => {
      const roots = (grouping: TreeQuery['grouping']) =>
        childrenOf(undefined, catalog, { ...query, cloud: 'usgov', grouping }).map(({ path }) => path);
      for (const gone of ['skype', 'engage', 'forms', 'browser', 'apiUsage']) {
        assert.ok(!roots('product').includes(gone), gone);
      }
      assert.ok(roots('product').includes('groups'), 'a product with some reports stays');
      assert.equal(periodItem('D60', { cloud: 'usgov' }), undefined, 'only the API usage report had 60 days');
    });

    it('knows it below single days, too', () => {
      const products = (cloud: TreeQuery['cloud']) => {
        const day = periodItem('day', { cloud });
        return childrenOf(day, catalog, { ...query, cloud }).map(({ path }) => path);
      };
      assert.ok(products('global').includes('day/skype'));
      assert.ok(!products('usgov').includes('day/skype'));
      assert.ok(products('usgov').includes('day/teams'));
    });

    it('tells a missing product from a missing report', () => {
      const absent = missingReports({ cloud: 'usgov' });
      const isMissing = (id: string) =>
        new Set(absent.filter(({ product }) => product.id === id).map(({ productIsMissing }) => productIsMissing));
      assert.deepEqual(isMissing('skype'), new Set([true]));
      assert.deepEqual(isMissing('groups'), new Set([false]));
    });

    it('filters what is missing like the rest, so that a search for it is answered', () => {
      const shown = childrenOf(undefined, catalog, { ...query, cloud: 'usgov', found: found('skype peer-to-peer') });
      assert.deepEqual(
        shown.map(({ kind }) => kind),
        ['missing'],
      );
      const missing = missingReports({ cloud: 'usgov', found: found('skype peer-to-peer') });
      assert.deepEqual(new Set(missing.map(({ product }) => product.id)), new Set(['skype']));
    });
  });

  describe('filter', () => {
    it('finds by function name in any case', () => {
      assert.deepEqual([...names(leaves({ found: found('GETTEAMSTEAMCOUNTS') }))], ['getTeamsTeamCounts']);
    });

    it('finds by product', () => {
      const shown = names(leaves({ found: found('skype') }));
      const skype = catalog.reports.filter(({ product }) => product === 'skype');
      assert.equal(skype.length, 15);
      assert.ok(skype.every(({ name }) => shown.has(name)));
    });

    it('wants every word', () => {
      const shown = leaves({ found: found('teams  device') });
      assert.ok(shown.length > 0);
      assert.ok(shown.every(({ report }) => report.includes('Teams') && report.includes('Device')));
    });

    it('leaves an empty tree where nothing matches', () => {
      assert.deepEqual(walk({ found: found('no such report') }), []);
    });
  });

  it('has what was added from files in a group of its own, in each grouping, where there is any that the filter finds', () => {
    const [definition] = catalog.exports;
    assert.ok(definition !== undefined);
    for (const grouping of ['period', 'product'] as const) {
      const over: Partial<TreeQuery> = { grouping, added: [definition] };
      const groups = childrenOf(undefined, catalog, { ...query, ...over }).filter(({ kind }) => kind === 'added');
      assert.equal(groups.length, 1);
      const opened = childrenOf(groups[0], catalog, { ...query, ...over });
      assert.deepEqual(
        opened.map((node) => node.kind === 'report' && [node.connection, node.report, node.period, node.date]),
        [['sample', definition.name, undefined, undefined]],
      );
      const found = new Set(catalog.exports);
      for (const some of [
        over,
        { ...over, found },
        { ...over, added: catalog.exports, found: new Set([definition]) },
      ]) {
        assert.deepEqual(
          leaves(some).flatMap(({ label, report }) => (label === 'added' ? [report] : [])),
          [definition.name],
        );
      }
      for (const without of [{ grouping }, { ...over, found: new Set(catalog.reports) }]) {
        assert.ok(childrenOf(undefined, catalog, { ...query, ...without }).every(({ kind }) => kind !== 'added'));
      }
    }
  });
});
