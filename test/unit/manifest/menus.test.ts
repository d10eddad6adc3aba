import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { checkoutRoot } from '../../support/host/checkout.mjs';
import { isTrue, type State } from './conditions.js';
import { manifest } from './readManifest.js';

const { commands, submenus, walkthroughs } = manifest.contributes;
/** The entries that run a command. */
const menus = Object.fromEntries(
  Object.entries(manifest.contributes.menus).map(([menu, entries]) => [
    menu,
    entries.filter(({ submenu }) => submenu === undefined),
  ]),
);
const texts = JSON.parse(readFileSync(path.join(checkoutRoot(), 'package.nls.json'), 'utf8')) as Record<string, string>;
const names = commands.map(({ command }) => nameOf(command));

/** What asks something before it acts: a report, a period, a tenant, a format, a folder, a user, a text, or which of several ways. */
const ASKING = [
  'addToArchive',
  'chooseAttributesFile',
  'chooseDirectoryData',
  ...['openReport', 'openFile', 'openHistory', 'compareWith', 'compareSnapshots', 'exportReport', 'exportPeriod'],
  'exportReports',
  'exportTable',
  ...['saveView', 'openView', 'renameView', 'deleteView', 'shareView', 'exportView'],
  'findUser',
  'openUnusedLicenses',
  ...['makeReport', 'copyReportTemplate', 'createSqlViews'],
  ...['filterReports', 'switchTenant', 'addConnection', 'editConnection', 'removeConnection'],
  ...[
    'copyAppRegistrationScript',
    'copyConsentLink',
    'collect',
    'moveStoredReports',
    'deleteAddedFiles',
    'deleteStoredReports',
    'filterColumn',
    'chooseColumns',
  ],
];

const ALWAYS = [
  'chooseAttributesFile',
  ...['chooseDirectoryData', 'refreshDirectoryData'],
  'openFile',
  'openView',
  'addToArchive',
  ...['openReport', 'compareSnapshots', 'exportReport', 'exportPeriod', 'findUser', 'openOverview', 'openTenants'],
  'openUsers',
  ...['openLicenses', 'openUnusedLicenses', 'openStorage', 'addPastMonths'],
  ...['showAlerts', 'checkRules', 'createRulesFile'],
  ...['makeReport', 'copyReportTemplate', 'createSqlViews'],
  'filterReports',
  ...['switchTenant', 'addConnection', 'openWalkthrough', 'registerApp', 'copyAppRegistrationScript'],
  ...['copyConsentLink', 'showArchiveFolder', 'moveStoredReports', 'deleteStoredReports', 'showLog'],
  'deleteAddedFiles',
];

/** What else the palette offers, and in which states; no other command depends on a state. */
const SOMETIMES: Readonly<Record<string, (state: State) => boolean>> = {
  removeAttributesFile: (state) => state['config.usageReports.attributes.file'] === true,
  browseReports: ({ reportsView }) => reportsView !== 'tree',
  clearFilter: ({ filtered }) => filtered === true,
  groupByPeriod: ({ grouping }) => grouping !== 'period',
  groupByProduct: ({ grouping }) => grouping !== 'product',
  openHistory: ({ canShowHistory }) => canShowHistory !== true,
  showHistory: ({ canShowHistory }) => canShowHistory === true,
  compareWith: ({ canCompare }) => canCompare === true,
  openAsText: ({ activeWebviewPanelId, activeCustomEditorId }) =>
    activeWebviewPanelId === 'usageReports.report' || activeCustomEditorId === 'usageReports.file',
  copyAddresses: ({ activeWebviewPanelId }) => activeWebviewPanelId === 'usageReports.table',
  saveView: ({ activeWebviewPanelId }) => activeWebviewPanelId === 'usageReports.report',
  refresh: ({ activeWebviewPanelId, onlyFromFiles }) =>
    onlyFromFiles !== true && /^usageReports\.(report|overview|tenants|table)$/.test(String(activeWebviewPanelId)),
  editConnection: ({ hasConnections }) => hasConnections === true,
  testConnection: ({ hasConnections }) => hasConnections === true,
  removeConnection: ({ hasConnections }) => hasConnections === true,
  signIn: ({ canSignIn }) => canSignIn === true,
  signOut: ({ canSignOut }) => canSignOut === true,
  collect: ({ collecting }) => collecting !== true,
  pauseCollection: ({ collecting, unfinishedCollection }) => collecting === true && unfinishedCollection !== true,
  resumeCollection: ({ unfinishedCollection }) => unfinishedCollection === true,
  cancelCollection: ({ collecting, unfinishedCollection }) => collecting === true || unfinishedCollection === true,
};

const NOTHING_OPEN: State = {
  ...{ reportsView: 'tree', grouping: 'period', filtered: false, collecting: false, unfinishedCollection: false },
  ...{ canShowHistory: false, canCompare: false, hasConnections: false, canSignIn: false, canSignOut: false },
  onlyFromFiles: false,
};
const DAILY = { activeWebviewPanelId: 'usageReports.report', canShowHistory: true, canCompare: true };

const STATES: Readonly<Record<string, State>> = {
  'nothing is open, and there is no connection': NOTHING_OPEN,
  'a daily report is in front': { ...NOTHING_OPEN, ...DAILY },
  'the history of a report is in front': { ...NOTHING_OPEN, ...DAILY, canShowHistory: false },
  'a detail report is in front': { ...NOTHING_OPEN, activeWebviewPanelId: 'usageReports.report' },
  'a report that only files have is in front': {
    ...NOTHING_OPEN,
    ...{ activeWebviewPanelId: 'usageReports.report', onlyFromFiles: true },
  },
  'an attributes file is in use': { ...NOTHING_OPEN, 'config.usageReports.attributes.file': true },
  'a table of several reports is in front': { ...NOTHING_OPEN, activeWebviewPanelId: 'usageReports.table' },
  'an overview is in front': { ...NOTHING_OPEN, activeWebviewPanelId: 'usageReports.overview' },
  'all tenants are in front': { ...NOTHING_OPEN, activeWebviewPanelId: 'usageReports.tenants' },
  'what changed between two snapshots is in front': {
    ...NOTHING_OPEN,
    activeWebviewPanelId: 'usageReports.snapshotDiff',
  },
  'a file is in front': { ...NOTHING_OPEN, activeCustomEditorId: 'usageReports.file' },
  'a tenant is signed in to': { ...NOTHING_OPEN, hasConnections: true, canSignOut: true },
  'a tenant is signed out of': { ...NOTHING_OPEN, hasConnections: true, canSignIn: true, reportsView: 'signedOut' },
  'reports are collected, filtered, and grouped by product': {
    ...NOTHING_OPEN,
    ...{ collecting: true, filtered: true, grouping: 'product' },
  },
  'a collection is paused': { ...NOTHING_OPEN, collecting: true, unfinishedCollection: true },
  'a collection was interrupted': { ...NOTHING_OPEN, unfinishedCollection: true },
};

describe('the menus of the manifest', () => {
  it('have no entry twice', () => {
    for (const [menu, entries] of Object.entries(menus)) {
      const shown = entries
        .filter(({ group = '' }) => !/^(inline|navigation)/.test(group))
        .map(({ command, when }) => `${menu}: ${command} when ${when}`);
      assert.deepEqual(
        shown.filter((entry, index) => shown.indexOf(entry) !== index),
        [],
      );
    }
  });

  it('have each command in one besides the palette', () => {
    const shown = Object.entries(menus)
      .filter(([menu]) => menu !== 'commandPalette')
      .flatMap(([, items]) => items.map(({ command }) => nameOf(command)));
    assert.deepEqual(
      names.filter((name) => !shown.includes(name)),
      [],
    );
  });

  it('have each menu in a menu in one that opens it', () => {
    const opened = Object.values(manifest.contributes.menus).flatMap((entries) =>
      entries.flatMap(({ submenu }) => submenu ?? []),
    );
    assert.deepEqual(
      submenus.map(({ id }) => id),
      opened,
    );
    assert.ok(opened.every((id) => (menus[id]?.length ?? 0) > 1));
  });

  it('have an ellipsis where something is asked before the command acts, and nowhere else', () => {
    const asking = commands.filter(({ title }) => textOf(title).endsWith('…')).map(({ command }) => nameOf(command));
    assert.deepEqual(asking.sort(), [...ASKING].sort());
    assert.ok(commands.every(({ title }) => !textOf(title).includes('...')));
  });

  it('have buttons in the walkthrough with an ellipsis where the command asks, and nowhere else', () => {
    const buttons = Object.entries(texts)
      .filter(([key]) => key.startsWith('walkthrough.'))
      .flatMap(([, text]) => [...text.matchAll(/^\[(.+)\]\(command:usageReports\.(\w+)\)$/gm)])
      .map(([, label = '', name = '']) => ({ label, name }));
    assert.ok(buttons.length > 7, `${buttons.length} buttons`);
    assert.deepEqual(
      buttons.filter(({ label, name }) => label.endsWith('…') !== ASKING.includes(name)),
      [],
    );
  });

  it('tick off no step of the walkthrough because its command was called: it may have been canceled, or have failed', () => {
    const events = walkthroughs.flatMap(({ steps }) => steps.flatMap(({ completionEvents }) => completionEvents));
    assert.ok(events.length > 5, `${events.length} events`);
    assert.deepEqual(
      events.filter((event) => event.startsWith('onCommand:')),
      [],
    );
  });

  it('show for an item what acts on it without asking which one', () => {
    const items = menus['view/item/context']?.map(({ command }) => nameOf(command)) ?? [];
    for (const asking of ['openReport', 'openView', 'openHistory', 'switchTenant']) {
      assert.ok(!items.includes(asking), asking);
    }
  });

  it('offer to export and to collect the reports of each row that stands for many', () => {
    const offered = (viewItem: string) =>
      (menus['view/item/context'] ?? [])
        .filter(({ when = '' }) => when.includes('viewItem == '))
        .filter(({ when }) => isTrue(when, { ...NOTHING_OPEN, view: 'usageReports.reports', viewItem }))
        .map(({ command }) => nameOf(command));
    // The row says which period: its menu asks for none.
    assert.deepEqual(offered('period'), ['exportReports', 'collect']);
    assert.deepEqual(offered('product'), ['exportReports', 'collect']);
    assert.deepEqual(offered('favorites'), ['exportReports', 'collect']);
    for (const one of ['otherPeriods', 'singleDay', 'missing']) {
      assert.deepEqual(offered(one), []);
    }
  });

  it('offer nothing in a title that is a button on the page below it', () => {
    const icons = menus['editor/title']?.filter(({ group }) => group?.startsWith('navigation')) ?? [];
    assert.deepEqual(
      icons.map(({ command }) => nameOf(command)),
      ['openAsText', 'addToArchive'],
    );
  });

  it('have in the title of a panel what acts on it', () => {
    const offered = (state: State) =>
      menus['editor/title']?.filter(({ when }) => isTrue(when, state)).map(({ command }) => nameOf(command));
    const onEach = ['openAsText', 'compareSnapshots', 'saveView', 'refresh', 'exportReport'];
    assert.deepEqual(
      new Set(offered({ ...NOTHING_OPEN, ...DAILY })),
      new Set([...onEach, 'showHistory', 'compareWith']),
    );
    assert.deepEqual(offered({ activeWebviewPanelId: 'usageReports.report' }), onEach);
    assert.deepEqual(offered({ activeWebviewPanelId: 'usageReports.overview' }), ['refresh', 'openTenants']);
    assert.deepEqual(offered({ activeWebviewPanelId: 'usageReports.tenants' }), ['refresh']);
    assert.deepEqual(offered({ activeWebviewPanelId: 'usageReports.table' }), ['exportReport', 'refresh']);
    assert.deepEqual(offered({ activeCustomEditorId: 'usageReports.file', resourceExtname: '.csv' }), [
      'openAsText',
      'addToArchive',
      'exportReport',
    ]);
    // VS Code shows no text of a packed file.
    assert.deepEqual(offered({ activeCustomEditorId: 'usageReports.file', resourceExtname: '.gz' }), [
      'addToArchive',
      'exportReport',
    ]);
    assert.deepEqual(offered({}), []);
  });

  for (const [name, state] of Object.entries(STATES)) {
    it(`offer in the palette what can act while ${name}`, () => {
      const palette = new Map(menus['commandPalette']?.map(({ command, when }) => [nameOf(command), when]));
      const offered = names.filter((each) => isTrue(palette.get(each), state));
      const expected = [
        ...ALWAYS,
        ...Object.entries(SOMETIMES).flatMap(([each, isOffered]) => (isOffered(state) ? [each] : [])),
      ];
      assert.deepEqual(offered.sort(), expected.sort());
    });
  }
});

function nameOf(command: string): string {
  return command.replace(/^usageReports\./, '');
}

function textOf(title: string): string {
  return texts[title.slice(1, -1)] ?? assert.fail(title);
}
