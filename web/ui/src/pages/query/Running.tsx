import { useEffect, useState } from 'preact/hooks';
import { duration } from '../../parts/words';

const SHOWN_AFTER_MS = 150;
const CANCEL_AFTER_MS = 1000;
const TICK_MS = 250;

/** Elapsed time, and after a second a way out. */
export function Running({ since, cancel }: { since: number; cancel: () => void }) {
  const [elapsed, setElapsed] = useState(Date.now() - since);
  useEffect(() => {
    const tick = () => setElapsed(Date.now() - since);
    const first = setTimeout(tick, SHOWN_AFTER_MS);
    const timer = setInterval(tick, TICK_MS);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
    };
  }, [since]);
  if (elapsed < SHOWN_AFTER_MS) return null;
  return (
    <p class="running">
      <span class="secondary">Running for {duration(elapsed)}</span>
      {elapsed >= CANCEL_AFTER_MS && <button type="button" class="button" onClick={cancel}>Cancel</button>}
    </p>
  );
}
