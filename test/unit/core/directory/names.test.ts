import assert from 'node:assert/strict';
import { DIRECTORY_DATASETS, isDirectoryDataset, isPersonal } from '../../../../src/core/directory/names.js';
import { catalog } from '../../../support/catalog.js';

describe('names of what is archived', () => {
  it('tell what is about people: detail reports, users of the directory, and their sign-ins', () => {
    const personal = [...catalog.reports.map(({ name }) => name), ...DIRECTORY_DATASETS, 'unknown'].filter((name) =>
      isPersonal(name, catalog),
    );
    assert.deepEqual(personal, [
      ...catalog.reports.filter(({ kind }) => kind === 'detail').map(({ name }) => name),
      'directoryUsers',
      'directorySignIns',
    ]);
  });

  it('are those of no report', () => {
    assert.ok(catalog.reports.every(({ name }) => !isDirectoryDataset(name)));
  });
});
