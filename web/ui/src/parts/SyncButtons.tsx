import { useState } from 'preact/hooks';
import type { Problem } from '../api/client';
import { post } from '../api/client';
import { loadLiveSyncs } from '../api/shared';
import type { SyncMode } from '../api/types';
import { asProblem } from '../api/useResource';
import { navigate } from '../app/location';
import { mayOperate } from '../app/session';
import { syncHref } from '../app/urlState';

/** Starts a sync and shows it; an already running one is offered instead. */
export function useStartSync() {
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const start = (installation: string, mode: SyncMode) => {
    setBusy(true);
    setRefused(null);
    post<{ id: string }>(`/installations/${encodeURIComponent(installation)}/syncs`, { mode })
      .then(({ id }) => {
        void loadLiveSyncs();
        navigate(syncHref(id));
      })
      .catch((error: unknown) => setRefused(asProblem(error)))
      .finally(() => setBusy(false));
  };
  return { busy, refused, start };
}

export function SyncRefusal({ problem }: { problem: Problem | null }) {
  if (!problem) return null;
  const { runningSync } = problem.body;
  return (
    <span class="tone-error" role="alert">
      {runningSync ? <>A sync is already running. <a class="link" href={syncHref(runningSync)}>Show it</a></> : problem.message}
    </span>
  );
}

export function SyncButtons({ installation, describedBy }: { installation: string; describedBy?: string }) {
  const { busy, refused, start } = useStartSync();
  if (!mayOperate.value) return null;
  return (
    <span class="buttons">
      <button type="button" class="button" disabled={busy} aria-describedby={describedBy} onClick={() => start(installation, 'full')}>
        Sync now
      </button>
      <button type="button" class="button" disabled={busy} aria-describedby={describedBy} onClick={() => start(installation, 'plan')}>
        Plan (dry run)
      </button>
      <SyncRefusal problem={refused} />
    </span>
  );
}
