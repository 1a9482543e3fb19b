import type { SyncState } from '../api/types';
import { StatusDot } from './StatusDot';
import { stateTone, stateWord } from './syncWords';

export function SyncStateWord({ state }: { state: SyncState }) {
  const tone = stateTone(state);
  return <span class={`state tone-${tone}`}><StatusDot tone={tone} /> {stateWord(state)}</span>;
}
