import type { AccessProblem, UsageReportsError } from '../../base/errors.js';

/** Equal refusals of different reports that show that the tenant refuses, and not a report. Every request counts for its limits. */
export const MAX_EQUAL_REFUSALS = 3;

/** A report as far as a refusal of it needs. */
export interface RefusedReport {
  readonly name: string;
  readonly product: string;
}

/** Refusals of single reports: a role that does not read this one, a report for the other kind of access or one that is turned off. */
const PROBLEMS_OF_REPORTS: readonly (AccessProblem | undefined)[] = [
  'summaryRole',
  'delegatedOnly',
  'applicationOnly',
  'globalRoleMissing',
  'reportNotEnabled',
];

/** Explanations of the service that concern a report or a product: it is not switched on, or nobody has a license for it. */
const ABOUT_REPORT = /(?:\bnot|n.t) (?:been )?(?:enabled|available|supported|turned on)\b|licen[sc]e|subscription/i;

/**
 * Tells a tenant that refuses all reports (no consent, no role) from a report that is refused. Refusals are equal if the service says the
 * same of different reports, without a success in between. A tenant that has given a report in this run refuses only if the reports are about
 * different products: all reports of one product may be refused alike because nobody uses it.
 */
export class Refusals {
  readonly #equal = new Map<string, Map<string, string>>();
  #hasSucceeded = false;

  /** The most reports that were refused alike since the last success. */
  get count(): number {
    return Math.max(0, ...[...this.#equal.values()].map(({ size }) => size));
  }

  recordSuccess(): void {
    this.#hasSucceeded = true;
    this.#equal.clear();
  }

  /** @returns whether all further requests would be refused alike */
  recordFailure({ name, product }: RefusedReport, error: UsageReportsError): boolean {
    const { reason, details } = error;
    const { problem, code, serviceMessage = '' } = details;
    if (reason !== 'forbidden' || isAboutReport(error) || ABOUT_REPORT.test(serviceMessage)) {
      return false;
    }
    const said = JSON.stringify([code, problem ?? serviceMessage]);
    const products = this.#equal.get(said) ?? new Map<string, string>();
    this.#equal.set(said, products.set(name, product));
    return products.size >= MAX_EQUAL_REFUSALS && (!this.#hasSucceeded || new Set(products.values()).size > 1);
  }
}

/** Whether what stands in the way is about one report, and not about the connection's sign-in. */
export function isAboutReport({ details }: UsageReportsError): boolean {
  return PROBLEMS_OF_REPORTS.includes(details.problem);
}
