import { useEffect } from 'preact/hooks';
import { reachable, retries } from '../api/client';
import { asProblem } from '../api/useResource';
import { forgetSession, loadSession } from './session';

const RETRY_AFTER_MS = 5000;

/** Asks for the session, which tells whether the server is there; then everything that failed is tried again. */
export async function retry(): Promise<void> {
  try {
    await loadSession();
    retries.value += 1;
  } catch (error) {
    // A server that answers but knows no session: the login page is where its errors can be shown.
    if (!asProblem(error).unreachable) forgetSession();
  }
}

/** A banner above content that is kept: nothing is lost while the server is away. */
export function Unreachable() {
  const away = !reachable.value;
  useEffect(() => {
    if (!away) return;
    const timer = setInterval(() => void retry(), RETRY_AFTER_MS);
    return () => clearInterval(timer);
  }, [away]);

  if (!away) return null;
  return (
    <div class="banner" role="alert">
      <span><strong>The server cannot be reached.</strong> What you see may be out of date. Trying again every 5 s.</span>
      <button type="button" class="button" onClick={() => void retry()}>Retry</button>
    </div>
  );
}
