import * as vscode from 'vscode';
import { plainItems } from '../common/plainItems.js';
import { plainText } from '../common/plainText.js';
import { type InputProblem, plainProblem } from '../common/quickInput.js';

/** The place of a question among the others, and what its title bar offers. */
export interface StepFrame {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
  /** Whether all could be saved now, without the remaining questions, if this question had that answer. */
  readonly canSave: (value: string) => boolean;
}

/** How a question ended. Going back keeps a valid answer. */
export type StepOutcome =
  { readonly kind: 'next' | 'save' | 'back'; readonly value: string | undefined } | { readonly kind: 'cancelled' };

export interface TextQuestion {
  readonly value: string;
  readonly prompt: string;
  readonly placeholder?: string;
  readonly isSecret?: boolean;
  /** A text says why the answer is not valid; a message of a lower severity only warns. Called at every key. */
  readonly validate: (value: string) => InputProblem;
  readonly help?: HelpButton;
}

/** A button of the title bar that does something else. The question comes back afterwards. */
export interface HelpButton {
  readonly icon: string;
  readonly tooltip: string;
  /** @returns another answer to the question, where it found one */
  run(): Promise<string | undefined>;
}

export interface Choice extends vscode.QuickPickItem {
  readonly value: string;
}

/** Asks for a text and checks it while it is typed. Spaces around it do not count, except in a secret. */
export async function askText(question: TextQuestion, frame: StepFrame): Promise<StepOutcome> {
  const input = vscode.window.createInputBox();
  input.value = question.value;
  input.prompt = plainText(question.prompt);
  input.placeholder = question.placeholder;
  input.password = question.isSecret === true;
  const help =
    question.help === undefined
      ? undefined
      : { iconPath: new vscode.ThemeIcon(question.help.icon), tooltip: question.help.tooltip };
  const answer = () => (question.isSecret === true ? input.value : input.value.trim());
  const problem = () => question.validate(answer());
  const blocks = () => isBlocking(problem());
  // No error message before anything was typed.
  const onType = () => {
    input.validationMessage = plainProblem(problem());
    input.buttons = buttonsOf(frame, answer(), blocks(), help);
  };
  input.buttons = buttonsOf(frame, answer(), blocks(), help);
  let isHelpOpen = false;
  return settle(
    input,
    frame,
    () => isHelpOpen,
    (done) => {
      input.onDidChangeValue(onType);
      input.onDidAccept(() => {
        onType();
        if (!blocks()) {
          done({ kind: 'next', value: answer() });
        }
      });
      input.onDidTriggerButton((button) => {
        if (button === help) {
          isHelpOpen = true;
          void runHelp(question.help).then((found) => {
            isHelpOpen = false;
            input.value = found ?? input.value;
            onType();
            input.show();
          });
        } else {
          const value = blocks() ? undefined : answer();
          done({ kind: button === vscode.QuickInputButtons.Back ? 'back' : 'save', value });
        }
      });
    },
  );
}

/** Runs a help button. It shows its own errors; the question is asked again either way. */
async function runHelp(help: HelpButton | undefined): Promise<string | undefined> {
  try {
    return await help?.run();
  } catch {
    return undefined;
  }
}

/** Asks for one of several. */
export async function askChoice(
  choices: readonly Choice[],
  value: string | undefined,
  placeholder: string,
  frame: StepFrame,
): Promise<StepOutcome> {
  const pick = vscode.window.createQuickPick<Choice>();
  pick.items = plainItems(choices);
  pick.placeholder = placeholder;
  pick.matchOnDescription = true;
  pick.activeItems = pick.items.filter((choice) => choice.value === value);
  pick.buttons = buttonsOf(frame, value ?? '', value === undefined);
  return settle(
    pick,
    frame,
    () => false,
    (done) => {
      pick.onDidAccept(() => {
        const [chosen] = pick.selectedItems;
        if (chosen !== undefined) {
          done({ kind: 'next', value: chosen.value });
        }
      });
      pick.onDidTriggerButton((button) =>
        done({ kind: button === vscode.QuickInputButtons.Back ? 'back' : 'save', value }),
      );
    },
  );
}

/** Shows the question until it has ended. */
async function settle(
  input: vscode.QuickInput,
  { title, step, totalSteps }: StepFrame,
  isHelpOpen: () => boolean,
  listen: (done: (outcome: StepOutcome) => void) => void,
): Promise<StepOutcome> {
  input.title = title;
  input.step = step;
  input.totalSteps = totalSteps;
  // People look up IDs in a browser, and come back.
  input.ignoreFocusOut = true;
  try {
    return await new Promise((resolve) => {
      listen(resolve);
      input.onDidHide(() => {
        if (!isHelpOpen()) {
          resolve({ kind: 'cancelled' });
        }
      });
      input.show();
    });
  } finally {
    input.dispose();
  }
}

function buttonsOf(
  { step, canSave }: StepFrame,
  value: string,
  isBlocked: boolean,
  help?: vscode.QuickInputButton,
): vscode.QuickInputButton[] {
  const save = { iconPath: new vscode.ThemeIcon('save'), tooltip: vscode.l10n.t('Save Now') };
  return [
    ...(step > 1 ? [vscode.QuickInputButtons.Back] : []),
    ...(help === undefined ? [] : [help]),
    ...(!isBlocked && canSave(value) ? [save] : []),
  ];
}

function isBlocking(problem: InputProblem): boolean {
  return typeof problem === 'string' || problem?.severity === vscode.InputBoxValidationSeverity.Error;
}
