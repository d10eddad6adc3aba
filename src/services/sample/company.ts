/** A fictitious company with its tenant. The domain `.example` is reserved for such purposes. */
export interface Company {
  readonly name: string;
  readonly domain: string;
  readonly sharePoint: string;
  /** Companies with different seeds have different people with different habits; with equal seeds, the same. */
  readonly seed: number;
  /** Number of users. Above 1,000 the daily series are estimated from the first 1,000. */
  readonly users: number;
  /** Whether the tenant's privacy setting conceals the names of users, groups and sites in all reports. */
  readonly concealsNames: boolean;
}

export const northlight: Company = {
  name: 'Northlight Robotics',
  domain: 'northlight.example',
  sharePoint: 'https://northlight.sharepoint.example',
  seed: 0,
  users: 180,
  concealsNames: false,
};

/** Smaller, and with concealed names. */
export const fabrikam: Company = {
  name: 'Fabrikam',
  domain: 'fabrikam.example',
  sharePoint: 'https://fabrikam.sharepoint.example',
  // A seed whose few users have all the habits that `test/unit/services/sample/story.test.ts` looks for.
  seed: 1678,
  users: 90,
  concealsNames: true,
};
