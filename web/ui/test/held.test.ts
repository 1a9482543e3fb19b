import { describe, expect, it } from 'vitest';
import type { HeldCount } from '../src/api/types';
import { budgetWords, heldTotals, heldWords } from '../src/parts/heldWords';

const HELD: HeldCount[] = [
  { kind: 'entity', type: 'test_host', count: 1500, along: 0, of: 1500 },
  { kind: 'entity', type: 'test_user', count: 1, along: 0, of: 40 },
  { kind: 'relationship', type: 'test_host HAS test_user', count: 2, along: 30, of: 90 },
];

describe('words about held deletions', () => {
  it('say how much of which type, also what stays with its entities', () => {
    expect(heldWords(HELD)).toBe('1,500 of 1,500 test_host, 1 of 40 test_user, 32 of 90 test_host HAS test_user');
    expect(heldWords([])).toBe('');
  });

  it('sum up what an approval deletes', () => {
    expect(heldTotals(HELD)).toBe('1,501 entities and 32 relationships');
    expect(heldTotals(HELD.slice(1, 2))).toBe('1 entity');
    expect(heldTotals(HELD.slice(2))).toBe('32 relationships');
  });

  it('say when an installation asks', () => {
    expect(budgetWords({ enabled: true, atLeast: 20, share: 0.3 })).toBe('asks above 20 and 30 % of a type, and before all of it goes');
    expect(budgetWords({ enabled: true, atLeast: 0, share: 0.125 })).toContain('12.5 %');
    expect(budgetWords({ enabled: false, atLeast: 20, share: 0.3 })).toBe('whatever is proven gone, without asking');
  });
});
