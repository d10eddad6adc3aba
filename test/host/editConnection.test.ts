import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type ErrorDetails, UsageReportsError } from '../../src/base/errors.js';
import type { ConnectionTools } from '../../src/features/connections/connectionTools.js';
import { editConnection } from '../../src/features/connections/editConnection.js';
import { type Connection, SAMPLE_CONNECTION } from '../../src/services/auth/connections/connection.js';

const app: Connection = {
  ...SAMPLE_CONNECTION,
  id: 'northlight',
  name: 'Northlight',
  kind: 'appOnly',
  tenantId: 'northlight.example',
  clientId: '11111111-2222-4333-8444-555555555555',
};
const account: Connection = { ...app, kind: 'delegated' };

describe('Edit Connection…', () => {
  const { createInputBox, createQuickPick } = vscode.window;
  /** What is asked first, and its place; the person presses Escape then. */
  let asked: string[];

  beforeEach(() => {
    asked = [];
    const question = () => {
      let hidden: () => void = () => undefined;
      const input = {
        prompt: '',
        placeholder: '',
        step: 0,
        items: [],
        onDidChangeValue: () => undefined,
        onDidAccept: () => undefined,
        onDidTriggerButton: () => undefined,
        onDidHide: (listener: () => void) => (hidden = listener),
        show: () => {
          asked.push(`${input.step} ${input.prompt || input.placeholder}`);
          hidden();
        },
        dispose: () => undefined,
      };
      return input;
    };
    Object.assign(vscode.window, { createInputBox: question, createQuickPick: question });
  });
  afterEach(() => Object.assign(vscode.window, { createInputBox, createQuickPick }));

  async function firstQuestion(connection: Connection, problem?: ErrorDetails['problem']): Promise<string> {
    const tools = {
      connections: { all: [connection] },
      secrets: { get: () => Promise.resolve('kept') },
    } as unknown as ConnectionTools;
    const error = problem && new UsageReportsError('signInFailed', 'Refused.', { problem });
    await editConnection(connection, tools, error);
    assert.equal(asked.length, 1);
    return asked[0] ?? '';
  }

  it('begins with the first question where nothing is to be mended', async () => {
    assert.match(await firstQuestion(app), /^1 Enter a name for this tenant/);
  });

  for (const [problem, connection, question] of [
    ['tenantNotFound', app, /^4 Enter the tenant's domain/],
    ['tenantNotFound', account, /^4 Enter the tenant's domain/],
    ['appNotFound', app, /^5 Enter the application \(client\) ID/],
    ['wrongSecret', app, /^7 Enter the value of the client secret/],
    ['preauthorizationMissing', account, /^5 Which app asks for your sign-in\?/],
    // The connection was changed since: it has no certificate now.
    ['certificateExpired', app, /^1 Enter a name for this tenant/],
  ] as const) {
    it(`begins where the cause of ${problem} was entered, of a connection of the kind ${connection.kind}`, async () => {
      assert.match(await firstQuestion(connection, problem), question);
    });
  }
});
