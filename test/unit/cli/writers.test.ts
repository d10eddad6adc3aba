import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readArguments } from '../../../src/cli/readArguments.js';
import { help } from '../../../src/cli/help.js';
import { OUTPUT_FORMATS } from '../../../src/cli/writers.js';

describe('the format of a file that a command writes', () => {
  const needed = ['--archive', 'a'];
  const COMMANDS = [['export', '--report', 'r'], ['users'], ['licenses'], ['storage']];
  const formatOf = (command: readonly string[], ...args: readonly string[]) => {
    const read = readArguments([...command, ...needed, ...args]);
    assert.ok('format' in read);
    return read.format;
  };

  it('is what the name of the file ends with, in any case, unless another one is named', () => {
    const stem = fc.stringMatching(/^[a-z0-9._/-]{0,9}[a-z0-9_]$/);
    fc.assert(
      fc.property(
        fc.constantFrom(...COMMANDS),
        stem,
        fc.constantFrom(...OUTPUT_FORMATS),
        fc.constantFrom(...OUTPUT_FORMATS),
        (command, name, ending, named) => {
          for (const out of [`${name}.${ending}`, `${name}.${ending.toUpperCase()}`]) {
            assert.equal(formatOf(command, `--out=${out}`), ending);
            assert.equal(formatOf(command, `--out=${out}`, '--format', named), named);
          }
        },
      ),
    );
  });

  it('is CSV without an ending, and no file gets another ending than what is in it', () => {
    for (const out of ['o', 'json', '.', '.json', 'folder.json/o']) {
      assert.equal(formatOf(['users'], `--out=${out}`), 'csv', out);
    }
    for (const out of ['o.txt', 'o.csv.gz', 'o.xls', 'o.jsonx', 'o.constructor']) {
      assert.throws(
        () => formatOf(['users'], `--out=${out}`),
        /--format with one of: csv, json, md, parquet, xlsx/,
        out,
      );
      assert.equal(formatOf(['users'], `--out=${out}`, '--format', 'json'), 'json');
    }
    const report = ['report', '--month=2026-10'];
    for (const [out, format] of [
      ['o.html', 'html'],
      ['o.htm', 'html'],
      ['o', 'html'],
      ['o.markdown', 'md'],
    ] as const) {
      assert.equal(formatOf(report, `--out=${out}`), format, out);
    }
    for (const out of ['o.pdf', 'o.txt']) {
      assert.throws(() => formatOf(report, `--out=${out}`), /--format with one of: html, md/, out);
    }
  });

  it('is one of those that the help names', () => {
    assert.ok(help().includes(`--format FORMAT          ${OUTPUT_FORMATS.join(', ')} `));
    for (const command of COMMANDS) {
      assert.throws(() => formatOf(command, '--out', 'o', '--format', 'pdf'), /csv, json, md/);
    }
  });
});
