import { describe, expect, it } from 'vitest';
import type { PendingRelationship } from '../src/api/types';
import { endWords, reasonWords } from '../src/parts/pendingWords';

const waiting = (reason: PendingRelationship['reason'], matches = 0): PendingRelationship => ({
  id: 'r1', verb: 'IS', reason, matches, since: '2026-11-21T12:00:00Z', candidates: [],
  from: { type: 'code_account', key: 'a1', entity: null },
  to: { type: 'User(email)', key: 'ann@x.io', entity: null },
});

describe('a relationship that waits', () => {
  it.each([
    ['code_account', 'a1', 'code_account a1'],
    ['User(email)', 'ann@x.io', 'User elsewhere whose email is ann@x.io'],
    ['User(lower(email))', 'ann@x.io', 'User elsewhere whose email is ann@x.io in any case'],
    ['each User(email)', 'ann@x.io', 'User elsewhere whose email is ann@x.io'],
    ['Host(any(privateIpAddresses))', '10.0.1.5', 'Host elsewhere with 10.0.1.5 among its privateIpAddresses'],
    ['okta_user(_key)', '00u1', 'okta_user 00u1 elsewhere'],
  ])('has the end %s %s', (type, key, words) => expect(endWords({ type, key, entity: null })).toBe(words));

  it('says which of its own ends is missing', () =>
    expect(reasonWords(waiting('END_MISSING'))).toBe('code_account a1 not found'));

  it('says why else it waits', () => {
    expect(reasonWords(waiting('NO_MATCH'))).toBe('no other installation has it');
    expect(reasonWords(waiting('AMBIGUOUS', 2))).toBe('2 entities match; only one may');
    expect(reasonWords({ ...waiting('AMBIGUOUS', 3), to: { type: 'each User(email)', key: 'ann@x.io', entity: null } }))
      .toBe('3 entities match; in one installation only one may');
    expect(reasonWords(waiting('VALUE_TOO_LONG'))).toBe('the value is too long to be matched');
  });
});
