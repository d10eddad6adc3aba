import * as l10n from '@vscode/l10n';
import { MICROSOFT_CLOUDS } from '../base/clouds.js';
import { defaultLimits } from '../services/throttling/limits.js';
import { DEFAULT_MONTH_ENDS } from '../services/archive/monthEnds.js';
import { SQL_ENGINES } from '../services/sqlViews/engines.js';
import { OUTPUT_FORMATS } from './writers.js';

export function help(): string {
  const [defaultCloud] = MICROSOFT_CLOUDS;
  const { csvPerFunction, csvPerTenant, jsonPerTenant } = defaultLimits;
  return l10n.t(
    `Usage Reports for Microsoft 365: collects usage reports into an archive folder.

  usage-reports collect --archive DIR [--set SET] [options]
  usage-reports status --archive DIR [--json]
  usage-reports export --archive DIR --report NAME --out FILE [--period PERIOD] [--view NAME] [options]
  usage-reports users --archive DIR --out FILE [--format FORMAT] [--attributes FILE] [--tenant NAME]
  usage-reports licenses --archive DIR --out FILE [--unused] [--product NAME]… [--prices FILE] [options]
  usage-reports storage --archive DIR --out FILE [--format FORMAT] [--attributes FILE] [--tenant NAME]
  usage-reports check --archive DIR --rules FILE [--format text|md] [--only-new] [--prices FILE] [options]
  usage-reports views --archive DIR --out FILE [--engine {7}]
  usage-reports report --archive DIR --month YYYY-MM --out FILE [--template NAME] [--format html|md] [options]

What to collect (--set)
  daily                    all daily reports (default)
  all                      all reports
  users                    the reports about users that the command users joins, for their longest period
  product:ID               all reports about a product, for example product:teams
  period:ID                all reports for a period, for example period:D30, or period:current
  NAME,NAME,…              functions of Microsoft Graph, for example getTeamsUserActivityCounts,
                           or getTeamsUserActivityUserDetail:D180 for one of its periods

All users (users)          one row per user, joined from the newest archived reports about users: activity and licenses
                           per service, storage, products. Status columns say why a cell is blank.

Licenses (licenses)        one row per product: how many users have it, use it, and do not; the same numbers as Show Licenses
  --unused                 instead, one row per unused license, with its user, the reason, and how certain it is
  --product NAME           this product alone, as the reports write it, in any case; may be repeated
  --prices FILE            a JSON file with what a license costs a month, such as {2}
  --currency CURRENCY      the currency of the prices, such as EUR

Storage (storage)          one row per mailbox, OneDrive account, and SharePoint site: storage used, quota, growth per month
                           from archived snapshots, days left. Status columns say why a cell is blank.

Alerts (check)             judges rules by what is archived, and remembers which alerts were raised beside the archived reports
  --rules FILE             the file with the rules, such as .vscode/usage-reports.rules.json
  --format text|md         md is a summary, such as for a job of a pipeline (default: text)
  --only-new               only alerts that this check has raised, or that have worsened
  --prices FILE            prices of licenses, as for the command licenses, for rules on their cost; --currency, too

SQL (views)                a file with typed views over the archive for DuckDB (default) or Spark: the newest snapshot, the
                           history, and all snapshots of each report

A report to hand on (report)  one month of a tenant for people without Microsoft 365: an HTML file to read, print, or mail,
                           or Markdown for the summary of a CI job
  --month YYYY-MM          the month
  --template NAME          monthly (default), copilot, storage, skype, or a file: see docs/management-report.md
  --title, --logo FILE, --accent-color COLOR
                           how it looks: a PNG, JPEG, or WebP picture of at most 100 KB; a color such as #0f6cbd
  --tenant-name NAME       what people call the tenant; the archive knows its ID alone (also of check)
  --name-users             name users where the template asks for it; without it, no report names one
  --prices FILE, --currency CURRENCY
                           prices of licenses, as for the command licenses: the monthly report says what unused ones cost
  --attributes FILE, --attributes-user COLUMN
                           attributes of users, such as their department, for a template that asks for them (see below)

What to export
  --report NAME            function of Microsoft Graph, for example getTeamsUserActivityUserDetail
  --period PERIOD          for example D30; or --date YYYY-MM-DD
  --out FILE               the file to write; one that exists is replaced
  --format FORMAT          {6} (default: what FILE ends with; csv without an ending, which has documented column names
                           and dates written in one way)
  --view NAME              a saved view of the report: its rows and columns, in its order, or its groups
  --views FILE             the file with the view (default: .vscode/usage-reports.views.json)
  --minimum-group N        leave out groups of the view with fewer than N users, or rows (default: 1)
  --attributes FILE        a CSV file with department, country, and other columns of users, which are added on the right;
                           users are found in it by object ID, user principal name, or mail address
  --attributes-user COLUMN the column of that file that says which user a row is about, if it isn't recognized
  --tenant NAME            as the command status names it, if several are archived

Options of collect
  --tenant ID              tenant ID or domain, instead of AZURE_TENANT_ID
  --cloud CLOUD            {0} (default: {1})
  --graph-endpoint URL     a custom Microsoft Graph endpoint, with AZURE_AUTHORITY_HOST
  --format csv|json        json uses the beta version of Microsoft Graph
  --fresh-hours N          don't request reports that were checked in the last N hours (6)
  --max-minutes N          stop after N minutes; the next run continues
  --month-ends N           of reports about users, groups, or sites, which hold personal data, the newest snapshot stays in the archive,
                           and the last one of each of the N months before it ({8}); 0: only the newest
  --directory LIST         also read data of the directory: users, subscriptions, sign-ins, with commas between them;
                           they need User.Read.All, LicenseAssignment.Read.All, AuditLog.Read.All and User.Read.All
  --dry-run                list the requests without sending them
  --sample                 collect from the sample tenant: no account, no network
  --past-months            with --sample: also as of the end of past months, for growth, changes, and reports of a month
  --shared                 other accounts of this computer may read the archive
  --json                   print one JSON object per line
  --locale LOCALE          language of texts and dates, instead of LANG
  --csv-per-function N, --csv-per-tenant N, --json-per-tenant N
                           requests that Microsoft allows in 10 minutes ({3}, {4}, {5})
  --help, --version

Credentials: an app registration with the application permission Reports.Read.All, in the environment variables
  AZURE_TENANT_ID, AZURE_CLIENT_ID, and
  AZURE_CLIENT_SECRET, or AZURE_CLIENT_CERTIFICATE_PATH (PEM file with certificate and private key)
  AZURE_CLIENT_CERTIFICATE_PASSWORD and AZURE_AUTHORITY_HOST if needed

Network: HTTPS_PROXY, HTTP_PROXY, and NO_PROXY, in upper or lower case, for example http://user:password@proxy.example.com:8080;
  NODE_EXTRA_CA_CERTS for a PEM file with the certificate of a proxy that inspects traffic

Exit codes
  0    all requested reports are in the archive
  1    the command line or the environment is wrong
  2    sign-in failed, or the tenant denies the app access to reports
  3    some reports failed; the others are in the archive
  4    the time limit was reached; run again to continue
  5    the archive can't be read or written
  6    the network or a proxy let nothing through; no report was read. Of check: there are alerts
  7    check: there are no alerts, but some rules could not be judged
  70   an unexpected error
  130  interrupted (143 for SIGTERM); run again to continue
`,
    MICROSOFT_CLOUDS.join(', '),
    defaultCloud,
    '{ "MICROSOFT 365 E5": 54.75 }',
    String(csvPerFunction),
    String(csvPerTenant),
    String(jsonPerTenant),
    OUTPUT_FORMATS.join(', '),
    SQL_ENGINES.join('|'),
    String(DEFAULT_MONTH_ENDS),
  );
}
