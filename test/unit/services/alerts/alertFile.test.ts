import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import type { ActiveAlert } from '../../../../src/core/alerts/alertState.js';
import { alertsText, parseAlerts } from '../../../../src/core/alerts/alertsText.js';
import { AlertFile } from '../../../../src/services/alerts/alertFile.js';
import { Archive } from '../../../../src/services/archive/archive.js';
import { UsageReportsError } from '../../../../src/base/errors.js';
import { keepMade, TENANT } from '../archiveQueries/support.js';
import { temporaryFolder } from '../collect/support.js';

const AT = '2026-11-20T05:00:00.000Z';
const alertOf = (rule: string, group = ''): ActiveAlert => ({
  ...{
    rule,
    asked: 'q',
    reports: ['r'],
    group,
    label: group,
    since: AT,
    told: AT,
    toldValue: 5,
    judged: AT,
    checked: AT,
  },
  reading: { compared: 5, limit: 1, unit: 'count', is: 'above', day: '2026-11-18' },
});
const add = (alert: ActiveAlert) => (before: readonly ActiveAlert[]) => ({ alerts: [...before, alert], news: [] });

describe('the file with the alerts of a tenant', () => {
  let folder: string;
  let file: AlertFile;
  const place = () => path.join(folder, `tenant=${TENANT}`, 'alerts.json');

  beforeEach(async function () {
    folder = temporaryFolder(this);
    await keepMade(folder, [{ report: 'getMailboxUsageDetail', day: '2026-11-18', amount: 3 }]);
    file = new AlertFile(folder, TENANT);
  });

  it('has what was written, and is written only where there is something to remember', async () => {
    await file.update(() => ({ alerts: [], news: [] }));
    assert.equal(existsSync(place()), false);
    await file.update(add(alertOf('a')));
    assert.deepEqual(await file.read(), [alertOf('a')]);
    assert.equal(statSync(place()).mode & 0o077, 0);
    await file.update(() => ({ alerts: [], news: [] }));
    assert.deepEqual(await file.read(), []);
  });

  it('loses nothing where several write at once, and tells each what the others have left', async () => {
    const files = Array.from({ length: 6 }, () => new AlertFile(folder, TENANT));
    await Promise.all(files.map((one, index) => one.update(add(alertOf(`rule-${index}`)))));
    assert.equal((await file.read()).length, 6);
    assert.equal(existsSync(path.join(folder, '.tmp')), false);
  });

  it('waits for a process that is writing, and not for one that was ended', async () => {
    const lock = path.join(folder, '.tmp', `tenant=${TENANT}`, 'alerts.lock');
    mkdirSync(path.dirname(lock), { recursive: true });
    writeFileSync(lock, '');
    const writing = file.update(add(alertOf('mine')));
    writeFileSync(place(), alertsText([alertOf('other')]));
    rmSync(lock);
    await writing;
    assert.deepEqual(
      (await file.read()).map(({ rule }) => rule),
      ['mine', 'other'],
    );
    mkdirSync(path.dirname(lock), { recursive: true });
    writeFileSync(lock, '');
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(lock, longAgo, longAgo);
    await file.update(add(alertOf('third')));
    assert.equal((await file.read()).length, 3);
    assert.equal(existsSync(lock), false);
  });

  it('is left as it is where it is damaged or of a newer version', async () => {
    for (const text of ['{', '[]', '{"version":2,"alerts":[]}', '{"version":1,"alerts":[{"rule":"a"}]}']) {
      writeFileSync(place(), text);
      await assert.rejects(
        file.update(() => ({ alerts: [], news: [] })),
        (error) =>
          error instanceof UsageReportsError && error.reason === 'storage' && error.details.code === 'newerAlerts',
      );
      assert.equal(readFileSync(place(), 'utf8'), text);
    }
  });

  it('is never written so large that it could not be read again', async () => {
    await file.update(add(alertOf('a')));
    const long = 'x'.repeat(60_000);
    const many = Array.from({ length: 100 }, (_, index) => alertOf('many', `${index} ${long}`));
    await assert.rejects(
      file.update(() => ({ alerts: many, news: [] })),
      (error) =>
        error instanceof UsageReportsError && error.reason === 'storage' && error.details.code === 'tooManyAlerts',
    );
    assert.deepEqual(await file.read(), [alertOf('a')]);
  });

  it('goes with the tenant: deleted, renamed, and left behind where its reports move to a tenant that exists', async () => {
    const archive = new Archive(folder);
    await file.update(add(alertOf('a')));
    await archive.moveTenant(TENANT, 'renamed');
    assert.deepEqual(await new AlertFile(folder, 'renamed').read(), [alertOf('a')]);
    await keepMade(folder, [{ report: 'getMailboxUsageDetail', day: '2026-11-19', amount: 4 }]);
    await file.update(add(alertOf('b')));
    await archive.moveTenant(TENANT, 'renamed');
    assert.deepEqual(await archive.tenants(), ['renamed']);
    assert.deepEqual(await new AlertFile(folder, 'renamed').read(), [alertOf('a')]);
    await archive.delete('renamed');
    assert.deepEqual(await new AlertFile(folder, 'renamed').read(), []);
  });

  it('has any alert as it was, and the same text for the same alerts', () => {
    const amount = fc
      .double({ noNaN: true, noDefaultInfinity: true })
      .map((value) => (Object.is(value, -0) ? 0 : value));
    const alert = fc
      .record({ rule: fc.string(), group: fc.string(), value: amount })
      .map(({ rule, group, value }): ActiveAlert => ({ ...alertOf(rule, group), toldValue: value }));
    const unique = fc.uniqueArray(alert, { selector: ({ rule, group }) => JSON.stringify([rule, group]) });
    fc.assert(
      fc.property(unique, (alerts) => {
        const text = alertsText(alerts);
        assert.equal(alertsText(alerts.toReversed()), text);
        const key = ({ rule, group }: ActiveAlert) => JSON.stringify([rule, group]);
        const byKey = (some: readonly ActiveAlert[] = []) => new Map(some.map((one) => [key(one), one]));
        assert.deepEqual(byKey(parseAlerts(text)), byKey(alerts));
      }),
    );
  });
});
