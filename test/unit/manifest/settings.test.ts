import assert from 'node:assert/strict';
import { MICROSOFT_CLOUDS } from '../../../src/base/clouds.js';
import { CLOUD_IDS } from '../../../src/services/auth/connections/clouds.js';
import { settingDefaults } from '../../../src/settingDefaults.js';
import { manifest, settings } from './readManifest.js';

/**
 * The only settings that a workspace may change, with what it can do by that. Whatever is not listed steers a token, a request or the
 * archive, and belongs to the machine.
 */
const WORKSPACE_MAY_CHANGE: Readonly<Record<string, string>> = {
  'fetch.format': 'the same host in another format',
  'archive.freshHours': 'more or fewer requests, within the limits of the machine',
  'archive.compress': 'the same bytes in the same folder',
  'export.folder': 'where in the workspace exports go',
  'export.neutralizeFormulas': 'how exports into the workspace are written',
  'makeReport.title': 'the title of files in the workspace',
  'makeReport.logo': 'which picture of the workspace is in them: one outside is read only where the machine says so',
  'makeReport.accentColor': 'their color',
};

/** What an untrusted workspace must not decide: where files are written, and what they do where they are opened. */
const NEEDS_TRUST = ['export.folder', 'export.neutralizeFormulas'];

const restricted = manifest.capabilities.untrustedWorkspaces.restrictedConfigurations.map((id) =>
  id.replace(/^usageReports\./, ''),
);

/** Every `enum` in a JSON schema, wherever it stands. */
function enumsIn(schema: unknown): unknown[][] {
  if (typeof schema !== 'object' || schema === null) {
    return [];
  }
  return Object.entries(schema).flatMap(([key, value]: [string, unknown]) =>
    key === 'enum' && Array.isArray(value) ? [value as unknown[]] : enumsIn(value),
  );
}

describe('the settings', () => {
  it('know the clouds that the code knows', () => {
    const clouds = enumsIn(settings.get('connections')).filter((values) => values.includes('global'));
    assert.deepEqual(clouds, [CLOUD_IDS, MICROSOFT_CLOUDS]);
  });

  it('have the same defaults in the manifest as in the code', () => {
    const defaults = [...settings].map(([name, { default: value }]) => [name, value]);
    assert.deepEqual(Object.fromEntries(defaults), settingDefaults);
  });

  it('belong to the machine, except for those that a workspace may change', () => {
    const machines = [...settings].filter(([, { scope }]) => scope === 'machine' || scope === 'application');
    const workspaces = [...settings.keys()].filter((name) => !machines.some(([machine]) => machine === name));
    assert.deepEqual(workspaces.sort(), Object.keys(WORKSPACE_MAY_CHANGE).sort());
    for (const name of [
      'connections',
      'archive.folder',
      'archive.detailSnapshots',
      'archive.detailMonthEnds',
      'archive.detailDays',
    ]) {
      assert.ok(
        machines.some(([machine]) => machine === name),
        name,
      );
    }
  });

  it('are restricted in an untrusted workspace where they decide about tokens or files', () => {
    for (const name of ['connections', 'archive.folder', ...NEEDS_TRUST]) {
      assert.ok(restricted.includes(name), name);
    }
  });
});
