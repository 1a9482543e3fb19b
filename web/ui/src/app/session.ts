import { computed, signal } from '@preact/signals';
import { del, get, post, sendCsrfToken, whenSessionIsLost } from '../api/client';
import type { Session } from '../api/types';
import { here, navigate } from './location';
import { matchRoute, withParams } from './urlState';

/** Undefined until the server has said who we are. */
export const session = signal<Session | undefined>(undefined);

/** Operators and admins may start and cancel syncs. */
export const mayOperate = computed(() => session.value?.authenticated === true && session.value.role !== 'viewer');

/** Only admins connect systems and let go of them. */
export const mayAdminister = computed(() => session.value?.authenticated === true && session.value.role === 'admin');

/** How often somebody logged in or out. */
let changes = 0;

export async function loadSession(): Promise<void> {
  const before = changes;
  const found = await get<Session>('/session');
  // An answer that was asked for before a login knows nothing of it.
  if (before === changes) remember(found);
}

export async function logIn(credentials: { token: string } | { code: string }): Promise<void> {
  remember(await post<Session>('/session', credentials));
}

export async function logOut(): Promise<void> {
  await del('/session');
  forgetSession();
  navigate('/login');
}

export function forgetSession(): void {
  remember({ authenticated: false });
}

export function loginHref(): string {
  const next = here.value.pathname + here.value.search;
  return withParams('/login', { next: next === '/' ? null : next });
}

function remember(found: Session): void {
  changes++;
  sendCsrfToken(found.authenticated ? found.csrfToken : null);
  session.value = found;
}

whenSessionIsLost(() => {
  forgetSession();
  if (matchRoute(here.value.pathname).page !== 'login') navigate(loginHref(), { replace: true });
});
