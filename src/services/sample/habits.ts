import { dayFrom, type Day } from './calendar.js';
import type { Service } from './metrics.js';
import { randomFraction } from './random.js';

/** What a store's size approaches in the course of years, as shares of its quota. */
export interface Fill {
  readonly from: number;
  readonly to: number;
}

/** What an administrator looks for in the reports, and what most users don't have. */
export interface Habits {
  /** Has a license and has never used anything. */
  readonly neverActive?: boolean;
  /** First day without any activity. The account still exists. */
  readonly dormantSince?: Day;
  /** Services without a license for this user. */
  readonly unlicensed: readonly Service[];
  /** Services without any activity, those without a license included. */
  readonly unused: readonly Service[];
  /** Of a mailbox that is nearly full. */
  readonly mailboxFill?: Fill | undefined;
  /** Of a OneDrive account that is nearly full. */
  readonly oneDriveFill?: Fill | undefined;
}

/** Share of the users without a license for a service. Only old licenses include Skype for Business. */
const unlicensedShares: Readonly<Partial<Record<Service, number>>> = {
  oneDrive: 0.03,
  sharePoint: 0.03,
  engage: 0.04,
  teams: 0.02,
  skype: 0.65,
};

/** Share of the users who never use a service. Half of the users with Copilot don't. */
const unusedShares: Readonly<Partial<Record<Service, number>>> = {
  oneDrive: 0.09,
  sharePoint: 0.08,
  teams: 0.05,
  copilot: 0.45,
};

export const ordinaryHabits: Habits = { unlicensed: [], unused: [] };

/** @param seed of the user */
export function habitsOf(seed: number): Habits {
  const chance = randomFraction(seed, 10);
  const unlicensed = servicesOf(unlicensedShares, seed, 20);
  return {
    ...(chance < 0.03
      ? { neverActive: true }
      : chance < 0.1
        ? { dormantSince: dayFrom('2025-11-01') + Math.floor(randomFraction(seed, 11) * 350) }
        : { mailboxFill: mailboxFill(randomFraction(seed, 12)), oneDriveFill: oneDriveFill(randomFraction(seed, 13)) }),
    unlicensed,
    unused: [...unlicensed, ...servicesOf(unusedShares, seed, 30)],
  };
}

/** A shared mailbox has no license that would give it more room than 50 GB. */
export function sharedMailboxFill(seed: number): Fill | undefined {
  return randomFraction(seed, 12) < 0.4 ? { from: 0.92, to: 0.975 } : undefined;
}

/** Some mailboxes are nearly full, a few may not send any more, and the fullest doesn't receive either. */
function mailboxFill(chance: number): Fill | undefined {
  return chance < 0.03
    ? { from: 0.91, to: 0.975 }
    : chance < 0.04
      ? { from: 0.981, to: 0.989 }
      : chance < 0.055
        ? { from: 0.991, to: 0.999 }
        : chance < 0.06
          ? { from: 1, to: 1 }
          : undefined;
}

function oneDriveFill(chance: number): Fill | undefined {
  return chance < 0.02 ? { from: 0.91, to: 0.98 } : undefined;
}

function servicesOf(shares: Readonly<Partial<Record<Service, number>>>, seed: number, n: number): Service[] {
  return (Object.keys(shares) as Service[]).filter(
    (service, index) => randomFraction(seed, n + index) < (shares[service] ?? 0),
  );
}
