import { type RuleProblem, UsageReportsError } from '../../base/errors.js';
import { brokenAt, placeAt, rangeInJson, type TextRange } from '../../base/jsonPlaces.js';
import { invalidRule } from './invalidRule.js';
import { type AlertRule, RULES_VERSION } from './rule.js';
import { parseRule } from './ruleSchema.js';

/** More rules than anybody reads the alerts of. */
const MAX_RULES = 500;

/** Bytes of a file with rules at the most. */
export const MAX_RULES_BYTES = 1_000_000;

/** The name of every file with rules: the editor completes them by it. */
export const RULES_FILE = 'usage-reports.rules.json';

/** A rule that isn't understood. */
export interface RuleFileProblem {
  /** Has a `place` in its details. */
  readonly error: UsageReportsError;
  /** What of the text is wrong. */
  readonly range: TextRange;
}

/** What a file with rules holds: those that are understood, and why others are not. */
export interface ReadRules {
  readonly rules: readonly AlertRule[];
  readonly problems: readonly RuleFileProblem[];
}

/**
 * Reads the text of a file with rules. One that is wrong does not take the others away.
 * @param check throws where a rule can't be asked of any tenant
 */
export function readRules(text: string, check: (rule: AlertRule, path: string) => void = () => undefined): ReadRules {
  let raw: unknown;
  try {
    raw = JSON.parse(text.replace(/^\uFEFF/, ' '));
  } catch {
    const start = brokenAt(text) ?? 0;
    const problem = invalidRule('', { kind: 'notJson' }, placeAt(text, start));
    return { rules: [], problems: [{ error: problem, range: { start, end: Math.min(start + 1, text.length) } }] };
  }
  const rules: AlertRule[] = [];
  const problems: RuleFileProblem[] = [];
  const attempt = (read: () => void) => {
    try {
      read();
    } catch (error) {
      problems.push(placed(error, text));
    }
  };
  attempt(() => {
    for (const [index, entry] of entriesOf(raw).entries()) {
      const path = `rules.${index}`;
      attempt(() => {
        const rule = parseRule(entry, path);
        if (rules.some(({ id }) => id === rule.id)) {
          throw invalidRule(`${path}.id`, { kind: 'sameId', id: rule.id });
        }
        check(rule, path);
        rules.push(rule);
      });
    }
  });
  return { rules, problems };
}

function entriesOf(raw: unknown): readonly unknown[] {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    throw invalidRule('', { kind: 'noObject' });
  }
  const { version, rules, ...others } = raw as { readonly version?: unknown; readonly rules?: unknown };
  if (version !== RULES_VERSION) {
    const found = version === undefined ? undefined : JSON.stringify(version);
    throw invalidRule('version', { kind: 'version', found, understood: RULES_VERSION });
  }
  const [other] = Object.keys(others).filter((name) => name !== '$schema');
  if (other !== undefined) {
    throw invalidRule(other, { kind: 'unknownProperty' });
  }
  if (!Array.isArray(rules)) {
    throw invalidRule('rules', { kind: 'noList' } satisfies RuleProblem);
  }
  if (rules.length > MAX_RULES) {
    throw invalidRule('rules', { kind: 'tooMany', found: rules.length, most: MAX_RULES });
  }
  return rules as unknown[];
}

function placed(error: unknown, text: string): RuleFileProblem {
  if (!(error instanceof UsageReportsError) || error.details.ruleProblem === undefined) {
    throw error;
  }
  const { argument = '', ruleProblem } = error.details;
  const path = argument === 'rules' && ruleProblem.kind === 'noObject' ? '' : argument;
  const range = rangeInJson(text, path);
  return { error: invalidRule(path, ruleProblem, placeAt(text, range.start)), range };
}
