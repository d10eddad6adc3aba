import assert from 'node:assert/strict';
import fc from 'fast-check';
import { plainItems } from '../../../../src/features/common/plainItems.js';
import { plainText, statusText, tooltipMarkdown } from '../../../../src/features/common/plainText.js';

/** As VS Code finds links in messages, prompts and problems of inputs: `parseLinkedText`, src/vs/base/common/linkedText.ts. */
const LINK = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/gi;

/** As VS Code finds icons in lists and in the status bar: `renderLabelWithIcons`, src/vs/base/browser/ui/iconLabel/iconLabels.ts. */
const ICON = /(\\)?\$\(([A-Za-z0-9]+(?:-[A-Za-z0-9]+)*(?:~[A-Za-z]+)?)\)/g;

const HOSTILE = '[Click me](command:workbench.action.quit)';

const piece = fc.constantFrom(
  ...['[', ']', '(', ')', '](', '$(', '$', '\\', '"', "'", ' ', '\n', '\t', '\u0000', '\u2028', 'a', 'Größe', '😀'],
  ...['command:workbench.action.quit', 'https://evil.example', 'FILE:///etc', 'zap', 'sync~spin', HOSTILE, '$(zap)'],
  ...['\u202E', '\u2066', '\u200F', '\u061C', '\u2060', '\u200D'],
);
const anyText = fc.oneof(
  fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary' }),
);

function drawnIn(text: string): string[] {
  return [...text.matchAll(LINK), ...text.matchAll(ICON)].map(([found]) => found);
}

describe('a text that VS Code shows', () => {
  it('is drawn as a link or an icon without care', () => {
    assert.deepEqual(drawnIn(`Exported to ${HOSTILE}/$(zap).`), [HOSTILE, '$(zap)']);
  });

  it('has no link and no icon, whatever is in it, and whatever stands beside it', () => {
    fc.assert(
      fc.property(anyText, anyText, (left, right) => {
        assert.deepEqual(drawnIn(plainText(`Exported to ${left}: ${right}.`)), []);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is as it was but for a word joiner, control characters and marks of direction', () => {
    const seen = (text: string) =>
      text.replace(/[\p{Bidi_Control}\u2060]/gu, '').replace(/(?!\n)\p{Cc}|[\u2028\u2029]/gu, ' ');
    fc.assert(
      fc.property(anyText, (text) => {
        assert.equal(plainText(text).replaceAll('\u2060', ''), seen(text));
        assert.doesNotMatch(plainText(text), /\p{Bidi_Control}|(?!\n)\p{Cc}/u);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is not touched where there is nothing to fear', () => {
    for (const text of ['Contoso (EU)', 'a[0] (b)', '100 $ (USD)', 'Größe 😀 👩‍👩‍👧', 'two\nlines', 'می‌خواهم']) {
      assert.equal(plainText(text), text);
    }
  });

  it('cannot hide its order, and is made safe after that', () => {
    assert.equal(plainText('[x]\u200F(command:y)'), '[x]\u2060(command:y)');
    assert.equal(plainText('exe.\u202Evsc'), 'exe.vsc');
  });

  it('ends after a thousand characters, never within one', () => {
    const long = plainText('x'.repeat(5_000_000));
    assert.equal(long.length, 1_000);
    assert.ok(long.endsWith('x…'));
    assert.equal(plainText('😀'.repeat(1_000)), `${'😀'.repeat(499)}…`);
    assert.equal(plainText('x'.repeat(1_000)), 'x'.repeat(1_000));
  });

  it('has the icons that the extension gives it, and no others', () => {
    assert.deepEqual(drawnIn(statusText('sync~spin', `$(zap) ${HOSTILE}`)), ['$(sync~spin)']);
  });

  it('is safe in every part of an entry, of which nothing else changes', () => {
    const entry = { label: HOSTILE, description: '$(zap)', detail: HOSTILE, value: HOSTILE };
    const [safe] = plainItems([entry]);
    assert.deepEqual(safe, {
      label: plainText(HOSTILE),
      description: '$\u2060(zap)',
      detail: plainText(HOSTILE),
      value: HOSTILE,
    });
    assert.deepEqual(plainItems([{ label: 'a' }]), [{ label: 'a' }]);
  });
});

describe('a tooltip', () => {
  it('has only the markup that the extension gives it', () => {
    assert.equal(
      tooltipMarkdown([[{ bold: ' **x** ' }, ' · # y'], ['1. a\n    - <b>'], [{ code: 'a`b' }]]),
      "**\\*\\*x\\*\\*** · \\# y\n\n1\\. a  \n \\- \\<b\\>\n\n`a'b`",
    );
  });

  it('has no address in it that Markdown would link, and no mark that is not escaped', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          anyText,
          fc.webUrl(),
          fc.emailAddress(),
          fc.domain().map((name) => `www.${name}`),
        ),
        (text) => {
          const markdown = tooltipMarkdown([[text]]);
          assert.doesNotMatch(markdown, /https?:\/\/|www\.|[\w.+-]@/i);
          assert.doesNotMatch(markdown.replaceAll(/\\[!-/:-@[-`{-~]/g, ''), /[!-/:-@[-`{-~]/);
          assert.equal(
            markdown.replaceAll(/\\([!-/:-@[-`{-~])/g, '$1').replaceAll(/\s+/g, ' '),
            plainText(text).replaceAll(/\s+/g, ' '),
          );
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
