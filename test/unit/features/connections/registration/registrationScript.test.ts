import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { MICROSOFT_CLOUDS } from '../../../../../src/base/clouds.js';
import type {
  RegistrationAccess,
  RegistrationScriptOptions,
  RegistrationTool,
} from '../../../../../src/features/connections/registration/appRegistration.js';
import { permissionsOf } from '../../../../../src/core/directory/datasets.js';
import { DIRECTORY_DATASETS } from '../../../../../src/core/directory/names.js';
import { unbalanced } from './powerShellTokens.js';
import { registrationScript } from '../../../../../src/features/connections/registration/registrationScript.js';

// As Microsoft's permissions reference has them; written here a second time, on purpose.
const GRAPH = '00000003-0000-0000-c000-000000000000';
const DELEGATED = '02e97553-ed7b-43d0-ab3c-f8bace0d040c';
const APPLICATION = '230c1aed-a721-4c5d-9cb4-a90514e508ef';
const IDS: Readonly<Record<string, { readonly Scope: string; readonly Role: string }>> = {
  'Reports.Read.All': { Scope: DELEGATED, Role: APPLICATION },
  'User.Read.All': { Scope: 'a154be20-db9c-4678-8ab7-66f6cc099a59', Role: 'df021288-bdef-4463-88db-98f22de89214' },
  'LicenseAssignment.Read.All': {
    Scope: 'f395577a-0960-456b-979f-7228de0c5996',
    Role: 'e2f98668-2877-4f38-a2f4-8202e0717aa1',
  },
  'AuditLog.Read.All': { Scope: 'e4c9e354-4dc5-45b8-9e7c-e1393b0b1a20', Role: 'b0afded3-3588-46d8-8b3d-9842eff778da' },
};
const CLIENT = '1b7a1f5e-0c2d-4e3f-8a9b-0123456789ab';

const TOOLS: readonly RegistrationTool[] = ['azureCli', 'powerShell'];
const ACCESSES: readonly RegistrationAccess[] = ['delegated', 'certificate', 'secret'];
const CLOUDS = MICROSOFT_CLOUDS;

const OF_DIRECTORY = permissionsOf(DIRECTORY_DATASETS);
const APPS: readonly Partial<RegistrationScriptOptions>[] = [
  {},
  { permissions: OF_DIRECTORY },
  { permissions: OF_DIRECTORY, clientId: CLIENT },
];
const ALL: readonly RegistrationScriptOptions[] = TOOLS.flatMap((tool) =>
  ACCESSES.flatMap((access) => CLOUDS.flatMap((cloud) => APPS.map((app) => ({ tool, access, cloud, ...app })))),
);
const typeOf = (access: RegistrationAccess) => (access === 'delegated' ? 'Scope' : 'Role');

const hasBash = process.platform !== 'win32' && spawnSync('bash', ['-c', 'true']).status === 0;

describe('registrationScript', () => {
  for (const tool of TOOLS) {
    it(`names Microsoft Graph and the right permission (${tool})`, () => {
      for (const access of ACCESSES) {
        const script = registrationScript({ tool, access, cloud: 'global' });
        const [wanted, other] = access === 'delegated' ? [DELEGATED, APPLICATION] : [APPLICATION, DELEGATED];
        assert.ok(script.includes(GRAPH) && script.includes(wanted), access);
        assert.ok(!script.includes(other), access);
      }
    });

    it(`names what is chosen of the directory beside usage reports, and nothing else (${tool})`, () => {
      const datasets = fc.subarray([...DIRECTORY_DATASETS]);
      fc.assert(
        fc.property(datasets, fc.constantFrom(...ACCESSES), fc.boolean(), (chosen, access, isNew) => {
          const permissions = permissionsOf(chosen);
          const options = {
            tool,
            access,
            cloud: 'global',
            permissions,
            ...(isNew ? {} : { clientId: CLIENT }),
          } as const;
          if (!isNew && chosen.length === 0) {
            assert.throws(() => registrationScript(options), RangeError);
            return;
          }
          const script = registrationScript(options);
          const wanted = [...(isNew ? ['Reports.Read.All'] : []), ...permissions];
          const guids = new Set(
            /(?:PERMISSION_IDS=|\$permissionIds = @)\([^)]*\)/.exec(script)?.[0].match(/[\da-f-]{36}/g),
          );
          assert.deepEqual(guids, new Set(wanted.map((name) => IDS[name]?.[typeOf(access)])));
          for (const [name, { Scope, Role }] of Object.entries(IDS)) {
            assert.equal(script.includes(name), wanted.includes(name), name);
            assert.ok(!script.includes(access === 'delegated' ? Role : Scope), name);
          }
          assert.equal(script.includes(CLIENT), !isNew);
        }),
      );
    });

    it(`registers the redirect URIs that VS Code uses (${tool})`, () => {
      const script = registrationScript({ tool, access: 'delegated', cloud: 'global' });
      for (const uri of [
        "'http://localhost'",
        "'https://vscode.dev/redirect'",
        "'msauth.com.msauth.unsignedapp://auth'",
        '"ms-appx-web://Microsoft.AAD.BrokerPlugin/$',
      ]) {
        assert.ok(script.includes(uri), uri);
      }
    });
  }

  it('names the cloud as each tool calls it', () => {
    const azureCli = CLOUDS.map(
      (cloud) =>
        /az cloud set --name (\w+)/.exec(registrationScript({ tool: 'azureCli', access: 'secret', cloud }))?.[1],
    );
    assert.deepEqual(azureCli, [undefined, 'AzureUSGovernment', 'AzureUSGovernment', 'AzureChinaCloud']);
    const powerShell = CLOUDS.map(
      (cloud) =>
        /Environment +=.*'(\w+)'/.exec(registrationScript({ tool: 'powerShell', access: 'secret', cloud }))?.[1],
    );
    assert.deepEqual(powerShell, ['Global', 'USGov', 'USGovDoD', 'China']);
  });

  it('stays in its cloud', () => {
    const foreign = {
      global: /\.us\b|chinacloudapi/,
      usgov: /microsoft\.com|microsoftonline\.com|dod-graph|chinacloudapi/,
      usgovdod: /microsoft\.com|microsoftonline\.com|\/graph\.microsoft\.us|chinacloudapi/,
      china: /microsoft\.com|microsoftonline|\.us\b/,
    };
    for (const options of ALL) {
      assert.doesNotMatch(registrationScript(options), foreign[options.cloud], JSON.stringify(options));
    }
  });

  it('takes a tenant, and nothing that could be read as code', () => {
    for (const tool of TOOLS) {
      const script = registrationScript({ tool, access: 'delegated', cloud: 'global', tenantId: 'northlight.example' });
      assert.match(script, /(TENANT=|\$tenant = )'northlight\.example'/);
      for (const tenantId of ["'; rm -rf ~ #", '$(id)', 'a`id`', 'a\nid', 'a b', '']) {
        assert.throws(
          () => registrationScript({ tool, access: 'delegated', cloud: 'global', tenantId }),
          RangeError,
          tenantId,
        );
      }
      for (const clientId of ['', 'app', `${CLIENT}'; id #`, `${CLIENT}\n`]) {
        assert.throws(
          () => registrationScript({ tool, access: 'secret', cloud: 'global', clientId, permissions: OF_DIRECTORY }),
          RangeError,
          clientId,
        );
      }
      for (const name of ['Mail.Read', '', 'constructor', "User.Read.All'; id #"]) {
        assert.throws(
          () => registrationScript({ tool, access: 'delegated', cloud: 'global', permissions: [name] }),
          RangeError,
          name,
        );
      }
    }
  });

  it('has nothing in it that was forgotten to be filled in', () => {
    for (const options of ALL) {
      assert.doesNotMatch(registrationScript(options), /undefined|\[object|NaN|[^\n]\n{4}/, JSON.stringify(options));
    }
  });

  // Debian has no package of PowerShell, so nothing here runs these scripts: their quotes and brackets are read as PowerShell reads them.
  it('closes every quote and bracket (PowerShell)', () => {
    for (const options of ALL.filter(({ tool }) => tool === 'powerShell')) {
      assert.equal(unbalanced(registrationScript(options)), undefined, JSON.stringify(options));
    }
    for (const broken of ["$a = 'it's'", '$a = "x', '& { (1 }', '$a = "$(1"', "$a = 'x`'y'"]) {
      assert.notEqual(unbalanced(broken), undefined, broken);
    }
    for (const whole of ["$a = 'it''s {' # '", '$a = "x`" $(1 + (2))"', '$a = "say ""x"""']) {
      assert.equal(unbalanced(whole), undefined, whole);
    }
  });

  it('closes them whatever tenant it takes, and takes none with a sign that ends a text (PowerShell)', () => {
    const sign = fc.constantFrom(...'\'"$`(){}[];#&|<>\n\r\u2018\u2019\u201c', ...'ab1.-');
    const tenants = fc.oneof(fc.string({ unit: sign, maxLength: 12 }), fc.domain(), fc.uuid());
    let taken = 0;
    fc.assert(
      fc.property(tenants, fc.constantFrom(...ALL), (tenantId, options) => {
        let script: string;
        try {
          script = registrationScript({ ...options, tool: 'powerShell', tenantId });
        } catch (error) {
          assert.ok(error instanceof RangeError);
          return;
        }
        taken++;
        assert.match(tenantId, /^[\w.-]+$/);
        assert.equal(unbalanced(script), undefined);
      }),
      { numRuns: 300 },
    );
    assert.ok(taken > 50);
  });

  describe('run by bash', function () {
    before(function () {
      if (!hasBash) {
        this.skip();
      }
    });

    it('is valid in all its forms', () => {
      for (const options of ALL.filter(({ tool }) => tool === 'azureCli')) {
        const { status, stderr } = spawnSync('bash', ['-n'], { input: registrationScript(options), encoding: 'utf8' });
        assert.equal(stderr, '', JSON.stringify(options));
        assert.equal(status, 0);
      }
    });

    it('registers a public client, consents, and prints what the connection needs', () => {
      const { calls, output, status } = runWithStandIns({
        tool: 'azureCli',
        access: 'delegated',
        cloud: 'global',
        tenantId: 'northlight.example',
      });
      assert.equal(status, 0, output);
      assert.deepEqual(find(calls, 'login'), [
        'login',
        '--allow-no-subscriptions',
        '--tenant',
        'northlight.example',
        '--output',
        'none',
      ]);
      const create = find(calls, 'ad app create');
      assert.deepEqual(JSON.parse(valueOf(create, '--required-resource-accesses')), [
        { resourceAppId: GRAPH, resourceAccess: [{ id: DELEGATED, type: 'Scope' }] },
      ]);
      assert.deepEqual(find(calls, 'ad app update').slice(-4), [
        'http://localhost',
        'https://vscode.dev/redirect',
        'msauth.com.msauth.unsignedapp://auth',
        'ms-appx-web://Microsoft.AAD.BrokerPlugin/APP',
      ]);
      assert.equal(valueOf(find(calls, 'ad app permission grant'), '--scope'), 'Reports.Read.All');
      assert.match(output, /tenant id +TENANT\n +client id +APP\n/);
      assert.match(output, /Consent to Reports\.Read\.All is given/);
    });

    it('signs in without naming a tenant where none is known', () => {
      const { calls } = runWithStandIns({ tool: 'azureCli', access: 'delegated', cloud: 'global' });
      assert.deepEqual(find(calls, 'login'), ['login', '--allow-no-subscriptions', '--output', 'none']);
    });

    it('assigns the application role, and shows the secret once', () => {
      const { calls, output, status } = runWithStandIns({ tool: 'azureCli', access: 'secret', cloud: 'china' });
      assert.equal(status, 0, output);
      const assignment = find(calls, 'rest --method POST');
      assert.equal(
        valueOf(assignment, '--uri'),
        'https://microsoftgraph.chinacloudapi.cn/v1.0/servicePrincipals/PRINCIPAL/appRoleAssignments',
      );
      assert.deepEqual(JSON.parse(valueOf(assignment, '--body')), {
        principalId: 'PRINCIPAL',
        resourceId: 'GRAPH',
        appRoleId: APPLICATION,
      });
      assert.equal(output.split('S3CRET').length, 2);
    });

    it('leaves certificate and key in one file that nobody else can read, and uploads the certificate only', () => {
      const { calls, output, home, status } = runWithStandIns({
        tool: 'azureCli',
        access: 'certificate',
        cloud: 'global',
      });
      assert.equal(status, 0, output);
      assert.deepEqual(home, { 'usage-reports-APP.pem': { text: 'CERTIFICATE\nKEY\n', mode: '600' } });
      assert.match(valueOf(find(calls, 'ad app credential reset'), '--cert'), /^@.*certificate\.pem$/);
    });

    it('ends with the link for an administrator where consent is refused', () => {
      for (const access of ['delegated', 'secret'] as const) {
        const { output, status } = runWithStandIns(
          { tool: 'azureCli', access, cloud: 'usgovdod' },
          { refuseConsent: true },
        );
        assert.equal(status, 0, output);
        const scope = access === 'delegated' ? 'Reports.Read.All' : '.default';
        const link = `https://login.microsoftonline.us/TENANT/v2.0/adminconsent?client_id=APP&scope=https://dod-graph.microsoft.us/${scope}&redirect_uri=http://localhost`;
        assert.ok(output.includes(`${link}\n`), output);
      }
    });

    it('registers and consents to what was chosen of the directory, in both ways to sign in', () => {
      const names = ['Reports.Read.All', ...OF_DIRECTORY];
      for (const access of ['delegated', 'secret'] as const) {
        const { calls, output, status } = runWithStandIns({
          ...{ tool: 'azureCli', access, cloud: 'global', permissions: OF_DIRECTORY },
        });
        assert.equal(status, 0, output);
        const type = typeOf(access);
        const ids = names.map((name) => IDS[name]?.[type]);
        const [listed] = JSON.parse(valueOf(find(calls, 'ad app create'), '--required-resource-accesses')) as [
          { resourceAccess: object[] },
        ];
        assert.deepEqual(
          listed.resourceAccess,
          ids.map((id) => ({ id, type })),
        );
        if (access === 'delegated') {
          assert.equal(valueOf(find(calls, 'ad app permission grant'), '--scope'), names.join(' '));
        } else {
          assert.deepEqual(assignedBy(calls), ids);
        }
        assert.ok(output.includes(`Consent to ${names.join(', ')} is given.`), output);
      }
    });

    it('assigns the others where one application role is refused, and says that consent is missing', () => {
      const { calls, output, status } = runWithStandIns(
        { tool: 'azureCli', access: 'secret', cloud: 'global', permissions: OF_DIRECTORY },
        { refuseConsent: true },
      );
      assert.equal(status, 0, output);
      // Each is tried twice.
      assert.deepEqual(new Set(assignedBy(calls)), new Set(Object.values(IDS).map(({ Role }) => Role)));
      assert.match(output, /Consent was not given here/);
    });

    it('adds to an app that is registered what it lacks, and removes nothing', () => {
      const known = { tool: 'azureCli', cloud: 'global', clientId: CLIENT, permissions: OF_DIRECTORY } as const;
      for (const access of ['delegated', 'certificate'] as const) {
        const type = typeOf(access);
        const idOf = (name: string) => IDS[name]?.[type] ?? '';
        const { calls, output, status, home } = runWithStandIns(
          { ...known, access },
          { listed: [idOf('Reports.Read.All'), idOf('User.Read.All')], granted: 'Mail.Read User.Read.All' },
        );
        assert.equal(status, 0, output);
        assert.deepEqual(home, {});
        const commands = calls.map((call) => call.join(' '));
        assert.ok(!commands.some((command) => /^ad app (create|update|credential)/.test(command)), output);
        const added = calls.filter((call) => call.join(' ').startsWith('ad app permission add'));
        assert.deepEqual(
          added.map((call) => [valueOf(call, '--id'), valueOf(call, '--api'), valueOf(call, '--api-permissions')]),
          ['LicenseAssignment.Read.All', 'AuditLog.Read.All'].map((name) => [CLIENT, GRAPH, `${idOf(name)}=${type}`]),
        );
        if (access === 'delegated') {
          const patch = find(calls, 'rest --method PATCH');
          assert.equal(valueOf(patch, '--uri'), 'https://graph.microsoft.com/v1.0/oauth2PermissionGrants/GRANT');
          const { scope } = JSON.parse(valueOf(patch, '--body')) as { scope: string };
          assert.deepEqual(scope.split(' ').sort(), ['Mail.Read', ...OF_DIRECTORY].sort());
        } else {
          assert.deepEqual(assignedBy(calls), OF_DIRECTORY.filter((name) => name !== 'User.Read.All').map(idOf));
        }
        assert.match(
          output,
          /Consent to User\.Read\.All, .* is given\.\n\nThen run "Usage Reports: Refresh Directory Data"/s,
        );
      }
    });

    it('stops at the first step that fails', () => {
      const { calls, status } = runWithStandIns(
        { tool: 'azureCli', access: 'delegated', cloud: 'global' },
        { refuseCreation: true },
      );
      assert.notEqual(status, 0);
      assert.ok(!calls.some((call) => call.join(' ').startsWith('ad sp')));
    });
  });
});

interface Run {
  readonly calls: string[][];
  readonly output: string;
  readonly status: number | null;
  readonly home: Record<string, { text: string; mode: string }>;
}

/** Runs the script with an Azure CLI, an openssl and a sleep that only write down how they were called. */
function runWithStandIns(
  options: RegistrationScriptOptions,
  faults: {
    refuseConsent?: boolean;
    refuseCreation?: boolean;
    /** Permissions that an app that is registered lists. */
    listed?: readonly string[];
    /** Scopes that were consented to before; of an app without a user, the role of `User.Read.All`. */
    granted?: string;
  } = {},
): Run {
  const folder = mkdtempSync(path.join(tmpdir(), 'registration-'));
  try {
    const bin = path.join(folder, 'bin');
    const home = path.join(folder, 'home');
    const log = path.join(folder, 'calls');
    [bin, home].forEach((name) => mkdirSync(name));
    const standIns = { az: AZ, openssl: OPENSSL, sleep: '#!/bin/sh\n' };
    for (const [name, text] of Object.entries(standIns)) {
      writeFileSync(path.join(bin, name), text);
      chmodSync(path.join(bin, name), 0o755);
    }
    writeFileSync(log, '');
    const env = {
      PATH: `${bin}:${process.env['PATH'] ?? ''}`,
      HOME: home,
      CALLS: log,
      ...(faults.refuseConsent && { REFUSE_CONSENT: '1' }),
      ...(faults.refuseCreation && { REFUSE_CREATION: '1' }),
      LISTED_IDS: (faults.listed ?? []).join('\n'),
      GRANTED: faults.granted ?? '',
    };
    const { status, stdout, stderr } = spawnSync('bash', [], {
      input: registrationScript(options),
      encoding: 'utf8',
      env,
    });
    const calls = readFileSync(log, 'utf8')
      .split('\u0001')
      .slice(1)
      .map((call) => call.split('\u0002').slice(0, -1));
    const files = readdirSync(home).map((name) => {
      const file = path.join(home, name);
      return [name, { text: readFileSync(file, 'utf8'), mode: (statSync(file).mode & 0o777).toString(8) }] as const;
    });
    return { calls, output: stdout + stderr, status, home: Object.fromEntries(files) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const AZ = `#!/bin/sh
{ printf '\\001'; printf '%s\\002' "$@"; } >> "$CALLS"
case "$*" in
  'account show'*) echo TENANT ;;
  'ad app create'*) [ -z "$REFUSE_CREATION" ] && echo APP ;;
  'ad sp show --id ${GRAPH}'*) echo GRAPH ;;
  'ad sp show'*) exit 3 ;;
  'ad sp create'*) echo PRINCIPAL ;;
  'ad app credential reset'*password*) echo S3CRET ;;
  'ad app show'*) echo "$LISTED_IDS" ;;
  'rest --method GET'*'| [0].id'*) [ -z "$GRANTED" ] || echo GRANT ;;
  'rest --method GET'*oauth2PermissionGrants/GRANT*) echo "$GRANTED" ;;
  'rest --method GET'*appRoleId*) [ -z "$GRANTED" ] || echo ${IDS['User.Read.All']?.Role ?? ''} ;;
  'ad app permission grant'* | 'rest --method P'*) [ -z "$REFUSE_CONSENT" ] ;;
esac
`;

const OPENSSL = `#!/bin/sh
while [ $# -gt 0 ]; do
  case "$1" in
    -keyout) echo KEY > "$2" ;;
    -out) echo CERTIFICATE > "$2" ;;
  esac
  shift
done
`;

/** Application roles in the order in which they were assigned. */
function assignedBy(calls: readonly string[][]): unknown[] {
  return calls
    .filter((call) => call.join(' ').startsWith('rest --method POST'))
    .map((call) => (JSON.parse(valueOf(call, '--body')) as { appRoleId: unknown }).appRoleId);
}

function find(calls: readonly string[][], command: string): string[] {
  const found = calls.find((call) => `${call.join(' ')} `.startsWith(`${command} `));
  assert.ok(found, `az ${command} was not called`);
  return found;
}

function valueOf(call: readonly string[], option: string): string {
  const value = call[call.indexOf(option) + 1];
  assert.ok(call.includes(option) && value !== undefined, `${option} is missing`);
  return value;
}
