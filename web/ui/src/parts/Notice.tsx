import type { ComponentChildren } from 'preact';

interface Props {
  tone: 'error' | 'warn' | 'info';
  title: string;
  children?: ComponentChildren;
}

export function Notice({ tone, title, children }: Props) {
  return (
    <div class={`notice notice-${tone}`} role={tone === 'error' ? 'alert' : 'note'}>
      <strong>{title}</strong>
      {children && <div>{children}</div>}
    </div>
  );
}
