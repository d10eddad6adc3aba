// What is not needed before a tenant is asked or a collection begins: a script of its own, see `lazyEntries`.
export { Budget } from '../../services/throttling/budget.js';
export { BudgetStatusBar } from './budgetStatusBar.js';
export { CollectController } from './collectController.js';
