/**
 * The time from a click to the painted table, in a real window of VS Code, for a report with 180 rows that is fetched from a Graph server on
 * this machine. Beside it, in the same window and in turns: an empty page of another extension, and a message that it answers at once.
 */
import path from 'node:path';
import { startSampleServer } from '../support/sampleServer.js';
import { checkoutRoot } from '../support/host/checkout.mjs';
import { launchWorkbench } from '../ui/support/launch.js';
import type { TreeItem } from '../ui/support/sideBar.js';
import type { Workbench } from '../ui/support/workbench.js';
import { type Figure, type Result, summaryOf } from './figures.mjs';
import { type Mark, ScreenClock } from './screenClock.js';
import { type Answer, ServerClock } from './serverClock.js';

/** Milliseconds beyond the server's own time. */
const TARGET = 150;
const TENANT = 'Bench tenant';
const PRODUCT = 'Microsoft Teams';
/** getTeamsUserActivityCounts: the service gives no ETag for it, so each opening brings the whole file. */
const REPORT = 'User activity, daily (licensed users)';
/** Milliseconds before each click, so that VS Code finishes its work after the last one and does not take two clicks for a double click. */
const SETTLE_MS = 800;

/** The steps from a click to the rows, in milliseconds since the click. */
interface Recording {
  readonly total: number;
  /** The server's own part of it. */
  readonly server: number;
  readonly steps: Readonly<Record<string, number>>;
}

export async function measurePanel(repetitions: number): Promise<Result> {
  const server = await startSampleServer();
  const serverClock = new ServerClock([server.origin, server.downloadOrigin]);
  const workbench = await launchWorkbench({
    // Nothing in the archive is new enough, so every opening makes a request.
    settings: { 'usageReports.archive.freshHours': 0 },
    machineSettings: { 'usageReports.connections': [{ id: 'bench', name: TENANT, graphEndpoint: server.origin }] },
    accounts: [{ id: 'ada', label: 'ada@northlight.example', signedIn: true }],
    extraExtensions: [path.join(checkoutRoot(), 'test/bench/emptyPanel')],
    files: null,
    size: { width: 1280, height: 1000 },
  });
  try {
    const screenClock = await ScreenClock.start(workbench.page);
    const bench = new PanelBench(workbench, screenClock, serverClock);
    await bench.chooseTenant();
    const openings = await bench.openings(repetitions);
    const switches = await bench.switches(repetitions);
    const timelines = { 'new panel': timeline(openings.reports), 'period switched': timeline(switches.reports) };
    return {
      figures: [
        ...figuresOf('new panel', openings.reports, 'empty page', openings.empty),
        ...figuresOf('period switched', switches.reports, 'message and answer', switches.empty),
      ],
      lines: [
        '',
        'Where the time goes: milliseconds since the click, medians',
        ...Object.entries(timelines).flatMap(linesOf),
      ],
      timelines,
    };
  } catch (error) {
    await workbench.screenshot('bench-failed');
    throw error;
  } finally {
    await workbench.close();
    await server.close();
  }
}

class PanelBench {
  constructor(
    private readonly workbench: Workbench,
    private readonly screen: ScreenClock,
    private readonly server: ServerClock,
  ) {}

  async chooseTenant(): Promise<void> {
    await this.workbench.openViewContainer('Usage Reports');
    await this.workbench.runCommand('Usage Reports: Switch Tenant…');
    await this.workbench.quickInput.choose(TENANT);
    const { page } = this.workbench;
    await page.locator('.sidebar .pane-header').getByText(TENANT).waitFor();
    // The tree moves up when the message about sample data disappears.
    await page
      .locator('.sidebar')
      .getByText(/^Sample data\. /)
      .waitFor({ state: 'hidden' });
    await page.waitForTimeout(SETTLE_MS);
  }

  /** Opens each in a new panel, which is closed afterwards. The first of both is a warm-up. */
  async openings(repetitions: number): Promise<{ reports: Recording[]; empty: Recording[] }> {
    const reportItem = await this.#reportItem();
    const emptyItem = await this.#emptyItem();
    const reports: Recording[] = [];
    const empty: Recording[] = [];
    for (let repetition = 0; repetition <= repetitions; repetition++) {
      empty.push(
        await this.#course(
          () => emptyItem.click(),
          () => true,
          0,
        ),
      );
      await this.#closePanel();
      reports.push(
        await this.#course(
          () => reportItem.click(),
          ({ rowCount }) => rowCount === 180,
        ),
      );
      await this.#closePanel();
    }
    return { reports: reports.slice(1), empty: empty.slice(1) };
  }

  /** Switches from 30 to 180 days in an open panel, and back without measuring. */
  async switches(repetitions: number): Promise<{ reports: Recording[]; empty: Recording[] }> {
    const empty: Recording[] = [];
    await (await this.#emptyItem()).click();
    const page = await this.workbench.reportPanel();
    for (let repetition = 0; repetition <= repetitions; repetition++) {
      const answer = `answer ${repetition + 1}`;
      empty.push(
        await this.#course(
          () => page.content.getByRole('button', { name: 'Ask' }).click(),
          ({ text }) => text === answer,
          0,
        ),
      );
    }
    await this.#closePanel();

    const reports: Recording[] = [];
    await (await this.#reportItem()).click();
    await this.screen.first(({ kind, rowCount }) => kind === 'rows' && rowCount === 180);
    const panel = await this.workbench.reportPanel();
    const period = (id: string) => panel.content.locator(`[data-period=${id}]`);
    for (let repetition = 0; repetition <= repetitions; repetition++) {
      await this.#course(
        () => period('D30').click(),
        ({ rowCount }) => rowCount === 30,
      );
      reports.push(
        await this.#course(
          () => period('D180').click(),
          ({ rowCount }) => rowCount === 180,
        ),
      );
    }
    await this.#closePanel();
    return { reports: reports.slice(1), empty: empty.slice(1) };
  }

  async #course(click: () => Promise<void>, painted: (mark: Mark) => boolean, requests = 2): Promise<Recording> {
    await this.workbench.page.waitForTimeout(SETTLE_MS);
    this.screen.forget();
    await click();
    const rows = await this.screen.first((mark) => mark.kind === 'rows' && painted(mark));
    const start = (await this.screen.first(({ kind }) => kind === 'click')).at;
    const answers = this.server.between(start, rows.at);
    if (answers.length !== requests) {
      throw new Error(
        `Expected ${requests} requests, but the server got ${answers.length}: ${JSON.stringify(answers)}`,
      );
    }
    const steps = Object.entries({ ...stepsOf(answers), ...stepsOnScreen(this.screen.marks()) });
    return {
      total: rows.at - start,
      server: answers.reduce((sum, answer) => sum + answer.ended - answer.arrived, 0),
      steps: Object.fromEntries(steps.map(([name, at]) => [name, at - start])),
    };
  }

  async #reportItem(): Promise<TreeItem> {
    return this.workbench.sideBar.view().reveal('Last 180 days', PRODUCT, REPORT);
  }

  async #emptyItem(): Promise<TreeItem> {
    return this.workbench.sideBar.view('Empty').reveal('Empty page');
  }

  async #closePanel(): Promise<void> {
    const { page } = this.workbench;
    await page.locator('.editor .tabs-container .tab .tab-actions .action-label').click();
    await page.locator('iframe.webview').waitFor({ state: 'detached' });
  }
}

function stepsOf(answers: readonly Answer[]): Record<string, number> {
  return Object.fromEntries(
    answers.flatMap(({ status, arrived, ended }) => [
      [`request of the ${status} arrived`, arrived],
      [`${status} sent`, ended],
    ]),
  );
}

function stepsOnScreen(marks: readonly Mark[]): Record<string, number> {
  const words = {
    click: 'click',
    script: 'script of the page runs',
    report: 'heading and charts are on the page',
    rows: 'rows painted',
  };
  return Object.fromEntries(marks.map(({ kind, at }) => [words[kind], at]));
}

function figuresOf(
  name: string,
  reports: readonly Recording[],
  baselineName: string,
  empty: readonly Recording[],
): Figure[] {
  const net = (course: Recording) => course.total - course.server;
  return [
    { name: `${name}: the server’s own time`, unit: 'ms', value: summaryOf(reports.map(({ server }) => server)) },
    {
      name: `${name}: click to rows, beyond the server’s own time`,
      unit: 'ms',
      value: summaryOf(reports.map(net)),
      baseline: { name: baselineName, value: summaryOf(empty.map(net)) },
      target: TARGET,
    },
  ];
}

function linesOf([name, steps]: [string, Readonly<Record<string, number>>]): string[] {
  return [name, ...Object.entries(steps).map(([step, at]) => `${at.toFixed(0).padStart(6)}  ${step}`)];
}

function timeline(courses: readonly Recording[]): Record<string, number> {
  const names = [...new Set(courses.flatMap(({ steps }) => Object.keys(steps)))];
  const medians = names.map((name): [string, number] => [
    name,
    summaryOf(courses.map(({ steps }) => steps[name]).filter((at) => at !== undefined)).median,
  ]);
  return Object.fromEntries(medians.sort(([, a], [, b]) => a - b));
}
