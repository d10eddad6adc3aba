import path from 'node:path';
import { ESLint } from 'eslint';
import { checkoutRoot } from '../../support/host/checkout.mjs';

const root = checkoutRoot();

/** The rules that hold the folders apart, and what is named by strings in one place. */
const RULES = [
  'folders/allowed-imports',
  'no-restricted-globals',
  'no-restricted-syntax',
  'no-eval',
  '@typescript-eslint/triple-slash-reference',
];

const eslint = new ESLint({
  cwd: root,
  ruleFilter: ({ ruleId }) => RULES.includes(ruleId),
  // The typed rules need a file that belongs to a project.
  overrideConfig: { languageOptions: { parserOptions: { project: null, projectService: false } } },
});

/** What these rules say about a file that need not exist. */
export async function lintRefusals(file: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: path.join(root, file) });
  return (result?.messages ?? []).map(({ message }) => message);
}
