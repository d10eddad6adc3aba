import fc from 'fast-check';
import assert from 'node:assert/strict';
import { createFormat } from '../../../src/shared/format/format.js';
import { linesOf } from '../../../media/common/charts/measures/measureLines.js';
import { leftOutNotes } from '../../../media/common/charts/measures/chartNotes.js';
import { chosenMeasures, measuresOf } from '../../../media/common/charts/measures/measures.js';
import { changeFactTexts } from '../../../media/common/charts/measures/overlayFacts.js';
import { linesBy } from '../../../media/common/charts/measures/granularity.js';
import { barsScene, columnsScene } from '../../../media/common/charts/saving/barsScene.js';
import { fitting, type Scene } from '../../../src/shared/charts/scene.js';
import type { Frame } from '../../../media/common/charts/saving/frame.js';
import { seriesScene } from '../../../media/common/charts/saving/seriesScene.js';
import { svgFile } from '../../../src/shared/charts/svgFile.js';
import type { HistoryFacts } from '../../../src/shared/history.js';
import { comparisonOf, seriesOf, summaryOf } from './series.js';

const format = createFormat('en', 'UTC');
const measure = (text: string, size: number) => text.length * size * 0.6;
const frameOf = (title: string, source = 'Contoso · Calls · Last 7 days'): Frame => ({
  title,
  source,
  measure,
  isWide: false,
  palette: {
    font: '"Segoe UI", sans-serif',
    background: '#1f1f1f',
    foreground: '#cccccc',
    muted: '#9d9d9d',
    accent: '#3794ff',
    gap: '#cca700',
    lines: ['#1', '#2', '#3', '#4', '#5', '#6'],
  },
});
const chartOf = (name: string): Scene => {
  const earlier = { firstDay: '2026-10-25', values: [7, null, 9, 4, 5, 6, 7] };
  const own = summaryOf([seriesOf([1, null, 3], { column: name, earlier })], { title: name });
  const other = comparisonOf([seriesOf([2, 4, 6], { column: name, unit: 'bytes' })], { tenant: name });
  return seriesScene(frameOf(name, name), linesOf(measuresOf(own, [other]), 'previous'), format);
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
  const part =
    /<(\/?)([a-z]+)((?: [a-zA-Z-]+="(?:[^"<&]|&(?:amp|lt|gt|quot|#39);)*")*)(\/?)>|((?:[^<&]|&(?:amp|lt|gt|quot|#39);)+)/gy;
  const body = xml.replace('<?xml version="1.0" encoding="UTF-8"?>\n', '');
  while (part.lastIndex < body.length) {
    const at = part.lastIndex;
    const [, slash, name, , closed, text] =
      part.exec(body) ?? assert.fail(`not well-formed at ${body.slice(at, at + 60)}`);
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

describe('charts as SVG', () => {
  const hostile =
    '<img src=x onerror="alert(1)">]]></svg><script>alert(1)</script> & \'"\u0000\u001b\ud800 שלום \u202e 🦊';

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
        elementsOf(
          svgFile(
            barsScene(frameOf(label, text), [
              { label, value: 3, whole: 4, text, share: text },
              { label, value: null, text },
            ]),
          ),
        );
        elementsOf(
          svgFile(columnsScene(frameOf(label), { counts: [1, 0, 4], ends: [text, label], most: text, facts: label })),
        );
      }),
    );
  });

  it('name title, measures, whose they are, the previous period and the source', () => {
    const svg = svgFile(chartOf('Calls'));
    for (const text of [
      '>Calls</text>',
      'Calls (Contoso)',
      'Calls (Calls)',
      'Previous: Oct 25 – Oct 27',
      '>Nov 1</text>',
    ]) {
      assert.ok(svg.includes(text), text);
    }
  });

  it('say of each line what the panel says of it', () => {
    const texts = chartOf('Calls').shapes.flatMap((shape) => (shape.kind === 'text' ? [shape.text] : []));
    for (const text of ['Latest value', 'Weekday average', 'Weekend average', 'Min', 'Max', '6\u00a0B', '9']) {
      assert.ok(texts.includes(text), text);
    }
  });

  it('shade the days that a history lacks, and mark where an older snapshot begins', () => {
    const values = Array.from({ length: 101 }, (_, day) => (day >= 20 && day <= 29 ? null : day));
    const lines = linesOf(
      measuresOf(summaryOf([seriesOf(values, { column: 'Calls', firstDay: '2026-01-01' })]), []),
      'none',
    );
    const history: HistoryFacts = {
      days: { from: '2026-01-01', to: '2026-04-11' },
      archivedDays: 91,
      missingDays: 10,
      snapshots: 2,
      revisedValues: 0,
      missingRanges: [{ from: '2026-01-21', to: '2026-01-30' }],
      snapshotBoundaries: [{ day: '2026-02-20', newer: '2026-04-11', older: '2026-02-19' }],
    };
    const shaded = ({ shapes }: Scene) => shapes.filter((shape) => shape.kind === 'rect' && shape.fill === '#cca700');
    const dashed = ({ shapes }: Scene) =>
      shapes.filter((shape) => shape.kind === 'line' && shape.dash?.join() === '3,3');
    const saved = seriesScene(frameOf('Calls'), lines, format, { history });
    const [hole, ...more] = shaded(saved);
    assert.equal(more.length, 0);
    // Ten of a hundred steps, from half a day before its first day.
    assert.ok(hole?.kind === 'rect' && Math.abs(hole.width / (960 - 24 - 96) - 0.1) < 0.001);
    assert.equal(dashed(saved).length, 1);
    assert.ok(svgFile(saved).includes('Shaded: missing days.'));
    const plain = seriesScene(frameOf('Calls'), lines, format);
    assert.deepEqual([shaded(plain), dashed(plain)], [[], []]);
    assert.ok(!svgFile(plain).includes('Shaded'));
  });

  it('say when the data ends where days without any follow, and what a card says', () => {
    const lines = linesOf(measuresOf(summaryOf([seriesOf([1, 2, null])]), []), 'none');
    const svg = svgFile(seriesScene(frameOf('Calls'), lines, format, { facts: ['▲ +1'] }));
    assert.ok(svg.includes('>▲ +1</text>') && svg.includes('>Data ends on Nov 2, 2026</text>'));
    assert.ok(!svgFile(chartOf('Calls')).includes('Data ends'));
  });

  it('say of months laid over each other what the panel says, each measure in a line of its own', () => {
    const days = Array.from({ length: 61 }, (_, day) => (day < 31 ? 20 : 25));
    const summary = summaryOf(['Calls', 'Chats'].map((column) => seriesOf(days, { column, firstDay: '2026-10-01' })));
    const measures = measuresOf(summary, []);
    const facts = changeFactTexts(measures, 'month', format);
    const scene = seriesScene(frameOf('Calls'), linesOf(measures, 'month'), format, { facts, overlay: 'month' });
    const svg = svgFile(scene);
    for (const name of ['Calls', 'Chats']) {
      assert.ok(
        svg.includes(`>${name}: November vs. October: +25%. Daily average 25 (Nov 1 – Nov 30), before 20 (`),
        name,
      );
    }
    assert.ok(svg.includes('>Every weekday counts equally.</text>'));
    assert.ok(svg.includes('Calls, Previous: Oct 1 – Oct 31'));
    const labels = scene.shapes.flatMap((shape) =>
      shape.kind === 'text' && /^\d+$/.test(shape.text) ? [shape.text] : [],
    );
    assert.ok(['1', '8', '15', '22', '29'].every((label) => labels.includes(label)));
    assert.ok(!svg.includes('Dec 1'), 'the longer month has no day in the next');
    assert.deepEqual(
      scene.shapes.filter((shape) => shape.kind === 'rect' && shape.opacity === 0.06),
      [],
      'no weekends: the two months have others',
    );
  });

  it('say whose measures had no place, as the panel does', () => {
    const named = (count: number) =>
      Array.from({ length: count }, (_, index) => seriesOf([1, 2, 3], { column: `Measure ${index}` }));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 }), (own, others) => {
        const measures = measuresOf(summaryOf(named(own)), [comparisonOf(named(others))]);
        const { drawn, leftOut } = chosenMeasures(
          measures.map(({ id }) => id),
          measures,
        );
        const notes = leftOutNotes(leftOut, format);
        const svg = svgFile(seriesScene(frameOf('Calls'), linesOf(drawn, 'none'), format, { leftOut: notes }));
        const { texts } = elementsOf(svg);
        const said = texts.flatMap(
          (text) => /^(\d+) measures? of \w+ (?:isn|aren)&#39;t drawn\.$/.exec(text)?.[1] ?? [],
        );
        assert.equal(
          said.reduce((sum, count) => sum + Number(count), 0),
          own + others - drawn.length,
        );
      }),
    );
  });

  it('break lines where values are missing, and keep a lone day', () => {
    const lone = seriesOf([1, null, 3, 4], { column: 'Calls' });
    const scene = seriesScene(frameOf('Calls'), linesOf(measuresOf(summaryOf([lone]), []), 'none'), format);
    const path = scene.shapes.flatMap((shape) =>
      shape.kind === 'line' && shape.path.includes('L') ? [shape.path] : [],
    )[0]!;
    assert.equal(path.match(/M/g)!.length, 2);
    assert.equal(
      scene.shapes.filter((shape) => shape.kind === 'line' && shape.path.endsWith('h0.01')).length,
      2,
      'the lone day and the last',
    );
  });

  it('have no text that ends beyond their edge, also the name of the last month', () => {
    const values = Array.from({ length: 153 }, (_, day) => day);
    const chart = { ...seriesOf(values, { firstDay: '2026-05-01' }), aggregate: 'sum' } as const;
    const lines = linesBy('months', linesOf(measuresOf(summaryOf([chart]), []), 'none'));
    for (const isWide of [false, true]) {
      const scene = seriesScene({ ...frameOf('Calls'), isWide }, lines, format);
      const labels = scene.shapes.flatMap((shape) =>
        shape.kind === 'text' && shape.anchor === 'middle' ? [shape] : [],
      );
      assert.equal(labels.at(-1)?.text, 'September 2026');
      for (const { x, text, size } of labels) {
        assert.ok(x + measure(text, size) / 2 <= scene.left + scene.width, text);
      }
    }
  });

  it('cut what is too long, and no character in half', () => {
    const text = fitting('🦊'.repeat(500), 100, 10, false, measure);
    assert.ok(text.endsWith('…') && measure(text, 10) <= 100 && !/\p{Surrogate}/u.test(text), text);
    assert.equal(fitting('a\n b', 100, 10, false, measure), 'a b');
    assert.ok(fitting('x'.repeat(1_000_000), 1e9, 10, false, measure).length <= 401);
  });
});
