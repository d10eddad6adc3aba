import * as l10n from '@vscode/l10n';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { errorTextsFor } from '../../../src/l10n/errorTexts.js';
import { viewErrorText } from '../../../src/l10n/viewErrorTexts.js';
import { viewContent } from '../../../src/shared/views/applyView.js';
import { readViews, withView } from '../../../src/shared/views/viewsFile.js';
import { checkoutRoot } from '../../support/host/checkout.mjs';
import { someScreen } from '../shared/views/arbitraryViews.js';

const bundle = JSON.parse(readFileSync(path.join(checkoutRoot(), 'l10n/bundle.l10n.json'), 'utf8')) as object;
const translated = (text: string) => /^«.*»$/s.test(text);

/** Any part of a view replaced by something else, or a property more: what a merge or a typo leaves. */
const broken = fc
  .tuple(someScreen, fc.jsonValue({ maxDepth: 1 }), fc.nat(), fc.constantFrom('replace', 'add', 'remove'))
  .map(([{ columns, view, columnChoices, grouping }, value, at, how]) => {
    const saved: unknown = JSON.parse(
      JSON.stringify({ name: 'Mine', report: 'r', ...viewContent(view, columnChoices, columns, grouping) }),
    );
    const places: { readonly of: Record<string, unknown>; readonly name: string }[] = [];
    const collect = (of: unknown) => {
      if (typeof of === 'object' && of !== null) {
        for (const name of Object.keys(of)) {
          places.push({ of: of as Record<string, unknown>, name });
          collect((of as Record<string, unknown>)[name]);
        }
      }
    };
    collect(saved);
    const { of, name } = places[at % places.length] ?? assert.fail('a view has properties');
    if (how === 'remove' && !Array.isArray(of)) {
      delete of[name];
    } else {
      of[how === 'add' && !Array.isArray(of) ? `${name} of old` : name] = value;
    }
    return JSON.stringify({ version: 1, views: [saved] });
  });

describe('why saved views cannot be read', () => {
  before(() => {
    l10n.config({ contents: Object.fromEntries(Object.keys(bundle).map((text) => [text, `«${text}»`])) });
  });
  after(() => l10n.config({ contents: {} }));

  const files = [
    ...['{', '[]', '{"views":[]}', '{"version":2,"views":[]}', '{"version":1}', '{"version":1,"views":[7]}'],
    JSON.stringify({ version: 1, views: Array.from({ length: 1_001 }, () => ({})) }),
    '{"version":1,"views":[{"name":" a","report":"r"}]}',
    '{"version":1,"views":[{"name":"a","report":"r"},{"name":"a","report":"r"}]}',
  ];
  for (const text of files) {
    it(`is said in the display language: ${text.slice(0, 60)}`, () => {
      const [problem] = readViews(text).problems;
      const said = viewErrorText(problem);
      assert.ok(translated(said), said);
      assert.equal(errorTextsFor(problem).text, said);
    });
  }

  it('is said in the display language, whatever is wrong with a view, and with its place', () => {
    let wrong = 0;
    fc.assert(
      fc.property(broken, (text) => {
        for (const problem of readViews(text).problems) {
          wrong++;
          const said = viewErrorText(problem);
          assert.ok(translated(said), said);
          assert.ok(said.includes(problem.details.argument ?? 'nowhere'), said);
        }
      }),
      { numRuns: 300 },
    );
    assert.ok(wrong > 50, `${wrong} were wrong`);
  });

  it('names the kinds that there are', () => {
    const text = '{"version":1,"views":[{"name":"a","report":"r","filters":[{"column":"A","kind":"like"}]}]}';
    const [problem] = readViews(text).problems;
    assert.match(viewErrorText(problem), /views\.0\.filters\.0\.kind: .*range, days, values.*"like"/);
  });

  it('is said of a name that another view has, without a place', () => {
    const mine = { name: 'Mine', report: 'r' };
    const text = withView(withView(undefined, mine, mine), { ...mine, name: 'A' }, { ...mine, name: 'A' });
    assert.throws(
      () => withView(text, mine, { ...mine, name: 'A' }),
      (error) => /^«.*"A"/.test(viewErrorText(error)),
    );
  });
});
