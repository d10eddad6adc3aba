import { CLOUDS } from '../../../services/auth/connections/clouds.js';
import {
  APP_NAME,
  CONSENT_REDIRECT_URI,
  GRAPH_APP_ID,
  REDIRECT_URIS,
  type RegistrationScriptOptions,
  WINDOWS_BROKER,
} from './appRegistration.js';
import { permissionsOfScript, type ScriptPermission } from './graphPermissions.js';

/** The script for bash and the Azure CLI. It is a subshell, so that a failure does not close a terminal that it is pasted into. */
export function azureCliScript(options: RegistrationScriptOptions): string {
  const { access, cloud, tenantId = '', clientId } = options;
  const { graphOrigin, authority } = CLOUDS[cloud];
  const delegated = access === 'delegated';
  const isNew = clientId === undefined;
  const permissions = permissionsOfScript(options);
  const names = permissions.map(({ name }) => name);
  const consentScope = delegated ? names.map((name) => `$GRAPH/${name}`).join('%20') : '$GRAPH/.default';
  return `#!/usr/bin/env bash
${isNew ? `# Registers an app for Usage Reports for Microsoft 365: ${PURPOSES[access]}.` : '# Adds permissions to the app that Usage Reports for Microsoft 365 signs in with.'}
#
# Needs   bash and the Azure CLI${cloud === 'usgovdod' ? ' 2.75 or newer' : ''}${isNew && access === 'certificate' ? ', openssl' : ''}, and an account that may ${isNew ? 'register apps' : 'change this app registration'}.
#         Consent needs a ${delegated ? 'Cloud Application Administrator' : 'Privileged Role Administrator'} or a Global Administrator.
# Run     bash ${isNew ? 'register-app' : 'add-permissions'}.sh
${isNew ? '# Leaves  one app registration in the tenant. Run again, it takes the app of the same name.' : '# Leaves  the app registration as it is, with these permissions. It removes none.'}
(
set -euo pipefail

${isNew ? `APP_NAME='${APP_NAME}'\n` : ''}TENANT='${tenantId}' # id or domain; empty: the home tenant of whoever signs in
AUTHORITY='${authority}'
GRAPH='${graphOrigin}'
GRAPH_APP_ID='${GRAPH_APP_ID}' # Microsoft Graph, in every tenant
PERMISSION_IDS=( # ${delegated ? 'delegated' : 'application'}
${permissions.map(({ name, id }) => `  '${id}' # ${name}`).join('\n')}
)

# The Azure CLI's own settings and sign-in stay as they are. This run has its own, and they go when it ends.
AZURE_CONFIG_DIR="$(mktemp -d)"
export AZURE_CONFIG_DIR
trap 'rm -rf "$AZURE_CONFIG_DIR"' EXIT

${SET_CLOUD[cloud]}az login --allow-no-subscriptions \${TENANT:+--tenant "$TENANT"} --output none
TENANT_ID="$(az account show --query tenantId --output tsv)"

${isNew ? (delegated ? publicApp(permissions) : serviceApp(permissions)) : knownApp(clientId, delegated)}

# The app's place in this tenant, which consent is given to.
${PRINCIPALS}
${isNew ? CREDENTIALS[access] : ''}
# Consent for everybody. ${isNew ? 'A new app is not known everywhere at once, hence the second try.' : 'What was consented to before stays. Not everything is known everywhere at once, hence the second try.'}
consent() {
${delegated ? delegatedConsent(names) : APPLICATION_CONSENT}
}
if consent || { sleep 15 && consent; }; then
  echo 'Consent to ${names.join(', ')} is given.'
else
  echo 'Consent was not given here, unless it was there before. An administrator can give it on this page:'
  echo "$AUTHORITY/$TENANT_ID/v2.0/adminconsent?client_id=$APP_ID&scope=${consentScope}&redirect_uri=${CONSENT_REDIRECT_URI}"
fi

echo
${
  isNew
    ? `echo 'For the command "Usage Reports: Add Connection" in VS Code:'
echo "  tenant id    $TENANT_ID"
echo "  client id    $APP_ID"
${RESULTS[access]}`
    : `echo 'Then run "Usage Reports: Refresh Directory Data" in VS Code.'
`
})
`;
}

const PURPOSES = {
  delegated: 'people sign in with their account',
  certificate: 'no user, the app proves itself with a certificate',
  secret: 'no user, the app proves itself with a secret',
};

/** DoD shares its sign-in with the other government cloud, but has its own Microsoft Graph. */
const SET_CLOUD = {
  global: '',
  usgov: 'az cloud set --name AzureUSGovernment\n',
  usgovdod: `az cloud update --name AzureUSGovernment --endpoint-microsoft-graph-resource-id "$GRAPH/" --output none
az cloud set --name AzureUSGovernment
`,
  china: 'az cloud set --name AzureChinaCloud\n',
};

/** The value of `--required-resource-accesses`. */
const accesses = (permissions: readonly ScriptPermission[], type: 'Scope' | 'Role') =>
  `'${JSON.stringify([{ resourceAppId: GRAPH_APP_ID, resourceAccess: permissions.map(({ id }) => ({ id, type })) }])}'`;

const publicApp = (
  permissions: readonly ScriptPermission[],
) => `# The app: accounts of this tenant only, no secret. VS Code signs in through one of the redirect URIs: a page on this computer,
# a page that hands on to VS Code, or the broker of macOS or Windows. The public client flow is for sign-in by a code.
REDIRECT_URIS=(${REDIRECT_URIS.map((uri) => `'${uri}'`).join(' ')})
APP_ID="$(az ad app create --display-name "$APP_NAME" --sign-in-audience AzureADMyOrg --is-fallback-public-client true \\
  --public-client-redirect-uris "\${REDIRECT_URIS[@]}" \\
  --required-resource-accesses ${accesses(permissions, 'Scope')} \\
  --query appId --output tsv)"
az ad app update --id "$APP_ID" --public-client-redirect-uris "\${REDIRECT_URIS[@]}" "${WINDOWS_BROKER}$APP_ID"`;

const serviceApp = (
  permissions: readonly ScriptPermission[],
) => `# The app: of this tenant only. Nobody signs in with it; the redirect URI is only where the page for consent leads back to.
APP_ID="$(az ad app create --display-name "$APP_NAME (without a user)" --sign-in-audience AzureADMyOrg \\
  --public-client-redirect-uris '${CONSENT_REDIRECT_URI}' \\
  --required-resource-accesses ${accesses(permissions, 'Role')} \\
  --query appId --output tsv)"`;

/** Asks first what the registration lists: the same permission twice is an error. */
const knownApp = (clientId: string, delegated: boolean) => `# The permissions that the registration lists.
APP_ID='${clientId}'
LISTED="$(az ad app show --id "$APP_ID" \\
  --query "requiredResourceAccess[?resourceAppId=='$GRAPH_APP_ID'].resourceAccess[].id" --output tsv)"
for PERMISSION_ID in "\${PERMISSION_IDS[@]}"; do
  case "$LISTED" in
    *"$PERMISSION_ID"*) ;;
    *) az ad app permission add --id "$APP_ID" --api "$GRAPH_APP_ID" \\
         --api-permissions "$PERMISSION_ID=${delegated ? 'Scope' : 'Role'}" --only-show-errors --output none ;;
  esac
done`;

/** There is one grant for everybody, with all scopes: what it has stays. */
const delegatedConsent = (names: readonly string[]) => `  local scopes='${names.join(' ')}' of grant given
  of="value[?consentType=='AllPrincipals' && resourceId=='$GRAPH_SERVICE_PRINCIPAL_ID'] | [0]"
  grant="$(az rest --method GET --resource "$GRAPH" --query "$of.id" --output tsv \\
    --uri "$GRAPH/v1.0/servicePrincipals/$SERVICE_PRINCIPAL_ID/oauth2PermissionGrants")" || return
  if [ -z "$grant" ]; then
    az ad app permission grant --id "$APP_ID" --api "$GRAPH_APP_ID" --scope "$scopes" --output none
    return
  fi
  given="$(az rest --method GET --resource "$GRAPH" --query scope --output tsv \\
    --uri "$GRAPH/v1.0/oauth2PermissionGrants/$grant")" || return
  scopes="$(printf '%s\\n' $given $scopes | sort -u | paste -s -d ' ' -)"
  az rest --method PATCH --resource "$GRAPH" --headers 'Content-Type=application/json' --output none \\
    --uri "$GRAPH/v1.0/oauth2PermissionGrants/$grant" --body "{\\"scope\\":\\"$scopes\\"}"`;

/** Where one is refused, the others are assigned. */
const APPLICATION_CONSENT = `  local given id refused=0
  given="$(az rest --method GET --resource "$GRAPH" --query 'value[].appRoleId' --output tsv \\
    --uri "$GRAPH/v1.0/servicePrincipals/$SERVICE_PRINCIPAL_ID/appRoleAssignments")" || return
  for id in "\${PERMISSION_IDS[@]}"; do
    case "$given" in *"$id"*) continue ;; esac
    az rest --method POST --resource "$GRAPH" --headers 'Content-Type=application/json' --output none \\
      --uri "$GRAPH/v1.0/servicePrincipals/$SERVICE_PRINCIPAL_ID/appRoleAssignments" \\
      --body "{\\"principalId\\":\\"$SERVICE_PRINCIPAL_ID\\",\\"resourceId\\":\\"$GRAPH_SERVICE_PRINCIPAL_ID\\",\\"appRoleId\\":\\"$id\\"}" ||
      refused=1
  done
  return "$refused"`;

const PRINCIPALS = `SERVICE_PRINCIPAL_ID="$(az ad sp show --id "$APP_ID" --query id --output tsv 2>/dev/null ||
  az ad sp create --id "$APP_ID" --query id --output tsv)"
GRAPH_SERVICE_PRINCIPAL_ID="$(az ad sp show --id "$GRAPH_APP_ID" --query id --output tsv)"`;

const CREDENTIALS = {
  delegated: '',
  certificate: `
# A certificate for a year. openssl asks for a passphrase, which VS Code will ask for once. The file is for your eyes only.
umask 077
PEM_FILE="$HOME/usage-reports-$APP_ID.pem"
openssl req -x509 -newkey rsa:3072 -sha256 -days 365 -subj "/CN=$APP_NAME" \\
  -keyout "$AZURE_CONFIG_DIR/key.pem" -out "$AZURE_CONFIG_DIR/certificate.pem"
cat "$AZURE_CONFIG_DIR/certificate.pem" "$AZURE_CONFIG_DIR/key.pem" > "$PEM_FILE"
az ad app credential reset --id "$APP_ID" --append --cert "@$AZURE_CONFIG_DIR/certificate.pem" --only-show-errors --output none
`,
  secret: `
# A secret for a year. It is shown once, at the end.
SECRET="$(az ad app credential reset --id "$APP_ID" --append --display-name "$APP_NAME" --years 1 \\
  --query password --only-show-errors --output tsv)"
`,
};

const RESULTS = {
  delegated: '',
  certificate: `echo "  certificate  $PEM_FILE"
`,
  secret: `echo "  secret       $SECRET"
echo 'VS Code asks for the secret and keeps it in its secret storage. Write it into no file.'
`,
};
