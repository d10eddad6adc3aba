import assert from 'node:assert/strict';
import fc from 'fast-check';
import { markdownText } from '../../../../src/core/export/markdownText.js';

/** What a page shows of a text: all of it, and the part outside code spans, in which programs look for mentions and links. */
interface Shown {
  readonly all: string;
  readonly outsideCode: string;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>' };

/**
 * Reads by the rules of GitHub Flavored Markdown: escapes, entities, line breaks and code spans of one backtick. Anything else that could be
 * markup fails.
 */
function shown(markdown: string): Shown {
  let [all, outsideCode] = ['', ''];
  const part = /\\([!-/:-@[-`{-~])|&(amp|lt|gt);|(<br>)|`([^`|\\]+)`(?!`)|([^\\`*_~|[\]<>&!$#\r\n])/uy;
  for (let at = 0; at < markdown.length; at = part.lastIndex) {
    part.lastIndex = at;
    const [, escape, entity, lineBreak, code, plain] = part.exec(markdown) ?? assert.fail(`${markdown}, at ${at}`);
    const text = escape ?? plain ?? (entity === undefined ? (lineBreak === undefined ? '' : '\n') : entities[entity]);
    all += code ?? text;
    outsideCode += code === undefined ? text : '\0';
  }
  return { all, outsideCode };
}

/** What GitHub, GitLab and VS Code look for in the text that was rendered. */
const active: Readonly<Record<string, RegExp>> = {
  mention: /(^|[^a-z0-9_])@[a-z0-9]/i,
  issue: /#\d|(^|\W)(gh|gl)-\d/i,
  'request, snippet, milestone or epic': /[!$%&~]\d/,
  commit: /\b[0-9a-f]{7,40}\b/i,
  emoji: /:(?!\d\d:)[a-z0-9_+-]+:/i,
  link: /[a-z]:\/\/[a-z0-9]|www\.|mailto:\S|[a-z0-9]\.(com|example|net)\b/i,
  'mail address': /\w@\w/,
};

function assertHarmless(text: string): void {
  const { all, outsideCode } = shown(markdownText(text));
  const lines = (of: string) => of.replace(/\r\n|[\r\n\u2028\u2029]/g, '\n').replace(/[ \0]+/g, ' ');
  assert.equal(lines(all).trim(), lines(text).trim(), 'it reads as the original');
  for (const [what, pattern] of Object.entries(active)) {
    assert.doesNotMatch(outsideCode, pattern, `${text} has no ${what}`);
  }
}

describe('text in Markdown', () => {
  it('becomes no mention, reference, emoji or link', () => {
    const texts = [
      ...['@everyone', 'Ask (@ada)', 'org/team@1a2b3c4', 'ada@northlight.example', '<ada@northlight.example>'],
      ...['#12', 'Sharp#12', 'owner/name#12', 'GH-12', 'gh-12.', '!7', '%3', '1a2b3c4d5e'],
      ...[':tada:', ':+1:', 'a:100:b', 'https://elsewhere.example/?a=1&b=2', 'www.elsewhere.example', 'elsewhere.com'],
      ...[
        'mailto:ada@northlight.example',
        '//elsewhere.example',
        'x|@ada|#12',
        '`@ada`',
        '\\@ada',
        '@ada`',
        '[#12](y)',
      ],
    ];
    for (const text of texts) {
      assertHarmless(text);
    }
  });

  it('is written plainly where nothing is to be feared', () => {
    for (const text of ['Zoë, "Z"', 'C and F', '2026-11-18', '10:30:15', 'E5 + E3', 'a.b', '@', ':)']) {
      assert.equal(markdownText(text), text);
    }
    assert.equal(markdownText('Team @ada | 7'), 'Team `@ada` \\| 7');
    assert.equal(markdownText('In a.b.setting, or on x.com.'), 'In `a.b.setting`, or on `x.com`.');
    assert.equal(markdownText('Only www. is one'), 'Only `www.` is one');
  });

  it('turns no text beside it around', () => {
    const mark = fc.constantFrom(...'\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069');
    fc.assert(
      fc.property(fc.array(fc.oneof(mark, fc.constantFrom('@ada', 'x', ' ', '|', 'א'))), (pieces) => {
        const text = pieces.join('');
        const without = text.replace(/[\u202a-\u202e\u2066-\u2069]/g, '');
        assert.equal(markdownText(text), markdownText(without));
        assert.doesNotMatch(markdownText(text), /[\u202a-\u202e\u2066-\u2069]/);
      }),
    );
  });

  it('is text, whatever it contains', () => {
    const piece = fc.constantFrom(
      ...[
        '@ada',
        '@',
        '#12',
        '#',
        'GH-12',
        'o/r#1',
        ':tada:',
        ':',
        'http://x.com/?a=1&b',
        'www.x.com',
        'a@b.com',
        '1a2b3c4',
      ],
      ...['`', '``', '\\', '|', '<b>', '<', '>', '&', '&amp;', '*', '_', '~~', '[', '](', '!', '$', '^', '{', '-', '='],
      ...['x', ' ', '\n', '\r\n', '\u2028', '\0', 'é', '💡', '7', '.', ',', ';'],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => assertHarmless(pieces.join(''))),
      { numRuns: 3000 },
    );
  });
});
