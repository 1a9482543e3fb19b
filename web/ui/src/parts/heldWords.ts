import type { DeletionBudget, HeldCount } from '../api/types';
import { count, plural } from './words';

/** "500 of 500 test_host, 20 of 30 test_host HAS test_user". */
export function heldWords(counts: readonly HeldCount[]): string {
  return counts.map((held) => `${count(held.count + held.along)} of ${count(held.of)} ${held.type}`).join(', ');
}

/** What an approval deletes, in one number for each kind. */
export function heldTotals(counts: readonly HeldCount[]): string {
  const total = (kind: HeldCount['kind']) =>
    counts.filter((held) => held.kind === kind).reduce((sum, held) => sum + held.count + held.along, 0);
  const words = [];
  if (total('entity') > 0) words.push(plural(total('entity'), 'entity', 'entities'));
  if (total('relationship') > 0) words.push(plural(total('relationship'), 'relationship'));
  return words.join(' and ');
}

/** "asks above 20 and 30 % of a type, and before all of it goes". */
export function budgetWords(budget: DeletionBudget): string {
  if (!budget.enabled) return 'whatever is proven gone, without asking';
  const share = Math.round(budget.share * 1000) / 10;
  return `asks above ${count(budget.atLeast)} and ${share} % of a type, and before all of it goes`;
}
