import type { Plan } from './plan.js';
import { appPlans } from './plans/apps.js';
import { exchangePlans } from './plans/exchange.js';
import { filePlans } from './plans/files.js';
import { otherPlans } from './plans/others.js';
import { servicePlans } from './plans/services.js';
import { skypePlans } from './plans/skype.js';
import { socialPlans } from './plans/social.js';
import { teamsPlans } from './plans/teams.js';

/** The plans of all 92 reports, by function name. */
export const plans: Readonly<Record<string, Plan>> = {
  ...appPlans,
  ...exchangePlans,
  ...filePlans,
  ...otherPlans,
  ...servicePlans,
  ...skypePlans,
  ...socialPlans,
  ...teamsPlans,
};
