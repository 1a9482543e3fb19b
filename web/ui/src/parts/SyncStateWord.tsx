import type { Sync } from '../api/types';
import { StatusDot } from './StatusDot';
import { endTone, endWord } from './syncWords';

export function SyncStateWord({ sync }: { sync: Pick<Sync, 'state' | 'heldDecision'> }) {
  const tone = endTone(sync);
  return <span class={`state tone-${tone}`}><StatusDot tone={tone} /> {endWord(sync)}</span>;
}
