import type { Company } from './company.js';
import { northlight } from './company.js';
import { mix, pick, randomFraction, seedOf } from './random.js';
import { makeUsers, type User } from './users.js';

interface Office {
  readonly city: string;
  readonly country: string;
  readonly usageLocation: string;
}

const DEPARTMENTS: readonly (readonly [department: string, costCenter: string])[] = [
  ['Engineering', '0100'],
  ['Production', '0200'],
  ['Sales', '0310'],
  ['Marketing', '0320'],
  ['Customer Service', '0330'],
  ['Finance', '0410'],
  ['Human Resources', '0420'],
  ['IT', '0430'],
];

const OFFICES: readonly Office[] = [
  { city: 'Munich', country: 'Germany', usageLocation: 'DE' },
  { city: 'Hamburg', country: 'Germany', usageLocation: 'DE' },
  { city: 'Lyon', country: 'France', usageLocation: 'FR' },
  { city: 'Oslo', country: 'Norway', usageLocation: 'NO' },
  { city: 'Toronto', country: 'Canada', usageLocation: 'CA' },
];

const HEADER = [
  ...['userPrincipalName', 'displayName', 'id', 'department', 'companyName', 'country', 'usageLocation'],
  ...['officeLocation', 'employeeType', 'costCenter', 'Hire Year'],
];

const seed = seedOf('attributes');

/**
 * A file of users' attributes of the sample tenant, as an HR system or Microsoft Entra exports it. It has no guests and no shared mailboxes,
 * and a few cells are blank, as in any such file.
 */
export function sampleAttributes(company: Company = northlight): string {
  const users = makeUsers(company, company.users).filter(({ kind }) => kind === 'member');
  const rows = users.map((user) => rowOf(user, company));
  return `\uFEFF${[HEADER, ...rows].map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('')}`;
}

/** What the company knows of somebody who works there. The directory and the file say the same. */
export interface UserAttributes {
  readonly department: string;
  readonly costCenter: string;
  readonly companyName: string;
  readonly country: string;
  readonly usageLocation: string;
  readonly officeLocation: string;
  readonly employeeType: string;
}

export function attributesOf({ seed: person }: Pick<User, 'seed'>, company: Company): UserAttributes {
  const own = mix(seed, person);
  // The first departments have more people than the last.
  const place = Math.floor(randomFraction(own, 1) ** 1.6 * DEPARTMENTS.length);
  const [department, costCenter] = DEPARTMENTS[place] ?? ['', ''];
  const { city, country, usageLocation } = pick(OFFICES, own, 2);
  return {
    department,
    costCenter: randomFraction(own, 4) < 0.03 ? '' : costCenter,
    companyName: company.name,
    country,
    usageLocation,
    officeLocation: city,
    employeeType: randomFraction(own, 3) < 0.12 ? 'Contractor' : 'Employee',
  };
}

function rowOf(user: User, company: Company): readonly string[] {
  const { department, costCenter, companyName, country, usageLocation, officeLocation, employeeType } = attributesOf(
    user,
    company,
  );
  return [
    ...[user.principalName, user.displayName, user.id, department, companyName, country, usageLocation],
    ...[officeLocation, employeeType, costCenter],
    String(2012 + Math.floor(randomFraction(mix(seed, user.seed), 5) * 14)),
  ];
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
