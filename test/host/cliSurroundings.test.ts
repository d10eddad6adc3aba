import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { budget } from '../support/fuzz.js';
import type { Fault, FaultEffect } from '../support/graphFaults.js';
import { CommandLine, type Ended, P2P, REPORTS, SECRET } from './support/commandLine.js';

const POSIX = process.platform !== 'win32';
const DOCUMENTED = [0, 1, 2, 3, 4, 5, 70, 130, 143];

/** The last line has the exit code of the process, and no line is more than a sentence: no stack, no path of a script. */
function endsAsSaid({ code, output, events }: Ended): void {
  assert.equal(events.at(-1)?.['exitCode'], code, output);
  assert.ok(DOCUMENTED.includes(code ?? -1), String(code));
  assert.doesNotMatch(output, /^\s+at |\.[cm]?js:\d/m);
  assert.equal(output.trimEnd().split('\n').length, events.length, `every line is an event: ${output}`);
}

describe('usage-reports in bad surroundings', function () {
  this.timeout(60_000);
  let cli: CommandLine;
  beforeEach(async () => {
    cli = await CommandLine.open();
  });
  afterEach(() => cli.close());

  const hold = () => cli.server.addFault({ path: P2P, effect: { kind: 'hold' } });
  const requested = (part = P2P) => cli.server.requestArrived(({ path: asked }) => asked.includes(part));
  const sample = (...more: string[]) => [
    ...['collect', '--sample', '--json', '--set', REPORTS.join(), '--archive', cli.archiveFolder],
    ...more,
  ];

  describe('an archive that can be none', () => {
    const places: Readonly<Record<string, () => Promise<string>>> = {
      'a file': () => writeFile(path.join(cli.folder, 'file'), 'x').then(() => 'file'),
      'below a file': () => writeFile(path.join(cli.folder, 'file'), 'x').then(() => 'file/archive'),
      'a path of 4 KB': () => Promise.resolve('x'.repeat(4096)),
      ...(POSIX && {
        'a device': () => Promise.resolve('/dev/null'),
        'a pipe': () =>
          Promise.resolve(void execFileSync('mkfifo', [path.join(cli.folder, 'pipe')])).then(() => 'pipe'),
        // Who may do everything has no folder without rights.
        'a folder without rights': async () => {
          const folder = path.join(cli.folder, 'closed');
          await mkdir(folder);
          await chmod(folder, 0);
          return process.getuid?.() === 0 ? '/dev/null/closed' : folder;
        },
      }),
      ...(existsSync('/proc/self/fd') && { 'a folder of the system': () => Promise.resolve('/proc/self/fd') }),
    };
    for (const [name, place] of Object.entries(places)) {
      it(`${name}: ends at once with 5, and asks nothing`, async () => {
        const archive = await place();
        const ended = await cli.run(...cli.collectArgs('--archive', archive));
        assert.equal(ended.code, 5, ended.output);
        endsAsSaid(ended);
        assert.equal(cli.askedOfGraph().length, 0);
        assert.equal(ended.events.at(-1)?.['reason'], 'storage');
      });
    }

    it('an empty name, or another wrong option: ends with 1', async () => {
      for (const args of [
        ['--archive', ''],
        ...['100000', 'NaN', '1e308', '0', '0x10', '١٢', ''].map((n) => ['--max-minutes', n]),
      ]) {
        const ended = await cli.run(...sample(...args));
        assert.equal(ended.code, 1, args.join(' '));
        endsAsSaid(ended);
      }
    });
  });

  if (POSIX) {
    for (const [name, prelude] of [
      ['no standard input', 'exec "$@" <&-'],
      ['nothing open', 'exec "$@" <&- >&- 2>&-'],
      ['an output that is full, and errors, too', 'exec "$@" >/dev/full 2>&1'],
      ['a reader that is gone, also for errors', '{ "$@"; echo $? >code; } 2>&1 | true; exit "$(cat code)"'],
      [
        'a limit for the size of the log',
        '(ulimit -f 1; exec "$@" --dry-run >log); code=$?; "$@" >/dev/null; exit $code',
      ],
      ['rights for nobody', 'umask 0777; exec "$@"'],
      ['no home, no temporary folder, no language, no time zone', 'exec env -u HOME -u TMPDIR LANG=C TZ=garbage "$@"'],
      ['a language that is none', 'exec env LC_ALL=../../etc LANG=x TZ=/etc/passwd "$@"'],
      ['a working folder that is deleted', 'mkdir gone; cd gone; rmdir ../gone; exec "$@"'],
    ] as const) {
      it(`collects with ${name}`, async () => {
        const { ended } = cli.watch(cli.spawn(sample(), 'pipe', { prelude }));
        const { code, output } = await ended;
        // Who may not read what was made for nobody cannot go on; the one who may do everything can.
        const forNobody = name === 'rights for nobody' && process.getuid?.() !== 0;
        assert.equal(code, forNobody ? 5 : 0, output);
        if (!forNobody) {
          assert.deepEqual(await reportsBelow(cli.archiveFolder), [...REPORTS].sort());
        }
      });
    }

    it('ends with a sentence where the archive is named from a working folder that is deleted', async () => {
      const prelude = 'mkdir gone; cd gone; rmdir ../gone; exec "$@"';
      const { ended } = cli.watch(cli.spawn(sample('--archive', 'here'), 'pipe', { prelude }));
      const end = await ended;
      endsAsSaid(end);
      assert.deepEqual([end.code, end.events.at(-1)?.['reason']], [5, 'storage']);
    });

    it('a log that could take half a line is not gone on with', async () => {
      const prelude = '(ulimit -f 1; exec "$@" >log)';
      const child = cli.spawn(
        ['collect', '--sample', '--json', '--set', 'all', '--dry-run', '--archive', 'none'],
        'pipe',
        { prelude },
      );
      const { code } = await cli.watch(child).ended;
      const [line = '', ...more] = (await readFile(path.join(cli.folder, 'log'), 'utf8')).split('\n');
      assert.deepEqual([code, more], [0, []]);
      assert.ok(line.startsWith('{') && !line.endsWith('}'));
    });

    it('ends although the reader of its output stands still', async () => {
      const pipe = path.join(cli.folder, 'pipe');
      execFileSync('mkfifo', [pipe]);
      const child = cli.spawn(sample('--set', 'all'), 'pipe', { prelude: 'exec "$@" >pipe' });
      const reader = await open(pipe, 'r');
      const { code, output } = await cli.watch(child).ended;
      await reader.close();
      assert.equal(code, 0, output);
      assert.ok((await reportsBelow(cli.archiveFolder)).length > 80);
    });

    it('an error that nobody caught is a sentence and a code, without a stack, and a promise as well', async () => {
      for (const failure of [
        'throw new TypeError("Bearer SECRET at https://x.example/SECRET");',
        'Promise.reject(new Error("Bearer SECRET"));',
        'Promise.reject(undefined);',
      ]) {
        const script = `process.once('SIGUSR2', () => { ${failure} })`;
        cli.server.clearRequests();
        hold();
        const child = cli.spawn(cli.collectArgs('--fresh-hours', '0'), 'pipe', {
          nodeArgs: ['--import', `data:text/javascript,${encodeURIComponent(script)}`],
        });
        const { ended } = cli.watch(child);
        await requested();
        child.kill('SIGUSR2');
        const end = await ended;
        endsAsSaid(end);
        assert.deepEqual([end.code, end.events.at(-1)?.['event']], [70, 'error'], failure);
        cli.server.clearFaults();
      }
    });
  }

  it('the record of a run that cannot be deleted is said, and changes no code', async () => {
    hold();
    const { ended } = cli.start(...cli.collectArgs());
    await requested();
    const folder = path.join(cli.archiveFolder, '.collect');
    assert.ok((await readdir(folder)).some((name) => name.startsWith('run-')));
    await rm(folder, { recursive: true });
    await writeFile(folder, 'a file where a folder was');
    cli.server.clearFaults();
    const end = await ended;
    endsAsSaid(end);
    assert.equal(end.code, 0, end.output);
    assert.ok(
      end.events.some(({ level, message }) => level === 'warning' && String(message).includes('record of this run')),
    );
  });

  it('says nothing that a service or a name says as a command, and no secret that it repeats', async () => {
    const escape = '\u001b';
    const message = `Denied.\n##vso[task.setvariable variable=x]y\r\n::set-output name=x::y ${escape}]8;;https://x.example${escape}\\ \u202e ${SECRET} ${encodeURIComponent(SECRET)} ${Buffer.from(SECRET).toString('base64')}`;
    const body = JSON.stringify({ error: { code: '##[error]', message } });
    cli.server.addFault({ effect: { kind: 'respond', status: 404, body } });
    cli.tokens.register({ tenantId: 'x--y.example', clientId: cli.environment['AZURE_CLIENT_ID']!, secret: SECRET });
    for (const json of [true, false]) {
      const args = cli.collectArgs('--tenant', 'x--y.example').filter((arg) => json || arg !== '--json');
      const { code, output } = await cli.run(...args);
      assert.equal(code, 3, output);
      assert.match(output, /Denied\./);
      for (const line of output.trimEnd().split('\n')) {
        // eslint-disable-next-line no-control-regex -- what must not be there
        assert.doesNotMatch(line, /##|^\s*::|[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
      }
      for (const form of [SECRET, encodeURIComponent(SECRET), Buffer.from(SECRET).toString('base64')]) {
        assert.ok(!output.includes(form));
      }
    }
  });

  it('shows no secret among its arguments, and takes none', async () => {
    for (const option of ['--client-secret', '--secret', '--password', '--token']) {
      const ended = await cli.collect(option, 'hush-hush-hush');
      endsAsSaid(ended);
      assert.deepEqual([ended.code, ended.output.includes('hush')], [1, false], ended.output);
    }
  });

  for (const [shape, effect] of Object.entries({
    'many equal column names': { kind: 'respond', status: 200, body: `${'a,'.repeat(20_000)}a\r\n${'1,'.repeat(9)}` },
    'a column of its own in each row': {
      kind: 'endless',
      begin: 'Report Refresh Date\r\n',
      piece: `${','.repeat(999)}\r\n`,
    },
    'rows without an end': {
      kind: 'endless',
      begin: 'Report Refresh Date,User Principal Name\r\n',
      piece: '2026-11-18,x\r\n'.repeat(100),
    },
    'a cell without an end': { kind: 'endless', begin: 'Report Refresh Date\r\n"', piece: 'x'.repeat(1000) },
  } satisfies Record<string, FaultEffect>)) {
    for (const [how, expected] of [
      ['SIGTERM', 143],
      ['--max-minutes', 4],
    ] as const) {
      it(`${how} ends a run in the middle of ${shape}`, async () => {
        hold();
        cli.server.addFault({ at: 'download', times: 1, effect });
        const { child, ended } = cli.start(...cli.collectArgs(...(how === 'SIGTERM' ? [] : [how, '0.05'])));
        await cli.server.requestArrived(({ port }) => port === 'download');
        if (how === 'SIGTERM') {
          child.kill(how);
        }
        const end = await ended;
        endsAsSaid(end);
        // What has been refused by then is a report that failed.
        const failed = Number(end.events.at(-1)?.['failed']) > 0;
        assert.equal(end.code, how !== 'SIGTERM' && failed ? 3 : expected, end.output);
      });
    }
  }

  const effects: fc.Arbitrary<FaultEffect> = fc.constantFrom<FaultEffect>(
    { kind: 'respond', status: 403, body: '{"error":{"code":"S2SUnauthorized","message":"No."}}' },
    { kind: 'respond', status: 404, body: '{}' },
    { kind: 'respond', status: 200, body: 'no report' },
    { kind: 'respond', status: 500 },
    { kind: 'html', status: 200 },
    { kind: 'throttle', retryAfter: '600' },
    { kind: 'resetBeforeHeaders' },
    { kind: 'unauthorized' },
    { kind: 'hangBeforeHeaders' },
  );
  const faults: fc.Arbitrary<Fault> = fc.record({
    path: fc.constantFrom(...REPORTS, 'get'),
    skip: fc.nat({ max: 2 }),
    times: fc.integer({ min: 1, max: 4 }),
    effect: effects,
  });
  const runs = fc.record({
    faults: fc.array(faults, { maxLength: 3 }),
    options: fc.subarray([['--dry-run'], ['--fresh-hours', '0'], ['--csv-per-tenant', '3'], ['--set', 'weekly']]),
    wrong: fc.option(
      fc.constantFrom(
        ...['AZURE_CLIENT_SECRET=wrong one', 'AZURE_TENANT_ID=con', 'AZURE_CLIENT_ID=', 'HTTPS_PROXY=no proxy'],
        ...['AZURE_CLIENT_CERTIFICATE_PATH=none.pem', 'AZURE_AUTHORITY_HOST=http://x.example'],
      ),
      { freq: 3 },
    ),
    signals: fc.array(fc.constantFrom<NodeJS.Signals>('SIGINT', 'SIGTERM'), { maxLength: 2 }),
    at: fc.constantFrom('start', 'first request', 'end'),
  });

  const { numRuns, seed } = budget(12);
  it(`the last line has the exit code of the process, whatever goes wrong (${numRuns} inputs, seed ${seed})`, async function () {
    this.timeout(240_000);
    await fc.assert(
      fc.asyncProperty(runs, async ({ faults: list, options, wrong, signals, at }) => {
        await cli.close();
        cli = await CommandLine.open();
        cli.server.addFault(...list);
        const [variable = '', value = ''] = wrong?.split('=') ?? [];
        Object.assign(cli.environment, wrong === null ? {} : { [variable]: value });
        const { child, ended } = cli.start(...cli.collectArgs('--max-minutes', '0.05', ...options.flat()));
        await Promise.race([moment(child, at), ended]);
        signals.forEach((signal) => child.kill(signal));
        const end = await ended;
        // A signal before the script listens is the system's matter.
        if (end.signal === null) {
          endsAsSaid(end);
        }
      }),
      { numRuns, seed },
    );
  });

  /** When a signal is to come. */
  async function moment(child: ChildProcess, at: string): Promise<unknown> {
    switch (at) {
      case 'start':
        return once(child.stdout!, 'data');
      case 'first request':
        return cli.server.requestArrived();
      default:
        return new Promise<void>((resolve) => {
          child.stdout?.on('data', (piece: Buffer) => {
            if (piece.includes('"event":"end"')) {
              resolve();
            }
          });
        });
    }
  }
});

/** The reports below an archive, whoever they are of. */
async function reportsBelow(archive: string): Promise<string[]> {
  const all = await readdir(archive, { recursive: true });
  return [...new Set(all.flatMap((name) => /report=(\w+)/.exec(name)?.[1] ?? []))].sort();
}
