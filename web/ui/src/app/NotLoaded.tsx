import { reachable } from '../api/client';
import { Notice } from '../parts/Notice';
import { retry } from './Unreachable';

/** Loads the application anew, but only once the server is there: without it the browser would show nothing of ours. */
export async function loadAnew(): Promise<void> {
  await retry();
  if (reachable.value) window.location.reload();
}

/** In place of a page whose code did not arrive. Why it did not, the browser does not tell. */
export function NotLoaded() {
  return (
    <Notice tone="error" title="This page could not be loaded">
      <p>The server may not be reachable, or the application may have been updated.</p>
      <p class="notice-foot"><button type="button" class="button" onClick={() => void loadAnew()}>Try again</button></p>
    </Notice>
  );
}
