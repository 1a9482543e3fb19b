import type { ChangeCounts, Sync, SyncMode, SyncState, SyncStep } from '../api/types';
import type { Tone } from './StatusDot';
import { count, plural } from './words';

const STATES: Record<SyncState, { word: string; tone: Tone }> = {
  QUEUED: { word: 'Queued', tone: 'muted' },
  COLLECTING: { word: 'Collecting', tone: 'accent' },
  DIFFING: { word: 'Comparing', tone: 'accent' },
  PUBLISHING: { word: 'Publishing', tone: 'accent' },
  SUCCEEDED: { word: 'Succeeded', tone: 'ok' },
  PARTIAL: { word: 'Partial', tone: 'warn' },
  HELD: { word: 'Held', tone: 'warn' },
  FAILED: { word: 'Failed', tone: 'error' },
  CANCELLED: { word: 'Cancelled', tone: 'muted' },
  INTERRUPTED: { word: 'Interrupted', tone: 'warn' },
};

export const SYNC_STATES = Object.keys(STATES) as SyncState[];

export const stateWord = (state: SyncState): string => STATES[state].word;
export const stateTone = (state: SyncState): Tone => STATES[state].tone;
/** How a sync ended, as far as a word for it needs to know. */
export type SyncEnd = Pick<Sync, 'state' | 'heldDecision'> & Partial<Pick<Sync, 'supersededBy'>>;

/** The state, and for held deletions what became of them. */
export function endWord(sync: SyncEnd): string {
  if (sync.state === 'HELD' && sync.supersededBy) return 'Held, replaced';
  if (sync.state !== 'HELD' || !sync.heldDecision) return stateWord(sync.state);
  return sync.heldDecision.decision === 'approve' ? 'Held, approved' : 'Held, rejected';
}

export function endTone(sync: SyncEnd): Tone {
  return sync.state === 'HELD' && (sync.heldDecision || sync.supersededBy) ? 'muted' : stateTone(sync.state);
}

export const modeWord = (mode: SyncMode): string => (mode === 'plan' ? 'Plan (dry run)' : 'Full');

export function isLive(state: SyncState): boolean {
  return state === 'QUEUED' || state === 'COLLECTING' || state === 'DIFFING' || state === 'PUBLISHING';
}

/** +38 ~214 −3, and what is held back. */
export function changes(counts: ChangeCounts | undefined): string {
  if (!counts) return '';
  const held = counts.held > 0 ? `, ${count(counts.held)} held` : '';
  return `+${count(counts.created)} ~${count(counts.updated)} −${count(counts.deleted)}${held}`;
}

/** What the end of a sync means for the data; null where there is nothing to explain. */
export function meaningOf(sync: Sync): string | null {
  switch (sync.state) {
    case 'PARTIAL': return 'Some of the source could not be read. What was there before is kept: nothing is deleted without proof that it is gone.';
    case 'HELD': return heldMeaning(sync);
    case 'FAILED': return failedMeaning(sync);
    case 'CANCELLED': return 'The sync was stopped before its end. The data collected before is kept.';
    case 'INTERRUPTED': return 'The server stopped during this sync. The data collected before is kept; the next sync starts afresh.';
    default: return null;
  }
}

/** Without any evidence of its own a sync still looks again at what leads into other installations. */
function failedMeaning({ stats }: Sync): string {
  const relationships = stats?.relationships.deleted ?? 0;
  if ((stats?.entities.deleted ?? 0) > 0) return 'What could not be read is kept as it was; deleted is only what is proven gone.';
  if (relationships === 0) return 'The data collected before is kept as it was. Nothing was deleted.';
  return `The entities collected before are kept as they were. ${plural(relationships, 'relationship')} went: `
    + 'one into another installation goes when its other end is gone or no longer the only one.';
}

function heldMeaning(sync: Sync): string {
  const held = (sync.stats?.entities.held ?? 0) + (sync.stats?.relationships.held ?? 0);
  if (sync.supersededBy) return 'New and changed data was published; a newer sync has a list of its own, which counts instead of this one.';
  switch (sync.heldDecision?.decision) {
    case 'approve': return 'New and changed data was published; what was held was approved and is deleted.';
    case 'reject': return 'New and changed data was published; what was held was rejected and stays, shown as stale until a sync sees it again.';
    default: return `New and changed data is published. ${plural(held, 'deletion')} would remove unusually much and ${held === 1 ? 'waits' : 'wait'} for a decision; until then that data stays.`;
  }
}

export function planOutcome(sync: Sync): string {
  const { entities, relationships } = sync.stats ?? {};
  if (!entities || !relationships) return 'Nothing was written.';
  const would = (counts: ChangeCounts, one: string, many: string) =>
    `create ${plural(counts.created, one, many)}, update ${count(counts.updated)} and delete ${count(counts.deleted)}`
    + (counts.held > 0 ? `, while ${plural(counts.held, 'deletion')} would wait for a decision` : '');
  return `Nothing was written; a full sync would ${would(entities, 'entity', 'entities')}; `
    + `it would ${would(relationships, 'relationship', 'relationships')}.`;
}

export function stepTone(step: SyncStep): Tone {
  if (step.state === 'RUNNING') return 'accent';
  switch (step.outcome) {
    case 'COMPLETE':
    case 'UNCHANGED': return 'ok';
    case 'PARTIAL':
    case 'DENIED': return 'warn';
    case 'FAILED': return 'error';
    default: return 'muted';
  }
}

/** "Done", "Partial: 121 not permitted", "Waits for Repositories". */
export function stepWords(step: SyncStep, steps: readonly SyncStep[]): string {
  if (step.state === 'RUNNING') return 'Running';
  if (step.state === 'WAITING') {
    const open = step.waitsFor.map((id) => steps.find((other) => other.id === id)).filter((other) => other && other.state !== 'DONE');
    return open.length > 0 ? `Waits for ${open.map((other) => other!.description).join(', ')}` : 'Waiting';
  }
  const words = {
    COMPLETE: 'Done', UNCHANGED: 'Unchanged', PARTIAL: 'Partial', DENIED: 'Not permitted', FAILED: 'Failed', SKIPPED: 'Skipped',
  }[step.outcome ?? 'SKIPPED'];
  return step.reason ? `${words}: ${step.reason}` : words;
}
