import assert from 'node:assert/strict';
import { Emitter } from '../../../../src/base/emitter.js';
import { loadForPanel } from '../../../../src/features/common/loadForPanel.js';

describe('the script of a panel', () => {
  /** A panel whose script is there when the test says so. */
  function loading() {
    const closed = new Emitter<void>();
    let arrive: (script: string) => void = () => undefined;
    const loaded = loadForPanel(
      { onDidDispose: closed.event },
      () => new Promise<string>((resolve) => (arrive = resolve)),
    );
    return { closed, loaded, arrive: () => arrive('script') };
  }

  it('is loaded while the panel is open', async () => {
    const { loaded, arrive } = loading();
    arrive();
    assert.equal(await loaded, 'script');
  });

  it('is of no use to a panel that was closed meanwhile', async () => {
    const { closed, loaded, arrive } = loading();
    closed.fire();
    arrive();
    assert.equal(await loaded, undefined);
  });

  it('that cannot be loaded is an error', async () => {
    await assert.rejects(
      loadForPanel({ onDidDispose: new Emitter<void>().event }, () => Promise.reject(new Error('gone'))),
      /gone/,
    );
  });
});
