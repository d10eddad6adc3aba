import type { Fault } from './graphFaults.js';

/** Texts of the decoded addresses by which the requests for the directory's datasets are told apart. */
export const DIRECTORY_PATHS = {
  directoryUsers: '/users?$select=id,userPrincipalName',
  subscribedSkus: '/subscribedSkus',
  directorySignIns: '/users?$select=id,signInActivity',
} as const;

type Dataset = keyof typeof DIRECTORY_PATHS;

/** What goes wrong with the directory of a tenant. */
export const directoryFaults = {
  /** The permission for one of them is missing; the others are answered. */
  forbidden: (dataset: Dataset): Fault =>
    refused(dataset, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.'),
  /** Without Microsoft Entra ID P1, nobody is told when users signed in. */
  withoutEntraP1: (): Fault =>
    refused(
      'directorySignIns',
      'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
      "Neither tenant is B2C or tenant doesn't have premium license",
    ),
  /** Some pages come, then one is throttled. */
  throttledAfter: (dataset: Dataset, pages: number, retryAfter = '0'): Fault => ({
    path: DIRECTORY_PATHS[dataset],
    skip: pages,
    times: 1,
    effect: { kind: 'throttle', retryAfter },
  }),
  /** Some pages come, then one ends in the middle, again and again. */
  brokenAfter: (dataset: Dataset, pages: number): Fault => ({
    path: DIRECTORY_PATHS[dataset],
    skip: pages,
    effect: { kind: 'brokenJson' },
  }),
  /** A page whose link leads elsewhere: the token must not follow it. */
  linkTo: (dataset: Dataset, link: string): Fault => ({
    path: DIRECTORY_PATHS[dataset],
    times: 1,
    effect: { kind: 'nextLink', link },
  }),
} as const;

function refused(dataset: Dataset, code: string, message: string): Fault {
  return {
    path: DIRECTORY_PATHS[dataset],
    effect: {
      kind: 'respond',
      status: 403,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ error: { code, message } }),
    },
  };
}
