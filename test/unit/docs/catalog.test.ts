import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { MICROSOFT_CLOUDS } from '../../../src/base/clouds.js';
import { isCommonPeriod, periods } from '../../../src/core/catalog/period.js';
import { reportRoles } from '../../../src/core/catalog/roles.js';
import { defaultLimits, unattendedLimit, WINDOW_SECONDS } from '../../../src/services/throttling/limits.js';
import { planCollection } from '../../../src/services/collect/plan.js';
import { catalog } from '../../support/catalog.js';
import { checkoutRoot } from '../../support/host/checkout.mjs';

const root = checkoutRoot();
/** A page in one line, so that a sentence is found wherever it is broken. */
const textOf = (file: string) => readFileSync(path.join(root, file), 'utf8').replace(/\s+/g, ' ');
const assertSays = (file: string, sentence: string) =>
  assert.ok(textOf(file).includes(sentence), `${file} says "${sentence}"`);

const dates = periods.filter((period) => period !== 'ALL').map((period) => period.slice(1));
const listOf = (words: readonly string[]) =>
  `${words.slice(0, -1).join(', ')}${words.length > 2 ? ',' : ''} and ${words.at(-1)}`;

/** What README calls each product. A record of all products, so that a new one is not forgotten. */
const productsInReadme: Readonly<Record<string, string>> = {
  activeUsers: 'Microsoft 365 services',
  teams: 'Teams',
  exchange: 'Exchange',
  onedrive: 'OneDrive',
  sharepoint: 'SharePoint',
  groups: 'Groups',
  engage: 'Viva Engage',
  m365apps: 'apps',
  activations: 'activations',
  copilot: 'Copilot',
  forms: 'Forms',
  browser: 'browsers',
  apiUsage: 'API requests',
  skype: 'Skype for Business',
};

describe('what the documentation says of the catalog', () => {
  const functions = new Set(catalog.reports.map(({ name, call }) => call?.name ?? name));
  const publishedIn = (cloud: (typeof MICROSOFT_CLOUDS)[number]) =>
    catalog.reports.filter(({ clouds }) => clouds.includes(cloud)).length;

  it('is how many functions and reports there are', () => {
    assertSays(
      'README.md',
      `${catalog.reports.length} reports from ${functions.size} usage report functions of Microsoft Graph`,
    );
    assertSays('CHANGELOG.md', `Sidebar with ${catalog.reports.length} usage reports of Microsoft Graph`);
  });

  it('is every product', () => {
    assert.deepEqual(Object.keys(productsInReadme).sort(), catalog.products.map(({ id }) => id).sort());
    const sentence = /The extension covers (.*?\.) /.exec(textOf('README.md'))?.[1] ?? '';
    for (const name of Object.values(productsInReadme)) {
      assert.ok(sentence.includes(name), `README names ${name} among the products`);
    }
    for (const { id } of catalog.products) {
      assertSays('package.json', `"product:${id}"`);
    }
  });

  it('is every period', () => {
    const common = new Set(
      periods.filter((period) => isCommonPeriod(period, catalog.reports)).map((period) => period.slice(1)),
    );
    const [day, ...others] = dates.filter((days) => !common.has(days));
    assert.equal(day, '1');
    assertSays('docs/reports.md', `the last ${listOf([...common])} days`);
    assertSays('docs/reports.md', `the last day, the last ${listOf(others)} days`);
    assertSays('README.md', `by period (from the last day to the last ${dates.at(-1)} days`);
    const parameter = /\| `period` \| (.*?) \|/.exec(textOf('docs/api.md'))?.[1] ?? '';
    assert.deepEqual([...parameter.matchAll(/`(\w+)`/g)].map(([, name]) => name).sort(), [...periods].sort());
    assertSays('docs/api.md', '`D28`');
  });

  it('is every role, and what it reads', () => {
    const page = readFileSync(path.join(root, 'docs/sign-in.md'), 'utf8');
    const rolesIn = (begin: string) => {
      const line = page.split('\n').find((text) => text.startsWith(`| ${begin}`)) ?? '';
      return (line.split('|')[2] ?? '').split(',').map((name) => name.replace(/\(.*?\)/, '').trim());
    };
    const namesOf = (reads: 'all' | 'totals') =>
      reportRoles.filter((role) => role.reads === reads).map(({ name }) => name);
    assert.deepEqual(rolesIn('all ').sort(), namesOf('all').sort());
    assert.deepEqual(rolesIn('totals only').sort(), namesOf('totals').sort());
    const required = new Set(catalog.reports.flatMap(({ requiredRoles = [] }) => requiredRoles));
    for (const role of required) {
      assert.ok(reportRoles.some(({ name }) => name === role));
      assertSays('docs/sign-in.md', role);
    }
    assert.equal(new Set(reportRoles.map(({ id }) => id)).size, reportRoles.length);
  });

  it('is every cloud, and how many reports it has', () => {
    for (const cloud of MICROSOFT_CLOUDS) {
      assertSays('docs/collecting.md', `\`${cloud}\``);
      assertSays('package.json', `"${cloud}"`);
      if (cloud !== 'global') {
        assertSays('docs/sign-in.md', `| \`${cloud}\` |`);
      }
    }
    assert.equal(publishedIn('usgov'), publishedIn('usgovdod'));
    assertSays(
      'docs/sign-in.md',
      `${publishedIn('usgov')} in the US Government clouds, ${publishedIn('china')} in China`,
    );
  });

  it('is which reports signed-in users only get, and which a tenant has to turn on', () => {
    for (const { name, call } of catalog.reports.filter(({ access }) => access === 'delegated')) {
      assertSays('docs/sign-in.md', `\`${call?.name ?? name}\``);
    }
    for (const { call, tenantSwitch } of catalog.reports) {
      if (tenantSwitch !== undefined) {
        assertSays('docs/reports.md', `\`${call?.name}\``);
        assertSays('docs/reports.md', tenantSwitch.path.split('/').at(-1) ?? '');
      }
    }
  });

  it('is how many requests an app needs for the daily reports, and how long they take', async () => {
    const { requested } = await planCollection({
      set: { kind: 'daily' },
      catalog,
      connection: 'any',
      cloud: 'global',
      access: 'application',
      format: 'csv',
      archivedFacts: () => Promise.resolve(undefined),
    });
    const reports = new Set(requested.map(({ ref }) => ref.report));
    assertSays(
      'docs/collecting.md',
      `The ${reports.size} daily reports that an app gets are ${requested.length} requests`,
    );
    const windows = Math.ceil(requested.length / unattendedLimit(defaultLimits.csvPerTenant)) - 1;
    const minutes = (windows * WINDOW_SECONDS) / 60;
    assert.ok(minutes === 10, 'about twelve minutes is one pause of ten, and the requests');
    assertSays('docs/collecting.md', 'about twelve minutes');
  });
});
