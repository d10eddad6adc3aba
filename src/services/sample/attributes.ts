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

function rowOf({ seed: person, principalName, displayName, id }: User, company: Company): readonly string[] {
  const own = mix(seed, person);
  // The first departments have more people than the last.
  const place = Math.floor(randomFraction(own, 1) ** 1.6 * DEPARTMENTS.length);
  const [department, costCenter] = DEPARTMENTS[place] ?? ['', ''];
  const { city, country, usageLocation } = pick(OFFICES, own, 2);
  const employeeType = randomFraction(own, 3) < 0.12 ? 'Contractor' : 'Employee';
  return [
    ...[principalName, displayName, id, department, company.name, country, usageLocation, city, employeeType],
    randomFraction(own, 4) < 0.03 ? '' : costCenter,
    String(2012 + Math.floor(randomFraction(own, 5) * 14)),
  ];
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
