import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isPrivateHost } from '../../../../src/services/graph/privateHosts.js';

const isPrivate = (host: string) => isPrivateHost(new URL(`https://${host}/`).hostname);

describe('hosts in a private network', () => {
  for (const host of [
    'localhost',
    'LOCALHOST.',
    'graph.localhost',
    'printer.local',
    'metadata.google.internal',
    'nas',
    'router.home.arpa',
    '127.0.0.1',
    '127.1',
    '0x7f.0.0.1',
    '0177.0.0.1',
    '2130706433',
    '127.0.0.1.',
    '１２７.0.0.1',
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '169.254.169.254',
    '0xa9fea9fe',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '[::]',
    '[::1]',
    '[::ffff:10.0.0.1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:a9fe:a9fe]',
    '[::10.0.0.1]',
    '[64:ff9b::10.0.0.1]',
    '[2002:a00:1::]',
    '[fd12:3456::1]',
    '[fe80::1]',
    '[fec0::1]',
    '[ff02::1]',
  ]) {
    it(`has ${host}`, () => assert.ok(isPrivate(host)));
  }

  for (const host of [
    'reports.office.com',
    'reportsweu.office.com.',
    'localhost.example',
    'internal.example.com',
    '9.255.255.255',
    '11.0.0.1',
    '20.190.128.1',
    '100.63.255.255',
    '100.128.0.1',
    '126.255.255.255',
    '128.0.0.1',
    '172.15.255.255',
    '172.32.0.1',
    '192.167.255.255',
    '223.255.255.255',
    '[2603:1000::1]',
    '[::ffff:20.190.128.1]',
  ]) {
    it(`does not have ${host}`, () => assert.ok(!isPrivate(host)));
  }

  it('has the same address in every notation', () => {
    const octet = fc.nat(255);
    fc.assert(
      fc.property(octet, octet, octet, octet, (a, b, c, d) => {
        const dotted = [a, b, c, d].join('.');
        const one = String(((a * 256 + b) * 256 + c) * 256 + d);
        const octal = [a, b, c, d].map((part) => `0${part.toString(8)}`).join('.');
        const hex = [a, b, c, d].map((part) => `0x${part.toString(16)}`).join('.');
        const expected = isPrivate(dotted);
        for (const host of [one, octal, hex, `[::ffff:${dotted}]`, `${dotted}.`]) {
          assert.equal(isPrivate(host), expected, `${host} is ${dotted}`);
        }
      }),
    );
  });
});
