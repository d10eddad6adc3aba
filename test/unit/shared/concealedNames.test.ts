import assert from 'node:assert/strict';
import { concealedForm, isConcealed } from '../../../src/shared/concealedNames.js';
import { csv, csvFile, definition } from '../core/table/support.js';

const hashes = ['2F0B1C5D9E8A7B6C5D4E3F2A1B0C9D8E', 'AAAABBBBCCCCDDDDEEEEFFFF00001111'];
const zero = '00000000-0000-0000-0000-000000000000';
const pii = '<PII:H105(abcdef0123)>@contoso.example';

const sites = definition([
  { name: 'Site Id', type: 'text', identity: true },
  { name: 'Site URL', type: 'text', identity: true },
  { name: 'Owner Display Name', type: 'text', identity: true },
  { name: 'Root Web Template', type: 'text' },
]);
const header = ['Site Id', 'Site URL', 'Owner Display Name', 'Root Web Template'];

async function concealedIn(rows: readonly (readonly string[])[], names: readonly string[] = header): Promise<string[]> {
  const table = await csv(csvFile([names, ...rows]), sites);
  const marked = table.columns.filter(({ concealed }) => concealed).map(({ name }) => name);
  const warnings = table.warnings.filter(({ kind }) => kind === 'concealedNames');
  assert.deepEqual(warnings, marked.length === 0 ? [] : [{ kind: 'concealedNames', columns: marked }]);
  return marked;
}

describe('concealed names', () => {
  it('are recognized by their forms', () => {
    assert.equal(concealedForm(hashes[0]!), 'hash');
    assert.equal(concealedForm('D41D8CD98F00B204E9800998ECF8427E'), 'hashOfNothing');
    assert.equal(concealedForm(zero), 'zeroGuid');
    assert.equal(concealedForm('(Unknown)'), 'unknown');
    assert.equal(concealedForm(pii), 'pii');
    for (const name of [
      '',
      'ann@contoso.example',
      hashes[0]!.toLowerCase(),
      `${hashes[0]}0`,
      '11111111-0000-0000-0000-000000000000',
      'Unknown',
      '<b>',
      '(Unknown) Team',
    ]) {
      assert.equal(concealedForm(name), undefined, name);
    }
  });

  it('make a column concealed, in each form', async () => {
    assert.deepEqual(
      await concealedIn([
        [zero, 'https://x.example/a', 'Ann', 'Team'],
        [zero, 'https://x.example/b', 'Bob', 'Team'],
      ]),
      ['Site Id'],
    );
    assert.deepEqual(
      await concealedIn([
        ['id1', 'https://x.example/a', hashes[0]!, 'Team'],
        ['id2', '', hashes[1]!, 'Team'],
      ]),
      ['Owner Display Name'],
    );
    assert.deepEqual(await concealedIn([['id1', 'https://x.example/a', pii, 'Team']]), ['Owner Display Name']);
    assert.deepEqual(await concealedIn([['id1', 'https://x.example/a', '(Unknown)', 'Team']]), ['Owner Display Name']);
    assert.deepEqual(await concealedIn([['id1', 'https://x.example/a', 'D41D8CD98F00B204E9800998ECF8427E', 'Team']]), [
      'Owner Display Name',
    ]);
  });

  it('make an empty URL concealed only beside another concealed column', async () => {
    assert.deepEqual(
      await concealedIn([
        [zero, '', hashes[0]!, 'Team'],
        [zero, '', '', 'Team'],
      ]),
      ['Site Id', 'Site URL', 'Owner Display Name'],
    );
    assert.deepEqual(await concealedIn([['id1', '', 'Ann', 'Team']]), []);
  });

  it('do not make a column concealed if one user really has such a name', async () => {
    assert.deepEqual(
      await concealedIn([
        ['id1', 'u', '(Unknown)', 'x'],
        ['id2', 'u', 'Ann', 'x'],
        ['id3', 'u', 'Bob', 'x'],
      ]),
      [],
    );
  });

  it('are not looked for in columns that name nobody, without rows, or if all cells are blank', async () => {
    assert.deepEqual(await concealedIn([['id1', 'u', 'Ann', hashes[0]!]]), []);
    assert.deepEqual(await concealedIn([]), []);
    assert.deepEqual(await concealedIn([['', '', '', '']]), []);
  });

  it('are recognized in unknown columns', async () => {
    assert.deepEqual(await concealedIn([['id1', 'u', 'Ann', 'x', hashes[0]!]], [...header, 'Manager']), ['Manager']);
  });

  it('may leave a few names readable', () => {
    const rows = (concealed: number, readable: number) =>
      isConcealed([
        [hashes[0]!, concealed],
        ['Ann', readable],
        ['', 50],
      ]);
    assert.ok(rows(95, 5));
    assert.ok(!rows(80, 20));
    assert.ok(!isConcealed([]));
  });
});
