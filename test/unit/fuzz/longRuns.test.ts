import assert from 'node:assert/strict';
import fc from 'fast-check';
import { safeLines } from '../../../src/cli/safeLines.js';
import { neutralizedText } from '../../../src/core/export/spreadsheetText.js';
import { csvNameOf } from '../../../src/core/table/json/propertyColumns.js';
import { normalizeName } from '../../../src/core/table/store/columnNames.js';
import { parseNumber } from '../../../src/core/table/store/number.js';
import { parseServiceDay } from '../../../src/base/dates.js';
import { parseDuration } from '../../../src/base/duration.js';
import { foldText } from '../../../src/base/foldText.js';
import { redact } from '../../../src/base/redact.js';
import { isPrivateHost } from '../../../src/services/graph/privateHosts.js';
import { concealedForm } from '../../../src/shared/concealedNames.js';
import { fuzz } from '../../support/fuzz.js';

/** What looks at texts from outside with regular expressions. */
const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  safeLines,
  neutralizedText,
  csvNameOf,
  normalizeName,
  parseNumber,
  parseServiceDay,
  parseDuration,
  foldText,
  redact,
  isPrivateHost,
  concealedForm,
};

const LENGTH = 50_000;
/**
 * How many times the processor time of looking at each character of such a text a reader may take: far more than a slow one takes, and less
 * than a quadratic one.
 */
const MAX_FACTOR = 500;

const PIECES = [...' \t\n-0123aA"\'<>()[]{}./\\=+:@%_*|&#~`!,;', '\u00a0', '1,', '##', '::', 'eyJ', 'a.', '0:'];
const edges = fc.constantFrom('', '-', '+', '"', '<PII:', 'P', 'PT', '1.', 'http://', 'eyJ', '#', '!', '\u0000', '[');

/** Processor time in microseconds. */
function costOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/** The time that each character takes on this machine, while it does what it does. */
function linearCost(): number {
  const text = '-'.repeat(LENGTH);
  const costs = Array.from({ length: 21 }, () => costOf(() => [...text].map((character) => character.codePointAt(0))));
  return costs.sort((one, other) => one - other)[10] ?? 0;
}

describe('a long run of the same characters', () => {
  const most = linearCost() * MAX_FACTOR;

  fuzz('is read in time that grows with its length', 40, fc.record({ start: edges, end: edges }), ({ start, end }) => {
    for (const piece of PIECES) {
      const text = start + piece.repeat(LENGTH / piece.length) + end;
      for (const [name, read] of Object.entries(READERS)) {
        const cost = costOf(() => read(text));
        assert.ok(cost < most, `${name} of ${JSON.stringify(piece)}: ${cost} µs, of ${most}`);
      }
    }
  });
});
