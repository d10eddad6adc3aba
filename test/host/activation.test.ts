import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('activation', () => {
  it('finds the extension under its id and activates it', async () => {
    const extension = vscode.extensions.getExtension('usage-reports.m365-usage-reports');
    assert.ok(extension, 'the extension is installed under its id');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});
