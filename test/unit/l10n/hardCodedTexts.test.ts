import assert from 'node:assert/strict';
import { readSource, scripts } from '../folders/sources.js';
import { englishIn, englishInTemplates } from './englishIn.js';

/** Files whose literals are no texts: scripts of a shell, and documents. */
const OTHER_LANGUAGES = [
  'src/features/common/pageHtml.ts',
  'src/features/connections/registration/azureCliScript.ts',
  'src/features/connections/registration/powerShellScript.ts',
];

/** Names, which are the same in every language. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  'src/app.ts': ['Usage Reports'],
  // The beginning of a set to collect, as a setting has it.
  'src/commandArguments.ts': ['period:', 'product:'],
  'src/features/archiveAdmin/createSqlViews.ts': ['DuckDB', 'Spark SQL'],
  'src/features/common/copyRows.ts': ['Markdown'],
  // The name of the product, as the list of problems has it.
  'src/features/common/fileDiagnostics.ts': ['Usage Reports'],
  'src/features/connections/connectionSteps.ts': ['northlight.onmicrosoft.com'],
  'src/features/connections/registration/appRegistration.ts': ['Usage Reports for VS Code'],
  'src/features/export/exportDialogs.ts': ['Apache Parquet', 'Excel', 'JSON', 'Markdown'],
  'src/features/handout/pickFormat.ts': ['Markdown'],
  'src/features/reportPanel/saveChart.ts': ['<?xml version="1.0" encoding="UTF-8"?>\n<svg '],
  // The icon of a detail report.
  'src/features/sidebar/reportItem.ts': ['list-flat'],
  // What is in the files that are exported, which don't follow the display language.
  'src/features/tenants/exportedTenants.ts': ['All tenants', 'Usage of all tenants'],
  'src/features/tenants/tenantsTable.ts': [
    ': Average Before',
    ': Days Compared',
    'Connection',
    'False',
    'Sample Data',
    'Tenant',
    'True',
  ],
  // Columns of Microsoft's reports.
  'src/features/userSearch/userSummary.ts': [
    'Group Display Name',
    'Group Id',
    'Site Id',
    'Site URL',
    'storage used (byte)',
  ],
  // Columns as queries name them.
  'src/l10n/builtInRules.ts': [
    'Any App Active Users',
    'Any App Enabled Users',
    'Days Left',
    'Kind',
    'Mailbox',
    'Product',
    'Quota Used (%)',
    'Report Date',
    'Unused',
  ],
  // The second is how names of settings begin.
  'src/l10n/errorTexts.ts': ['Microsoft Graph', 'makeReport.'],
  // Columns of Microsoft's reports, names of columns in answers, and of products.
  'src/l10n/handoutTemplates/copilot.ts': [
    'Active Usage Days for all apps',
    'Any App Active Users',
    'Count',
    'Microsoft Teams',
    'Microsoft Teams Active Users',
    'Outlook',
    'Outlook Active Users',
    'Prompts submitted',
    'Word',
    'Word Active Users',
  ],
  'src/l10n/handoutTemplates/monthly.ts': [
    'Any App Active Users',
    'Any App Enabled Users',
    'Exchange',
    'Prompts submitted',
    'Teams',
    'Viva Engage',
    'Yammer',
  ],
  'src/l10n/handoutTemplates/parts.ts': ['Count', 'False', 'True'],
  'src/l10n/handoutTemplates/skype.ts': [
    'Android Phone',
    'Audio',
    'Organized',
    'Participated',
    'Skype for Business',
    'Video',
    'Windows',
    'Windows Phone',
  ],
  'src/l10n/handoutTemplates/storage.ts': ['Count', 'Growth', 'Storage Used (Byte)', 'Used'],
  'src/l10n/networkErrorTexts.ts': ['Microsoft Graph'],
  // Types as JavaScript calls them.
  'src/l10n/formProblemTexts.ts': ['Array', 'Object'],
};

describe('texts that are not translated', () => {
  const cases: [code: string, texts: string[]][] = [
    [`item.tooltip = 'retired';`, ['retired']],
    [`item.label = isOld ? 'retired' : title;`, ['retired']],
    ['item.description = `${count} rows`;', [' rows']],
    [`item.description = 'of ' + name;`, ['of ']],
    [`const item = { label: name, detail: ['since', day].join(' ') };`, ['since']],
    [`window.showInputBox({ title: t, prompt: 'name' });`, ['name']],
    [`window.showWarningMessage('failed', vscode.l10n.t('Retry'));`, ['failed']],
    [`void vscode.window.showErrorMessage(message, 'Retry');`, ['Retry']],
    [`progress.report({ message: 'loading' });`, ['loading']],
    [`tooltip.appendMarkdown('**total**');`, ['**total**']],
    [`return 'The report is empty.';`, ['The report is empty.']],
    [`return 'Loading';`, ['Loading']],
    ['write(`Collected ${n} reports`);', ['Collected ']],
    [`const text = "Can't sign in";`, ["Can't sign in"]],
    // Not for people.
    [`item.tooltip = vscode.l10n.t('retired'); item.label = l10n.t('{0} rows', count);`, []],
    ['const link = `[${title}](command:${commandId(name)})`;', []],
    [`item.text = '$(sync~spin) ' + l10n.t('Loading');`, []],
    [`throw new UsageReportsError('invalid', 'The address names no report.');`, []],
    [`this.#options.log.warn('A page has failed.'); log.info(\`Fetched \${name} again.\`);`, []],
    [`this.#log('warn', 'A page has failed.');`, []],
    [`const kind: 'Some Type' = value as 'Another Type'; import { x } from './a b.js';`, []],
    [`const id = 'getTeamsTeamCounts'; const key = 'usageReports.grouping'; const icon = 'circle-slash';`, []],
  ];
  for (const [code, texts] of cases) {
    it(`are ${texts.length === 0 ? 'not' : ''} found in ${code}`, () => {
      assert.deepEqual(englishIn('x.ts', code), texts);
    });
  }

  it('are found in the templates of pages', () => {
    const code =
      'html`<p title="Rows" class="row">${texts.rows} <b>in total</b>&nbsp;</p>`; svg`<text>${name}</text>`; css`.a { b: c }`';
    assert.deepEqual(englishInTemplates('x.ts', code), ['in total', 'Rows']);
  });

  it('are nowhere in the extension, its API, its texts and its command line', () => {
    const files = scripts().filter((file) => /^src\/(features|l10n|cli|api|[^/]+$)/.test(file));
    assert.ok(files.length > 120, `${files.length} files`);
    const texts = files
      .filter((file) => !OTHER_LANGUAGES.includes(file))
      .map((file) => [file, englishIn(file, readSource(file)).sort()] as const)
      .filter(([, found]) => found.length > 0);
    assert.deepEqual(Object.fromEntries(texts), NAMES);
  });

  it('are nowhere in the templates of the pages', () => {
    const files = scripts().filter((file) => file.startsWith('media/'));
    assert.ok(files.length > 50, `${files.length} files`);
    assert.deepEqual(
      files.flatMap((file) => englishInTemplates(file, readSource(file)).map((text) => `${file}: ${text}`)),
      [],
    );
  });
});
