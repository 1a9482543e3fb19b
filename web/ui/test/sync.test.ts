import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { throttle } from '../src/api/throttle';
import type { Sync, SyncStep } from '../src/api/types';
import { changes, endTone, endWord, meaningOf, planOutcome, stepWords } from '../src/parts/syncWords';

const COUNTS = { created: 38, updated: 214, unchanged: 9, deleted: 3, held: 0 };
const STEP: SyncStep = {
  id: 'a', description: 'Repositories', state: 'DONE', outcome: 'COMPLETE', reason: null,
  entities: 1, relationships: 1, calls: 1, durationMs: 1, waitsFor: [],
};

describe('words about a sync', () => {
  it('count changes', () => {
    expect(changes(COUNTS)).toBe('+38 ~214 −3');
    expect(changes({ ...COUNTS, held: 1200 })).toBe('+38 ~214 −3, 1,200 held');
  });

  it('tell what a plan would do, and that it did nothing', () => {
    const plan = { stats: { entities: COUNTS, relationships: { ...COUNTS, created: 1 } } } as Sync;
    expect(planOutcome(plan)).toBe(
      'Nothing was written; a full sync would create 38 entities, update 214 and delete 3; '
      + 'it would create 1 relationship, update 214 and delete 3.',
    );
  });

  it('tell of a plan what would wait for a decision', () => {
    const plan = { stats: { entities: { ...COUNTS, held: 500 }, relationships: COUNTS } } as Sync;
    expect(planOutcome(plan)).toContain('delete 3, while 500 deletions would wait for a decision; it would create');
  });

  it('tell what became of held deletions', () => {
    const held = { state: 'HELD', heldDecision: null, stats: { entities: { ...COUNTS, held: 1 }, relationships: COUNTS } } as Sync;
    expect(endWord(held)).toBe('Held');
    expect(meaningOf(held)).toContain('1 deletion would remove unusually much and waits for a decision');
    const rejected: Sync = { ...held, heldDecision: { decision: 'reject', by: 'ann', at: '2026-11-21T12:00:00Z' } };
    expect(endWord(rejected)).toBe('Held, rejected');
    const replaced = { ...held, supersededBy: 'newer' };
    expect(endWord(replaced)).toBe('Held, replaced');
    expect(endTone(replaced)).toBe('muted');
    expect(meaningOf(replaced)).toContain('newer sync');
    expect(meaningOf(rejected)).toContain('stays');
    expect(endWord({ ...rejected, state: 'SUCCEEDED' })).toBe('Succeeded');
  });

  it('say that a failed sync deleted nothing only if it did not', () => {
    const none = { ...COUNTS, deleted: 0 };
    const failed = { state: 'FAILED', stats: { entities: none, relationships: none } } as Sync;
    expect(meaningOf(failed)).toContain('Nothing was deleted.');
    expect(meaningOf({ ...failed, stats: null })).toContain('Nothing was deleted.');
    const one = meaningOf({ ...failed, stats: { entities: none, relationships: { ...none, deleted: 1 } } });
    expect(one).toBe(
      'The entities collected before are kept as they were. 1 relationship went: '
      + 'one into another installation goes when its other end is gone or no longer the only one.',
    );
    expect(meaningOf({ ...failed, stats: { entities: COUNTS, relationships: COUNTS } })).toContain('only what is proven gone');
  });

  it('tell the outcome of a step with its reason', () => {
    expect(stepWords(STEP, [])).toBe('Done');
    expect(stepWords({ ...STEP, outcome: 'DENIED', reason: '121 repositories' }, [])).toBe('Not permitted: 121 repositories');
  });

  it('tell what a step waits for, by name', () => {
    const running: SyncStep = { ...STEP, state: 'RUNNING', outcome: null };
    const waiting: SyncStep = { ...STEP, id: 'b', state: 'WAITING', outcome: null, waitsFor: ['a'] };
    expect(stepWords(waiting, [running, waiting])).toBe('Waits for Repositories');
    expect(stepWords(waiting, [STEP, waiting])).toBe('Waiting');
  });
});

describe('live refreshing', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('acts at once, at most once per interval, and never drops the last event', () => {
    const refresh = vi.fn();
    const soon = throttle(refresh, 250);
    for (let event = 0; event < 10; event++) soon();
    expect(refresh).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(250);
    expect(refresh).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(1000);
    expect(refresh).toHaveBeenCalledTimes(2);
  });

  it('stops when its part is gone', () => {
    const refresh = vi.fn();
    const soon = throttle(refresh, 250);
    soon();
    soon();
    soon.cancel();
    vi.advanceTimersByTime(1000);
    expect(refresh).toHaveBeenCalledTimes(1);
  });
});
