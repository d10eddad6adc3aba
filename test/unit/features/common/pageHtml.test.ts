import assert from 'node:assert/strict';
import { pageHtml, type PageHtmlOptions } from '../../../../src/features/common/pageHtml.js';
import { TEXTS_ELEMENT_ID } from '../../../../src/shared/pages/texts.js';
import { readSource, scripts } from '../../folders/sources.js';

const SOURCE = 'https://pages.example';
const HOSTILE = `</title></script><script>alert("1" + '2')</script>&amp;`;

function htmlOf(options: Partial<PageHtmlOptions> = {}): string {
  return pageHtml({
    name: 'report',
    language: 'en',
    title: 'Teams',
    texts: { hello: 'Hello' },
    cspSource: SOURCE,
    uri: (file) => `${SOURCE}/media/${file}`,
    ...options,
  });
}

/** The content security policy by its directives. */
function policyOf(html: string): Map<string, string> {
  const policies = [...html.matchAll(/<meta http-equiv="Content-Security-Policy" content="([^"]*)">/g)];
  assert.equal(policies.length, 1);
  const directives = policies[0]![1]!.split(';').map((directive) => directive.trim().split(' '));
  return new Map(directives.map(([name = '', ...sources]) => [name, sources.join(' ')]));
}

function nonceOf(html: string): string {
  return /^'nonce-([\w-]+)'$/.exec(policyOf(html).get('script-src') ?? '')?.[1] ?? assert.fail('no nonce');
}

describe('the document of a page', () => {
  it('forbids everything but its own script by nonce, and styles, fonts and images of the extension', () => {
    const html = htmlOf();
    assert.deepEqual(
      [...policyOf(html)],
      [
        ['default-src', `'none'`],
        ['script-src', `'nonce-${nonceOf(html)}'`],
        ['style-src', SOURCE],
        ['font-src', SOURCE],
        ['img-src', SOURCE],
        ['base-uri', `'none'`],
        ['form-action', `'none'`],
      ],
    );
    assert.ok(html.indexOf('Content-Security-Policy') < html.indexOf('<link'), 'it comes before what it decides about');
  });

  it('has a nonce that nobody can guess or has seen before', () => {
    const nonces = Array.from({ length: 50 }, () => nonceOf(htmlOf()));
    assert.equal(new Set(nonces).size, nonces.length);
    for (const nonce of nonces) {
      assert.ok(Buffer.from(nonce, 'base64url').length >= 16, nonce);
    }
  });

  it('has two scripts, both under the nonce, and nothing inline that runs', () => {
    const html = htmlOf();
    const nonce = nonceOf(html);
    assert.deepEqual(
      [...html.matchAll(/<script ([^>]*)>/g)].map(([, attributes]) => attributes),
      [
        `type="application/json" nonce="${nonce}" id="${TEXTS_ELEMENT_ID}"`,
        `type="module" nonce="${nonce}" src="${SOURCE}/media/report.js"`,
      ],
    );
    assert.doesNotMatch(html, /<style|\bstyle=|\bon\w+=|javascript:/i);
    const addresses = [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address = '']) => address);
    assert.equal(addresses.length, 3);
    assert.ok(addresses.every((address) => address.startsWith(`${SOURCE}/media/`)));
  });

  it('shows a hostile title as text', () => {
    const html = htmlOf({ title: HOSTILE });
    const [, title = ''] = /<title>(.*)<\/title>/.exec(html) ?? [];
    assert.doesNotMatch(title, /[<>"']/);
    assert.equal(
      title.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))),
      HOSTILE,
    );
    assert.equal(html.match(/<script/g)?.length, 2);
  });

  it('keeps a hostile language inside its attribute', () => {
    assert.match(htmlOf({ language: `en"><script>` }), /<html lang="en&#34;&#62;&#60;script&#62;">/);
  });

  it('keeps hostile texts inside their element, as they are', () => {
    const texts = { hostile: HOSTILE, comment: '<!-- <script' };
    const html = htmlOf({ texts });
    const [, json = ''] = new RegExp(`id="${TEXTS_ELEMENT_ID}">(.*?)</script>`).exec(html) ?? [];
    assert.doesNotMatch(json, /</);
    assert.deepEqual(JSON.parse(json), texts);
    assert.equal(html.match(/<script/g)?.length, 2);
  });

  it('is the only one that the extension makes, beside the file of a report to hand on, which has a test of its own', () => {
    const makers = scripts().filter((file) =>
      /<!DOCTYPE|http-equiv|\.webview\.html\b|\bwebview\.html\s*=/.test(readSource(file)),
    );
    assert.deepEqual(makers.sort(), [
      'src/core/handout/files/htmlFile.ts',
      'src/features/common/page.ts',
      'src/features/common/pageHtml.ts',
    ]);
  });
});
