import { describe, expect, it } from 'vitest';
import type { Change } from '../src/api/types';
import { lifeMarks } from '../src/pages/entity/lifeMarks';
import { differences, grouped, tally } from '../src/parts/changeWords';
import { isDay, sinceOf, untilOf } from '../src/parts/timeWindow';

const CHANGE: Change = {
  id: '1', at: '2026-11-21T12:00:00Z', sync: 's1', installation: 'i1', installationName: 'The lab', kind: 'entity',
  operation: 'update', subject: 'e1', type: 'host', name: 'alpha', version: 2, from: null, to: null, before: {}, after: {},
};

describe('the differences of a change', () => {
  it('are told by name, those of Cadastre first and in words', () => {
    const change = { before: { size: 1, _displayName: 'a', gone: 'x' }, after: { size: 2, _displayName: 'b', gone: null } };
    expect(differences(change)).toEqual([
      { name: 'display name', before: 'a', after: 'b' },
      { name: 'gone', before: 'x', after: null },
      { name: 'size', before: 1, after: 2 },
    ]);
  });

  it('of a creation have no before', () => {
    expect(differences({ before: {}, after: { size: 1 } })).toEqual([{ name: 'size', before: undefined, after: 1 }]);
  });
});

describe('a list of changes', () => {
  const changes = [
    { ...CHANGE, id: '5', sync: 's2', at: '2026-11-21T13:00:00Z', type: 'user', operation: 'delete' as const },
    { ...CHANGE, id: '4', sync: 's2', at: '2026-11-21T13:00:00Z' },
    { ...CHANGE, id: '3', sync: 's2', at: '2026-11-21T13:00:00Z', type: 'user', operation: 'create' as const },
    { ...CHANGE, id: '2', sync: 's1' },
  ];

  it('is grouped by sync and type in its order, and loses nothing', () => {
    const groups = grouped(changes);
    expect(groups.map(({ sync, types }) => [sync, types.map(({ type, changes: of }) => [type, of.map(({ id }) => id)])])).toEqual([
      ['s2', [['user', ['5', '3']], ['host', ['4']]]],
      ['s1', [['host', ['2']]]],
    ]);
    expect(groups[0]).toMatchObject({ at: '2026-11-21T13:00:00Z', installation: 'i1', installationName: 'The lab' });
  });

  it('is counted by operation, without what there is none of', () => {
    expect(tally(changes)).toBe('+1 ~2 −1');
    expect(tally([CHANGE])).toBe('~1');
  });
});

describe('a window of time in the address', () => {
  const now = Date.parse('2026-11-21T12:00:00Z');

  it.each([
    ['1h', '2026-11-21T11:00:00.000Z'],
    ['7d', '2026-11-14T12:00:00.000Z'],
    ['2026-11-21', '2026-11-21'],
    ['2026-11-21T10:00:00Z', '2026-11-21T10:00:00Z'],
    ['', ''],
    ['nonsense', 'nonsense'],
  ])('begins at %s', (from, since) => expect(sinceOf(from, now)).toBe(since));

  it.each([
    ['2026-11-21', '2026-11-22'],
    ['2026-12-31', '2027-01-01'],
    ['2026-11-21T10:00:00Z', '2026-11-21T10:00:00Z'],
    ['2026-13-45', '2026-13-45'],
  ])('ends with %s', (to, until) => expect(untilOf(to)).toBe(until));

  it('knows a day from other texts', () => {
    expect(isDay('2026-11-21')).toBe(true);
    expect(isDay('7d')).toBe(false);
    expect(isDay('2026-13-45')).toBe(false);
  });
});

describe('the life of an entity', () => {
  const now = Date.parse('2026-11-21T22:00:00Z');
  const changeAt = (at: string, operation: Change['operation'] = 'update'): Change => ({ ...CHANGE, id: at, at, operation });

  it('begins with its creation and has a mark for each change', () => {
    const marks = lifeMarks('2026-11-21T12:00:00Z', [changeAt('2026-11-21T17:00:00Z')], now);
    expect(marks).toEqual([
      { place: 0, at: '2026-11-21T12:00:00Z', operation: 'create', changes: 1 },
      { place: 0.5, at: '2026-11-21T17:00:00Z', operation: 'update', changes: 1 },
    ]);
  });

  it('does not tell a creation twice that has a record', () => {
    expect(lifeMarks('2026-11-21T12:00:00Z', [changeAt('2026-11-21T12:00:00Z', 'create')], now)).toHaveLength(1);
  });

  it('makes one mark of what is too close, which still tells of a coming or going', () => {
    const marks = lifeMarks('2026-11-21T12:00:00Z', [
      changeAt('2026-11-21T17:00:02Z'), changeAt('2026-11-21T17:00:01Z', 'delete'), changeAt('2026-11-21T17:00:00Z'),
    ], now);
    expect(marks).toHaveLength(2);
    expect(marks[1]).toMatchObject({ at: '2026-11-21T17:00:02Z', operation: 'delete', changes: 3 });
  });

  it('is empty without anything known', () => {
    expect(lifeMarks(null, [], now)).toEqual([]);
  });

  it('stays on the strip when the clocks of browser and server differ', () => {
    expect(lifeMarks('2026-11-21T23:00:00Z', [], now)[0]?.place).toBe(0);
  });
});
