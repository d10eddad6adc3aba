/** A product that Microsoft sells, as the directory names it and as reports do. */
export interface ProductSku {
  /** Lower case. The same in every tenant. */
  readonly skuId: string;
  /** The directory's name for it. */
  readonly partNumber: string;
  /** As the reports write it in `Assigned Products`, the present name first. */
  readonly names: readonly [string, ...string[]];
}

const sku = (skuId: string, partNumber: string, ...names: ProductSku['names']): ProductSku => ({
  skuId,
  partNumber,
  names,
});

/**
 * Products whose names in the directory and in reports are known to be of the same thing, from Microsoft's list "Product names and service plan
 * identifiers for licensing": https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference. What is not here is shown by
 * its part number: a wrong name would add up licenses of two products.
 */
export const PRODUCT_SKUS: readonly ProductSku[] = [
  sku('05e9a617-0261-4cee-bb44-138d3ef5d965', 'SPE_E3', 'MICROSOFT 365 E3'),
  sku('06ebc4ee-1bb5-47dd-8120-11324bc54e06', 'SPE_E5', 'MICROSOFT 365 E5'),
  sku('44575883-256e-4a79-9da4-ebe9acabe2b2', 'M365_F1', 'MICROSOFT 365 F1'),
  sku('66b55226-6b4f-492c-910c-a3b7a3c9d993', 'SPE_F1', 'MICROSOFT 365 F3'),
  sku('184efa21-98c3-4e5d-95ab-d07053a96e67', 'INFORMATION_PROTECTION_COMPLIANCE', 'MICROSOFT 365 E5 COMPLIANCE'),
  sku('26124093-3d78-432b-b5dc-48bf992543d5', 'IDENTITY_THREAT_PROTECTION', 'MICROSOFT 365 E5 SECURITY'),
  sku(
    '639dec6b-bb19-468b-871c-c5c441c4b0cb',
    'Microsoft_365_Copilot',
    'MICROSOFT 365 COPILOT',
    'COPILOT FOR MICROSOFT 365',
    'MICROSOFT COPILOT FOR MICROSOFT 365',
  ),
  sku('3b555118-da6a-4418-894f-7df1e2096870', 'O365_BUSINESS_ESSENTIALS', 'MICROSOFT 365 BUSINESS BASIC'),
  sku('f245ecc8-75af-4f8e-b61f-27d8114de5f3', 'O365_BUSINESS_PREMIUM', 'MICROSOFT 365 BUSINESS STANDARD'),
  sku('cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46', 'SPB', 'MICROSOFT 365 BUSINESS PREMIUM'),
  sku('cdd28e44-67e3-425e-be4c-737fab2899d3', 'O365_BUSINESS', 'MICROSOFT 365 APPS FOR BUSINESS'),
  sku('c2273bd0-dff7-4215-9ef5-2c7bcfb06425', 'OFFICESUBSCRIPTION', 'MICROSOFT 365 APPS FOR ENTERPRISE'),
  sku('4b590615-0888-425a-a965-b3bf7789848d', 'M365EDU_A3_FACULTY', 'MICROSOFT 365 A3 FOR FACULTY'),
  sku('7cfd9a2b-e110-4c39-bf20-c6a3f36a3121', 'M365EDU_A3_STUDENT', 'MICROSOFT 365 A3 FOR STUDENTS'),
  sku('e97c048c-37a4-45fb-ab50-922fbf07a370', 'M365EDU_A5_FACULTY', 'MICROSOFT 365 A5 FOR FACULTY'),
  sku('46c119d4-0379-4a9d-85e4-97c66d3f909e', 'M365EDU_A5_STUDENT', 'MICROSOFT 365 A5 FOR STUDENTS'),
  sku('18181a46-0d4e-45cd-891e-60aabd171b4e', 'STANDARDPACK', 'OFFICE 365 E1'),
  sku('6fd2c87f-b296-42f0-b197-1e91e994b900', 'ENTERPRISEPACK', 'OFFICE 365 E3'),
  sku('c7df2760-2c81-4ef7-b578-5b5392b571df', 'ENTERPRISEPREMIUM', 'OFFICE 365 E5'),
  sku('4b585984-651b-448a-9e53-3b10f069cf7f', 'DESKLESSPACK', 'OFFICE 365 F3'),
  sku('4b9405b0-7788-4568-add1-99614e613b69', 'EXCHANGESTANDARD', 'EXCHANGE ONLINE (PLAN 1)'),
  sku('19ec0d23-8335-4cbd-94ac-6050e30712fa', 'EXCHANGEENTERPRISE', 'EXCHANGE ONLINE (PLAN 2)'),
  sku('80b2d799-d2ba-4d2a-8842-fb0d0f3a4b82', 'EXCHANGEDESKLESS', 'EXCHANGE ONLINE KIOSK'),
  sku('1fc08a02-8b3d-43b9-831e-f76859e04e1a', 'SHAREPOINTSTANDARD', 'SHAREPOINT ONLINE (PLAN 1)'),
  sku('a9732ec9-17d9-494c-a51c-d6b45b384dcb', 'SHAREPOINTENTERPRISE', 'SHAREPOINT ONLINE (PLAN 2)'),
  sku('e6778190-713e-4e4f-9119-8b8238de25df', 'WACONEDRIVESTANDARD', 'ONEDRIVE FOR BUSINESS (PLAN 1)'),
  sku('ed01faf2-1d88-4947-ae91-45ca18703a96', 'WACONEDRIVEENTERPRISE', 'ONEDRIVE FOR BUSINESS (PLAN 2)'),
  sku('710779e8-3d4a-4c88-adb9-386c958d1fdf', 'TEAMS_EXPLORATORY', 'MICROSOFT TEAMS EXPLORATORY'),
  sku('efccb6f7-5641-4e0e-bd10-b4976e1bf68e', 'EMS', 'ENTERPRISE MOBILITY + SECURITY E3'),
  sku('b05e124f-c7cc-45a0-a6aa-8cf78c946968', 'EMSPREMIUM', 'ENTERPRISE MOBILITY + SECURITY E5'),
  sku(
    '078d2b04-f1bd-4111-bbd4-b4b1b354cef4',
    'AAD_PREMIUM',
    'MICROSOFT ENTRA ID P1',
    'AZURE ACTIVE DIRECTORY PREMIUM P1',
  ),
  sku(
    '84a661c4-e949-4bd2-a560-ed7766fcaf2b',
    'AAD_PREMIUM_P2',
    'MICROSOFT ENTRA ID P2',
    'AZURE ACTIVE DIRECTORY PREMIUM P2',
  ),
  sku('f8a1db68-be16-40ed-86d5-cb42ce701560', 'POWER_BI_PRO', 'POWER BI PRO'),
  sku('a403ebcc-fae0-4ca2-8c8c-7a907fd6c235', 'POWER_BI_STANDARD', 'POWER BI (FREE)', 'MICROSOFT FABRIC (FREE)'),
  sku('4b244418-9658-4451-a2b8-b5e2b364e9bd', 'VISIOONLINE_PLAN1', 'VISIO PLAN 1', 'VISIO ONLINE PLAN 1'),
  sku('c5928f49-12ba-48f7-ada3-0d743a3601d5', 'VISIOCLIENT', 'VISIO PLAN 2', 'VISIO ONLINE PLAN 2'),
  sku('53818b1b-4a27-454b-8896-0dba576410e6', 'PROJECTPROFESSIONAL', 'PROJECT PLAN 3', 'PROJECT ONLINE PROFESSIONAL'),
  sku('09015f9f-377f-4538-bbb5-f75ceb09358a', 'PROJECTPREMIUM', 'PROJECT PLAN 5', 'PROJECT ONLINE PREMIUM'),
];

/** The name of a product as reports write it; of one that is not known, the part number, or, without one, the ID. */
export function productOfSku(skuId: string, partNumber: string): string {
  const known = skuById.get(skuId.trim().toLowerCase());
  return known?.names[0] ?? (partNumber.trim() === '' ? skuId : partNumber);
}

/** Whether a report and the directory may mean the same product, however the report writes it. */
export function productKey(product: string): string {
  const name = normalized(product);
  return keyByName.get(name) ?? name;
}

const skuById = new Map(PRODUCT_SKUS.map((one) => [one.skuId, one]));
const keyByName = new Map(
  PRODUCT_SKUS.flatMap(({ names }) => names.map((name) => [normalized(name), normalized(names[0])] as const)),
);

/** Without case and brackets. */
function normalized(product: string): string {
  return product
    .toUpperCase()
    .replace(/[\s()_-]+/g, ' ')
    .trim();
}
