import assert from 'node:assert/strict';
import fc from 'fast-check';
import { OpenTabs } from '../../../../src/features/reportPanel/openTabs.js';

describe('tabs that are opened', () => {
  it('are one of each thing, however commands and restored tabs meet', async () => {
    const ask = fc.record({ id: fc.constantFrom('users', 'licenses'), fails: fc.constantFrom(false, false, true) });
    await fc.assert(
      fc.asyncProperty(fc.array(ask, { minLength: 1, maxLength: 8 }), fc.scheduler(), async (asks, scheduler) => {
        const open: string[] = [];
        const tabs = new OpenTabs((id) => open.find((tab) => tab === id));
        const answers = asks.map(({ id, fails }, index) =>
          scheduler.schedule(Promise.resolve(), `ask ${index}`).then(() =>
            tabs
              .once(id, async () => {
                await scheduler.schedule(Promise.resolve(), 'its script loads');
                if (fails) {
                  throw new Error('no script');
                }
                open.push(id);
                await scheduler.schedule(Promise.resolve(), 'its table loads');
              })
              .then(
                (found) => (found === undefined ? 'opened' : 'found'),
                () => 'failed',
              ),
          ),
        );
        await scheduler.waitFor(Promise.all(answers));
        const said = await Promise.all(answers);
        for (const id of new Set(asks.map((one) => one.id))) {
          const ofId = said.filter((_, index) => asks[index]?.id === id);
          const opened = ofId.filter((one) => one === 'opened').length;
          assert.equal(open.filter((tab) => tab === id).length, opened);
          // Nothing is given up as long as one of those who ask can open it.
          assert.equal(opened, ofId.every((one) => one === 'failed') ? 0 : 1);
        }
      }),
    );
  });

  it('are opened once by two calls in one turn', async () => {
    let opened = 0;
    const tabs = new OpenTabs(() => (opened === 0 ? undefined : 'tab'));
    const open = async () => {
      await Promise.resolve();
      opened++;
    };
    assert.deepEqual(await Promise.all([tabs.once('licenses', open), tabs.once('licenses', open)]), [undefined, 'tab']);
    assert.equal(opened, 1);
  });
});
