/* global require, exports, process */
// Stands in for VS Code's Microsoft sign-in. In-host tests drive it by commands; UI tests, which cannot run a command with arguments,
// by a JSON file named in STAND_IN_MICROSOFT. It keeps what it was asked for in the same state.
const fs = require('node:fs');
const vscode = require('vscode');

/**
 * @typedef {{ id: string, label: string, signedIn: boolean, accessToken?: string }} Account
 * @typedef {{ id: string, label: string, signedIn?: boolean, accessToken?: string }} NewAccount
 * @typedef {{ kind: 'get' | 'create' | 'remove', scopes: string[], account?: string }} Call
 * @typedef {{ accounts: Account[], failures: string[], generation: number, calls: Call[] }} State
 */

const file = process.env['STAND_IN_MICROSOFT'];

/** @type {State} */
let state = { accounts: [], failures: [], generation: 1, calls: [] };

function load() {
  if (file && fs.existsSync(file)) {
    state = { accounts: [], failures: [], generation: 1, calls: [], ...JSON.parse(fs.readFileSync(file, 'utf8')) };
  }
}

function save() {
  if (file) {
    fs.writeFileSync(`${file}.new`, JSON.stringify(state));
    fs.renameSync(`${file}.new`, file);
  }
}

/** Worthless, but it tells a test who was signed in, which scopes were asked for, and whether it is a new one. */
function sessionOf(/** @type {Account} */ account, /** @type {readonly string[]} */ scopes) {
  return {
    id: `${account.id} ${scopes.join(' ')}`,
    accessToken: account.accessToken ?? `stand-in-token;generation=${state.generation};account=${account.id};scopes=${scopes.join('+')}`,
    account: { id: account.id, label: account.label },
    scopes: [...scopes],
  };
}

exports.activate = function activate(/** @type {vscode.ExtensionContext} */ context) {
  const changed = new vscode.EventEmitter();
  const announce = () => changed.fire({ added: [], removed: [], changed: [] });

  const provider = {
    onDidChangeSessions: changed.event,
    async getSessions(/** @type {readonly string[] | undefined} */ scopes = [], /** @type {{ account?: { id: string } }} */ options = {}) {
      load();
      if (scopes.length > 0) {
        state.calls.push({ kind: 'get', scopes: [...scopes], account: options.account?.id });
        save();
      }
      return state.accounts
        .filter((account) => account.signedIn && (!options.account || options.account.id === account.id))
        .map((account) => sessionOf(account, scopes));
    },
    async createSession(/** @type {readonly string[]} */ scopes, /** @type {{ account?: { id: string } }} */ options = {}) {
      load();
      state.calls.push({ kind: 'create', scopes: [...scopes], account: options.account?.id });
      const failure = state.failures.shift();
      save();
      if (failure !== undefined) {
        throw new Error(failure);
      }
      const account = state.accounts.find(({ id }) => !options.account || options.account.id === id);
      if (!account) {
        throw new Error('Cancelled');
      }
      account.signedIn = true;
      state.generation++;
      save();
      const session = sessionOf(account, scopes);
      changed.fire({ added: [session], removed: [], changed: [] });
      return session;
    },
    async removeSession(/** @type {string} */ id) {
      load();
      const account = state.accounts.find((one) => id.startsWith(`${one.id} `));
      state.calls.push({ kind: 'remove', scopes: [], account: account?.id });
      if (account) {
        account.signedIn = false;
        changed.fire({ added: [], removed: [sessionOf(account, id.split(' ').slice(1))], changed: [] });
      }
      save();
    },
  };

  const command = (/** @type {string} */ name, /** @type {(argument: any) => unknown} */ act) =>
    context.subscriptions.push(
      vscode.commands.registerCommand(`testMicrosoft.${name}`, (argument) => {
        load();
        const answer = act(argument);
        save();
        return answer;
      }),
    );

  /** `[{ id, label, signedIn?, accessToken? }]`; one that is not signed in is there for the next interactive sign-in. Forgets the calls so far. */
  command('setAccounts', (accounts = []) => {
    state = {
      accounts: accounts.map((/** @type {NewAccount} */ account) => ({ ...account, signedIn: account.signedIn ?? true })),
      failures: [],
      generation: 1,
      calls: [],
    };
    announce();
  });
  /** The next interactive sign-in fails with this message; VS Code's own word for a user who gives up is `Cancelled`. */
  command('failNext', (message = 'Cancelled') => void state.failures.push(String(message)));
  /** From now on sessions carry another token, as after an hour. */
  command('renewTokens', () => void (state.generation++, announce()));
  /** What was asked of the provider since `setAccounts`. */
  command('calls', () => state.calls.map((call) => ({ ...call })));

  load();
  if (file) {
    fs.watchFile(file, { interval: 200 }, announce);
    context.subscriptions.push({ dispose: () => fs.unwatchFile(file, announce) });
  }
  context.subscriptions.push(
    changed,
    vscode.authentication.registerAuthenticationProvider('microsoft', 'Microsoft', provider, { supportsMultipleAccounts: true }),
  );
};
