import type { AccessProblem } from '../../base/errors.js';

/**
 * What the error codes of the identity platform mean. The codes are part of its error messages, whichever library or provider passes
 * them on. Source: Microsoft's reference "Microsoft Entra authentication and authorization error codes".
 */
const PROBLEMS: Readonly<Record<string, AccessProblem>> = {
  65001: 'consentMissing',
  65002: 'preauthorizationMissing',
  65004: 'declined',
  90094: 'consentMissing',
  500571: 'personalAccount',
  50020: 'personalAccount',
  9002313: 'appNotFound',
  700016: 'appNotFound',
  700038: 'appNotFound',
  90002: 'tenantNotFound',
  900023: 'tenantNotFound',
  500011: 'consentMissing',
  7000229: 'consentMissing',
  50076: 'conditionalAccess',
  50079: 'conditionalAccess',
  50005: 'conditionalAccess',
  50097: 'conditionalAccess',
  50158: 'conditionalAccess',
  53000: 'conditionalAccess',
  53001: 'conditionalAccess',
  53002: 'conditionalAccess',
  53003: 'conditionalAccess',
  530004: 'conditionalAccess',
  7000215: 'wrongSecret',
  7000216: 'secretMissing',
  7000218: 'secretMissing',
  7000222: 'secretExpired',
  700021: 'certificateUnknown',
  700027: 'certificateUnknown',
  7000214: 'certificateUnknown',
  1000502: 'certificateExpired',
  700024: 'clockSkew',
};

/** The number in a message like `AADSTS7000215: Invalid client secret provided.`, without the letters. */
export function identityCode(text: string): string | undefined {
  return /\bAADSTS(\d{4,8})\b/.exec(text)?.[1];
}

/** The problem that a message names by its code. */
export function identityProblem(text: string): AccessProblem | undefined {
  const code = identityCode(text);
  const problem = code === undefined ? undefined : PROBLEMS[code];
  // The platform has one code for a key that was never registered and for one that has expired.
  return problem === 'certificateUnknown' && /\bis expired\b/.test(text) ? 'certificateExpired' : problem;
}
