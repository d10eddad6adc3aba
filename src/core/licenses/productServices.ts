/** Services whose use the reports show for each user. */
export const LICENSED_SERVICES = [
  'Exchange',
  'OneDrive',
  'SharePoint',
  'Teams',
  'Viva Engage',
  'Microsoft 365 Apps',
  'Forms',
  'Skype for Business',
  'Microsoft 365 Copilot',
] as const;
export type LicensedService = (typeof LICENSED_SERVICES)[number];

/** Copilot is a product of its own. */
const SUITE = LICENSED_SERVICES.filter((service) => service !== 'Microsoft 365 Copilot');

/**
 * Services that nobody has a product for: their use counts, but that nobody uses them says nothing. Their reports have those who used them, so
 * that a user who is not there is no gap.
 */
export const SIDE_SERVICES: ReadonlySet<LicensedService> = new Set(['Forms', 'Skype for Business']);

/** What may follow the name of a suite without making it another product: `MICROSOFT 365 E5 SECURITY` is no suite. */
const OF_SUITE = [
  'EEA',
  'NO TEAMS',
  'FOR STUDENTS',
  'FOR FACULTY',
  'USE BENEFIT',
  'DEVELOPER',
  'WITHOUT AUDIO CONFERENCING',
  'WITH CALLING MINUTES',
  'GCC',
  'GCC HIGH',
  'USGOV GCCHIGH',
  'USGOV DOD',
].join('|');

/**
 * Which services come with a product, by its name as the reports write it (`Assigned Products`). The first line that fits the whole name counts.
 *
 * The names, and the service plans of each product, are those of Microsoft's list "Product names and service plan identifiers for licensing":
 * https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference (as of 2025-10-29). Its plans by service:
 * `EXCHANGE_S_…` Exchange, `ONEDRIVE…` OneDrive, `SHAREPOINT…` SharePoint and OneDrive (but `SHAREPOINTWAC` is Office for the web), `TEAMS1`
 * Teams, `YAMMER_…` and `VIVAENGAGE_CORE` Viva Engage, `OFFICESUBSCRIPTION` and `OFFICE_BUSINESS` apps, `FORMS_PLAN_…` Forms, `MCOSTANDARD`
 * Skype for Business, `M365_COPILOT_…` Copilot. `EXCHANGE_S_FOUNDATION` is in nearly every product, and is no mailbox.
 *
 * A product is here only if its use is the use of these services. So Visio Plan 2 is not, although it includes OneDrive: who draws in Visio and
 * uses OneDrive never would have an unused license. A suite has all its services, as any of them may be why somebody has it.
 */
const PRODUCTS: readonly (readonly [name: RegExp, services: readonly LicensedService[]])[] = [
  [named(`(?:MICROSOFT|OFFICE) 365 (?:ENTERPRISE )?(?:[EG][1345]|A[135]|F[13])(?: (?:${OF_SUITE}))*`), SUITE],
  [named('MICROSOFT TEAMS EXPLORATORY'), SUITE],
  [named(`MICROSOFT 365 BUSINESS (?:BASIC|STANDARD|PREMIUM)(?: (?:${OF_SUITE}))*`), SUITE],
  [
    named('MICROSOFT 365 APPS FOR (?:BUSINESS|ENTERPRISE|FACULTY|STUDENTS)'),
    ['Microsoft 365 Apps', 'OneDrive', 'Forms'],
  ],
  [named('MICROSOFT 365 COPILOT|(?:MICROSOFT )?COPILOT FOR MICROSOFT 365'), ['Microsoft 365 Copilot']],
  [named('EXCHANGE ONLINE (?:PLAN [12]|KIOSK|ESSENTIALS)'), ['Exchange']],
  [named('SHAREPOINT (?:ONLINE )?PLAN [12]'), ['SharePoint', 'OneDrive']],
  [named('ONEDRIVE FOR BUSINESS PLAN [12]'), ['OneDrive']],
  [named('MICROSOFT TEAMS (?:ENTERPRISE|EEA|ESSENTIALS)'), ['Teams']],
];

function named(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`);
}

/**
 * The services by which the use of a product shows. Empty if no report shows it, as for Visio, Project, Power BI, or Entra, and if the product is
 * not known: then nobody can say that it is unused.
 *
 * @param product as a report writes it, in any case and with any brackets
 */
export function servicesOf(product: string): readonly LicensedService[] {
  const name = product
    .toUpperCase()
    .replace(/[\s()_-]+/g, ' ')
    .trim();
  const services = PRODUCTS.find(([pattern]) => pattern.test(name))?.[1] ?? [];
  return name.includes('NO TEAMS') ? services.filter((service) => service !== 'Teams') : services;
}
