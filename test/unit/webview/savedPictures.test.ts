import fc from 'fast-check';
import assert from 'node:assert/strict';
import { createFormat } from '../../../media/report/format.js';
import { linesOf, measuresOf } from '../../../media/report/pictures/measures.js';
import { barsScene, columnsScene } from '../../../media/report/pictures/saving/barsScene.js';
import { fitting, type Frame, type Scene } from '../../../media/report/pictures/saving/scene.js';
import { seriesScene } from '../../../media/report/pictures/saving/seriesScene.js';
import { svgFile } from '../../../media/report/pictures/saving/svgFile.js';
import { comparisonOf, seriesOf, summaryOf } from './series.js';

const format = createFormat('en', 'UTC');
const measure = (text: string, size: number) => text.length * size * 0.6;
const frameOf = (title: string, source = 'Contoso · Calls · Last 7 days'): Frame => ({
  title,
  source,
  measure,
  palette: { font: '"Segoe UI", sans-serif', background: '#1f1f1f', foreground: '#cccccc', muted: '#9d9d9d', accent: '#3794ff', lines: ['#1', '#2', '#3', '#4', '#5', '#6'] },
});
const chartOf = (name: string): Scene => {
  const previous = { firstDay: '2026-10-29', values: [7, null, 9] };
  const own = summaryOf([seriesOf([1, null, 3], { column: name, previous })], { title: name });
  const other = comparisonOf([seriesOf([2, 4, 6], { column: name, unit: 'bytes' })], { tenant: name });
  return seriesScene(frameOf(name, name), linesOf(measuresOf(own, [other]), true), format);
};

/**
 * What a strict reader of XML demands, as far as it concerns this file: every character is one that XML knows, tags match, texts and
 * attribute values hold no bare `<` or `&`, and nothing comes after the root.
 */
function elementsOf(xml: string): { readonly names: readonly string[]; readonly texts: readonly string[] } {
  // eslint-disable-next-line no-control-regex
  assert.doesNotMatch(xml, /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
  assert.doesNotMatch(xml, /\p{Surrogate}/u);
  const open: string[] = [];
  const names: string[] = [];
  const texts: string[] = [];
  const part = /<(\/?)([a-z]+)((?: [a-zA-Z-]+="(?:[^"<&]|&(?:amp|lt|gt|quot|#39);)*")*)(\/?)>|((?:[^<&]|&(?:amp|lt|gt|quot|#39);)+)/gy;
  const body = xml.replace('<?xml version="1.0" encoding="UTF-8"?>\n', '');
  while (part.lastIndex < body.length) {
    const at = part.lastIndex;
    const [, slash, name, , closed, text] = part.exec(body) ?? assert.fail(`not well-formed at ${body.slice(at, at + 60)}`);
    if (text !== undefined) {
      assert.ok(open.length > 0 || text.trim() === '', 'text outside the root');
      texts.push(text);
    } else if (slash === '/') {
      assert.equal(open.pop(), name);
    } else {
      names.push(name!);
      if (closed !== '/') {
        open.push(name!);
      }
    }
  }
  assert.deepEqual(open, []);
  return { names, texts };
}

describe('pictures as SVG', () => {
  const hostile = '<img src=x onerror="alert(1)">]]></svg><script>alert(1)</script> & \'"\u0000\u001b\ud800 שלום \u202e 🦊';

  it('are well-formed, and texts in them are texts', () => {
    const { names, texts } = elementsOf(svgFile(chartOf(hostile)));
    assert.deepEqual([...new Set(names)].sort(), ['desc', 'path', 'rect', 'svg', 'text', 'title']);
    assert.ok(texts.some((text) => text.includes('&lt;script&gt;')));
  });

  it('stand for themselves: nothing in them points elsewhere', () => {
    const svg = svgFile(chartOf('Calls'));
    assert.deepEqual(svg.match(/https?:[^"]*/g), ['http://www.w3.org/2000/svg']);
    assert.doesNotMatch(svg, /url\(|href|style|class|var\(/);
  });

  it('are well-formed whatever the names', () => {
    const name = fc.string({ unit: 'binary', maxLength: 60 });
    fc.assert(
      fc.property(name, name, (label, text) => {
        elementsOf(svgFile(chartOf(label)));
        elementsOf(svgFile(barsScene(frameOf(label, text), [{ label, value: 3, whole: 4, text, share: text }, { label, value: null, text }])));
        elementsOf(svgFile(columnsScene(frameOf(label), { counts: [1, 0, 4], ends: [text, label], most: text, facts: label })));
      }),
    );
  });

  it('name title, measures, whose they are, the previous period and the source', () => {
    const svg = svgFile(chartOf('Calls'));
    for (const text of ['>Calls</text>', 'Calls (Contoso)', 'Calls (Calls)', 'before: Oct 29 – Oct 31', '>Nov 1</text>']) {
      assert.ok(svg.includes(text), text);
    }
  });

  it('break lines where values are missing, and keep a lone day', () => {
    const lone = seriesOf([1, null, 3, 4], { column: 'Calls' });
    const scene = seriesScene(frameOf('Calls'), linesOf(measuresOf(summaryOf([lone]), []), false), format);
    const path = scene.shapes.flatMap((shape) => (shape.kind === 'line' && shape.path.includes('L') ? [shape.path] : []))[0]!;
    assert.equal(path.match(/M/g)!.length, 2);
    assert.equal(scene.shapes.filter((shape) => shape.kind === 'line' && shape.path.endsWith('h0.01')).length, 2, 'the lone day and the last');
  });

  it('cut what is too long, and no character in half', () => {
    const text = fitting('🦊'.repeat(500), 100, 10, false, measure);
    assert.ok(text.endsWith('…') && measure(text, 10) <= 100 && !/\p{Surrogate}/u.test(text), text);
    assert.equal(fitting('a\n b', 100, 10, false, measure), 'a b');
    assert.ok(fitting('x'.repeat(1_000_000), 1e9, 10, false, measure).length <= 401);
  });
});
