import { describe, expect, it } from 'vitest';
import { clock, count, duration, plural, relativeTime, truncate } from '../src/parts/words';

const NOW = Date.parse('2026-03-14T12:00:00Z');
const from = (offsetMs: number) => relativeTime(new Date(NOW + offsetMs).toISOString(), NOW);
const MINUTE = 60_000;

describe('relative times', () => {
  it.each([
    [-2_000, 'just now'],
    [2_000, 'in a moment'],
    [-50_000, '1 min ago'],
    [-4 * MINUTE, '4 min ago'],
    [18 * MINUTE, 'in 18 min'],
    [-59.8 * MINUTE, '1 h ago'],
    [-5 * 60 * MINUTE, '5 h ago'],
    [-24 * 60 * MINUTE, '1 day ago'],
    [-48 * 60 * MINUTE, '2 days ago'],
  ])('%d ms from now is "%s"', (offset, words) => expect(from(offset)).toBe(words));

  it('name the day when it is more than a month away', () => {
    expect(from(-60 * 24 * 60 * MINUTE)).toBe('13 Jan 2026');
  });
});

describe('numbers and durations', () => {
  it('separates thousands', () => expect(count(48210)).toBe('48,210'));
  it('agrees in number', () => expect([plural(1, 'entity', 'entities'), plural(0, 'sync')]).toEqual(['1 entity', '0 syncs']));
  it('shows a clock', () => expect([clock(134_000), clock(3_734_000), clock(-5)]).toEqual(['02:14', '1:02:14', '00:00']));
  it('shows durations', () => expect([duration(84), duration(8_100), duration(720_000)]).toEqual(['84 ms', '8.1 s', '12 min']));
  it('cuts long names', () => expect([truncate('payments', 8), truncate('payments', 5)]).toEqual(['payments', 'paym…']));
});
