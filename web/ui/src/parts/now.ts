import { signal } from '@preact/signals';

/** The time as shown: one clock for all parts, fine enough for running syncs. */
export const now = signal(Date.now());

setInterval(() => {
  if (!document.hidden) now.value = Date.now();
}, 1000);
