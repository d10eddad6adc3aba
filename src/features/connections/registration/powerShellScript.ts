import { CLOUDS } from '../../../services/auth/connections/clouds.js';
import {
  APP_NAME,
  APPLICATION_PERMISSION_ID,
  CONSENT_REDIRECT_URI,
  DELEGATED_PERMISSION_ID,
  GRAPH_APP_ID,
  REDIRECT_URIS,
  type RegistrationScriptOptions,
  WINDOWS_BROKER,
} from './appRegistration.js';

/**
 * The script for PowerShell. It needs only the smallest module of the Microsoft Graph SDK. It is a script block, so that its settings do
 * not stay in a session that it is pasted into.
 */
export function powerShellScript({ access, cloud, tenantId = '' }: RegistrationScriptOptions): string {
  const { graphOrigin, authority } = CLOUDS[cloud];
  const delegated = access === 'delegated';
  return `# Registers an app for Usage Reports for Microsoft 365: ${PURPOSES[access]}.
#
# Needs   ${access === 'certificate' ? 'PowerShell 7.4 or newer' : 'PowerShell'} with Install-Module Microsoft.Graph.Authentication -Scope CurrentUser,
#         and an account that may register apps.
#         Consent needs a ${delegated ? 'Cloud Application Administrator' : 'Privileged Role Administrator'} or a Global Administrator.
# Run     .\\register-app.ps1, or paste it into a PowerShell terminal.
# Leaves  one app registration in the tenant. Every run makes another one.
& {
  $ErrorActionPreference = 'Stop'

  $appName = '${APP_NAME}${delegated ? '' : ' (without a user)'}'
  $tenant = '${tenantId}' # id or domain; empty: the home tenant of whoever signs in
  $authority = '${authority}'
  $graph = '${graphOrigin}'
  $graphAppId = '${GRAPH_APP_ID}' # Microsoft Graph, in every tenant
  $permissionId = '${delegated ? DELEGATED_PERMISSION_ID : APPLICATION_PERMISSION_ID}' # Reports.Read.All, ${delegated ? 'delegated' : 'application'}

  # The sign-in is for this run only.
  $connection = @{
    Environment  = '${ENVIRONMENTS[cloud]}'
    ContextScope = 'Process'
    Scopes       = 'Application.ReadWrite.All', '${delegated ? 'DelegatedPermissionGrant' : 'AppRoleAssignment'}.ReadWrite.All'
  }
  if ($tenant) { $connection.TenantId = $tenant }
  Connect-MgGraph @connection | Out-Null
  $tenantId = (Get-MgContext).TenantId

  function Invoke-Graph([string] $Method, [string] $Path, $Body) {
    $request = @{ Method = $Method; Uri = "$graph/v1.0/$Path" }
    if ($Body) {
      $request.Body = ConvertTo-Json $Body -Depth 8
      $request.ContentType = 'application/json'
    }
    # A new app is not known everywhere at once, hence the second try.
    try { Invoke-MgGraphRequest @request }
    catch {
      if ($Path -eq 'applications') { throw }
      Start-Sleep -Seconds 10
      Invoke-MgGraphRequest @request
    }
  }
${CREDENTIALS_BEFORE[access]}
${delegated ? PUBLIC_APP : serviceApp(access === 'certificate')}

  # The app's place in this tenant, which consent is given to.
  $servicePrincipal = Invoke-Graph POST 'servicePrincipals' @{ appId = $app.appId }
${access === 'secret' ? SECRET : ''}
  # Consent for everybody.
  try {
    $graphPrincipal = Invoke-Graph GET "servicePrincipals(appId='$graphAppId')"
${delegated ? DELEGATED_CONSENT : APPLICATION_CONSENT}
    Write-Host 'Consent to Reports.Read.All is given.'
  }
  catch {
    Write-Host "Consent was not given: $_"
    Write-Host 'An administrator can give it on this page:'
    Write-Host ($authority + '/' + $tenantId + '/v2.0/adminconsent?client_id=' + $app.appId + '&scope=' + $graph + '/${delegated ? 'Reports.Read.All' : '.default'}&redirect_uri=${CONSENT_REDIRECT_URI}')
  }
  Disconnect-MgGraph | Out-Null

  Write-Host ''
  Write-Host 'For the command "Usage Reports: Add Connection" in VS Code:'
  Write-Host "  tenant id    $tenantId"
  Write-Host "  client id    $($app.appId)"
${RESULTS[access]}}
`;
}

const PURPOSES = {
  delegated: 'people sign in with their account',
  certificate: 'no user, the app proves itself with a certificate',
  secret: 'no user, the app proves itself with a secret',
};

/** Names of the Microsoft Graph SDK, as `Get-MgEnvironment` lists them. */
const ENVIRONMENTS = { global: 'Global', usgov: 'USGov', usgovdod: 'USGovDoD', china: 'China' };

const ACCESS = (type: 'Scope' | 'Role') =>
  `@(@{ resourceAppId = $graphAppId; resourceAccess = @(@{ id = $permissionId; type = '${type}' }) })`;

const PUBLIC_APP = `  # The app: accounts of this tenant only, no secret. VS Code signs in through one of the redirect URIs: a page on this computer,
  # a page that hands on to VS Code, or the broker of macOS or Windows. The public client flow is for sign-in by a code.
  $redirectUris = @(${REDIRECT_URIS.map((uri) => `'${uri}'`).join(', ')})
  $app = Invoke-Graph POST 'applications' @{
    displayName            = $appName
    signInAudience         = 'AzureADMyOrg'
    isFallbackPublicClient = $true
    publicClient           = @{ redirectUris = $redirectUris }
    requiredResourceAccess = ${ACCESS('Scope')}
  }
  Invoke-Graph PATCH "applications/$($app.id)" @{
    publicClient = @{ redirectUris = $redirectUris + "${WINDOWS_BROKER}$($app.appId)" }
  } | Out-Null`;

const serviceApp = (
  certificate: boolean,
) => `  # The app: of this tenant only. Nobody signs in with it; the redirect URI is only where the page for consent leads back to.
  $app = Invoke-Graph POST 'applications' @{
    displayName            = $appName
    signInAudience         = 'AzureADMyOrg'
    publicClient           = @{ redirectUris = @('${CONSENT_REDIRECT_URI}') }
    requiredResourceAccess = ${ACCESS('Role')}${certificate ? '\n    keyCredentials         = @($keyCredential)' : ''}
  }${certificate ? PEM_FILE : ''}`;

const CREDENTIALS_BEFORE = {
  delegated: '',
  secret: '',
  certificate: `
  # A certificate for a year.
  $rsa = [System.Security.Cryptography.RSA]::Create(3072)
  $certificateRequest = [System.Security.Cryptography.X509Certificates.CertificateRequest]::new(
    "CN=$appName", $rsa, [System.Security.Cryptography.HashAlgorithmName]::SHA256,
    [System.Security.Cryptography.RSASignaturePadding]::Pkcs1)
  $now = [DateTimeOffset]::UtcNow
  $certificate = $certificateRequest.CreateSelfSigned($now.AddMinutes(-5), $now.AddYears(1))
  $keyCredential = @{
    type  = 'AsymmetricX509Cert'
    usage = 'Verify'
    key   = [Convert]::ToBase64String($certificate.RawData)
  }
`,
};

const PEM_FILE = `

  # Certificate and private key in one file that only you can read: first the file and its rights, then what is secret.
  $pemFile = Join-Path $HOME "usage-reports-$($app.appId).pem"
  New-Item -ItemType File -Path $pemFile | Out-Null
  if ($IsWindows) {
    $me = [System.Security.Principal.WindowsIdentity]::GetCurrent().Name
    icacls $pemFile '/inheritance:r' '/grant:r' "\${me}:F" | Out-Null
  }
  else {
    chmod 600 $pemFile
  }
  Set-Content -Path $pemFile -Value @($certificate.ExportCertificatePem(), $rsa.ExportPkcs8PrivateKeyPem())`;

const SECRET = `
  # A secret for a year. It is shown once, at the end.
  $secret = (Invoke-Graph POST "applications/$($app.id)/addPassword" @{
      passwordCredential = @{ displayName = $appName; endDateTime = [DateTime]::UtcNow.AddYears(1).ToString('o') }
    }).secretText
`;

const DELEGATED_CONSENT = `    Invoke-Graph POST 'oauth2PermissionGrants' @{
      clientId    = $servicePrincipal.id
      consentType = 'AllPrincipals'
      resourceId  = $graphPrincipal.id
      scope       = 'Reports.Read.All'
    } | Out-Null`;

const APPLICATION_CONSENT = `    Invoke-Graph POST "servicePrincipals/$($servicePrincipal.id)/appRoleAssignments" @{
      principalId = $servicePrincipal.id
      resourceId  = $graphPrincipal.id
      appRoleId   = $permissionId
    } | Out-Null`;

const RESULTS = {
  delegated: '',
  certificate: `  Write-Host "  certificate  $pemFile"
`,
  secret: `  Write-Host "  secret       $secret"
  Write-Host 'VS Code asks for the secret and keeps it in its secret storage. Write it into no file.'
`,
};
