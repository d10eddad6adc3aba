import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { UsageReportsApi } from '../../../src/api/api.js';

export const EXTENSION_ID = 'usage-reports.m365-usage-reports';

/** The extension as another extension gets it. */
export async function activated(): Promise<UsageReportsApi> {
  const extension = vscode.extensions.getExtension<UsageReportsApi>(EXTENSION_ID);
  assert.ok(extension, `${EXTENSION_ID} is not installed in this host`);
  return extension.activate();
}

/** A folder that is gone after the test. */
export async function temporaryFolder(context: Mocha.Context): Promise<vscode.Uri> {
  const folder = await mkdtemp(path.join(tmpdir(), 'usage-reports-test-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  context.test?.parent?.afterAll(remove);
  return vscode.Uri.file(folder);
}

/** A failed promise's error with the properties that the API documents. */
export async function failureOf(
  promise: Promise<unknown>,
): Promise<Error & { reason?: string; details?: Record<string, unknown> }> {
  try {
    await promise;
  } catch (error) {
    assert.ok(error instanceof Error, 'what is thrown is an Error');
    return error;
  }
  return assert.fail('this should have failed');
}
