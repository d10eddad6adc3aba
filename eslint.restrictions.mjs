// What the files of a folder may not name: globals of another runtime, and settings, commands and context keys by their strings. One list
// per file, because ESLint does not merge the options of a rule.
import path from 'node:path';
import { mayImport, nameOf, runsInBrowser } from './eslint.folders.mjs';

/** Node's globals. `setImmediate` is not among them: `base/yieldToEventLoop.ts` asks whether it is there. */
const NODE_GLOBALS = ['Buffer', 'process', 'global', 'globalThis', 'NodeJS', '__dirname', '__filename'];

/** They load modules by strings, which `mayImport` cannot judge. */
const LOADERS = ['require', 'module', 'exports'];

/** The rule for globals does not see them in types. */
const NODE_TYPES = {
  selector: `:matches(TSTypeReference, TSQualifiedName, TSTypeQuery) > Identifier:matches(.typeName, .left, .exprName)[name=/^(${NODE_GLOBALS.join('|')})$/]`,
  message: 'This file runs in a browser, too.',
};

const OWN_ID = '/^usageReports\\b/';
const EXECUTE = `CallExpression[callee.property.name='executeCommand']`;

/**
 * Selectors of what is forbidden, below a folder or everywhere, and the files that may do it nevertheless.
 *
 * @type {readonly { selector: string, message: string, below?: string, except?: readonly string[] }[]}
 */
const RESTRICTIONS = [
  {
    selector: named('getBuiltinModule', 'createRequire'),
    message: 'Use `import … from`.',
  },
  {
    selector: named('getConfiguration', 'onDidChangeConfiguration'),
    message: 'Settings are read and written in settings.ts.',
    except: ['src/settings.ts', 'src/features/connections/vscodeAuthHost.ts'],
  },
  {
    selector: named('registerCommand', 'registerTextEditorCommand'),
    message: 'Commands are registered with CommandRegistry, which knows their arguments.',
    except: ['src/features/common/commandRegistry.ts'],
  },
  {
    selector: `${EXECUTE}[arguments.0.value=${OWN_ID}]`,
    message: 'A command of ours is a function: take it from who registers it.',
  },
  {
    // VS Code makes a command for each view that focuses it.
    selector: `${EXECUTE}[arguments.0.type!='Literal']:not([arguments.0.quasis.1.value.raw='.focus'])`,
    message: 'Name the command of VS Code by a string literal. A command of ours is a function.',
  },
  {
    selector: `:not(CallExpression > MemberExpression.callee) > ${named('executeCommand')}`,
    message: 'Call vscode.commands.executeCommand as a whole, so that its command is seen.',
  },
  {
    selector: `${EXECUTE}[arguments.0.value='setContext']`,
    message: 'Use setContextKey: the manifest asks for the same names.',
    except: ['src/features/common/setContextKey.ts'],
  },
  {
    selector: `AssignmentExpression[left.property.name='contextValue']:not([right.callee.name=/^(viewItem|contextFlags)$/])`,
    message: 'Use viewItem(…): the manifest looks for the same words.',
  },
  {
    selector: `Property[key.name='command'] > Literal.value[value=${OWN_ID}]`,
    message: 'Use commandId(…).',
  },
  {
    selector: `AssignmentExpression[left.property.name='command'] > Literal.right[value=${OWN_ID}]`,
    message: 'Use commandId(…).',
  },
  {
    selector: ':matches(Literal[value=/command:usageReports/], TemplateElement[value.raw=/command:usageReports/])',
    message: 'Use commandId(…).',
  },
  // VS Code makes links and icons of some of the texts that it is given: whoever wrote a text, it goes through plainText.ts.
  {
    selector: named('showInformationMessage', 'showWarningMessage', 'showErrorMessage', 'setStatusBarMessage'),
    message: 'Use messages.ts, which shows every text as it is.',
    except: ['src/features/common/messages.ts'],
  },
  {
    selector: named('showQuickPick', 'showInputBox'),
    message: 'Use quickInput.ts, which shows every text as it is.',
    except: ['src/features/common/quickInput.ts'],
  },
  {
    selector: named('ProgressLocation'),
    message: 'Use withProgress of progress.ts, which shows every text as it is.',
    except: ['src/features/common/progress.ts'],
  },
  {
    // Its type may be named.
    selector: `:not(TSQualifiedName) > ${named('MarkdownString')}`,
    message: 'Use tooltip(…), which shows every text as it is.',
    except: ['src/features/common/tooltip.ts'],
  },
  ...[
    // Of a quick pick, an input box, and a status bar item.
    ['items', 'plainItems'],
    ['prompt', 'plainText'],
    ['validationMessage', 'plainProblem'],
    ['text', 'statusText'],
  ].map(([property, safe]) => ({
    selector: `AssignmentExpression[left.property.name='${property}']:not([right.callee.name='${safe}'])`,
    message: `Use ${safe}(…), which shows a text as it is.`,
    below: 'features',
  })),
];

/** @param {...string} names of something, whether it is named by an identifier or by a string */
function named(...names) {
  const pattern = `/^(${names.join('|')})$/`;
  return `:matches(Identifier[name=${pattern}], Literal[value=${pattern}])`;
}

/** Configurations of ESLint, one for each folder, and one for each file that may do more than its folder. */
export function restrictions() {
  const exceptions = [...new Set(RESTRICTIONS.flatMap(({ except = [] }) => except))];
  return [
    ...Object.keys(mayImport).map((folder) => ({
      files: [folder.startsWith('media') ? `${folder}/*.ts` : `src/${folder === '.' ? '' : `${folder}/`}*.ts`],
      rules: {
        'no-restricted-globals': [
          'error',
          ...LOADERS.map((name) => ({ name, message: 'Use `import … from`.' })),
          ...(runsInBrowser(folder) ? NODE_GLOBALS : []).map((name) => ({
            name,
            message: `${folder} runs in a browser, too.`,
          })),
        ],
        'no-restricted-syntax': ['error', ...restrictionsOf(folder), ...(runsInBrowser(folder) ? [NODE_TYPES] : [])],
      },
    })),
    ...exceptions.map((file) => ({
      files: [file],
      rules: { 'no-restricted-syntax': ['error', ...restrictionsOf(nameOf(path.posix.dirname(file)), file)] },
    })),
  ];
}

/**
 * @param {string} folder named as in `mayImport`
 * @param {string} [file] one that may do more than its folder
 */
function restrictionsOf(folder, file = '') {
  return RESTRICTIONS.filter(
    ({ below = '', except = [] }) => `${folder}/`.startsWith(below) && !except.includes(file),
  ).map(({ selector, message }) => ({ selector, message }));
}
