import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ATTRIBUTES, KEY_SPELLINGS } from '../../../../../src/core/users/attributes/knownColumns.js';
import { recognizeColumns } from '../../../../../src/core/users/attributes/recognizeColumns.js';

const GUID = '6f9619ff-8b86-4011-b42d-00c04fc964ff';
const ANN = 'ann@northlight.example';

/** Another way to write a name: `Cost-Center`, `cost_center`, `COST CENTER`. */
const written = (spelling: string) =>
  fc
    .tuple(fc.constantFrom('', ' ', '_', '-', '.'), fc.constantFrom('lower', 'upper', 'first'), fc.nat(spelling.length))
    .map(([between, letters, at]) => {
      const name =
        at === 0 || at === spelling.length ? spelling : `${spelling.slice(0, at)}${between}${spelling.slice(at)}`;
      return letters === 'upper'
        ? name.toUpperCase()
        : letters === 'first'
          ? name.charAt(0).toUpperCase() + name.slice(1)
          : name;
    });

describe('the columns of a file of attributes', () => {
  it("are known by the names of Entra's export", () => {
    const names = ['userPrincipalName', 'displayName', 'mail', 'id', 'department', 'companyName', 'usageLocation'];
    const found = recognizeColumns(names, [[ANN, 'Ann', ANN, GUID, 'Sales', 'Northlight', 'DE']]);
    assert.deepEqual(found.keys, { id: 'id', principalName: 'userPrincipalName' });
    assert.deepEqual(found.known, [
      { column: 'department', name: 'Department' },
      { column: 'companyName', name: 'Company' },
      { column: 'usageLocation', name: 'Usage Location' },
    ]);
    assert.deepEqual(found.others, [], 'who it is needs no column of its own');
  });

  it('are known in German, and called as the file calls them', () => {
    const found = recognizeColumns(
      ['E-Mail-Adresse', 'Abteilung', 'Kostenstelle', 'Büro', 'Gehalt'],
      [[ANN, 'Vertrieb', '0042', 'Köln', '1']],
    );
    assert.deepEqual(found.keys, { principalName: 'E-Mail-Adresse' });
    assert.deepEqual(found.known, [
      { column: 'Abteilung', name: 'Department', label: 'Abteilung' },
      { column: 'Kostenstelle', name: 'Cost Center', label: 'Kostenstelle' },
      { column: 'Büro', name: 'Office Location', label: 'Büro' },
    ]);
    assert.deepEqual(found.others, [{ column: 'Gehalt', name: 'Gehalt' }], 'what nobody asked for has to be chosen');
  });

  it('are known however they are written', () => {
    const all = Object.entries(ATTRIBUTES).flatMap(([name, { english, local }]) =>
      [...english, ...local].map((spelling) => ({ name, spelling })),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...all).chain((one) => written(one.spelling).map((column) => ({ ...one, column }))),
        ({ name, column }) => {
          const { known } = recognizeColumns(['UPN', column], [[ANN, 'x']]);
          assert.deepEqual(
            known.map((one) => [one.column, one.name]),
            [[column, name]],
          );
        },
      ),
    );
    fc.assert(
      fc.property(fc.constantFrom(...KEY_SPELLINGS.principalName, ...KEY_SPELLINGS.mail).chain(written), (column) =>
        assert.deepEqual(recognizeColumns([column], [[ANN]]).keys, { principalName: column }),
      ),
    );
  });

  it('have no spelling of two attributes', () => {
    const all = Object.values(ATTRIBUTES).flatMap(({ english, local }) => [...english, ...local]);
    assert.deepEqual([...new Set(all)], all);
  });

  it('tell whom a row is about by their values, too', () => {
    const staffNumber = recognizeColumns(['User Id', 'Mail', 'Department'], [['4711', ANN, 'Sales']]);
    assert.deepEqual(staffNumber.keys, { principalName: 'Mail' }, 'a staff number is no object ID');
    const unnamed = recognizeColumns(
      ['Konto', 'Abteilung'],
      [
        [ANN, 'Vertrieb'],
        ['ben@northlight.example', ''],
      ],
    );
    assert.deepEqual(unnamed.keys, { principalName: 'Konto' }, 'the only addresses');
    const manager = recognizeColumns(['Staff', 'Manager'], [['4711', ANN]]);
    assert.deepEqual(manager.keys, {}, 'a manager is somebody else');
    const two = recognizeColumns(['Konto', 'Chefkonto'], [[ANN, 'ben@northlight.example']]);
    assert.deepEqual(two, { ...two, keys: {}, possibleKeys: ['Konto', 'Chefkonto'] }, 'somebody has to say which');
    assert.deepEqual(recognizeColumns(['Konto', 'Chefkonto'], [[ANN, 'b@c']], 'konto').keys, {
      principalName: 'Konto',
    });
    assert.deepEqual(recognizeColumns(['Key', 'Chefkonto'], [[GUID, 'b@c']], 'Key').keys, { id: 'Key' });
  });

  it('keep one column for each attribute, the usual name first', () => {
    const { known, others } = recognizeColumns(['UPN', 'company', 'companyName'], [[ANN, 'a', 'b']]);
    assert.deepEqual(known, [{ column: 'companyName', name: 'Company' }]);
    assert.deepEqual(others, [{ column: 'company', name: 'company' }]);
  });
});
