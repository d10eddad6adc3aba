import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createReporter } from '../../../src/cli/reporter.js';
import { jsonLine, safeLines } from '../../../src/cli/safeLines.js';

/**
 * What makes a command of a line, as it is documented and as the runners read it: Azure Pipelines and the older form of GitHub Actions find
 * their marker anywhere in a line, GitHub Actions finds `::` behind white space; a terminal acts on control characters.
 */
function commands(line: string): boolean {
  return (
    /##(?:vso|\w*)\[/i.test(line) ||
    /^\s*::/.test(line) ||
    // eslint-disable-next-line no-control-regex -- the characters that are looked for
    /[\u0000-\u001f\u007f-\u009f]/.test(line) ||
    /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/.test(line)
  );
}

const ESC = '\u001b';
const pieces = fc.constantFrom(
  ...['##vso[', '##[group]', '##', '#', '::', ':', '::set-output name=x::', '::add-mask::', '##VSO[task.setvariable]'],
  ...['\n', '\r', '\r\n', '\t', ' ', '\u0085', '\u2028', '\u00a0', '\ufeff', '\u0000', '\u0007', '\u009b31m', '\u200e'],
  ...[
    `${ESC}[2J`,
    `${ESC}]8;;https://x.example${ESC}\\`,
    ESC,
    '\u202e',
    '\u2066',
    'Team activity',
    'é',
    '😀',
    '"',
    '\\',
  ],
);
const hostile = fc.array(pieces, { maxLength: 12 }).map((list) => list.join(''));

describe('a line of the command line', () => {
  it('commands no terminal and no pipeline, whatever is in it', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const line of safeLines(text)) {
          assert.ok(!commands(line) && !line.includes('\n'), JSON.stringify(line));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('commands none as JSON either, and a program reads the same', () => {
    fc.assert(
      fc.property(hostile, hostile, (key, text) => {
        const value = { message: text, list: [text], [key]: 1 };
        const line = jsonLine(value);
        assert.ok(!commands(line), line);
        assert.deepEqual(JSON.parse(line), JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: 2000 },
    );
  });

  it('stays readable', () => {
    assert.deepEqual(safeLines('##vso[task.complete]done\n  ::error file=a::b\r\nTeams: 3 :: 4, #1 ## x'), [
      '# #vso[task.complete]done',
      '  : :error file=a::b',
      'Teams: 3 :: 4, #1 ## x',
    ]);
    assert.deepEqual(safeLines(`${ESC}[31mred${ESC}[0m`), ['[31mred[0m']);
  });

  it('is made by the reporter, of which no text and no fact has a secret', () => {
    const secrets = { hide: (text: string) => text.replaceAll('hush', '…') };
    fc.assert(
      fc.property(hostile, fc.boolean(), (text, json) => {
        const lines: string[] = [];
        const output = { write: (line: string) => void lines.push(line) };
        const reporter = createReporter({ output, json, now: () => new Date(0), secrets });
        reporter.report({ event: 'log', message: `${text}hush`, nested: { list: ['hush'] } }, `${text} and hush`);
        assert.ok(lines.length > 0);
        for (const line of lines) {
          assert.ok(!commands(line) && !line.includes('hush'), line);
          assert.ok(!json || line.startsWith('{"time":'));
        }
      }),
    );
  });
});
