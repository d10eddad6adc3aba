import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PRODUCT_SKUS, productKey } from '../../../../../src/core/catalog/productSkus.js';
import { splitList } from '../../../../../src/core/table/store/lists.js';
import { ACTIVE_USERS } from '../../../../../src/core/users/joined/joinedReports.js';
import { fuzz } from '../../../../support/fuzz.js';
import { join, rowsOf, userReport } from './support.js';

const UPN = 'User Principal Name';
const REPORTS = [ACTIVE_USERS, 'getEmailActivityUserDetail', 'getTeamsUserActivityUserDetail'];

/** A product, as one report may write it for one user. */
const written = fc
  // A plus is what separates products, unless blanks are around it.
  .constantFrom(...PRODUCT_SKUS.filter(({ names }) => !names.join('').includes('+')))
  .chain(({ names }) => fc.constantFrom(...names))
  .chain((name) => fc.constantFrom(name, name.toLowerCase(), name.replaceAll(' ', '  '), name.replace(/[()]/g, '')));
/** By user, what each of the reports says. */
const users = fc.array(fc.array(fc.array(written, { maxLength: 4 }), { minLength: 3, maxLength: 3 }), {
  minLength: 1,
  maxLength: 6,
});

describe('products of users', () => {
  fuzz('are one product for all users, in whichever ways the reports write it', 100, users, async (given) => {
    const reports = await Promise.all(
      REPORTS.map((name, at) =>
        userReport(
          name,
          given.map((inReports, user) => ({
            [UPN]: `user${user}@a.example`,
            'Assigned Products': inReports[at]?.join('+') ?? '',
          })),
        ),
      ),
    );
    const rows = rowsOf((await join(reports)).table);
    const spellings = new Map<string, string>();
    for (const [user, inReports] of given.entries()) {
      const products = splitList(rows[user]?.['Assigned Products'] ?? '');
      const keys = products.map(productKey);
      assert.deepEqual(keys.toSorted(), [...new Set(inReports.flat().map(productKey))].sort());
      for (const [at, product] of products.entries()) {
        const key = keys[at] ?? '';
        assert.equal(spellings.get(key) ?? product, product, 'another user has it under another name');
        spellings.set(key, product);
      }
    }
    const all = new Set(given.flat(2).map((name) => name.trim()));
    assert.deepEqual(
      [...spellings.values()].filter((name) => !all.has(name)),
      [],
      'a name that no report has',
    );
  });
});
