/**
 * @typedef {object} WindowOptions
 * @property {string} [folder] the workspace folder
 * @property {string} [workspace] a workspace file, instead of a folder
 * @property {string} [extensionDevelopmentPath] only for a server started for development
 * @property {string} [extensionTestsPath] only for a server started for development
 */

/**
 * Address of a window on a server.
 *
 * @param {import('./server.mjs').Server} server
 * @param {WindowOptions} options
 * @returns {string}
 */
export function windowUrl(server, { folder, workspace, extensionDevelopmentPath, extensionTestsPath }) {
  const url = new URL('/', server.origin);
  if (workspace) {
    url.searchParams.set('workspace', workspace);
  } else if (folder) {
    url.searchParams.set('folder', folder);
  } else {
    url.searchParams.set('ew', 'true');
  }
  /** @param {string} file */
  const remote = (file) => new URL(`vscode-remote://${server.authority}${encodeURI(file)}`).href;
  const payload = [['skipWelcome', 'true']];
  if (extensionDevelopmentPath) {
    payload.push(['extensionDevelopmentPath', remote(extensionDevelopmentPath)]);
  }
  if (extensionTestsPath) {
    payload.push(['extensionTestsPath', remote(extensionTestsPath)]);
  }
  url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}

/**
 * Lets extensions have sessions of any account without the user's consent, as VS Code's makers do for their own. The list is part
 * of the configuration that the server writes into the window's page. It is extended there, before VS Code's modules (which are
 * deferred) read it: so the installed VS Code stays untouched, and a test of the question itself can do without. Rewriting the page on
 * its way to the browser would not do: Chromium then no longer takes it for a page of this machine, and refuses its WebSockets.
 *
 * @param {import('playwright-core').Page} page
 * @param {readonly string[]} extensionIds
 */
export async function trustExtensions(page, extensionIds) {
  await page.addInitScript((ids) => {
    const { document } = globalThis;
    document.addEventListener('readystatechange', () => {
      const meta = document.getElementById('vscode-workbench-web-configuration');
      const settings = meta?.getAttribute('data-settings');
      if (meta && settings && document.readyState === 'interactive') {
        const configuration = JSON.parse(settings);
        configuration.productConfiguration = { ...configuration.productConfiguration, trustedExtensionAuthAccess: ids };
        meta.setAttribute('data-settings', JSON.stringify(configuration));
      }
    });
  }, extensionIds);
}
