import { useEffect, useRef, useState } from 'preact/hooks';
import { del, type Problem } from '../../api/client';
import { loadStats } from '../../api/shared';
import type { Installation } from '../../api/types';
import { asProblem } from '../../api/useResource';
import { navigate } from '../../app/location';
import { Failure } from '../../parts/Failure';
import { plural } from '../../parts/words';

/** Deletes after it was said what goes, and agreed to. */
export function DeleteInstallation({ installation }: { installation: Installation }) {
  const [open, setOpen] = useState(false);
  const [keepData, setKeepData] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  const { id, name, counts } = installation;

  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);

  const remove = () => {
    setBusy(true);
    setRefused(null);
    del(`/installations/${encodeURIComponent(id)}${keepData ? '?keepData=true' : ''}`).then(
      () => {
        void loadStats();
        navigate('/connectors');
      },
      (error: unknown) => {
        setRefused(asProblem(error));
        setBusy(false);
      },
    );
  };

  return (
    <>
      <button type="button" class="button button-danger" onClick={() => setOpen(true)}>Delete…</button>
      <dialog ref={dialog} class="dialog" aria-labelledby="delete-title" onClose={() => setOpen(false)}>
        {open && (
          <div class="stack">
            <h2 id="delete-title">Delete {name}?</h2>
            <p>
              {keepData
                ? 'Its settings, credentials and schedule go. What it collected stays in the graph and is no longer kept up to date.'
                : `Its settings, credentials and schedule go, and with them ${plural(counts.entities, 'entity', 'entities')} and ${plural(counts.relationships, 'relationship')}.`}
            </p>
            <label class="check">
              <input type="checkbox" checked={keepData} onChange={(event) => setKeepData(event.currentTarget.checked)} />
              Keep what it collected
            </label>
            {refused && <Failure problem={refused} />}
            <span class="buttons">
              <button type="button" class="button button-danger" disabled={busy} onClick={remove}>
                {busy ? 'Deleting…' : `Delete ${name}`}
              </button>
              <button type="button" class="button" autofocus onClick={() => setOpen(false)}>Cancel</button>
            </span>
          </div>
        )}
      </dialog>
    </>
  );
}
