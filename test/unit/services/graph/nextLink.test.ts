import assert from 'node:assert/strict';
import fc from 'fast-check';
import { nextPageUrl } from '../../../../src/services/graph/nextLink.js';

const graph = 'https://graph.microsoft.com';
const first = `${graph}/beta/reports/getM365AppUserDetail(period='D7')?$format=application/json&$top=2000`;
const next = (link: string, from = first) => nextPageUrl(link, from)?.href;

describe('the address of a next page', () => {
  for (const link of [
    `${graph}/beta/reports/getM365AppUserDetail(period='D7')?$format=application/json&$skiptoken=AAAAA`,
    // As documented.
    `${graph}/beta/reports/getM365AppUserDetail(period='D7')/content?$format=application/json&$skiptoken=AAAAA`,
    `${graph}/Beta/Reports/getm365appuserdetail(period=%27D7%27)?$skip=2000`,
    `${graph}:443/beta/reports/getM365AppUserDetail%28period%3D'D7'%29?$skiptoken=a%2Fb`,
    `/beta/reports/getM365AppUserDetail(period='D7')?$skiptoken=1`,
    `${graph}/v1.0/../beta/reports/getM365AppUserDetail(period='D7')?$skiptoken=1`,
  ]) {
    it(`may be ${link}`, () => assert.equal(next(link), new URL(link, graph).href));
  }

  it('may leave out that Copilot has a folder, and sort the arguments otherwise', () => {
    const copilot = (path: string) => `${graph}/beta/${path}?$skiptoken=1`;
    const request = copilot("copilot/reports/getMicrosoft365CopilotUsageUserDetail(period='D7',version='v2')");
    for (const path of [
      "reports/getMicrosoft365CopilotUsageUserDetail(period='D7',version='v2')",
      "copilot/reports/getMicrosoft365CopilotUsageUserDetail(version='v2', period='D7')",
    ]) {
      assert.equal(next(copilot(path), request), new URL(copilot(path)).href);
    }
  });

  for (const path of [
    '/v1.0/users',
    '/beta/users',
    '/beta/me/messages?$skiptoken=1',
    "/v1.0/reports/getM365AppUserDetail(period='D7')?$skiptoken=1",
    "/beta/reports/getM365AppUserDetail(period='D30')?$skiptoken=1",
    '/beta/reports/getM365AppUserDetail?$skiptoken=1',
    "/beta/reports/getM365AppUserDetail(period='D7',version='v2')",
    "/beta/reports/getM365AppUserDetail(period='D7')/delete",
    "/beta/reports/getM365AppUserDetail(period='D7')/content/content",
    "/beta/reports/getEmailActivityUserDetail(period='D7')?$skiptoken=1",
    "/beta/reports/getM365AppUserDetail(period='D7')/../../users",
    "/beta/reports/getM365AppUserDetail(period='D7')/%2e%2e/%2e%2e/users",
    "/beta/reports/getM365AppUserDetail(period='D7')%2f..%2f..%2fusers",
    "/beta/reports%2fgetM365AppUserDetail(period='D7')",
    "/beta/reports%5cgetM365AppUserDetail(period='D7')",
    "/beta/reports/getM365AppUserDetail(period='D7')%00",
    "/beta/%72eports/getM365AppUserDetail(period='D7')",
    "//beta/reports/getM365AppUserDetail(period='D7')",
    "/beta//reports/getM365AppUserDetail(period='D7')",
    "/x/beta/reports/getM365AppUserDetail(period='D7')",
    '/',
    '',
  ]) {
    it(`is not ${path || 'nothing'}`, () => assert.equal(next(`${graph}${path}`), undefined));
  }

  it('is not endless', () => assert.equal(next(`${first}&$skiptoken=${'a'.repeat(20_000)}`), undefined));

  it('is never another report, another version or another host, whatever a link is made of', () => {
    const pieces = [
      '/',
      '//',
      '..',
      '%2e',
      '%2F',
      '%5c',
      '\\',
      '(',
      ')',
      "'",
      '%27',
      ',',
      '=',
      '?',
      '#',
      '@',
      ':',
      'beta',
      'v1.0',
    ];
    const names = [
      'reports',
      'copilot',
      'users',
      'getM365AppUserDetail',
      "(period='D7')",
      'content',
      graph,
      'https:',
      'evil.example',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces, ...names), { maxLength: 12 }), (parts) => {
        const found = nextPageUrl(parts.join(''), first);
        if (found !== undefined) {
          assert.equal(found.origin, graph);
          assert.match(
            found.pathname,
            /^\/beta\/(copilot\/)?reports\/getM365AppUserDetail(\(|%28)period(=|%3D)('|%27)D7('|%27)(\)|%29)(\/content)?$/i,
          );
        }
      }),
      { numRuns: 3_000 },
    );
  });
});
