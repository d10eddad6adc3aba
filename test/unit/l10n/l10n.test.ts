import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { localeFrom, readBundle } from '../../../src/cli/locale.js';
import { columnLabels } from '../../../src/core/catalog/columnLabels.js';
import { Catalog } from '../../../src/core/catalog/catalog.js';
import { ReportSearch } from '../../../src/core/catalog/search.js';
import { localizedCatalog } from '../../../src/l10n/catalogTexts.js';
import { usageText } from '../../../src/l10n/collectTexts.js';
import { displayLanguage, setDisplayLanguage } from '../../../src/l10n/displayLanguage.js';
import { durationLabel } from '../../../src/l10n/durationTexts.js';
import { numberLabel } from '../../../src/l10n/numberTexts.js';
import { dayLabel, periodLabel } from '../../../src/l10n/periodTexts.js';
import { sizeLabel } from '../../../src/l10n/sizeTexts.js';
import { warningText } from '../../../src/l10n/warningTexts.js';
import { catalogData } from '../../support/catalog.js';
import { checkoutRoot } from '../../support/host/checkout.mjs';
import { BUNDLE, createBundle } from '../../support/l10n.mjs';

describe('the bundle for translators', () => {
  it('has every text of the code and the catalog (npm run l10n)', async function () {
    this.timeout(120_000);
    assert.equal(readFileSync(path.join(checkoutRoot(), BUNDLE), 'utf8'), await createBundle());
  });
});

describe('texts in the code', () => {
  const sources = ['src', 'media'].flatMap((folder) =>
    readdirSync(path.join(checkoutRoot(), folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => ({ name, code: readFileSync(path.join(checkoutRoot(), folder, name), 'utf8') })),
  );

  it('have straight quotes', () => {
    // These read what people type: some write thousands with an apostrophe.
    const readers = /(?:textFilter|amounts)\.ts$/;
    const curly = sources.filter(({ name, code }) => !readers.test(name) && /[“”‘’]/.test(code));
    assert.ok(sources.length > 300);
    assert.deepEqual(
      curly.map(({ name }) => name),
      [],
    );
  });

  it('are whole sentences: none is ended by a period that the code adds', () => {
    const joined = sources.filter(({ code }) => /\}\. \$\{|join\('\. '\)/.test(code));
    assert.deepEqual(
      joined.map(({ name }) => name),
      [],
    );
  });

  it('end with one mark: what ends with an ellipsis, such as a command, ends no sentence', () => {
    const texts = Object.keys(JSON.parse(readFileSync(path.join(checkoutRoot(), BUNDLE), 'utf8')) as object);
    const manifest = JSON.parse(readFileSync(path.join(checkoutRoot(), 'package.nls.json'), 'utf8')) as object;
    assert.deepEqual(
      [...texts, ...Object.values(manifest).map(String)].filter((text) => /…[.,;:!?]/.test(text)),
      [],
    );
  });

  it('name columns in straight quotes', () => {
    assert.equal(
      warningText({ kind: 'missingColumns', names: ['Is Deleted', 'Products'] }),
      'Microsoft Graph omitted columns that it usually sends: "Is Deleted", "Products".',
    );
  });
});

describe('the limit of requests', () => {
  const usage = { used: 12, limit: 40, endIn: [60, 120], pauseSeconds: 0 };

  it('is told in whole sentences', () => {
    assert.equal(usageText({ ...usage, used: 0, endIn: [] }), '40 of 40 requests left.');
    assert.equal(usageText(usage), '28 of 40 requests left for the next 2 minutes.');
    assert.equal(
      usageText({ ...usage, pauseSeconds: 30 }),
      '28 of 40 requests left for the next 2 minutes. Microsoft Graph asks to wait 30 seconds.',
    );
  });
});

describe('the display language', () => {
  afterEach(() => setDisplayLanguage('en'));

  it('is English until it is set', () => {
    assert.equal(displayLanguage(), 'en');
    assert.equal(periodLabel('D30'), 'Last 30 days');
    assert.equal(numberLabel(12_345), '12,345');
  });

  it('is that of texts, dates, numbers and sizes', () => {
    setDisplayLanguage('de', { 'Last {0} days': 'Letzte {0} Tage' });
    assert.equal(periodLabel('D30'), 'Letzte 30 Tage');
    assert.equal(numberLabel(12_345), '12.345');
    assert.equal(sizeLabel(1_400_000_000), '1,4\u00a0GB');
    assert.equal(dayLabel('2026-11-18'), 'Mi., 18. Nov. 2026');
    assert.equal(durationLabel(45), '45 seconds', 'what has no translation is English');
  });

  it('writes a size in the largest unit of which there is one', () => {
    assert.deepEqual([0, 1, 999, 1000].map(sizeLabel), ['0 bytes', '1 byte', '999 bytes', '1 kB']);
    assert.deepEqual([999_499, 999_500, 999_999_999].map(sizeLabel), ['999 kB', '1 MB', '1 GB']);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999e12 }), (bytes) => {
        const text = sizeLabel(bytes);
        assert.match(text, /^\d{1,3}(\.\d)? [a-zA-Z]+$/, `${bytes} is ${text}`);
      }),
    );
  });

  it('is English where the system does not know the language', () => {
    setDisplayLanguage('qps-ploc');
    assert.equal(numberLabel(12_345), '12,345');
  });

  it('is that of the titles of reports, which are also found by their English titles', () => {
    setDisplayLanguage('de', { 'Mailbox usage, daily': 'Postfachnutzung, täglich' });
    const catalog = new Catalog(localizedCatalog(catalogData));
    const report = catalog.find('getMailboxUsageMailboxCounts')!;
    assert.equal(report.title, 'Postfachnutzung, täglich');
    for (const words of ['postfachnutzung', 'mailbox usage', 'mailboxes per day']) {
      assert.ok(new ReportSearch(catalog).find(words).includes(report), words);
    }
    assert.deepEqual(localizedCatalog(catalogData).reports[0], catalogData.reports[0]);
  });

  it('is that of the labels of columns, whose names stay', () => {
    setDisplayLanguage('de', { 'Channel messages': 'Kanalnachrichten' });
    const { columns } = new Catalog(localizedCatalog(catalogData)).find('getTeamsUserActivityCounts')!;
    assert.equal(columnLabels({ columns })('Team Chat Messages'), 'Kanalnachrichten');
    assert.equal(columnLabels({ columns })('Calls'), '1:1 calls', 'what has no translation is English');
  });
});

describe('the language of the command line', () => {
  const cases: [args: string[], environment: Record<string, string>, locale: string][] = [
    [[], {}, 'en'],
    [[], { LANG: 'C.UTF-8' }, 'en'],
    [[], { LANG: 'POSIX' }, 'en'],
    [[], { LANG: 'de_AT.UTF-8@euro' }, 'de-AT'],
    [[], { LANG: 'de_AT.UTF-8', LC_ALL: '', LC_MESSAGES: 'pt_BR' }, 'pt-BR'],
    [[], { LC_ALL: 'fr', LC_MESSAGES: 'pt_BR' }, 'fr'],
    [['collect', '--locale', 'zh-cn'], { LANG: 'de_DE' }, 'zh-CN'],
    [['collect', '--locale=es'], { LANG: 'de_DE' }, 'es'],
    [['collect', '--locale', '../secret'], { LANG: 'de_DE' }, 'en'],
    [['collect', '--locale'], { LANG: 'de_DE' }, 'en'],
  ];
  for (const [args, environment, locale] of cases) {
    it(`is ${locale} for ${[...args, JSON.stringify(environment)].join(' ')}`, () => {
      assert.equal(localeFrom(args, environment), locale);
    });
  }

  it('has no bundle where nobody has translated', () => {
    assert.equal(readBundle('tlh'), undefined);
  });
});
