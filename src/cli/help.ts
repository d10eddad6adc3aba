export const help = `Usage Reports for Microsoft 365: collects usage reports into an archive folder.

  usage-reports collect --archive DIR [--set SET] [options]
  usage-reports status --archive DIR [--json]

What to collect (--set)
  daily                    every daily series, the default
  all                      every report
  product:ID               all of a product, for example product:teams
  NAME,NAME,…              functions of Microsoft Graph, for example getTeamsUserActivityCounts

Options
  --tenant ID              tenant id or domain, instead of AZURE_TENANT_ID
  --cloud CLOUD            global (default), usgov, usgovdod, china
  --graph-endpoint URL     another Microsoft Graph, with AZURE_AUTHORITY_HOST
  --format csv|json        json asks the beta version of Microsoft Graph
  --fresh-hours N          what was confirmed within so many hours is not asked for (6)
  --max-minutes N          end after so many minutes; the next run goes on
  --dry-run                say what would be asked for, and ask nothing
  --sample                 collect from the sample tenant: no account, no network
  --json                   one JSON object a line
  --csv-per-function N, --csv-per-tenant N, --json-per-tenant N
                           requests in 10 minutes that Microsoft allows (14, 40, 100)
  --help, --version

Who asks: an app registration with the application permission Reports.Read.All, in the environment
  AZURE_TENANT_ID, AZURE_CLIENT_ID, and
  AZURE_CLIENT_SECRET, or AZURE_CLIENT_CERTIFICATE_PATH (PEM with certificate and private key)
  AZURE_CLIENT_CERTIFICATE_PASSWORD, AZURE_AUTHORITY_HOST where needed

Exit codes
  0    everything asked for is in the archive
  1    the command line or the environment is wrong
  2    sign-in failed
  3    some reports failed, the others are in the archive
  4    the time was up; run it again to go on
  5    the archive cannot be read or written
  130  interrupted (143 for SIGTERM); run it again to go on
`;
