import * as vscode from 'vscode';
import { checkRule } from '../../core/alerts/checkRule.js';
import type { AlertRule } from '../../core/alerts/rule.js';
import { MAX_RULES_BYTES, readRules, ruleRange, RULES_FILE } from '../../core/alerts/rulesFile.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import { invalidRule } from '../../core/alerts/invalidRule.js';
import { ruleErrorText } from '../../l10n/ruleErrorTexts.js';
import { MADE_TABLES } from '../../services/archiveQueries/madeTables.js';
import type { Disposable } from '../../base/emitter.js';
import { diagnosticsOf } from '../common/fileDiagnostics.js';

const FOLDER = '.vscode';

export interface RulesFilesOptions {
  /** Folder of the extension's own data. */
  readonly storage: vscode.Uri;
  readonly catalog: () => Catalog;
  /** A file was changed, made, or deleted. */
  readonly changed: () => void;
}

/** What is wrong with a file of rules. */
export interface RulesMistake {
  readonly file: vscode.Uri;
  readonly error: unknown;
}

export interface RulesInFiles {
  readonly rules: readonly AlertRule[];
  /** These, and those that a file had before it had mistakes: their alerts are still there. */
  readonly known: readonly AlertRule[];
  readonly problems: readonly RulesMistake[];
}

/** The files with rules: one of each folder of the workspace, and one of this computer. Their mistakes are in the list of problems. */
export class RulesFiles implements Disposable {
  readonly #options: RulesFilesOptions;
  readonly #diagnostics = vscode.languages.createDiagnosticCollection('usageReports.rules');
  /** By file, the rules that were understood while it had no mistakes. */
  readonly #understood = new Map<string, readonly AlertRule[]>();
  #watchers: vscode.Disposable[] = [];
  readonly #moved: vscode.Disposable;

  constructor(options: RulesFilesOptions) {
    this.#options = options;
    this.#watch();
    this.#moved = vscode.workspace.onDidChangeWorkspaceFolders(() => {
      this.#watch();
      options.changed();
    });
  }

  dispose(): void {
    vscode.Disposable.from(this.#moved, this.#diagnostics, ...this.#watchers).dispose();
  }

  /** Where a file of this computer is. */
  get ofComputer(): vscode.Uri {
    return vscode.Uri.joinPath(this.#options.storage, RULES_FILE);
  }

  /** Where the first folder of the workspace has its file; `undefined` without a folder. */
  get ofWorkspace(): vscode.Uri | undefined {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    return folder && vscode.Uri.joinPath(folder.uri, FOLDER, RULES_FILE);
  }

  /** The files that there are. */
  async existing(): Promise<readonly vscode.Uri[]> {
    const found = await Promise.all(
      this.#places().map(async (file) => ((await textOf(file)) === undefined ? [] : [file])),
    );
    return found.flat();
  }

  /** Where a rule is, as the editor of its file has it. Of two with one ID, the first, as in {@link read}. */
  async find(id: string): Promise<vscode.Location | undefined> {
    for (const file of await this.existing()) {
      const document = await vscode.workspace.openTextDocument(file);
      const range = ruleRange(document.getText(), id);
      if (range !== undefined) {
        return new vscode.Location(file, document.positionAt(range.start));
      }
    }
    return undefined;
  }

  /** All rules that are understood. Of two with one ID, the first counts: that of the workspace. */
  async read(): Promise<RulesInFiles> {
    const rules = new Map<string, AlertRule>();
    const known: AlertRule[] = [];
    const problems: RulesMistake[] = [];
    const { catalog } = this.#options;
    const tables = new Map(Object.entries(MADE_TABLES));
    for (const file of this.#places()) {
      const text = await textOf(file);
      if (text === undefined) {
        this.#diagnostics.delete(file);
        this.#understood.delete(file.toString());
        continue;
      }
      const read =
        text.length > MAX_RULES_BYTES
          ? { rules: [], problems: [{ error: invalidRule('', { kind: 'tooLarge' }), range: { start: 0, end: 0 } }] }
          : readRules(text, (rule, path) => checkRule(rule, path, catalog(), tables));
      this.#diagnostics.set(file, diagnosticsOf(text, read.problems, ruleErrorText));
      problems.push(...read.problems.map(({ error }) => ({ file, error })));
      if (read.problems.length === 0) {
        this.#understood.set(file.toString(), read.rules);
      }
      known.push(...(this.#understood.get(file.toString()) ?? []));
      read.rules.filter(({ id }) => !rules.has(id)).forEach((rule) => rules.set(rule.id, rule));
    }
    const others = new Map(known.filter(({ id }) => !rules.has(id)).map((rule) => [rule.id, rule]));
    return { rules: [...rules.values()], known: [...rules.values(), ...others.values()], problems };
  }

  #places(): readonly vscode.Uri[] {
    const folders = vscode.workspace.workspaceFolders ?? [];
    return [...folders.map(({ uri }) => vscode.Uri.joinPath(uri, FOLDER, RULES_FILE)), this.ofComputer];
  }

  #watch(): void {
    const { storage, changed } = this.#options;
    vscode.Disposable.from(...this.#watchers).dispose();
    const folders = vscode.workspace.workspaceFolders ?? [];
    const patterns = [
      ...folders.map(({ uri }) => new vscode.RelativePattern(uri, `${FOLDER}/${RULES_FILE}`)),
      new vscode.RelativePattern(storage, RULES_FILE),
    ];
    this.#watchers = patterns.flatMap((pattern) => {
      const watcher = vscode.workspace.createFileSystemWatcher(pattern);
      return [watcher, watcher.onDidChange(changed), watcher.onDidCreate(changed), watcher.onDidDelete(changed)];
    });
  }
}

/** @returns `undefined` where there is no such file */
async function textOf(file: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await vscode.workspace.fs.readFile(file));
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') {
      return undefined;
    }
    throw error;
  }
}
