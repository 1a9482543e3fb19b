import { useEffect, useRef, useState } from 'preact/hooks';
import type { HeldDecision } from '../../api/types';

type Choice = HeldDecision['decision'];

const WORDS = {
  approve: {
    action: 'Approve…', title: 'Delete what is held?', button: 'Delete',
    meaning: (what: string) => `${what} go, with their relationships. Nothing else is deleted, and this cannot be taken back.`,
  },
  reject: {
    action: 'Reject…', title: 'Keep what is held?', button: 'Keep',
    meaning: (what: string) => `${what} stay, shown as stale. The next sync looks again, and holds again what it finds gone.`,
  },
};

/** Approve and reject, each after it was said what that means. */
export function DecideHeld({ what, busy, decide }: { what: string; busy: boolean; decide: (choice: Choice) => void }) {
  const [asked, setAsked] = useState<Choice | null>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (asked) dialog.current?.showModal();
    else dialog.current?.close();
  }, [asked]);
  const confirm = (choice: Choice) => {
    setAsked(null);
    decide(choice);
  };
  return (
    <span class="buttons">
      <button type="button" class="button button-danger" disabled={busy} onClick={() => setAsked('approve')}>
        {busy ? 'Working…' : WORDS.approve.action}
      </button>
      <button type="button" class="button" disabled={busy} onClick={() => setAsked('reject')}>{WORDS.reject.action}</button>
      <dialog ref={dialog} class="dialog" aria-labelledby="decide-title" onClose={() => setAsked(null)}>
        {asked && (
          <div class="stack">
            <h2 id="decide-title">{WORDS[asked].title}</h2>
            <p>{WORDS[asked].meaning(what)}</p>
            <span class="buttons">
              <button type="button" class={asked === 'approve' ? 'button button-danger' : 'button'} onClick={() => confirm(asked)}>
                {WORDS[asked].button}
              </button>
              <button type="button" class="button" autofocus onClick={() => setAsked(null)}>Cancel</button>
            </span>
          </div>
        )}
      </dialog>
    </span>
  );
}
