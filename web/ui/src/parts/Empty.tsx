import type { ComponentChildren } from 'preact';

interface Props {
  /** Why there is nothing: never mixed up, for each asks for something else. */
  kind: 'nothing-yet' | 'no-match' | 'not-permitted';
  title: string;
  children?: ComponentChildren;
}

export function Empty({ kind, title, children }: Props) {
  return (
    <div class="empty" data-kind={kind}>
      <p class="empty-title">{title}</p>
      {children && <div class="secondary">{children}</div>}
    </div>
  );
}
