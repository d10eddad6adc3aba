import type { Workbench } from './workbench.js';

/** Keeps a picture of the window for each test of the enclosing `describe` that fails. */
export function keepPictureOfFailures(workbench: () => Workbench | undefined): void {
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') {
      await workbench()?.screenshot(`failed-${this.currentTest.fullTitle()}`);
    }
  });
}
