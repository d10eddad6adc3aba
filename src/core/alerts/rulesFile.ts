import { type TextPlace, UsageReportsError } from '../../base/errors.js';
import { isObject } from '../../base/json.js';
import { type JsonFileProblem, parseJsonText, problemInText } from '../../base/jsonFile.js';
import { plainJson, rangeInJson, type TextRange } from '../../base/jsonPlaces.js';
import { invalidRule } from './invalidRule.js';
import { type AlertRule, RULES_VERSION } from './rule.js';
import { parseRule } from './ruleSchema.js';

/** More rules than anybody reads the alerts of. */
const MAX_RULES = 500;

/** Bytes of a file with rules at the most. */
export const MAX_RULES_BYTES = 1_000_000;

/** The name of every file with rules: the editor completes them by it. */
export const RULES_FILE = 'usage-reports.rules.json';

/** What a file with rules holds: those that are understood, and why others are not. */
export interface ReadRules {
  readonly rules: readonly AlertRule[];
  readonly problems: readonly JsonFileProblem[];
}

/**
 * Reads the text of a file with rules. One that is wrong does not take the others away.
 * @param check throws where a rule can't be asked of any tenant
 */
export function readRules(text: string, check: (rule: AlertRule, path: string) => void = () => undefined): ReadRules {
  const { value, broken } = parseJsonText(text);
  if (broken !== undefined) {
    const errorAt = (place: TextPlace) => invalidRule('', { kind: 'notJson' }, place);
    return { rules: [], problems: [problemInText(text, '', errorAt, broken)] };
  }
  const rules: AlertRule[] = [];
  const problems: JsonFileProblem[] = [];
  const attempt = (read: () => void) => {
    try {
      read();
    } catch (error) {
      problems.push(placed(error, text));
    }
  };
  attempt(() => {
    for (const [index, entry] of entriesOf(value).entries()) {
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

/** Where the rule with an ID is in the text of a file; `undefined` where there is none. */
export function ruleRange(text: string, id: string): TextRange | undefined {
  const { value } = parseJsonText(text);
  const rules: readonly unknown[] = isObject(value) && Array.isArray(value['rules']) ? value['rules'] : [];
  const index = rules.findIndex((rule) => isObject(rule) && rule['id'] === id);
  return index < 0 ? undefined : rangeInJson(plainJson(text), `rules.${index}`);
}

function entriesOf(raw: unknown): readonly unknown[] {
  if (!isObject(raw)) {
    throw invalidRule('', { kind: 'noObject' });
  }
  const { version, rules, ...others } = raw;
  if (version !== RULES_VERSION) {
    const found = version === undefined ? undefined : JSON.stringify(version);
    throw invalidRule('version', { kind: 'version', found, understood: RULES_VERSION });
  }
  const [other] = Object.keys(others).filter((name) => name !== '$schema');
  if (other !== undefined) {
    throw invalidRule(other, { kind: 'unknownProperty', name: other, allowed: ['version', 'rules'] });
  }
  if (!Array.isArray(rules)) {
    throw invalidRule('rules', { kind: 'noList' });
  }
  if (rules.length > MAX_RULES) {
    throw invalidRule('rules', { kind: 'tooMany', found: rules.length, most: MAX_RULES });
  }
  return rules as unknown[];
}

function placed(error: unknown, text: string): JsonFileProblem {
  if (!(error instanceof UsageReportsError) || error.details.ruleProblem === undefined) {
    throw error;
  }
  const { argument = '', ruleProblem } = error.details;
  const path = argument === 'rules' && ruleProblem.kind === 'noObject' ? '' : argument;
  return problemInText(text, path, (place) => invalidRule(path, ruleProblem, place));
}
