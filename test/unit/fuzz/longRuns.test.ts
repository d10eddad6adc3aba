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
/** Processor time for a text of {@link LENGTH}, in milliseconds: far more than a slow reader takes, and less than a quadratic one. */
const MAX_CPU_MS = 1_000;

const PIECES = [...' \t\n-0123aA"\'<>()[]{}./\\=+:@%_*|&#~`!,;', '\u00a0', '1,', '##', '::', 'eyJ', 'a.', '0:'];
const edges = fc.constantFrom('', '-', '+', '"', '<PII:', 'P', 'PT', '1.', 'http://', 'eyJ', '#', '!', '\u0000', '[');

describe('a long run of the same characters', () => {
  fuzz('is read in time that grows with its length', 40, fc.record({ start: edges, end: edges }), ({ start, end }) => {
    for (const piece of PIECES) {
      const text = start + piece.repeat(LENGTH / piece.length) + end;
      for (const [name, read] of Object.entries(READERS)) {
        const before = process.cpuUsage();
        read(text);
        const { user, system } = process.cpuUsage(before);
        assert.ok((user + system) / 1000 < MAX_CPU_MS, `${name} of ${JSON.stringify(piece)}: ${user + system} µs`);
      }
    }
  });
});
