import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { CommandLine, P2P, REPORTS } from './support/commandLine.js';

describe('the output of usage-reports', function () {
  this.timeout(60_000);
  let cli: CommandLine;
  beforeEach(async () => {
    cli = await CommandLine.open();
  });
  afterEach(() => cli.close());

  for (const [name, stdout] of [
    ['whose reader has read enough', 'pipe'],
    // Only Linux has a disk that is always full.
    ...(existsSync('/dev/full') ? ([['to a full disk', '/dev/full']] as const) : []),
  ] as const) {
    it(`output ${name} does not stop a collection`, async () => {
      cli.server.addFault({ path: P2P, times: 1, effect: { kind: 'hold' } });
      const file = stdout === 'pipe' ? undefined : await open(stdout, 'w');
      const child = cli.spawn(cli.collectArgs('--fresh-hours', '0'), file?.fd ?? 'pipe');
      const pieces: Buffer[] = [];
      child.stderr?.on('data', (piece: Buffer) => pieces.push(piece));
      const ended = once(child, 'close');
      await Promise.all([
        cli.server.requestArrived(({ path: asked }) => asked.includes(P2P)),
        // The first line, as `head -1` reads it.
        child.stdout && once(child.stdout, 'data').then(() => child.stdout?.destroy()),
      ]);
      cli.server.clearFaults();
      const [code] = (await ended) as [number | null];
      await file?.close();
      const errors = Buffer.concat(pieces).toString();
      assert.equal(code, 0, errors);
      assert.deepEqual(await cli.archived(), [...REPORTS].sort());
      assert.match(errors, stdout === 'pipe' ? /^$/ : /^The output can't be written any more: .*ENOSPC.*\n$/);
    });
  }
});
