import { formatDay, parseDay } from '../../base/dates.js';
import type { TimeSlicer } from '../../base/timeSlicer.js';
import { USER_STATES } from '../../shared/blankReasons.js';
import { BETWEEN_LICENSE_TEXTS, LICENSE_TEXTS } from '../../shared/licenseTexts.js';
import type { CellValue } from '../../shared/report.js';
import { joinList } from '../table/store/lists.js';
import type { ReportTable } from '../table/store/table.js';
import { TableBuilder } from '../table/store/tableBuilder.js';
import { COLUMN, hasActivity, serviceColumn, statesColumn } from '../users/joined/joinedColumns.js';
import { ACTIVE_USERS_NAMES, JOINED_REPORTS } from '../users/joined/joinedReports.js';
import { LICENSE_STATES, LICENSES_REPORT } from './licenseColumns.js';
import {
  isWithin,
  type LicensedUser,
  licenseUse,
  mostTellingFirst,
  type ServiceReport,
  type ServiceUse,
  UNUSED_DAYS,
  type UseEvidence,
} from './licenseUse.js';
import { LICENSED_SERVICES, type LicensedService, servicesOf } from './productServices.js';
import { unusedConfidence } from './unusedConfidence.js';
import { doubtText, reasonOf } from './unusedTexts.js';

const ACTIVE_DAYS = 30;
const LEVELS = { high: LICENSE_TEXTS.high, medium: LICENSE_TEXTS.medium, low: LICENSE_TEXTS.low } as const;

const SERVICES = LICENSED_SERVICES.filter(hasActivity);

/** The columns that say which reports of the services have a user. */
const STATES_OF_REPORTS = JOINED_REPORTS.map(statesColumn);

/** The columns of the joined users that licenses are made of, in the order in which {@link LicenseRows.add} takes their cells. */
export const COLUMNS_OF_USERS: readonly string[] = [
  COLUMN.principalName,
  COLUMN.displayName,
  COLUMN.id,
  COLUMN.isDeleted,
  COLUMN.deletedDate,
  COLUMN.products,
  COLUMN.firstSeen,
  ...SERVICES.map((service) => serviceColumn.lastActivity(service)),
  ...new Set([...SERVICES.map((service) => serviceColumn.states(service)), ...STATES_OF_REPORTS]),
  ...SERVICES.filter((service) => ACTIVE_USERS_NAMES.has(service)).map((service) => serviceColumn.assigned(service)),
];

const placeOf = (name: string) => COLUMNS_OF_USERS.indexOf(name);
const PLACES = {
  principalName: placeOf(COLUMN.principalName),
  displayName: placeOf(COLUMN.displayName),
  id: placeOf(COLUMN.id),
  isDeleted: placeOf(COLUMN.isDeleted),
  deletedDate: placeOf(COLUMN.deletedDate),
  products: placeOf(COLUMN.products),
  firstSeen: placeOf(COLUMN.firstSeen),
};

/** The reports of a service do not have the user. */
const NOT_THERE: readonly CellValue[] = [null, USER_STATES.notFetched, USER_STATES.notJoined, USER_STATES.notSent];
/** The same of a service whose licenses are those who are in its report: that a user who has its product is not is no sign of no use. */
const NOT_LISTED: readonly CellValue[] = [...NOT_THERE, USER_STATES.notLicensed];

const SERVICE_PLACES = SERVICES.map((service) => ({
  service,
  lastActivity: placeOf(serviceColumn.lastActivity(service)),
  states: placeOf(serviceColumn.states(service)),
  assigned: placeOf(serviceColumn.assigned(service)),
  notThere: ACTIVE_USERS_NAMES.has(service) ? NOT_THERE : NOT_LISTED,
}));

/** The reports of each service with the places of their states, those that say most of the days that count first. */
type PlacedReports = ReadonlyMap<LicensedService, readonly (ServiceReport & { readonly place: number })[]>;

function placedReports({ reports, newestDay }: UseEvidence): PlacedReports {
  return new Map(
    [...reports].map(([service, telling]) => [
      service,
      mostTellingFirst(telling, newestDay).map((report) => ({ ...report, place: placeOf(report.statesIn) })),
    ]),
  );
}

/** Makes the table of licenses, a row for each product of each user. */
export class LicenseRows {
  readonly #evidence: UseEvidence;
  readonly #newestDate: string;
  readonly #reports: PlacedReports;
  readonly #builder = new TableBuilder();
  readonly #services = new Map<string, readonly LicensedService[]>();

  constructor(evidence: UseEvidence) {
    this.#evidence = evidence;
    this.#newestDate = formatDay(evidence.newestDay);
    this.#reports = placedReports(evidence);
    for (const definition of LICENSES_REPORT.columns) {
      this.#builder.addColumn({ name: definition.name, definition });
    }
  }

  /** @param cells of a user, see {@link COLUMNS_OF_USERS} */
  add(cells: readonly CellValue[]): void {
    const products = cells[PLACES.products];
    if (typeof products !== 'object' || products === null || products.length === 0) {
      return;
    }
    const user = licensedUser(cells, this.#reports);
    const textAt = (place: number) => textOf(cells[place]);
    const names = [textAt(PLACES.principalName), textAt(PLACES.displayName)];
    const id = textAt(PLACES.id);
    for (const product of products) {
      this.#builder.addRow([...this.#rowOf(names, product, user), id]);
    }
  }

  /** @throws the slicer's `AbortError` */
  finish(slicer: TimeSlicer): Promise<ReportTable> {
    return this.#builder.finishInSlices([...LICENSES_REPORT.columns.keys()], [], slicer);
  }

  #servicesOf(product: string): readonly LicensedService[] {
    const services = this.#services.get(product) ?? servicesOf(product);
    this.#services.set(product, services);
    return services;
  }

  #rowOf(names: readonly string[], product: string, user: LicensedUser): string[] {
    const evidence = this.#evidence;
    const { newestDay } = evidence;
    const use = licenseUse(this.#servicesOf(product), user, evidence);
    const confidence = unusedConfidence(use, user, evidence);
    const isToTakeBack = use.state === 'unused' || use.state === 'deleted';
    const isKnown = use.state !== 'notVisible' && use.state !== 'notKnown';
    const activeIn = (days: number) => (isKnown ? flag(isWithin(use.lastUse, days, newestDay)) : '');
    return [
      this.#newestDate,
      ...names,
      product,
      LICENSE_STATES[use.state],
      isToTakeBack ? LEVELS[confidence.level] : '',
      reasonOf(use, user, confidence, evidence),
      isToTakeBack ? confidence.doubts.map((doubt) => doubtText(doubt, user)).join(BETWEEN_LICENSE_TEXTS) : '',
      dayText(use.lastUse),
      Number.isNaN(use.lastUse) ? '' : String(Math.max(0, newestDay - use.lastUse)),
      dayText(use.assigned),
      joinList(use.usedServices),
      activeIn(ACTIVE_DAYS),
      activeIn(UNUSED_DAYS),
      flag(use.isNew),
      flag(user.isDeleted),
    ];
  }
}

function licensedUser(cells: readonly CellValue[], reports: PlacedReports): LicensedUser {
  const uses = new Map<LicensedService, ServiceUse>();
  for (const { service, lastActivity, states, assigned, notThere } of SERVICE_PLACES) {
    if (!notThere.includes(cells[states] ?? null)) {
      uses.set(service, {
        lastActivity: dayOf(cells[lastActivity]),
        assigned: dayOf(cells[assigned]),
        report: reports.get(service)?.find(({ place }) => !NOT_LISTED.includes(cells[place] ?? null)),
      });
    }
  }
  return {
    isDeleted: cells[PLACES.isDeleted] === true,
    deletedDay: dayOf(cells[PLACES.deletedDate]),
    firstSeen: dayOf(cells[PLACES.firstSeen]),
    uses,
  };
}

function dayOf(value: CellValue | undefined): number {
  return typeof value === 'string' ? parseDay(value) : Number.NaN;
}

function textOf(value: CellValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function dayText(day: number): string {
  return Number.isNaN(day) ? '' : formatDay(day);
}

function flag(value: boolean): string {
  return value ? 'True' : 'False';
}
