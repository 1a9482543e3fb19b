import { signal } from '@preact/signals';
import { navigate } from './location';

const SEQUENCE_MS = 1200;
const GO: Record<string, string> = { o: '/', e: '/entities', q: '/query', h: '/changes', c: '/connectors', s: '/syncs' };
const STORED = 'cadastre.singleKeys';

/** Single keys can collide with speech input and other aids, so that they can be switched off. */
export const singleKeys = signal(localStorage.getItem(STORED) !== 'off');

export const helpOpen = signal(false);

export function setSingleKeys(on: boolean): void {
  singleKeys.value = on;
  localStorage.setItem(STORED, on ? 'on' : 'off');
}

/** Whether a key press belongs to the page and not to a field or the editor. */
export function isPageKey(event: KeyboardEvent): boolean {
  if (!singleKeys.value || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return false;
  const target = event.composedPath()[0];
  if (!(target instanceof HTMLElement)) return true;
  if (target.closest('dialog')) return false;
  return !target.isContentEditable && !['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}

export function followKeyboard(): void {
  let awaitsGoal = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  document.addEventListener('keydown', (event) => {
    if (!isPageKey(event)) return;
    const goal = GO[event.key];
    if (awaitsGoal && goal) {
      awaitsGoal = false;
      event.preventDefault();
      navigate(goal);
      return;
    }
    clearTimeout(timer);
    awaitsGoal = event.key === 'g';
    if (awaitsGoal) timer = setTimeout(() => { awaitsGoal = false; }, SEQUENCE_MS);
    if (event.key === '?') {
      event.preventDefault();
      helpOpen.value = true;
    }
  });
}
