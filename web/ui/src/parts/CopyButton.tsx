import { useState } from 'preact/hooks';

const SAID_MS = 2000;

/** Copies text, a link to this page unless told otherwise, and says so. */
export function CopyButton({ label = 'Copy link', text }: { label?: string; text?: () => string }) {
  const [said, setSaid] = useState<string | null>(null);
  const say = (word: string) => {
    setSaid(word);
    setTimeout(() => setSaid(null), SAID_MS);
  };
  const copy = () => {
    const content = text ? text() : window.location.href;
    // Without a secure context there is no clipboard.
    const done = navigator.clipboard?.writeText(content) ?? Promise.reject(new Error('no clipboard'));
    done.then(() => say('Copied'), () => say('Copying is blocked'));
  };
  return (
    <button type="button" class="button" onClick={copy}>
      {said ?? label}
      <span class="visually-hidden" role="status">{said}</span>
    </button>
  );
}
