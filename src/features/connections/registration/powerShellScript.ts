import { CLOUDS } from '../../../services/auth/connections/clouds.js';
import {
  APP_NAME,
  CONSENT_REDIRECT_URI,
  GRAPH_APP_ID,
  REDIRECT_URIS,
  type RegistrationScriptOptions,
  WINDOWS_BROKER,
} from './appRegistration.js';
import { permissionsOfScript } from './graphPermissions.js';

/**
 * The script for PowerShell. It needs only the smallest module of the Microsoft Graph SDK. It is a script block, so that its settings do
 * not stay in a session that it is pasted into.
 */
export function powerShellScript(options: RegistrationScriptOptions): string {
  const { access, cloud, tenantId = '', clientId } = options;
  const { graphOrigin, authority } = CLOUDS[cloud];
  const delegated = access === 'delegated';
  const isNew = clientId === undefined;
  const permissions = permissionsOfScript(options);
  const names = permissions.map(({ name }) => name);
  const consentScopes = delegated ? names.map((name) => `$graph/${name}`).join('%20') : '$graph/.default';
  return `${isNew ? `# Registers an app for Usage Reports for Microsoft 365: ${PURPOSES[access]}.` : '# Adds permissions to the app that Usage Reports for Microsoft 365 signs in with.'}
#
# Needs   ${isNew && access === 'certificate' ? 'PowerShell 7.4 or newer' : 'PowerShell'} with Install-Module Microsoft.Graph.Authentication -Scope CurrentUser,
#         and an account that may ${isNew ? 'register apps' : 'change this app registration'}.
#         Consent needs a ${delegated ? 'Cloud Application Administrator' : 'Privileged Role Administrator'} or a Global Administrator.
# Run     .\\${isNew ? 'register-app' : 'add-permissions'}.ps1, or paste it into a PowerShell terminal.
${isNew ? '# Leaves  one app registration in the tenant. Every run makes another one.' : '# Leaves  the app registration as it is, with these permissions. It removes none.'}
& {
  $ErrorActionPreference = 'Stop'

${isNew ? `  $appName = '${APP_NAME}${delegated ? '' : ' (without a user)'}'\n` : ''}  $tenant = '${tenantId}' # id or domain; empty: the home tenant of whoever signs in
  $authority = '${authority}'
  $graph = '${graphOrigin}'
  $graphAppId = '${GRAPH_APP_ID}' # Microsoft Graph, in every tenant
  $permissionIds = @( # ${delegated ? 'delegated' : 'application'}
${permissions.map(({ name, id }) => `    '${id}' # ${name}`).join('\n')}
  )

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
${isNew ? CREDENTIALS_BEFORE[access] : ''}
${isNew ? (delegated ? PUBLIC_APP : serviceApp(access === 'certificate')) : knownApp(clientId, delegated)}

  # The app's place in this tenant, which consent is given to.
  ${isNew ? NEW_PRINCIPAL : KNOWN_PRINCIPAL}
${isNew && access === 'secret' ? SECRET : ''}
  # Consent for everybody.
  try {
    $graphPrincipal = Invoke-Graph GET "servicePrincipals(appId='$graphAppId')"
${delegated ? delegatedConsent(names) : APPLICATION_CONSENT}
    Write-Host 'Consent to ${names.join(', ')} is given.'
  }
  catch {
    Write-Host "Consent was not given: $_"
    Write-Host 'An administrator can give it on this page:'
    Write-Host "$authority/$tenantId/v2.0/adminconsent?client_id=$($app.appId)&scope=${consentScopes}&redirect_uri=${CONSENT_REDIRECT_URI}"
  }
  Disconnect-MgGraph | Out-Null

  Write-Host ''
${
  isNew
    ? `  Write-Host 'For the command "Usage Reports: Add Connection" in VS Code:'
  Write-Host "  tenant id    $tenantId"
  Write-Host "  client id    $($app.appId)"
${RESULTS[access]}`
    : `  Write-Host 'Then run "Usage Reports: Refresh Directory Data" in VS Code.'
`
}}
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
  `@(@{
      resourceAppId  = $graphAppId
      resourceAccess = @($permissionIds | ForEach-Object { @{ id = $_; type = '${type}' } })
    })`;

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

/** What the registration lists stays: the whole list is written. */
const knownApp = (
  clientId: string,
  delegated: boolean,
) => `  # The permissions that the registration lists, of Microsoft Graph and of others.
  $app = Invoke-Graph GET "applications(appId='${clientId}')"
  $ofOthers = @($app.requiredResourceAccess | Where-Object { $_.resourceAppId -ne $graphAppId })
  $listed = @($app.requiredResourceAccess | Where-Object { $_.resourceAppId -eq $graphAppId } | ForEach-Object { $_.resourceAccess })
  $listedIds = @($listed | ForEach-Object { $_.id })
  $added = @($permissionIds | Where-Object { $_ -notin $listedIds } | ForEach-Object { @{ id = $_; type = '${delegated ? 'Scope' : 'Role'}' } })
  Invoke-Graph PATCH "applications/$($app.id)" @{
    requiredResourceAccess = @($ofOthers) + @(@{ resourceAppId = $graphAppId; resourceAccess = @($listed) + @($added) })
  } | Out-Null`;

const NEW_PRINCIPAL = `$servicePrincipal = Invoke-Graph POST 'servicePrincipals' @{ appId = $app.appId }`;

const KNOWN_PRINCIPAL = `try { $servicePrincipal = Invoke-MgGraphRequest -Method GET -Uri "$graph/v1.0/servicePrincipals(appId='$($app.appId)')" }
  catch { $servicePrincipal = Invoke-Graph POST 'servicePrincipals' @{ appId = $app.appId } }`;

/** There is one grant for everybody, with all scopes: what it has stays. */
const delegatedConsent = (names: readonly string[]) => `    $scopes = @(${names.map((name) => `'${name}'`).join(', ')})
    $grants = (Invoke-Graph GET "servicePrincipals/$($servicePrincipal.id)/oauth2PermissionGrants").value
    $grant = $grants | Where-Object { $_.consentType -eq 'AllPrincipals' -and $_.resourceId -eq $graphPrincipal.id } | Select-Object -First 1
    if ($grant) {
      $scopes = @($grant.scope.Trim() -split ' +') + $scopes | Select-Object -Unique
      Invoke-Graph PATCH "oauth2PermissionGrants/$($grant.id)" @{ scope = $scopes -join ' ' } | Out-Null
    }
    else {
      Invoke-Graph POST 'oauth2PermissionGrants' @{
        clientId    = $servicePrincipal.id
        consentType = 'AllPrincipals'
        resourceId  = $graphPrincipal.id
        scope       = $scopes -join ' '
      } | Out-Null
    }`;

const APPLICATION_CONSENT = `    $assignments = "servicePrincipals/$($servicePrincipal.id)/appRoleAssignments"
    $given = @((Invoke-Graph GET $assignments).value | ForEach-Object { $_.appRoleId })
    $permissionIds | Where-Object { $_ -notin $given } | ForEach-Object {
      Invoke-Graph POST $assignments @{
        principalId = $servicePrincipal.id
        resourceId  = $graphPrincipal.id
        appRoleId   = $_
      } | Out-Null
    }`;

const RESULTS = {
  delegated: '',
  certificate: `  Write-Host "  certificate  $pemFile"
`,
  secret: `  Write-Host "  secret       $secret"
  Write-Host 'VS Code asks for the secret and keeps it in its secret storage. Write it into no file.'
`,
};
