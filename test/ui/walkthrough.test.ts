import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import type { Locator } from 'playwright-core';
import { copiedText } from './support/clipboard.js';
import { screenshotOnFailure } from './support/screenshotOnFailure.js';
import { firstMinuteFolder } from '../support/host/checkout.mjs';
import { launchWorkbench } from './support/launch.js';
import { openOverview } from './support/overview.js';
import { until } from './support/until.js';
import { Walkthrough } from './support/walkthrough.js';
import type { Workbench } from './support/workbench.js';

const TITLE = 'Get Started with Usage Reports';
const SAMPLE = 'Explore the sample tenant';
const REGISTER = 'Register an app in your tenant';
const CONSENT = 'Grant admin consent';
const SIGN_IN = 'Sign in and test';
/** Titles of the steps, and the ids of their images. */
const IMAGES: Record<string, string> = {
  [SAMPLE]: 'sample',
  'Work with a table': 'table',
  'Report, reclaim, be alerted': 'answers',
  [CONSENT]: 'consent',
  'Add a connection': 'connect',
  [SIGN_IN]: 'signIn',
  'Open a report and export it': 'export',
  'Why are names concealed?': 'concealedNames',
};
const STEPS = [...Object.keys(IMAGES).slice(0, 3), REGISTER, ...Object.keys(IMAGES).slice(3)];

/** In a narrow window VS Code leaves out what is drawn beside the steps. */
const WIDE = { width: 1680, height: 1000 };

const CLIENT = '1b7a1f5e-0c2d-4e3f-8a9b-0123456789ab';

/** Resolves when an image is there with its position and its colors, which follow later. */
async function drawn(image: Locator): Promise<void> {
  await image.waitFor();
  await until(async () => {
    const { width, height } = (await image.boundingBox()) ?? { width: 0, height: 0 };
    assert.ok(width > 150 && height > 100, `${width} × ${height}`);
    // The page paints black whatever it does not understand of an image.
    const fills = await image
      .locator('rect, path, circle')
      .evaluateAll((shapes) => shapes.map((shape) => getComputedStyle(shape).fill));
    assert.ok(fills.length > 3 && !fills.includes('rgb(0, 0, 0)'), fills.join(' '));
  });
}

describe('walkthrough "Get Started"', () => {
  let workbench: Workbench;
  let walkthrough: Walkthrough;
  before(async () => {
    workbench = await launchWorkbench({ theme: 'dark', size: WIDE });
    walkthrough = new Walkthrough(workbench.page);
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  it('opens by its command', async () => {
    await workbench.runCommand('Usage Reports: Get Started');
    await walkthrough.waitFor(TITLE);
    await walkthrough.step(SAMPLE).selected();
    assert.deepEqual(await walkthrough.titles(), STEPS);
  });

  for (const [index, title] of STEPS.entries()) {
    it(`shows the media of “${title}”`, async () => {
      const step = walkthrough.step(title);
      await step.select();
      if (title === REGISTER) {
        await step.media.getByRole('heading', { name: 'What the app registration needs' }).waitFor();
        for (const uri of [
          'http://localhost',
          'https://vscode.dev/redirect',
          'ms-appx-web://Microsoft.AAD.BrokerPlugin/<client id>',
          'msauth.com.msauth.unsignedapp://auth',
        ]) {
          assert.ok((await step.media.innerText()).includes(uri), uri);
        }
      } else {
        await drawn(step.media.locator(`svg#${IMAGES[title]}`));
      }
      assert.doesNotMatch(await step.text(), /%walkthrough|command:/);
      await workbench.screenshot(`walkthrough-dark-${index + 1}`);
    });
  }

  it('copies a script', async () => {
    await workbench.runCommand('Usage Reports: Register an App');
    const step = walkthrough.step(REGISTER);
    await step.selected();
    assert.equal(await step.isDone(), false);
    await step.click('Copy Script…');
    const { quickInput, notifications } = workbench;
    await quickInput.waitFor('How do you want to read reports?');
    assert.deepEqual(await quickInput.cutOff(), []);
    await quickInput.choose('With an Account');
    await quickInput.waitFor('Which directory data, too? Usage reports need none.');
    await quickInput.accept();
    await quickInput.waitFor('Which tool do you want to run the script with?');
    await quickInput.choose('Azure CLI');
    await quickInput.waitFor('Which cloud is the tenant in?');
    await quickInput.choose('China (21Vianet)');
    const said = await notifications.find('The script was copied to the clipboard.');
    const script = await copiedText(workbench.page);
    assert.match(script, /^#!\/usr\/bin\/env bash\n/);
    assert.match(script, /az cloud set --name AzureChinaCloud/);
    assert.match(script, /02e97553-ed7b-43d0-ab3c-f8bace0d040c/);
    // Nothing of the directory, unless somebody chooses it.
    assert.doesNotMatch(script, /User\.Read\.All/);
    if (process.platform !== 'win32') {
      assert.equal(spawnSync('bash', ['-n'], { input: script }).status, 0);
    }
    await step.done();

    await said.click('Open in Editor');
    await workbench.page
      .locator('.monaco-editor .view-line')
      .getByText('az cloud set --name AzureChinaCloud')
      .waitFor();
    await workbench.screenshot('walkthrough-script');
    await workbench.runCommand('View: Revert and Close Editor');
  });

  it('copies the link for admin consent', async () => {
    await workbench.runCommand('Usage Reports: Register an App');
    await walkthrough.step(REGISTER).selected();
    const step = walkthrough.step(CONSENT);
    await step.select();
    await step.click('Copy Consent Link…');
    const { quickInput, notifications } = workbench;
    await quickInput.waitFor('Which cloud is the tenant in?');
    await quickInput.choose('US Government (GCC High)');
    await quickInput.waitFor("Enter the tenant's domain or directory (tenant) ID.");
    await quickInput.type('north light');
    await quickInput.waitFor('Enter a GUID, or a domain');
    await quickInput.answer('northlight.example');
    await quickInput.waitFor('application (client) ID');
    await quickInput.type('northlight');
    await quickInput.waitFor('Enter a GUID');
    await quickInput.answer(CLIENT);
    const said = await notifications.find('The consent link was copied to the clipboard.');
    assert.deepEqual(await said.buttons(), ['Open Link']);
    const link = new URL(await copiedText(workbench.page));
    assert.equal(link.origin + link.pathname, 'https://login.microsoftonline.us/northlight.example/v2.0/adminconsent');
    assert.equal(link.searchParams.get('client_id'), CLIENT);
    await step.done();
  });

  it('completes the first step only when a report is open', async () => {
    await workbench.runCommand('Usage Reports: Register an App');
    await walkthrough.step(REGISTER).selected();
    const step = walkthrough.step(SAMPLE);
    await step.select();
    assert.equal(await step.isDone(), false);
    await step.click('Open Report…');
    const { quickInput } = workbench;
    await quickInput.waitFor();
    await quickInput.dismiss();
    assert.equal(await step.isDone(), false);
    await step.click('Open Report…');
    await quickInput.type('Email activity, daily');
    await quickInput.choose('Email activity, daily');
    await quickInput.choose('Last 30 days');
    await workbench.editorTab('Email activity, daily').waitFor();
    await workbench.runCommand('Usage Reports: Get Started');
    await step.done();
  });
});

describe('walkthrough "Get Started" for a connection', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await launchWorkbench({
      theme: 'light',
      size: WIDE,
      machineSettings: {
        'usageReports.connections': [
          {
            id: 'northlight',
            name: 'Northlight',
            kind: 'appOnly',
            cloud: 'china',
            tenantId: 'northlight.example',
            clientId: CLIENT,
          },
        ],
      },
    });
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  for (const [index, title] of STEPS.entries()) {
    it(`is legible in a light theme: “${title}”`, async () => {
      const walkthrough = new Walkthrough(workbench.page);
      if (index === 0) {
        await workbench.runCommand('Usage Reports: Get Started');
        await walkthrough.waitFor(TITLE);
      }
      const step = walkthrough.step(title);
      await step.select();
      if (title === REGISTER) {
        await step.media.locator('h1').waitFor();
      } else {
        await drawn(step.media.locator(`svg#${IMAGES[title]}`));
      }
      await workbench.screenshot(`walkthrough-light-${index + 1}`);
    });
  }

  it('ticks off no test that did not work', async () => {
    await workbench.runCommand('Usage Reports: Get Started');
    const step = new Walkthrough(workbench.page).step(SIGN_IN);
    await step.select();
    await workbench.runCommand('Usage Reports: Test Connection');
    await workbench.quickInput.waitFor("The secret's value, not its ID");
    const progress = await workbench.notifications.find('Testing Northlight');
    await workbench.quickInput.dismiss();
    await progress.gone();
    assert.equal(await step.isDone(), false);
  });

  it('asks nothing if the connection has all values', async () => {
    await workbench.runCommand('Usage Reports: Copy Admin Consent Link…');
    await workbench.notifications.find('The consent link was copied to the clipboard.');
    const link = new URL(await copiedText(workbench.page));
    assert.equal(link.origin + link.pathname, 'https://login.chinacloudapi.cn/northlight.example/v2.0/adminconsent');
    assert.equal(link.searchParams.get('scope'), 'https://microsoftgraph.chinacloudapi.cn/.default');
  });
});

describe('walkthrough "Get Started" of its own accord', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await launchWorkbench({
      theme: 'dark',
      size: WIDE,
      settings: { 'workbench.welcomePage.walkthroughs.openOnInstall': true },
    });
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  it('opens when the reports are shown for the first time', async () => {
    await workbench.openViewContainer('Usage Reports');
    const walkthrough = new Walkthrough(workbench.page);
    await walkthrough.waitFor(TITLE);
    await walkthrough.step(SAMPLE).selected();
  });

  it('does not come back once it was closed', async () => {
    await workbench.runCommand('View: Close All Editors');
    await workbench.reload();
    await workbench.openViewContainer('Usage Reports');
    // An overview opens after the reports were shown, so by then the walkthrough would be there, too.
    await openOverview(workbench);
    assert.equal(await workbench.page.locator('.editor .tabs-container .tab').count(), 1);
  });
});

describe('the first minute of npm start', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await launchWorkbench({ theme: 'dark', size: WIDE, extraExtensions: [firstMinuteFolder()] });
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  it('shows the reports, the walkthrough, and the overview of the sample tenant beside it, without a click', async () => {
    const { page } = workbench;
    const walkthrough = new Walkthrough(page);
    await walkthrough.waitFor(TITLE);
    await walkthrough.step(SAMPLE).selected();
    await workbench.editorTab('Overview: ').waitFor();
    await page.locator('.sidebar .composite.title').getByText('Usage Reports').first().waitFor();
    // Both are in front, each in an editor group of its own.
    await until(async () => {
      const inFront = await page.locator('.editor-group-container .tabs-container .tab.active').allInnerTexts();
      assert.equal(inFront.length, 2, inFront.join(', '));
      assert.match(inFront[1]!, /^Overview: Sample tenant/);
    });
    const { content } = await workbench.reportPanel();
    await content.locator('[data-testid=overview][data-state=idle]').waitFor();
    await workbench.screenshot('first-minute-dark');
  });
});
