/* global require, exports, process, Buffer, structuredClone */
// Stands in for VS Code's two Microsoft sign-ins. In-host tests drive it by commands; UI tests, which cannot run a command with
// arguments, by a journal named in STAND_IN_MICROSOFT: one JSON object a line, and everybody only ever appends. So nothing that a test
// says and nothing that a provider of some window notes can be lost, however they come together.
const fs = require('node:fs');
const vscode = require('vscode');

/**
 * @typedef {'microsoft' | 'microsoft-sovereign-cloud'} ProviderId
 * @typedef {{ id: string, label: string, signedIn: boolean, provider?: ProviderId, claims?: Record<string, unknown>, accessToken?: string, tenants?: string[] }} Account
 *   `provider`: `microsoft` unless told. `claims`: its tokens have the shape of a JWT and hold these.
 *   `accessToken`: instead of one made up of who and what for. `tenants`: where there are sessions for these alone; signing in to another adds it.
 * @typedef {Omit<Account, 'signedIn'> & { signedIn?: boolean }} NewAccount
 * @typedef {{ kind: 'get' | 'create' | 'remove', provider: ProviderId, scopes: string[], account?: string, claims?: string }} Call
 * @typedef {'never' | 'silently' | 'interactively'} WhenMet how claims that a challenge asks for can be shown
 * @typedef {{ accounts: Account[], failures: string[], generation: number, hanging: boolean, challenges: WhenMet, calls: Call[] }} State
 * @typedef {{ is: 'looked' } | { is: 'set', accounts: Account[] } | { is: 'failNext', message: string } | { is: 'failed' } | { is: 'renewed' }
 *   | { is: 'hanging', hanging: boolean } | { is: 'challenges', challenges: WhenMet } | { is: 'called', call: Call }
 *   | { is: 'signedIn' | 'signedOut', id: string, provider: ProviderId, tenant?: string }} Entry of the journal
 * @typedef {{ account?: { id: string } }} Options
 * @typedef {{ challenges: { params: Record<string, string> }[], fallbackScopes?: readonly string[] }} Constraint
 */

const file = process.env['STAND_IN_MICROSOFT'];

/** @type {readonly ProviderId[]} */
const PROVIDERS = ['microsoft', 'microsoft-sovereign-cloud'];

/** @type {State} */
const BEGINNING = { accounts: [], failures: [], generation: 1, hanging: false, challenges: 'never', calls: [] };
let state = structuredClone(BEGINNING);

/** Questions that are not answered at the moment. */
let hung = 0;
/** @type {vscode.EventEmitter<undefined>} */
const hungChanged = new vscode.EventEmitter();

/** @param {vscode.Event<unknown>} event */
function next(event) {
  return new Promise((resolve) => {
    const waiting = event(() => resolve(waiting.dispose()));
  });
}

/**
 * @param {State} before
 * @param {Entry} entry
 * @returns {State}
 */
function after(before, entry) {
  switch (entry.is) {
    case 'set':
      return { ...structuredClone(BEGINNING), accounts: entry.accounts };
    case 'failNext':
      return { ...before, failures: [...before.failures, entry.message] };
    case 'failed':
      return { ...before, failures: before.failures.slice(1) };
    case 'renewed':
      return { ...before, generation: before.generation + 1 };
    case 'hanging':
      return { ...before, hanging: entry.hanging };
    case 'challenges':
      return { ...before, challenges: entry.challenges };
    case 'looked':
      return before;
    case 'called':
      return { ...before, calls: [...before.calls, entry.call] };
    case 'signedIn':
    case 'signedOut': {
      const { id, provider, is, tenant } = entry;
      const isMeant = (/** @type {Account} */ account) =>
        account.id === id && (account.provider ?? 'microsoft') === provider;
      const tenants = (/** @type {Account} */ account) =>
        account.tenants && tenant && { tenants: [...account.tenants, tenant] };
      const accounts = before.accounts.map((account) =>
        isMeant(account) ? { ...account, signedIn: is === 'signedIn', ...tenants(account) } : account,
      );
      return { ...before, accounts, generation: before.generation + (is === 'signedIn' ? 1 : 0) };
    }
  }
}

function load() {
  if (file && fs.existsSync(file)) {
    // What stands after the last line break is still being written.
    const lines = fs.readFileSync(file, 'utf8').split('\n').slice(0, -1);
    state = lines.map((line) => JSON.parse(line)).reduce(after, structuredClone(BEGINNING));
  }
}

/** @param {Entry} entry */
function note(entry) {
  if (file) {
    fs.appendFileSync(file, `${JSON.stringify(entry)}\n`);
    load();
  } else {
    state = after(state, entry);
  }
}

/** @param {readonly string[]} scopes */
function tenantOf(scopes) {
  return scopes.find((scope) => scope.startsWith('VSCODE_TENANT:'))?.slice('VSCODE_TENANT:'.length);
}

/** What an application could notice of the state. */
function outside() {
  return JSON.stringify({ ...state, calls: [] });
}

/** Worthless, but it tells a test who was signed in, which scopes were asked for, and whether it is a new one. */
function sessionOf(
  /** @type {Account} */ account,
  /** @type {readonly string[]} */ scopes,
  /** @type {string | undefined} */ claims = undefined,
) {
  const facts = {
    generation: state.generation,
    account: account.id,
    scopes: scopes.join('+'),
    ...(claims && { claims }),
  };
  const text = Object.entries(facts).map(([name, value]) => `${name}=${value}`);
  const encoded = (/** @type {object} */ part) => Buffer.from(JSON.stringify(part)).toString('base64url');
  return {
    id: `${account.id} ${scopes.join(' ')}`,
    accessToken:
      account.accessToken ??
      (account.claims
        ? `${encoded({ alg: 'none' })}.${encoded({ ...facts, ...account.claims })}.standin`
        : ['stand-in-token', ...text].join(';')),
    account: { id: account.id, label: account.label },
    scopes: [...scopes],
  };
}

exports.activate = function activate(/** @type {vscode.ExtensionContext} */ context) {
  const stateChanged = new vscode.EventEmitter();
  const announcers = PROVIDERS.map((id) => register(id, context, stateChanged.event));
  const announce = () => {
    announcers.forEach((fire) => fire());
    stateChanged.fire(undefined);
  };

  /** @type {(name: string, act: (argument: any, provider: ProviderId) => unknown) => void} */
  const command = (name, act) =>
    void context.subscriptions.push(
      vscode.commands.registerCommand(`testMicrosoft.${name}`, (argument, provider = 'microsoft') => {
        load();
        return act(argument, provider);
      }),
    );

  /**
   * `[{ id, label, signedIn?, claims?, accessToken? }]`; one that is not signed in is there for the next interactive sign-in. Other providers keep
   * their accounts; all else is as in the beginning.
   */
  command('setAccounts', (/** @type {NewAccount[]} */ accounts = [], provider) => {
    const others = state.accounts.filter((account) => (account.provider ?? 'microsoft') !== provider);
    const added = accounts.map((account) => ({ ...account, provider, signedIn: account.signedIn ?? true }));
    note({ is: 'set', accounts: [...others, ...added] });
    announce();
  });
  /** The next interactive sign-in fails with this message; VS Code's own word for a user who gives up is `Cancelled`. */
  command('failNext', (message = 'Cancelled') => note({ is: 'failNext', message: String(message) }));
  /** From now on sessions carry another token, as after an hour. */
  command('renewTokens', () => {
    note({ is: 'renewed' });
    announce();
  });
  /** The same, but nobody is told. */
  command('renewTokensUnheard', () => note({ is: 'renewed' }));
  /** The account's sessions are gone, as after “Sign Out” in VS Code's own menu or in another window. */
  command('removeSessions', (id, provider) => {
    note({ is: 'signedOut', id, provider });
    announce();
  });
  /** `true`: no question is answered from now on; `false`: all that are open are. */
  command('hang', (hanging = true) => {
    note({ is: 'hanging', hanging: Boolean(hanging) });
    stateChanged.fire(undefined);
  });
  /** Resolves when a question has been left hanging, VS Code's own included: those of all extensions wait in one line behind it. */
  command('hung', async () => {
    while (hung === 0) {
      await next(hungChanged.event);
    }
  });
  /** How a challenge can be met from now on: `never`, `silently` or `interactively`. */
  command('meetChallenges', (when = 'silently') => note({ is: 'challenges', challenges: when }));
  /** What was asked of the providers since `setAccounts`. */
  command('calls', () => state.calls.map((call) => ({ ...call })));

  load();
  if (file) {
    let told = outside();
    const look = () => {
      load();
      // That somebody asked is no news: whoever hears of some asks again, and would never come to an end.
      if (outside() !== told) {
        told = outside();
        announce();
      }
    };
    fs.watchFile(file, { interval: 200 }, look);
    context.subscriptions.push({ dispose: () => fs.unwatchFile(file, look) });
  }
  context.subscriptions.push(stateChanged);
};

/**
 * @param {ProviderId} id
 * @param {vscode.ExtensionContext} context
 * @param {vscode.Event<unknown>} onStateChanged
 * @returns {() => void} tells VS Code that something has changed
 */
function register(id, context, onStateChanged) {
  const changed = new vscode.EventEmitter();

  async function answering() {
    load();
    while (state.hanging) {
      hung++;
      hungChanged.fire(undefined);
      await next(onStateChanged);
      hung--;
      load();
    }
  }

  const called = (/** @type {Omit<Call, 'provider'>} */ call) =>
    note({ is: 'called', call: { ...call, provider: id } });

  const mine = (/** @type {Options} */ options) =>
    state.accounts.filter(
      (account) => (account.provider ?? 'microsoft') === id && (!options.account || options.account.id === account.id),
    );

  async function signIn(
    /** @type {readonly string[]} */ scopes,
    /** @type {Options} */ options,
    /** @type {string=} */ claims = undefined,
  ) {
    load();
    called({ kind: 'create', scopes: [...scopes], account: options.account?.id, claims });
    await answering();
    load();
    const [failure] = state.failures;
    if (failure !== undefined) {
      note({ is: 'failed' });
      throw new Error(failure);
    }
    // Without a hint the one to sign in is one that is not yet.
    const account = mine(options).find(({ signedIn }) => !signedIn) ?? mine(options)[0];
    if (!account) {
      throw new Error('Cancelled');
    }
    note({ is: 'signedIn', id: account.id, provider: id, tenant: tenantOf(scopes) });
    const session = sessionOf(account, scopes, claims);
    changed.fire({ added: [session], removed: [], changed: [] });
    return session;
  }

  const claimsOf = (/** @type {Constraint} */ { challenges }) =>
    challenges.find(({ params }) => params['claims'])?.params['claims'];

  const provider = {
    onDidChangeSessions: changed.event,
    async getSessions(/** @type {readonly string[] | undefined} */ scopes = [], /** @type {Options} */ options = {}) {
      load();
      // Without scopes it is VS Code itself that wants to know the accounts.
      if (scopes.length > 0) {
        called({ kind: 'get', scopes: [...scopes], account: options.account?.id });
      } else {
        note({ is: 'looked' });
      }
      await answering();
      const tenant = tenantOf(scopes);
      return mine(options)
        .filter(({ signedIn, tenants }) => signedIn && (tenant === undefined || (tenants?.includes(tenant) ?? true)))
        .map((account) => sessionOf(account, scopes));
    },
    createSession: (/** @type {readonly string[]} */ scopes, /** @type {Options} */ options = {}) =>
      signIn(scopes, options),
    async getSessionsFromChallenges(/** @type {Constraint} */ constraint, /** @type {Options} */ options = {}) {
      load();
      const { fallbackScopes = [] } = constraint;
      const claims = claimsOf(constraint);
      called({ kind: 'get', scopes: [...fallbackScopes], account: options.account?.id, claims });
      await answering();
      return mine(options)
        .filter(({ signedIn }) => signedIn && state.challenges === 'silently')
        .map((account) => sessionOf(account, fallbackScopes, claims));
    },
    async createSessionFromChallenges(/** @type {Constraint} */ constraint, /** @type {Options} */ options = {}) {
      load();
      if (state.challenges === 'never') {
        throw new Error('AADSTS53003: Access has been blocked by Conditional Access policies.');
      }
      return signIn(constraint.fallbackScopes ?? [], options, claimsOf(constraint));
    },
    async removeSession(/** @type {string} */ sessionId) {
      load();
      const account = mine({}).find((one) => sessionId.startsWith(`${one.id} `));
      called({ kind: 'remove', scopes: [], account: account?.id });
      if (account) {
        note({ is: 'signedOut', id: account.id, provider: id });
        changed.fire({ added: [], removed: [sessionOf(account, sessionId.split(' ').slice(1))], changed: [] });
      }
    },
  };
  // Knows challenges, which the types of our oldest VS Code do not have yet.
  const options = { supportsMultipleAccounts: true, supportsChallenges: true };
  context.subscriptions.push(
    changed,
    vscode.authentication.registerAuthenticationProvider(
      id,
      id === 'microsoft' ? 'Microsoft' : 'Microsoft Sovereign Cloud',
      provider,
      options,
    ),
  );
  return () => changed.fire({ added: [], removed: [], changed: [] });
}
