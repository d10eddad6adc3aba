import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { CLOUDS, type CloudId } from '../../src/services/auth/connections/clouds.js';
import type { Connection } from '../../src/services/auth/connections/connection.js';
import { ErrorDisplay, type ErrorScope } from '../../src/features/common/errorDisplay.js';
import { type AccessProblem, type ErrorDetails, type ErrorReason, UsageReportsError } from '../../src/base/errors.js';
import { cloudLabel } from '../../src/l10n/cloudTexts.js';
import { durationLabel } from '../../src/l10n/durationTexts.js';
import { type ErrorAction, labelOf } from '../../src/l10n/errorActions.js';
import { stateTexts } from '../../src/l10n/connectionTexts.js';
import { failureLabel } from '../../src/l10n/failureLabels.js';
import { detailsForSupport, errorTextsFor, notificationFor } from '../../src/l10n/errorTexts.js';

/** A record, so that the compiler asks for every reason there is. */
const REASONS: Readonly<Record<ErrorReason, RegExp>> = {
  invalidRequest: /^Asked for nothing\.$/,
  signInRequired: /signed out/,
  signInFailed: /sign-in failed/,
  unauthorized: /didn't accept the sign-in/,
  forbidden: /doesn't have permission to read this report/,
  notFound: /isn't available in this tenant's cloud/,
  badRequest: /rejected the request/,
  throttled: /too many requests/,
  serviceUnavailable: /unavailable/,
  network: /couldn't be reached/,
  truncated: /ended before/,
  insecureRedirect: /address isn't secure/,
  linkExpired: /link was rejected/,
  notAReport: /isn't a report/,
  brokenAnswer: /damaged/,
  tooLarge: /larger than a usage report/,
  storage: /archive folder/,
  exportFailed: /couldn't be written/,
  unreadableFile: /file couldn't be read/,
  tableLost: /stopped unexpectedly/,
};

const PROBLEMS: Readonly<Record<AccessProblem, [text: RegExp, actions: readonly ErrorAction[]]>> = {
  declined: [/^Sign-in canceled\.$/, ['signIn', 'switchTenant']],
  preauthorizationMissing: [
    /VS Code's built-in app isn't allowed to read usage reports/,
    ['registerApp', 'editConnection', 'copyDetails'],
  ],
  consentMissing: [/app doesn't have consent/, ['copyConsentLink', 'retry', 'copyDetails']],
  roleMissing: [/doesn't have a role/, ['roleHelp', 'chooseAccount', 'copyDetails']],
  summaryRole: [/only totals/, ['roleHelp', 'chooseAccount', 'copyDetails']],
  delegatedOnly: [/only to signed-in users/, ['switchTenant', 'copyDetails']],
  applicationOnly: [/only to an app without a user/, ['switchTenant', 'copyDetails']],
  globalRoleMissing: [
    /Only the roles Global Reader and Global Administrator/,
    ['roleHelp', 'chooseAccount', 'copyDetails'],
  ],
  premiumLicenseMissing: [/Microsoft Entra ID P1/, ['copyDetails']],
  reportNotEnabled: [/isn't turned on in the tenant/, ['copyEnableRequest', 'enableHelp', 'retry', 'copyDetails']],
  personalAccount: [/Personal Microsoft account/, ['chooseAccount', 'signOut', 'switchTenant']],
  conditionalAccess: [/Conditional Access policy/, ['signIn', 'chooseAccount', 'copyDetails']],
  appNotFound: [/app of this connection wasn't found/, ['editConnection', 'registerApp', 'copyDetails']],
  tenantNotFound: [/tenant of this connection wasn't found/, ['editConnection', 'copyDetails']],
  secretMissing: [/secret of this connection isn't stored/, ['enterSecret', 'editConnection']],
  wrongSecret: [/secret is incorrect/, ['enterSecret', 'editConnection', 'copyDetails']],
  secretExpired: [/secret has expired/, ['enterSecret', 'editConnection', 'copyDetails']],
  certificateUnreadable: [/certificate file of this connection can't be read/, ['editConnection', 'retry', 'showLog']],
  certificateUnknown: [/doesn't have this certificate/, ['editConnection', 'retry', 'copyDetails']],
  certificateExpired: [/certificate of this connection has expired/, ['editConnection', 'retry', 'copyDetails']],
  passphraseMissing: [/passphrase is missing or incorrect/, ['enterSecret', 'editConnection']],
  clockSkew: [/computer's clock is too far off/, ['retry', 'copyDetails']],
  wrongEnvironment: [
    /different cloud than this connection uses/,
    ['openSovereignSettings', 'signIn', 'editConnection'],
  ],
  providerSilent: [/didn't respond in time/, ['signIn', 'showLog']],
  proxySignIn: [
    /proxy between this computer and graph\.example requires authentication/,
    ['openProxySettings', 'retry', 'showLog'],
  ],
};

const ACTIONS: Readonly<Record<ErrorAction, true>> = {
  signIn: true,
  chooseAccount: true,
  enterSecret: true,
  signOut: true,
  retry: true,
  showLog: true,
  switchTenant: true,
  editConnection: true,
  registerApp: true,
  copyConsentLink: true,
  addPermissions: true,
  refreshDirectoryData: true,
  collectReports: true,
  copyDetails: true,
  roleHelp: true,
  copyEnableRequest: true,
  enableHelp: true,
  openAsText: true,
  chooseReport: true,
  chooseAttributesFile: true,
  openFormatSetting: true,
  openSnapshotsSetting: true,
  openArchiveSettings: true,
  openReportSettings: true,
  openSovereignSettings: true,
  openProxySettings: true,
};

/** Buttons about a connection, and whether what failed can succeed right after. */
const isFixed = {
  ...{ signIn: true, chooseAccount: true, enterSecret: true },
  ...{ signOut: false, switchTenant: false, editConnection: false, registerApp: false },
  ...{ copyConsentLink: false, addPermissions: false },
} as const satisfies Partial<Record<ErrorAction, boolean>>;

const reasons = Object.keys(REASONS) as ErrorReason[];
const problems = Object.keys(PROBLEMS) as AccessProblem[];
const actions = Object.keys(ACTIONS) as ErrorAction[];
/** Reasons of which a problem says more. */
const ABOUT_ACCESS: readonly ErrorReason[] = ['signInRequired', 'signInFailed', 'unauthorized', 'forbidden', 'network'];

const errorOf = (reason: ErrorReason, details: ErrorDetails = {}) =>
  new UsageReportsError(reason, 'Asked for nothing.', details);

describe('error texts', () => {
  for (const reason of reasons) {
    it(`exist for ${reason}, alone and with every problem`, () => {
      assert.match(errorTextsFor(errorOf(reason)).text, REASONS[reason]);
      for (const problem of [undefined, ...problems]) {
        const what = `${reason} ${problem ?? ''}`;
        const words = errorTextsFor(
          errorOf(reason, { host: 'graph.example', ...(problem !== undefined && { problem }) }),
        );
        assert.match(
          words.text,
          problem !== undefined && ABOUT_ACCESS.includes(reason) ? PROBLEMS[problem][0] : REASONS[reason],
          what,
        );
        for (const text of [words.text, words.detail ?? 'Fine.']) {
          assert.match(text, /[.!?]$/m, `${what} is in sentences: ${text}`);
          assert.doesNotMatch(text, /\{\d?\}|undefined|null|NaN|\[object/, what);
        }
        assert.ok(words.actions.length >= 1 && words.actions.length <= 4, `${what} has a button, and not too many`);
        assert.equal(new Set(words.actions).size, words.actions.length, what);
      }
    });
  }

  for (const problem of problems) {
    it(`offer what helps with ${problem}`, () => {
      for (const reason of ABOUT_ACCESS) {
        assert.deepEqual(errorTextsFor(errorOf(reason, { problem })).actions, PROBLEMS[problem][1], reason);
      }
    });
  }

  it('differ for every problem', () => {
    const texts = problems.map((problem) => errorTextsFor(errorOf('forbidden', { problem })).text);
    assert.equal(new Set(texts).size, problems.length);
  });

  it('lead from AADSTS65002 to the app registration', () => {
    const { detail, actions: offered } = errorTextsFor(errorOf('signInFailed', { problem: 'preauthorizationMissing' }));
    assert.match(detail ?? '', /AADSTS65002.*Register your own app/);
    assert.equal(offered[0], 'registerApp');
  });

  const network: [code: string, text: RegExp][] = [
    ['timeout', /^graph\.example didn't respond in time\.$/],
    ['ENOTFOUND', /^The host graph\.example couldn't be found\.$/],
    ['EAI_AGAIN', /^The host graph\.example couldn't be found\.$/],
    ['ECONNREFUSED', /^graph\.example refused the connection\.$/],
    ['ECONNRESET', /^graph\.example couldn't be reached\.$/],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', /certificate of graph\.example isn't trusted/],
    ['CERT_HAS_EXPIRED', /certificate of graph\.example isn't trusted/],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /certificate of graph\.example isn't trusted/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /certificate of graph\.example isn't trusted/],
    ['EPROTO', /secure connection to graph\.example/],
    ['opaqueRedirect', /browser doesn't allow an extension/],
  ];
  for (const [code, text] of network) {
    it(`name what is wrong with the line at ${code}`, () => {
      const words = errorTextsFor(errorOf('network', { host: 'graph.example', code }));
      assert.match(words.text, text);
      assert.match(words.detail ?? '', new RegExp(`Error code ${code}$`));
    });
  }

  it('say how far the clock is off, and in which direction', () => {
    const textAt = (clockSkewSeconds: number) =>
      errorTextsFor(errorOf('unauthorized', { problem: 'clockSkew', clockSkewSeconds })).text;
    assert.equal(textAt(600), "This computer's clock is 10 minutes slow.");
    assert.equal(textAt(-7_200), "This computer's clock is 2 hours fast.");
  });

  it('format durations for people', () => {
    const spans: [number, string][] = [
      [0.2, '1 second'],
      [45, '45 seconds'],
      [90, '90 seconds'],
      [91, '2 minutes'],
      [587, '10 minutes'],
      [600, '10 minutes'],
      [5_400, '90 minutes'],
      [7_200, '2 hours'],
      [172_800, '48 hours'],
      [259_200, '3 days'],
    ];
    for (const [seconds, label] of spans) {
      assert.equal(durationLabel(seconds), label);
    }
    assert.equal(
      errorTextsFor(errorOf('throttled', { retryAfterSeconds: 600 })).text,
      'Microsoft Graph received too many requests and asks to wait 10 minutes.',
    );
  });

  it('name the cloud that does not publish a report', () => {
    const { text, actions: offered } = errorTextsFor(errorOf('notFound', { cloud: 'usgov' }));
    assert.equal(text, "This report isn't available in US Government (GCC High).");
    assert.deepEqual(offered, ['switchTenant', 'copyDetails']);
  });

  it('name every cloud', () => {
    const clouds: CloudId[] = ['custom', ...(Object.keys(CLOUDS) as CloudId[])];
    assert.equal(new Set(clouds.map(cloudLabel)).size, 5);
  });

  it('carry the service’s facts, and none of its secrets', () => {
    const details = {
      status: 403,
      code: 'S2SUnauthorized',
      serviceMessage: 'Invalid permission.',
      requestId: 'abc-7',
      problem: 'roleMissing',
    } as const;
    assert.match(
      errorTextsFor(errorOf('forbidden', details)).detail ?? '',
      /Invalid permission\.[\s\S]*403 S2SUnauthorized[\s\S]*abc-7/,
    );
    assert.match(
      detailsForSupport(errorOf('forbidden', details)),
      /reason: forbidden\nproblem: roleMissing\nstatus: 403\n[\s\S]*request-id: abc-7/,
    );
    for (const error of [
      new Error('Bearer abcdef to https://reports.example/SECRET?sig=SECRET'),
      new UsageReportsError('signInFailed', 'AADSTS1: https://login.example/SECRET?code=SECRET'),
      new UsageReportsError('exportFailed', 'https://reports.example/SECRET'),
    ]) {
      assert.doesNotMatch(JSON.stringify([errorTextsFor(error), detailsForSupport(error)]), /SECRET|abcdef/);
    }
  });
});

describe('error notifications', () => {
  const shownFor = (error: unknown) => notificationFor(error, 3, true);

  for (const reason of reasons) {
    it(`say what happened and why in two sentences, with what helps: ${reason}`, () => {
      for (const problem of [undefined, ...problems]) {
        const error = errorOf(reason, { host: 'graph.example', ...(problem !== undefined && { problem }) });
        const { text, detail, actions: all } = errorTextsFor(error);
        const shown = shownFor(error);
        assert.ok(shown.text.startsWith(text), shown.text);
        assert.equal(shown.text.length > text.length, detail !== undefined, `${text} + ${detail}`);
        assert.doesNotMatch(shown.text, /\n/);
        assert.ok(
          [...new Intl.Segmenter('en', { granularity: 'sentence' }).segment(shown.text)].length <= 3,
          shown.text,
        );
        assert.ok(shown.actions.length <= 3);
        assert.equal(shown.actions[0], all[0], 'what helps most stays first');
      }
    });
  }

  it('have the reason of an expired secret, and what the service said where nothing else is known', () => {
    assert.match(
      shownFor(errorOf('signInFailed', { problem: 'secretExpired' })).text,
      /^The client secret has expired\. Create a new secret/,
    );
    assert.match(
      shownFor(errorOf('badRequest', { serviceMessage: 'Invalid period.', status: 400 })).text,
      /^Microsoft Graph rejected the request\. Service message: Invalid period\.$/,
    );
  });

  it('leave out Retry where nothing can be run again', () => {
    assert.ok(!notificationFor(errorOf('network'), 3, false).actions.includes('retry'));
  });

  it('are none for a sign-in that the user closed', async () => {
    const errors = new ErrorDisplay(
      { active: {} as Connection, all: [], get: assert.fail },
      { show: () => assert.fail(), error: () => assert.fail() },
    );
    const { showErrorMessage } = vscode.window;
    Object.assign(vscode.window, { showErrorMessage: assert.fail });
    try {
      await errors.show(errorOf('signInFailed', { problem: 'declined' }), {});
    } finally {
      Object.assign(vscode.window, { showErrorMessage });
    }
  });
});

describe('the notification of an error', () => {
  const named = (id: string, name: string, kind: Connection['kind'] = 'delegated') =>
    ({ id, name, kind }) as Connection;
  const [first, second, sample] = [
    named('one', 'Northlight'),
    named('two', 'Contoso'),
    named('sample', 'Sample tenant', 'sample'),
  ];

  /** The text of the notification. */
  async function shown(all: readonly Connection[], scope: ErrorScope): Promise<string> {
    const errors = new ErrorDisplay(
      { active: first, all, get: assert.fail },
      { show: () => assert.fail(), error: () => undefined },
    );
    const texts: string[] = [];
    const { showErrorMessage } = vscode.window;
    Object.assign(vscode.window, { showErrorMessage: (text: string) => Promise.resolve(void texts.push(text)) });
    try {
      await errors.show(errorOf('network'), scope);
    } finally {
      Object.assign(vscode.window, { showErrorMessage });
    }
    assert.equal(texts.length, 1);
    return texts[0] ?? '';
  }

  it('names its tenant where there are several', async () => {
    const { text } = notificationFor(errorOf('network'), 3, false);
    for (const { id, name } of [first, second]) {
      assert.equal(await shown([first, second, sample], { connection: id }), `${name}: ${text}`);
    }
    assert.equal(await shown([first, sample], { connection: 'one' }), text);
    assert.equal(await shown([first, second, sample], {}), text, 'an error of no tenant');
    assert.equal(await shown([first, second, sample], { connection: 'gone' }), text);
  });
});

describe('a connection that failed', () => {
  it('says why in a few words, which differ from reason to reason that one can act on', () => {
    const labels = problems.map((problem) => failureLabel('signInFailed', problem));
    for (const label of [...labels, ...reasons.map((reason) => failureLabel(reason, undefined))]) {
      assert.ok(label.length > 3 && label.split(' ').length <= 5 && !label.endsWith('.'), label);
    }
    const { short, isWarning } = stateTexts(
      { id: 'northlight', kind: 'appOnly' },
      {
        kind: 'failed',
        reason: 'signInFailed',
        problem: 'wrongSecret',
      },
    );
    assert.deepEqual([short, isWarning], ['failed: wrong secret', true]);
    assert.equal(
      stateTexts({ id: 'northlight', kind: 'appOnly' }, { kind: 'failed', reason: 'network' }).short,
      // The reason may as well be a certificate, a proxy, or the address.
      "failed: can't connect",
    );
    assert.equal(stateTexts({ id: 'northlight', kind: 'appOnly' }, { kind: 'untested' }).short, 'not tested');
  });
});

describe('error buttons', () => {
  const connection = { id: 'northlight' } as Connection;
  const other = { id: 'southlight' } as Connection;

  it('have different labels', () => {
    const labels = actions.map(labelOf);
    assert.equal(new Set(labels).size, labels.length);
    assert.ok(labels.every((label) => label.length > 2));
  });

  const command = (name: string, ...args: unknown[]) => `command ${name} ${JSON.stringify(args)}`;
  const settingsEditor = vscode.env.remoteName === undefined ? 'openSettings' : 'openRemoteSettings';
  const settings = (query: string) => command(`workbench.action.${settingsEditor}`, { query });
  const effects: Readonly<Record<ErrorAction, string[]>> = {
    signIn: ['signIn northlight'],
    chooseAccount: ['chooseAccount northlight'],
    enterSecret: ['enterSecret northlight'],
    signOut: ['signOut northlight'],
    retry: [],
    showLog: ['log'],
    switchTenant: ['switchTenant southlight'],
    editConnection: ['editConnection northlight'],
    registerApp: ['registerApp northlight'],
    copyConsentLink: ['copyConsentLink northlight'],
    addPermissions: ['addPermissions northlight'],
    copyDetails: [],
    roleHelp: ['page learn.microsoft.com/graph/reportroot-authorization'],
    copyEnableRequest: [],
    enableHelp: ['page learn.microsoft.com/graph/api/sharepointreportsettings-enableapiusagereport'],
    // A file's editor does them.
    openAsText: [],
    chooseReport: [],
    chooseAttributesFile: ['chooseAttributesFile'],
    refreshDirectoryData: ['refreshDirectoryData northlight'],
    collectReports: ['collectReports northlight'],
    openFormatSetting: [settings('usageReports.fetch.format')],
    openSnapshotsSetting: [settings('usageReports.archive.detailSnapshots')],
    openArchiveSettings: [settings('usageReports.archive')],
    openReportSettings: [settings('usageReports.makeReport')],
    openSovereignSettings: [command('workbench.action.openSettings', 'microsoft-sovereign-cloud')],
    openProxySettings: [command('workbench.action.openSettings', 'http.proxy')],
  };

  /** What an action does, in words; commands are taken down instead of run. */
  async function effectsOf(action: ErrorAction, scope: ErrorScope): Promise<string[]> {
    const seen: string[] = [];
    const errors = new ErrorDisplay(
      {
        active: other,
        all: [other, connection],
        get: (id: string) => (id === connection.id ? connection : assert.fail(id)),
      },
      { show: () => seen.push('log'), error: assert.fail },
    );
    const taken =
      (name: string) =>
      ({ id }: Connection) =>
        Promise.resolve(seen.push(`${name} ${id}`));
    errors.handle({
      signIn: taken('signIn'),
      chooseAccount: taken('chooseAccount'),
      enterSecret: taken('enterSecret'),
      signOut: taken('signOut'),
      editConnection: taken('editConnection'),
      registerApp: taken('registerApp'),
      copyConsentLink: taken('copyConsentLink'),
      addPermissions: taken('addPermissions'),
      switchTenant: taken('switchTenant'),
    });
    errors.handle({ chooseAttributesFile: () => Promise.resolve(seen.push('chooseAttributesFile')) });
    errors.handle({ refreshDirectoryData: taken('refreshDirectoryData'), collectReports: taken('collectReports') });
    const commands = vscode.commands as { executeCommand: unknown };
    const environment = vscode.env as { openExternal: unknown };
    const { executeCommand } = commands;
    const { openExternal } = environment;
    commands.executeCommand = (name: string, ...args: unknown[]) =>
      Promise.resolve(void seen.push(command(name, ...args)));
    environment.openExternal = ({ authority, path }: vscode.Uri) =>
      Promise.resolve(seen.push(`page ${authority}${path}`) > 0);
    try {
      await errors.run(
        action,
        errorOf('forbidden', { requestId: 'abc-7', enableRequest: 'POST https://graph.example' }),
        scope,
      );
    } finally {
      commands.executeCommand = executeCommand;
      environment.openExternal = openExternal;
    }
    return seen;
  }

  for (const action of actions) {
    it(`run what they say: ${action}`, async () => {
      assert.deepEqual(await effectsOf(action, { connection: 'northlight' }), effects[action]);
    });
  }

  /** What happens when a person chooses this button below an error: the action, and what failed once more. */
  async function chosen(action: ErrorAction, problem: AccessProblem, take: () => Promise<void>): Promise<string[]> {
    const seen: string[] = [];
    const errors = new ErrorDisplay(
      { active: other, all: [other, connection], get: () => connection },
      { show: () => assert.fail(), error: () => undefined },
    );
    const taken = async () => {
      seen.push(action);
      await take();
    };
    errors.handle({
      ...{ signIn: taken, chooseAccount: taken, enterSecret: taken, signOut: taken, editConnection: taken },
      ...{ registerApp: taken, copyConsentLink: taken, switchTenant: taken },
    });
    const { showErrorMessage } = vscode.window;
    Object.assign(vscode.window, { showErrorMessage: () => Promise.resolve(labelOf(action)) });
    try {
      await errors.show(errorOf('signInFailed', { problem }), {}, () => Promise.resolve(void seen.push('again')));
    } finally {
      Object.assign(vscode.window, { showErrorMessage });
    }
    return seen;
  }

  for (const [problem, [, offered]] of Object.entries(PROBLEMS) as [
    AccessProblem,
    (typeof PROBLEMS)[AccessProblem],
  ][]) {
    // A sign-in that was canceled is no notification.
    for (const action of offered.slice(0, 3).filter((each) => each in isFixed && problem !== 'declined')) {
      it(`run what failed once more where they have helped: ${action} after ${problem}`, async () => {
        const effects = await chosen(action, problem, () => Promise.resolve());
        assert.deepEqual(effects, isFixed[action as keyof typeof isFixed] ? [action, 'again'] : [action]);
      });
    }
  }

  it('do not run what failed where the person gave up', async () => {
    const gaveUp = () => Promise.reject(errorOf('signInFailed', { problem: 'declined' }));
    assert.deepEqual(await chosen('enterSecret', 'wrongSecret', gaveUp), ['enterSecret']);
  });

  it('use the active connection if no other is known', async () => {
    assert.deepEqual(await effectsOf('signIn', {}), ['signIn southlight']);
  });

  it('copy the request that turns a report on', async () => {
    await effectsOf('copyEnableRequest', {});
    assert.equal(await vscode.env.clipboard.readText(), 'POST https://graph.example');
  });

  it('copy what a support case needs', async () => {
    await effectsOf('copyDetails', {});
    assert.match(await vscode.env.clipboard.readText(), /reason: forbidden[\s\S]*request-id: abc-7/);
  });
});
