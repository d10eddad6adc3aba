import type { Generator } from './generator.js';
import { appGenerators } from './generators/apps.js';
import { exchangeGenerators } from './generators/exchange.js';
import { fileGenerators } from './generators/files.js';
import { otherGenerators } from './generators/others.js';
import { serviceGenerators } from './generators/services.js';
import { skypeGenerators } from './generators/skype.js';
import { socialGenerators } from './generators/social.js';
import { teamsGenerators } from './generators/teams.js';

/** The generators of all reports, by function name. */
export const generators: Readonly<Record<string, Generator>> = {
  ...appGenerators,
  ...exchangeGenerators,
  ...fileGenerators,
  ...otherGenerators,
  ...serviceGenerators,
  ...skypeGenerators,
  ...socialGenerators,
  ...teamsGenerators,
};
