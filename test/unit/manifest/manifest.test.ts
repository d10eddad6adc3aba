import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { catalog } from '../../support/catalog.js';
import { checkoutRoot } from '../../support/host/checkout.mjs';

const read = (file: string) => readFileSync(path.join(checkoutRoot(), file), 'utf8');

interface MenuItem {
  readonly command: string;
  readonly when?: string;
  readonly group?: string;
}

interface Property {
  readonly order: number;
  readonly description?: string;
  readonly markdownDescription?: string;
  readonly enumDescriptions?: readonly string[];
  readonly markdownEnumDescriptions?: readonly string[];
  readonly anyOf?: readonly { readonly enum?: readonly string[]; readonly pattern?: string }[];
  readonly items?: { readonly properties: Readonly<Record<string, Property>> };
}

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly category: string }[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly configuration: readonly {
      readonly title: string;
      readonly order: number;
      readonly properties: Readonly<Record<string, Property>>;
    }[];
  };
}

const { contributes } = JSON.parse(read('package.json')) as Manifest;
const texts = JSON.parse(read('package.nls.json')) as Record<string, string>;
const textOf = (reference: string) => texts[reference.slice(1, -1)] ?? assert.fail(reference);
const settings = contributes.configuration.flatMap(({ properties }) => Object.entries(properties));

describe('the manifest', () => {
  it('uses every text, and has every text that it uses', () => {
    const used = [...read('package.json').matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key);
    assert.deepEqual([...new Set(used)].sort(), Object.keys(texts).sort());
  });

  it('has its commands in one category, with titles in title case', () => {
    for (const { command, title, category } of contributes.commands) {
      assert.equal(textOf(category), 'Usage Reports', command);
      for (const word of textOf(title).split(' ')) {
        assert.match(word, /^([A-Z]|(a|an|as|by|for|from|of|the|to|with)$)/, textOf(title));
      }
    }
  });

  it('shows at most three icons in the title of a view, Refresh among those of the reports', () => {
    const shown = contributes.menus['view/title']!.filter(({ group }) => group?.startsWith('navigation'));
    const reports = shown.filter(({ when }) => when?.startsWith('view == usageReports.reports'));
    assert.equal(new Set(reports.map(({ group }) => group)).size, 3);
    assert.ok(reports.some(({ command }) => command === 'usageReports.refresh'));
  });

  it('puts two entries of a menu in one place only where never both are shown', () => {
    for (const [menu, items] of Object.entries(contributes.menus)) {
      for (const [index, item] of items.entries()) {
        for (const other of items.slice(index + 1)) {
          if (item.group !== undefined && item.group === other.group) {
            assert.ok(areOpposite(item.when ?? '', other.when ?? ''), `${menu}: ${item.command}, ${other.command}`);
          }
        }
      }
    }
  });

  it('has its settings in titled sections, in an order', () => {
    assert.deepEqual(
      contributes.configuration.map(({ order }) => order),
      contributes.configuration.map((_, index) => index + 1),
    );
    for (const { title, properties } of contributes.configuration) {
      assert.ok(textOf(title).length > 0);
      const orders = Object.values(properties).map(({ order }) => order);
      assert.deepEqual(
        orders,
        orders.map((_, index) => index + 1),
        title,
      );
    }
  });

  it('describes as Markdown what is Markdown, and nothing else', () => {
    const isMarkdown = (text: string) => /[`*]|\]\(/.test(text);
    const check = (name: string, property: Property): void => {
      const { description, markdownDescription, enumDescriptions = [], markdownEnumDescriptions = [] } = property;
      assert.ok(description === undefined || !isMarkdown(textOf(description)), name);
      assert.ok(markdownDescription === undefined || isMarkdown(textOf(markdownDescription)), name);
      assert.ok(!enumDescriptions.map(textOf).some(isMarkdown), name);
      assert.ok(markdownEnumDescriptions.length === 0 || markdownEnumDescriptions.map(textOf).some(isMarkdown), name);
      Object.entries(property.items?.properties ?? {}).forEach(([key, value]) => check(key, value));
    };
    settings.forEach(([name, property]) => check(name, property));
  });

  it('suggests every set that can be collected, and takes lists and the earlier spelling', () => {
    const [suggested, free] = Object.fromEntries(settings)['usageReports.collect.set']!.anyOf ?? [];
    const products = catalog.products.map(({ id }) => `product:${id}`);
    assert.deepEqual(suggested?.enum, ['daily', 'favorites', 'all', 'users', ...products]);
    const pattern = new RegExp(free?.pattern ?? '^$');
    const periods = 'getMailboxUsageDetail:D180, getTeamsTeamCounts';
    for (const set of ['favourites', 'getApiUsage', periods, periods.replaceAll(':D180', ''), 'product: Teams']) {
      assert.match(set, pattern);
    }
    assert.doesNotMatch('get teams', pattern);
  });
});

/** Whether one condition has a clause that the other one negates. */
function areOpposite(one: string, other: string): boolean {
  const clauses = (when: string) => when.split(' && ');
  const negated = (clause: string) => [
    `!${clause}`,
    `!(${clause})`,
    clause.replace(' == ', ' != '),
    clause.replace(' != ', ' == '),
  ];
  const isOpposed = (left: string, right: string) =>
    clauses(left).some((clause) =>
      negated(clause).some((opposite) => opposite !== clause && clauses(right).includes(opposite)),
    );
  const views = [one, other].map((when) => /view == ([\w.]+)/.exec(when)?.[1]);
  return views[0] !== views[1] || isOpposed(one, other) || isOpposed(other, one);
}
