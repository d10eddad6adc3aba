import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** @typedef {Record<string, unknown>} Settings */

/** The four kinds of theme, by the names that VS Code itself has for one of each. */
export const THEMES = /** @type {const} */ ({
  light: 'Default Light Modern',
  dark: 'Default Dark Modern',
  'high-contrast-dark': 'Default High Contrast',
  'high-contrast-light': 'Default High Contrast Light',
});

/** @typedef {keyof typeof THEMES} Theme */

/**
 * A workbench that shows nothing of its own accord: no welcome, tips, chat, telemetry or update.
 *
 * @type {Settings}
 */
const CALM = {
  'workbench.startupEditor': 'none',
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'workbench.layoutControl.enabled': false,
  'window.commandCenter': false,
  'window.confirmBeforeClose': 'never',
  'window.autoDetectColorScheme': false,
  'window.autoDetectHighContrast': false,
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.enabled': false,
  'git.enabled': false,
  'npm.autoDetect': 'off',
  'typescript.disableAutomaticTypeAcquisition': true,
};

/**
 * Writes the settings that a window will start with.
 *
 * This VS Code is a server with its window in a browser. Its user settings are a file all the same, `User/settings.json` of the
 * server's user data folder (upstream VS Code keeps them in the browser's database). As in every remote window, settings of scope
 * `machine` are taken from `Machine/settings.json` alone; in the user's file they are passed over without a word. A desktop VS Code
 * takes both kinds from the user's file, so there `machine` goes with `user`.
 *
 * @param {string} userDataFolder
 * @param {{ user?: Settings, machine?: Settings, theme?: Theme, desktop?: boolean }} settings
 */
export function writeSettings(userDataFolder, { user = {}, machine = {}, theme = 'dark', desktop = false }) {
  write(path.join(userDataFolder, 'User'), {
    ...CALM,
    'workbench.colorTheme': THEMES[theme],
    ...user,
    ...(desktop ? machine : {}),
  });
  if (!desktop) {
    write(path.join(userDataFolder, 'Machine'), machine);
  }
}

/**
 * @param {string} folder
 * @param {Settings} settings
 */
function write(folder, settings) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'settings.json'), JSON.stringify(settings, undefined, 2));
}
