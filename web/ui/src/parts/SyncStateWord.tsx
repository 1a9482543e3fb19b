import { StatusDot } from './StatusDot';
import { endTone, endWord, type SyncEnd } from './syncWords';

export function SyncStateWord({ sync }: { sync: SyncEnd }) {
  const tone = endTone(sync);
  return <span class={`state tone-${tone}`}><StatusDot tone={tone} /> {endWord(sync)}</span>;
}
