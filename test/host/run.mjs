// node test/host/run.mjs [host|host-oldest]
// Runs out/test/host inside VS Code's extension host: a desktop VS Code where VSCODE_EXECUTABLE names one, else the host from npm.
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { runTests } from '@vscode/test-electron';
import { scratchFolder } from '../support/host/cache.mjs';
import { checkoutRoot, extensionFolder } from '../support/host/checkout.mjs';
import { extensionId } from '../support/host/manifest.mjs';
import { atExit } from '../support/host/processes.mjs';
import { writeSettings } from '../support/host/settings.mjs';
import { countsFile } from '../support/suite.mjs';

const root = checkoutRoot();
const suite = process.argv[2] ?? 'host';
const desktop = process.env['VSCODE_EXECUTABLE'];
const scratch = scratchFolder('in-host');
atExit(() => rmSync(scratch, { recursive: true, force: true }));

const workspace = path.join(scratch, 'workspace');
const userData = path.join(scratch, 'user-data');
mkdirSync(workspace);
writeSettings(userData, { desktop: Boolean(desktop) });
// Should VS Code die before the tests end, the last run's counts must not pass for this one's.
rmSync(countsFile(root, suite), { force: true });

try {
  await runTests({
    vscodeExecutablePath: desktop ?? path.join(root, 'test/support/host/code.mjs'),
    extensionDevelopmentPath: [extensionFolder(), path.join(root, 'test/support/microsoftProvider')],
    extensionTestsPath: path.join(root, 'out/test/host/index.mjs'),
    extensionTestsEnv: { USAGE_REPORTS_SUITE: suite },
    launchArgs: [
      workspace,
      `--user-data-dir=${userData}`,
      `--extensions-dir=${path.join(scratch, 'extensions')}`,
      '--disable-extension=vscode.microsoft-authentication',
      // Consent cannot be given where dialogs are refused. The host from npm takes it from here; a desktop VS Code passes over it.
      `--trust-extension=${extensionId(extensionFolder())}`,
    ],
  });
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
