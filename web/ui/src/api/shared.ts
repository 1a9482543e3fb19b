import { signal } from '@preact/signals';
import { get } from './client';
import { mayChangeGraph, onSyncEvents } from './events';
import type { Page, Stats, Sync } from './types';
import { isLive } from '../parts/syncWords';

/** Known to the whole shell: the rail, the badge, the filters and the omnibox read them. */
export const stats = signal<Stats | null>(null);
export const liveSyncs = signal<Sync[]>([]);

export async function loadStats(): Promise<void> {
  stats.value = await get<Stats>('/stats').catch(() => stats.value);
}

export async function loadLiveSyncs(): Promise<void> {
  const recent = await get<Page<Sync>>('/syncs', { limit: 50 }).catch(() => null);
  if (recent) liveSyncs.value = recent.items.filter((sync) => isLive(sync.state));
}

export function keepShared(): () => void {
  void loadStats();
  void loadLiveSyncs();
  const stops = [
    onSyncEvents(mayChangeGraph, () => void loadStats()),
    onSyncEvents(() => true, () => void loadLiveSyncs()),
  ];
  return () => stops.forEach((stop) => stop());
}
