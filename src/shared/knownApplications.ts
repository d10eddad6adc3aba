/**
 * Names of Microsoft's own applications by application (client) ID, the same in every tenant. Usage reports have only the ID. Apps of a
 * tenant are not listed anywhere in the reports, so they are shown by their ID.
 * Source: Microsoft Entra, "Verify first-party Microsoft applications in sign-in reports".
 */
const NAMES: Readonly<Record<string, string>> = {
  '00000002-0000-0ff1-ce00-000000000000': 'Office 365 Exchange Online',
  '00000003-0000-0000-c000-000000000000': 'Microsoft Graph',
  '00000003-0000-0ff1-ce00-000000000000': 'Office 365 SharePoint Online',
  '04b07795-8ddb-461a-bbee-02f9e1bf7b46': 'Microsoft Azure CLI',
  '14d82eec-204b-4c2f-b7e8-296a70dab67e': 'Microsoft Graph Command Line Tools',
  '1950a258-227b-4e31-a9cf-717495945fc2': 'Microsoft Azure PowerShell',
  '1fec8e78-bce4-4aaf-ab1b-5451cc387264': 'Microsoft Teams',
  'ab9b8c07-8f02-4f72-87fa-80105867a763': 'OneDrive SyncEngine',
  'c44b4083-3bb0-49c1-b47d-974e53cbdf3c': 'Azure Portal',
  'd3590ed6-52b3-4102-aeff-aad2292ab01c': 'Microsoft Office',
  'de8bc8b5-d9f9-48b1-a8ad-b748da725064': 'Graph Explorer',
};

/** What people read in place of an application's ID: its name, if it is one of Microsoft's, else the ID. */
export function applicationLabel(id: string): string {
  return NAMES[id.trim().toLowerCase()] ?? id;
}
