import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { removeFolder, scratchFolder } from '../../support/host/cache.mjs';
import { checkoutRoot, extensionFolder } from '../../support/host/checkout.mjs';
import { launchChromium } from '../../support/host/chromium.mjs';
import { activityBarTitle, extensionId } from '../../support/host/manifest.mjs';
import { startServer } from '../../support/host/server.mjs';
import { type Theme, writeSettings } from '../../support/host/settings.mjs';
import { trustExtensions, windowUrl } from '../../support/host/window.mjs';
import { type Account, MicrosoftAccounts } from './microsoftAccounts.js';
import { setDisplayLanguage } from './displayLanguage.js';
import { WAIT_MS } from './until.js';
import { Workbench } from './workbench.js';

const TEST_SETTINGS = {
  // A webview that has just loaded takes the focus, and would close the palette that a test has opened meanwhile.
  'workbench.quickOpen.closeOnFocusLost': false,
  // Sticky rows are copies of rows, which would be found twice.
  'workbench.tree.enableStickyScroll': false,
};

const RESTRICTED_MODE = {
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'never',
};

export interface LaunchOptions {
  /** The user's settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Settings of scope `machine`; VS Code ignores them among the user's settings. */
  readonly machineSettings?: Readonly<Record<string, unknown>>;
  readonly theme?: Theme;
  /** Files of the workspace, by path relative to its folder. `null` opens a window without a folder. */
  readonly files?: Readonly<Record<string, string>> | null;
  /** The one of these files that is opened as the workspace, instead of their folder. */
  readonly workspaceFile?: string;
  /** Opens the workspace in Restricted Mode: nobody has said to trust it. */
  readonly restricted?: boolean;
  /** What keys do: `{ key, command, args }`, as in VS Code's `keybindings.json`. */
  readonly keybindings?: readonly Readonly<Record<string, unknown>>[];
  /** For the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** A folder of the extension instead of the one that was built. */
  readonly extension?: string;
  /** The display language, as `package.nls.<language>.json` has it in its name; default: English. */
  readonly language?: string;
  /** A package to install instead of the folder that was built. */
  readonly vsix?: string;
  /** Folders of further extensions. */
  readonly extraExtensions?: readonly string[];
  /** Accounts of the stand-in Microsoft sign-in. */
  readonly accounts?: readonly Account[];
  /** False: the extension has to ask for the user's consent to use an account, as it has to outside of tests. */
  readonly trusted?: boolean;
  readonly size?: { readonly width: number; readonly height: number };
}

/**
 * Opens a window of VS Code with the extension installed, as a user has it: in production mode, with toasts and dialogs. Server,
 * browser, settings and workspace are this window's own and go with `close()`; nothing is left for the next test.
 */
export async function launchWorkbench(options: LaunchOptions = {}): Promise<Workbench> {
  const scratch = scratchFolder('ui');
  const userDataFolder = path.join(scratch, 'user-data');
  const extension = options.extension ?? extensionFolder();
  const restricted = options.restricted ?? false;
  const user = { ...TEST_SETTINGS, ...(restricted && RESTRICTED_MODE), ...options.settings };
  writeSettings(userDataFolder, { user, machine: options.machineSettings, theme: options.theme });
  writeFileSync(path.join(userDataFolder, 'User', 'keybindings.json'), JSON.stringify(options.keybindings ?? []));
  const accounts = new MicrosoftAccounts(path.join(scratch, 'accounts.journal'), options.accounts ?? []);
  const workspaceFolder =
    options.files === null ? undefined : writeWorkspace(path.join(scratch, 'workspace'), options.files ?? {});

  const server = await startServer({
    extensions: [
      ...(options.vsix === undefined ? [extension] : []),
      path.join(checkoutRoot(), 'test/support/microsoftProvider'),
      ...(options.extraExtensions ?? []),
    ],
    vsix: options.vsix === undefined ? [] : [options.vsix],
    withoutBuiltins: ['vscode.microsoft-authentication'],
    userDataFolder,
    workspaceTrust: restricted,
    env: { ...options.env, STAND_IN_MICROSOFT: accounts.file },
  });
  const stop = () => {
    server.stop();
    removeFolder(scratch);
  };
  const browser = await launchChromium().catch((error: unknown) => {
    stop();
    throw error;
  });
  try {
    const context = await browser.newContext({
      viewport: options.size ?? { width: 1280, height: 800 },
      permissions: ['clipboard-read', 'clipboard-write'],
      reducedMotion: 'reduce',
    });
    const openWindow = async (): Promise<Workbench> => {
      const page = await context.newPage();
      page.setDefaultTimeout(WAIT_MS);
      if (options.trusted ?? true) {
        await trustExtensions(page, [extensionId(extension)]);
      }
      if (options.language !== undefined) {
        await setDisplayLanguage(page, options.language);
      }
      const workbench = new Workbench(page, {
        workspaceFolder,
        accounts,
        serverLog: () => readFileSync(server.logFile, 'utf8'),
        userDataFolder,
        title: activityBarTitle(extension, options.language),
        screenshots: path.join(checkoutRoot(), 'out/screenshots'),
        openWindow,
        close: async () => {
          await browser.close();
          stop();
        },
      });
      const opened =
        workspaceFolder === undefined || options.workspaceFile === undefined
          ? { folder: workspaceFolder }
          : { workspace: path.join(workspaceFolder, options.workspaceFile) };
      await page.goto(windowUrl(server, opened));
      await workbench.ready();
      return workbench;
    };
    return await openWindow();
  } catch (error) {
    await browser.close();
    stop();
    throw error;
  }
}

function writeWorkspace(folder: string, files: Readonly<Record<string, string>>): string {
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return folder;
}
