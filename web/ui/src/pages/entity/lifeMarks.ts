import type { Change, Operation } from '../../api/types';

export interface LifeMark {
  /** Where on the strip, 0 at its begin and 1 now. */
  place: number;
  at: string;
  operation: Operation;
  /** How many changes stand here, too close to tell apart. */
  changes: number;
}

const APART = 0.012;

/**
 * The life of an entity as marks on a strip from its creation, or the first change that is known, until now. What is
 * too close together is one mark, which leads to the latest of them.
 */
export function lifeMarks(createdAt: string | null, changes: readonly Change[], now: number): LifeMark[] {
  const marks = changes.map(({ at, operation }) => ({ at, operation }));
  if (createdAt && !marks.some(({ at }) => at === createdAt)) marks.push({ at: createdAt, operation: 'create' });
  marks.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const begin = Date.parse(marks[0]?.at ?? '');
  const length = Math.max(1, now - begin);
  const placed: LifeMark[] = [];
  for (const { at, operation } of marks) {
    const place = Math.min(1, (Date.parse(at) - begin) / length);
    const last = placed.at(-1);
    if (last && place - last.place < APART) {
      last.at = at;
      last.changes += 1;
      // A mark that hides a coming or going would hide too much.
      if (operation !== 'update') last.operation = operation;
    } else {
      placed.push({ place, at, operation, changes: 1 });
    }
  }
  return placed;
}
