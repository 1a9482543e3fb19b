import { computed, signal } from '@preact/signals';
import { withParams, type Changes } from './urlState';

const address = signal(currentAddress());

/** The address of the page shown: path and search, without the fragment. */
export const here = computed(() => new URL(address.value, window.location.origin));

export interface HowToGo {
  replace?: boolean;
  /** Remembered with the history entry, for pages that want to know how they were reached. */
  state?: unknown;
}

export function navigate(to: string, { replace = false, state = null }: HowToGo = {}): void {
  const from = here.value.pathname;
  if (replace) history.replaceState(state, '', to);
  else history.pushState(state, '', to);
  address.value = currentAddress();
  if (!replace && here.value.pathname !== from) window.scrollTo(0, 0);
}

/** Changes parameters of the page shown. */
export function setParams(changes: Changes, how?: HowToGo): void {
  navigate(withParams(address.value, changes), how);
}

/** The address of the page shown with other parameters, for links. */
export function hrefWith(changes: Changes): string {
  return withParams(address.value, changes);
}

export function param(name: string): string {
  return here.value.searchParams.get(name) ?? '';
}

/** Follows the browser's history and makes plain links navigate without loading the page anew. */
export function followLocation(): void {
  window.addEventListener('popstate', () => {
    address.value = currentAddress();
  });
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element).closest('a');
    const href = link?.getAttribute('href');
    if (!link || !href?.startsWith('/') || href.startsWith('/api/') || link.hasAttribute('download')) return;
    event.preventDefault();
    if (href !== address.value) navigate(href);
  });
}

function currentAddress(): string {
  return window.location.pathname + window.location.search;
}
