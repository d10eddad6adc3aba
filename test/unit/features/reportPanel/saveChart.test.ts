import assert from 'node:assert/strict';
import { type ChartFile, saveChart } from '../../../../src/features/reportPanel/saveChart.js';

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
const svg = (text: string) => new TextEncoder().encode(text);
const SVG = svg('<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg"></svg>\n');
const facts = {
  ...{ title: 'Calls', report: 'getCalls', period: 'D7', refreshDate: '2026-11-18' },
  ...{ fetchedAt: '2026-11-20T08:00:00.000Z', connectionName: 'Northlight', personal: true, fileLabel: 'northlight' },
};

describe('a chart that is saved', () => {
  /** The file that is written for a chart. */
  async function saved(chart: Partial<ChartFile>): Promise<readonly [name: string, content: Uint8Array]> {
    const files: (readonly [string, Uint8Array])[] = [];
    await saveChart({ facts, name: 'Calls', format: 'png', content: PNG, ...chart }, (name, content) => {
      files.push([name, content]);
      return Promise.resolve();
    });
    assert.equal(files.length, 1);
    return files[0]!;
  }

  it('is the file that the page made, named by its report and by what it shows', async () => {
    const [name, content] = await saved({});
    assert.match(name, /getCalls.*_Calls\.png$/);
    assert.equal(content, PNG);
    assert.match((await saved({ format: 'svg', content: SVG }))[0], /_Calls\.svg$/);
  });

  it('has a name that every file system takes', async () => {
    const nameOf = async (name: string) => /_([^_]*)\.png$/.exec((await saved({ name }))[0])?.[1];
    assert.equal(await nameOf('  Été: appels/réunions "à deux"  '), 'E-te-appels-re-unions-a-deux');
    assert.equal(await nameOf('../../etc/passwd'), 'etc-passwd');
    assert.equal(await nameOf('通話'), 'chart');
    assert.equal(await nameOf('x'.repeat(200)), 'x'.repeat(60));
  });

  it('is refused where it is not of its format', async () => {
    const script = svg('<script>alert(1)</script>');
    const late = svg(` ${new TextDecoder().decode(SVG)}`);
    for (const [format, content] of [
      ['png', SVG],
      ['png', PNG.subarray(0, 7)],
      ['svg', PNG],
      ['svg', script],
      ['svg', late],
    ] as const) {
      await assert.rejects(saved({ format, content }), { reason: 'invalidRequest' });
    }
  });
});
