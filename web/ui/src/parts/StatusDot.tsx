export type Tone = 'ok' | 'warn' | 'error' | 'accent' | 'muted';

export function StatusDot({ tone }: { tone: Tone }) {
  return <span class={`dot tone-${tone}`} aria-hidden="true" />;
}
