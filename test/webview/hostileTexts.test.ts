import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { MAX_FILTER_VALUE } from '../../src/shared/pages/schemas.js';
import type { Harness } from '../support/webviewHarness/reportHost.js';
import type { WebviewContext } from './support/context.js';

/** The longest that one thing may take: a megabyte of text needs its time. */
const WAIT_MS = 60_000;

declare global {
  interface Window {
    harness: Harness;
    pwned?: unknown;
  }
}

const harmless = 'Harmless';
const hostile: Readonly<Record<string, string>> = {
  'an image with a handler': '<img src=x onerror="window.pwned=1">',
  'the end of a script': '</script><script>window.pwned=1</script><!--',
  'the end of an attribute':
    '"><svg onload=window.pwned=1><a href="javascript:window.pwned=1">\'><b onmouseover=window.pwned=1 x="',
  'a link that runs': 'javascript:window.pwned=1',
  'marks of templates': '${window.pwned=1}{{window.pwned=1}}?lit$123$<?lit?><!--?lit$1$-->',
  'direction overrides and null bytes': '\u202e\u2066gnp.evil\u0000\u2069\u202c\u200fx',
  'a name from right to left': 'שלום עולם',
  emoji: '👩‍👩‍👧‍👦🏴\u{e0067}\u{e0062}\u{e007f} \ud83d',
  'a megabyte': 'x<b>'.repeat(250_000),
};

/** What a page is made of: each element's name with the names of its attributes, and what of it could ever run or load. */
interface WorkerResult {
  readonly signatures: readonly string[];
  readonly handlers: readonly string[];
  /** Texts, and attributes that are shown or spoken, that hold a character which turns the direction or shows nothing. */
  readonly turning: readonly string[];
  /** Texts from right to left beside others, that nothing keeps apart. */
  readonly mixing: readonly string[];
  readonly longest: number;
}

describe('hostile texts in the report panel', () => {
  /** The page without the policy that would stop a script, so that nothing but the panel itself stands in the way. */
  async function open({ browser, origin }: WebviewContext): Promise<{ page: Page; problems: string[] }> {
    const context = await browser.newContext({ bypassCSP: true, viewport: { width: 1400, height: 900 } });
    const page = await context.newPage();
    page.setDefaultTimeout(WAIT_MS);
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('dialog', (dialog) => {
      problems.push(dialog.message());
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      if (!/^(http:\/\/127\.0\.0\.1:\d+\/(report|host-reportHost|codicon|default)|data:)/.test(request.url())) {
        problems.push(request.url());
      }
    });
    await page.goto(`${origin}/report?state=nothing`);
    return { page, problems };
  }

  async function everyState(page: Page, text: string): Promise<Map<string, WorkerResult>> {
    const made = new Map<string, WorkerResult>();
    const isRightToLeft = /[\u0590-\u08ff]/.test(text);
    const look = async (state: string) => {
      await page.evaluate(() => window.harness.settled());
      made.set(state, await page.evaluate(checkPage, isRightToLeft));
    };
    const show = (what: Parameters<Harness['showEverywhere']>[1]) =>
      page.evaluate(([one, two]) => window.harness.showEverywhere(one, two), [text, what] as const);
    await show('loading');
    await page.getByTestId('loading').waitFor();
    await look('loading');
    await show('failed');
    await page.getByTestId('failed').waitFor();
    await page.locator('summary').click();
    await look('failed');
    await show('report');
    await page.locator('[data-row="2"]').waitFor();
    await page.locator('[data-row="0"] [data-index="0"]').hover();
    await look('report');
    for (const column of [0, 3, 4, 5]) {
      await page.getByTestId('head-filter').nth(column).click();
      await page.getByTestId('filter-menu').waitFor();
      if (column === 0 || column === 3) {
        await page.getByTestId('filter-values').locator('label').first().waitFor();
      }
      await look(`menu ${column}`);
      await page.keyboard.press('Escape');
      await page.getByTestId('filter-menu').waitFor({ state: 'detached' });
    }
    await show('filtered');
    await page.getByTestId('chip').first().waitFor();
    await look('filtered');
    await show('noMatch');
    await page.getByTestId('no-match').waitFor();
    await look('no match');
    await show('charts');
    await page.locator('[data-kind=bars]').waitFor();
    for (const pick of await page.getByTestId('pick').all()) {
      await pick.click();
    }
    await look('charts');
    return made;
  }

  let expected: Map<string, WorkerResult>;
  it('has a page to compare with', async function () {
    const { page, problems } = await open(this);
    expected = await everyState(page, harmless);
    assert.deepEqual(problems, []);
    assert.ok((expected.get('report')?.signatures.length ?? 0) > 30);
    await page.context().close();
  });

  /** What a page may be made of. No filter takes a value as long as the longest text, so none of its rows match. */
  const known = (state: string, text: string) =>
    [state, ...(state === 'filtered' && text.length > MAX_FILTER_VALUE ? ['no match'] : [])].flatMap(
      (name) => expected.get(name)?.signatures ?? [],
    );

  for (const [name, text] of Object.entries(hostile)) {
    it(`shows ${name} as text, everywhere`, async function () {
      const { page, problems } = await open(this);
      for (const [state, { signatures, handlers, turning, mixing, longest }] of await everyState(page, text)) {
        assert.deepEqual(
          signatures.filter((signature) => !known(state, text).includes(signature)),
          [],
          `${state}: elements or attributes`,
        );
        assert.deepEqual(handlers, [], `${state}: handlers and addresses`);
        assert.deepEqual(turning, [], `${state}: characters that turn the direction`);
        assert.deepEqual(mixing, [], `${state}: texts from right to left that nothing isolates`);
        assert.ok(longest <= 4_001, `${state}: ${longest} characters in one place`);
      }
      assert.equal(await page.evaluate(() => window.pwned), undefined);
      assert.equal(await page.title(), 'report');
      assert.deepEqual(problems, []);
      await page.context().close();
    });
  }
});

/** Runs in the page. */
function checkPage(isRightToLeft: boolean): WorkerResult {
  const signatures = new Set<string>();
  const handlers: string[] = [];
  const turning: string[] = [];
  const mixing: string[] = [];
  let longest = 0;
  // eslint-disable-next-line no-control-regex
  const turns = /[\u0000-\u0008\u200e\u200f\u202a-\u202e\u2066\u2067]/;
  const spoken = ['title', 'aria-label', 'aria-description', 'aria-valuetext', 'placeholder', 'alt'];
  const rtl = /[\u0590-\u08ff]/;
  for (const element of document.querySelectorAll('*')) {
    const names = element.getAttributeNames().filter((name) => name !== 'style' && name !== 'data-sideways');
    signatures.add(`${element.localName}[${names.sort().join(' ')}]`);
    for (const name of names) {
      const value = element.getAttribute(name) ?? '';
      const loads = [
        'href',
        'src',
        'srcdoc',
        'action',
        'formaction',
        'xlink:href',
        'data',
        'poster',
        'background',
      ].includes(name);
      if (
        name.startsWith('on') ||
        (loads && document.head.contains(element) === false && element.localName !== 'script')
      ) {
        handlers.push(`${element.localName} ${name}=${value.slice(0, 80)}`);
      }
      if (spoken.includes(name)) {
        longest = Math.max(longest, value.length);
        if (turns.test(value) || value.split('\u2068').length !== value.split('\u2069').length) {
          turning.push(`${element.localName} ${name}=${JSON.stringify(value.slice(0, 80))}`);
        }
      }
    }
  }
  const walker = document.createTreeWalker(document.querySelector('main')!, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const value = node.nodeValue ?? '';
    const parent = node.parentElement!;
    longest = Math.max(longest, value.length);
    if (turns.test(value)) {
      turning.push(`${parent.localName}: ${JSON.stringify(value.slice(0, 80))}`);
    }
    if (
      isRightToLeft &&
      rtl.test(value) &&
      !['isolate', 'isolate-override', 'plaintext'].includes(getComputedStyle(parent).unicodeBidi)
    ) {
      mixing.push(`${parent.localName}.${parent.className}`);
    }
  }
  return { signatures: [...signatures], handlers, turning, mixing, longest };
}
