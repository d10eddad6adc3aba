import { type ConnectionDraft, isComplete, type StepId, stepsFor } from './connectionDraft.js';
import { askStep, type StepContext } from './connectionSteps.js';

export interface AskOptions {
  readonly title: string;
  readonly editing: boolean;
  /** The question to begin with; the first one where there is no such question. */
  readonly beginAt?: StepId | undefined;
  /** Facts that may change with the answers. */
  readonly context: (draft: ConnectionDraft) => StepContext;
}

/**
 * Asks everything about a connection, step by step and back again.
 * @returns `undefined` where the person gave up; nothing was saved then
 */
export async function askConnection(
  start: ConnectionDraft,
  { title, editing, beginAt, context }: AskOptions,
): Promise<ConnectionDraft | undefined> {
  let draft = start;
  const first = stepsFor(draft, editing).findIndex((step) => step === beginAt);
  for (let position = Math.max(0, first); ;) {
    const steps = stepsFor(draft, editing);
    const step = steps[position];
    if (step === undefined) {
      return draft;
    }
    const before = draft;
    const canSave = (value: string) => {
      const answered = withAnswer(before, step, value);
      return editing && isComplete(answered, context(answered).hasSecret);
    };
    const outcome = await askStep(
      step,
      draft,
      { title, step: position + 1, totalSteps: steps.length, canSave },
      context(draft),
    );
    if (outcome.kind === 'cancelled') {
      return undefined;
    }
    draft = outcome.value === undefined ? draft : withAnswer(draft, step, outcome.value);
    if (outcome.kind === 'save') {
      return draft;
    }
    position += outcome.kind === 'back' ? -1 : 1;
  }
}

function withAnswer(draft: ConnectionDraft, step: StepId, value: string): ConnectionDraft {
  return { ...draft, [step]: value };
}
