import type { Browser } from 'playwright-core';

/** What `test/webview/run.mjs` gives to every test. */
export interface WebviewContext {
  readonly browser: Browser;
  /** Where the pages are: `${origin}/report?state=detail&theme=dark`. */
  readonly origin: string;
}

declare module 'mocha' {
  interface Context {
    readonly browser: WebviewContext['browser'];
    readonly origin: WebviewContext['origin'];
  }
}
