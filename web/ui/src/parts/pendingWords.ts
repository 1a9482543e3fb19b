import type { PendingEnd, PendingRelationship } from '../api/types';
import { plural } from './words';

/** What an end is, for people: an entity by its key, or what one of another installation has to have. */
export function endWords({ type, key }: PendingEnd): string {
  const match = /^(?:each )?(\w+)\((?:lower\((\w+)\)|any\((\w+)\)|(\w+))\)$/.exec(type);
  if (!match) return `${type} ${key}`;
  const [, of, lowered, among, exact] = match;
  if (exact === '_key') return `${of} ${key} elsewhere`;
  if (among) return `${of} elsewhere with ${key} among its ${among}`;
  return `${of} elsewhere whose ${lowered ?? exact} is ${key}${lowered ? ' in any case' : ''}`;
}

/** Why a relationship waits. */
export function reasonWords({ reason, matches, from, to }: PendingRelationship): string {
  switch (reason) {
    case 'END_MISSING': {
      const missing = [from, to].filter((end) => !end.entity && !end.type.includes('('));
      return missing.length === 0 ? 'tried again at the next sync' : `${missing.map(endWords).join(' and ')} not found`;
    }
    case 'NO_MATCH': return 'no other installation has it';
    case 'AMBIGUOUS': return `${plural(matches, 'entity', 'entities')} match; ${[from, to].some((end) => end.type.startsWith('each ')) ? 'in one installation only one may' : 'only one may'}`;
    case 'VALUE_TOO_LONG': return 'the value is too long to be matched';
  }
}
