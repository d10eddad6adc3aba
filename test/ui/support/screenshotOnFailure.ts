import type { Workbench } from './workbench.js';

/** Saves a screenshot of the window for each test of the enclosing `describe` that fails. */
export function screenshotOnFailure(workbench: () => Workbench | undefined): void {
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') {
      // A window that cannot be drawn any more must not keep the other tests from running.
      await workbench()
        ?.screenshot(`failed-${this.currentTest.fullTitle()}`)
        .catch((error: unknown) => console.error(String(error)));
    }
  });
}
