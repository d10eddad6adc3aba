import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Archive } from '../../../src/services/archive/archive.js';
import { checkoutRoot } from '../../support/host/checkout.mjs';
import type { GraphServer } from '../../support/graphServer.js';
import { startSampleServer } from '../../support/sampleServer.js';
import { startTokenService, type TokenService } from '../../support/tokenService.js';

export const TENANT = '11111111-2222-4333-8444-555555555555';
export const CLIENT = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
export const SECRET = 'SECRET~of+the/app&1';
export const P2P = 'getSkypeForBusinessPeerToPeerActivityUserCounts';
export const REPORTS = ['getEmailActivityCounts', 'getEmailActivityUserCounts', 'getMailboxUsageStorage', P2P];
export const CLI = path.join(checkoutRoot(), 'dist', 'cli.js');

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
  /** The lines of `--json`. */
  readonly events: readonly Record<string, unknown>[];
}

/** The built script with a sign-in service, a Microsoft Graph, and a folder of its own. */
export class CommandLine {
  readonly running = new Set<ChildProcess>();

  private constructor(
    readonly folder: string,
    readonly tokens: TokenService,
    readonly server: GraphServer,
    public environment: Record<string, string>,
  ) {}

  static async open(): Promise<CommandLine> {
    const folder = await mkdtemp(path.join(tmpdir(), 'usage-reports-cli-'));
    const tokens = await startTokenService();
    tokens.register({ tenantId: TENANT, clientId: CLIENT, secret: SECRET });
    const server = await startSampleServer();
    const authority = path.join(folder, 'authority.pem');
    await writeFile(authority, tokens.authorityPem);
    return new CommandLine(folder, tokens, server, {
      NODE_EXTRA_CA_CERTS: authority,
      AZURE_TENANT_ID: TENANT,
      AZURE_CLIENT_ID: CLIENT,
      AZURE_CLIENT_SECRET: SECRET,
      AZURE_AUTHORITY_HOST: `${tokens.origin}/`,
    });
  }

  async close(): Promise<void> {
    this.running.forEach((child) => child.kill('SIGKILL'));
    await Promise.all([this.server.close(), this.tokens.close()]);
    await rm(this.folder, { recursive: true, force: true });
  }

  get archiveFolder(): string {
    return path.join(this.folder, 'archive');
  }

  start(...args: string[]): { readonly child: ChildProcess; readonly ended: Promise<Ended> } {
    return this.watch(this.spawn(args, 'pipe'));
  }

  /** What a process says until it ends. */
  watch(child: ChildProcess): { readonly child: ChildProcess; readonly ended: Promise<Ended> } {
    const pieces: Buffer[] = [];
    child.stdout?.on('data', (piece: Buffer) => pieces.push(piece));
    child.stderr?.on('data', (piece: Buffer) => pieces.push(piece));
    const ended = new Promise<Ended>((resolve) => {
      child.on('close', (code, signal) => {
        const output = Buffer.concat(pieces).toString('utf8');
        const events = output
          .split('\n')
          .filter((line) => line.startsWith('{'))
          .map((line) => JSON.parse(line) as Record<string, unknown>);
        assert.doesNotMatch(
          output,
          /(?<!_)SECRET|eyJ|\/data\/download\//,
          'no secret, token or download address is told',
        );
        resolve({ code, signal, output, events });
      });
    });
    return { child, ended };
  }

  /**
   * @param stdout a file, or a pipe whose other end is the caller's
   * @param prelude a script for `sh` that runs the command as `"$@"`, such as `umask 077; exec "$@" <&-`
   * @param nodeArgs before the script
   */
  spawn(
    args: readonly string[],
    stdout: number | 'pipe',
    { prelude, nodeArgs = [] }: { readonly prelude?: string; readonly nodeArgs?: readonly string[] } = {},
  ): ChildProcess {
    const command = [process.execPath, ...nodeArgs, CLI, ...args];
    const [program = '', ...rest] = prelude === undefined ? command : ['sh', '-c', prelude, 'sh', ...command];
    const child = spawn(program, rest, {
      cwd: this.folder,
      env: { PATH: process.env['PATH'], ELECTRON_RUN_AS_NODE: '1', ...this.environment },
      stdio: ['ignore', stdout, 'pipe'],
    });
    this.running.add(child);
    child.on('close', () => this.running.delete(child));
    return child;
  }

  run(...args: string[]): Promise<Ended> {
    return this.start(...args).ended;
  }

  collectArgs(...more: string[]): string[] {
    const { archiveFolder, server } = this;
    const where = ['--archive', archiveFolder, '--graph-endpoint', server.origin];
    return ['collect', ...where, '--json', '--set', REPORTS.join(), ...more];
  }

  collect(...more: string[]): Promise<Ended> {
    return this.run(...this.collectArgs(...more));
  }

  /** The archived reports of the only tenant. */
  async archived(): Promise<string[]> {
    const archive = new Archive(this.archiveFolder);
    const found: string[] = [];
    const [tenant = '', ...others] = await archive.tenants();
    assert.deepEqual([tenant.startsWith(TENANT), others], [true, []]);
    for await (const key of archive.keys(tenant)) {
      const latest = await archive.latest(key);
      assert.ok(await latest?.verify(), `${key.report} is whole`);
      found.push(key.report);
    }
    return found.sort();
  }

  askedOfGraph(): string[] {
    return this.server.requests
      .filter(({ port }) => port === 'graph')
      .map((request) => /get\w+/.exec(request.path)?.[0] ?? '');
  }
}
