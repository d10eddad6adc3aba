import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isReadableByOthers, readCertificateFile } from '../../../../src/services/auth/appOnly/certificateFile.js';
import { readableCertificateText } from '../../../../src/l10n/connectionTexts.js';

/** Windows has neither modes nor pipes in folders. */
const onPosix = process.platform === 'win32' ? it.skip : it;

describe('the file of a certificate', () => {
  let folder = '';
  let file = '';
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'usage-reports-certificate-'));
    file = path.join(folder, 'app.pem');
    await writeFile(file, 'PEM');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  onPosix('is known to be readable by others, also behind a link', async () => {
    const link = path.join(folder, 'link.pem');
    await symlink(file, link);
    for (const [mode, expected] of [
      [0o600, false],
      [0o400, false],
      [0o700, false],
      [0o622, false],
      [0o640, true],
      [0o604, true],
      [0o444, true],
      [0o644, true],
    ] as const) {
      await chmod(file, mode);
      assert.equal(await isReadableByOthers(file), expected, mode.toString(8));
      assert.equal(await isReadableByOthers(link), expected, mode.toString(8));
    }
    assert.equal(await isReadableByOthers(path.join(folder, 'none.pem')), false);
  });

  onPosix('is no folder, device, or pipe, whose modes nobody should change', async () => {
    const pipe = path.join(folder, 'pipe');
    execFileSync('mkfifo', ['-m', '644', pipe]);
    await chmod(folder, 0o755);
    for (const other of [folder, '/', '/dev/null', pipe]) {
      assert.equal(await isReadableByOthers(other), false, other);
    }
  });

  onPosix('is read, whoever else may read it', async () => {
    await chmod(file, 0o644);
    assert.equal(await readCertificateFile(file), 'PEM');
  });

  it('names the command that helps, whatever the path', () => {
    assert.match(readableCertificateText('/home/ada/app.pem'), /chmod 600 '\/home\/ada\/app\.pem'$/);
    assert.match(readableCertificateText("/it's $(here)/a.pem"), /chmod 600 '\/it'\\''s \$\(here\)\/a\.pem'$/);
  });

  const refused = { reason: 'signInFailed', details: { problem: 'certificateUnreadable' } };

  it('is refused where it is a folder, missing, or too large', async () => {
    await assert.rejects(readCertificateFile(folder), refused);
    await assert.rejects(readCertificateFile(path.join(folder, 'none.pem')), refused);
    await truncate(file, 100 * 2 ** 20);
    await assert.rejects(readCertificateFile(file), refused);
  });

  onPosix('is refused at once where it is a pipe or a device, which never end', async () => {
    const pipe = path.join(folder, 'pipe.pem');
    execFileSync('mkfifo', [pipe]);
    await assert.rejects(readCertificateFile(pipe), refused);
    await assert.rejects(readCertificateFile('/dev/zero'), refused);
  });
});
