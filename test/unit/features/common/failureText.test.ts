import assert from 'node:assert/strict';
import fc from 'fast-check';
import { UsageReportsError } from '../../../../src/base/errors.js';
import { failureText } from '../../../../src/features/common/failureText.js';

describe('what failed, in a Markdown document', () => {
  it('has the sentence and what a support case needs', () => {
    const error = new UsageReportsError('badRequest', 'Refused.', { status: 400, serviceMessage: 'No such period.' });
    assert.equal(
      failureText(error),
      'Microsoft Graph rejected the request.\n\n```text\nreason: badRequest\nstatus: 400\nmessage: No such period.\n```',
    );
  });

  it('shows a link in a sentence as text', () => {
    const error = new UsageReportsError('invalidRequest', 'There is no report "[x](command:y)".');
    assert.match(failureText(error), /^There is no report "\\\[x\\\]\(command:y\)"\.\n/);
  });

  it('ends its block behind all details, whatever the service said', () => {
    const line = fc.array(fc.constantFrom('`', '```', '````', '\n', '\n```\n', '# x', '~~~', ' '), { maxLength: 8 });
    fc.assert(
      fc.property(line, (parts) => {
        const serviceMessage = parts.join('');
        const text = failureText(new UsageReportsError('badRequest', 'Refused.', { serviceMessage }));
        const [, fence = ''] = /\n(`{3,})text\n/.exec(text) ?? assert.fail(text);
        const block = text.slice(text.indexOf(`${fence}text\n`) + fence.length);
        // CommonMark: a line of at least as many backticks ends it.
        const ends = [...block.matchAll(/^ {0,3}(`{3,})[ \t]*$/gm)].filter(
          ([, run = '']) => run.length >= fence.length,
        );
        assert.deepEqual(
          ends.map(({ index }) => index),
          [block.length - fence.length],
        );
      }),
      { numRuns: 1_000 },
    );
  });
});
