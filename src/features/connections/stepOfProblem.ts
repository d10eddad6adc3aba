import type { AccessProblem } from '../../base/errors.js';
import type { StepId } from './connectionDraft.js';

/** The question whose answer causes a problem; `undefined` where no answer does. */
export function stepOfProblem(problem: AccessProblem): StepId | undefined {
  switch (problem) {
    case 'tenantNotFound':
      return 'tenantId';
    case 'preauthorizationMissing':
      return 'app';
    case 'appNotFound':
      return 'clientId';
    case 'secretMissing':
    case 'wrongSecret':
    case 'secretExpired':
      return 'clientSecret';
    case 'certificateUnreadable':
    case 'certificateUnknown':
    case 'certificateExpired':
      return 'certificatePath';
    case 'passphraseMissing':
      return 'passphrase';
    case 'wrongEnvironment':
      return 'cloud';
    default:
      return undefined;
  }
}
