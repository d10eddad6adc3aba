/** How the name of every template ends: the editor completes it by that. */
export const TEMPLATE_ENDING = '.usage-report.json';
