import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { HandoutDocument } from '../../../../src/core/handout/document.js';
import { MAX_MARKDOWN_BYTES, writeHandoutMarkdown } from '../../../../src/core/handout/files/markdownFile.js';
import { sparkText } from '../../../../src/core/handout/files/sparkText.js';
import { handoutFileTexts } from '../../../../src/l10n/handoutFileTexts.js';
import { joined, line, monthlyDocument, withWords } from '../../../support/handout/documents.js';

const markdownOf = (document: HandoutDocument) => joined(writeHandoutMarkdown(document, handoutFileTexts()));

/** What a line is, and into how many cells it falls. */
function shapeOf(markdown: string): readonly string[] {
  return markdown.split('\n').map((one) => {
    const cells = one.replace(/\\./g, '').split('|').length;
    return one.startsWith('|') ? `| ${cells}` : (/^(#+ |- |\*\*(?!\*))/.exec(one)?.[0] ?? (one === '' ? '' : 'text'));
  });
}

describe('a document to hand on as Markdown', () => {
  it('has headings, key figures, and each series as a table', async () => {
    const markdown = await markdownOf(monthlyDocument);
    assert.ok(markdown.startsWith('# Monthly summary\n\nContoso · October 2026 · Data up to Oct 31, 2026\n'));
    assert.match(markdown, /\n## At a glance\n\n\| Name \| Value \| Share \| Change \| Note \|\n\| --- \| ---: \|/);
    assert.match(
      markdown,
      /\| Active users, any service \| 812 \| 81\.2% of licensed users \(1,000\) \| ▲ \+4\.2% from 779/,
    );
    assert.match(markdown, /\| Forms \| – \| {2}\| {2}\| No report of Forms/);
    assert.match(
      markdown,
      /\| OneDrive \| [▁-█–]{31} \| 466 on Wed, Oct 28 \| 125 on Sat, Oct 3 \| 478 on Fri, Oct 23 \|/,
    );
    assert.match(markdown, /\n- Warning: 2 days of October 2026 are missing/);
    assert.match(markdown, /\n\*\*Outlook apps\*\*\n\nNot available: The report of email apps/);
    assert.match(markdown, /\n60 of 72 rows are shown\.\n/);
    assert.doesNotMatch(markdown, /<svg|data:/);
  });

  it('has the same lines and cells whatever its texts are', async () => {
    const plain = shapeOf(await markdownOf(withWords(monthlyDocument, () => 'word')));
    const words = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.string({
        unit: fc.constantFrom('|', '`', '\\', '#', '-', '=', '*', '<', '\n', ' ', '1', '.', '@', 'a'),
        maxLength: 30,
      }),
    );
    await fc.assert(
      fc.asyncProperty(words, async (text) => {
        const markdown = await markdownOf(withWords(monthlyDocument, () => `${text}w`));
        assert.deepEqual(shapeOf(markdown), plain);
        assert.doesNotMatch(markdown, /<(?!br>)/);
      }),
    );
  });

  it('is never larger than a job summary may be, and says that it is not all', async () => {
    const rows = Array.from({ length: 60_000 }, (_, index) => [`Product ${index}`, index]);
    const document: HandoutDocument = {
      ...monthlyDocument,
      blocks: [
        {
          kind: 'table',
          columns: [
            { label: 'Product', type: 'text' },
            { label: 'Users', type: 'number' },
          ],
          rows,
          rowCount: rows.length,
          leftOut: [],
        },
        { kind: 'heading', level: 2, text: 'After' },
      ],
    };
    const markdown = await markdownOf(document);
    assert.ok(new TextEncoder().encode(markdown).length <= MAX_MARKDOWN_BYTES);
    assert.ok(markdown.endsWith(`\n${handoutFileTexts().restLeftOut}\n`));
    assert.match(markdown, /\| Product 30000 \|/);
  });
});

describe('a line of text characters', () => {
  it('has at most 31 characters, the lowest and the highest as such, and no bar for what is not known', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer({ min: -1000, max: 1000 })), { maxLength: 400 }), (values) => {
        const characters = [...sparkText(values)];
        assert.ok(characters.length <= 31);
        if (values.length <= 31) {
          assert.equal(characters.length, values.length);
          values.forEach((value, index) => assert.equal(characters[index] === '–', value === null));
          const known = values.filter((value) => value !== null);
          if (new Set(known).size > 1) {
            assert.equal(characters[values.indexOf(Math.max(...known))], '█');
            assert.equal(characters[values.indexOf(Math.min(...known))], '▁');
          }
        }
      }),
    );
    assert.equal(sparkText(line('x', '2026-10-01', 365, 5).values).length, 31);
  });
});
