import type { ComponentChildren } from 'preact';

/** A table that scrolls sideways by itself, so that the page never does. */
export function TableFrame({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div class="table-frame" role="group" aria-label={label} tabIndex={0}>
      <table class="table">{children}</table>
    </div>
  );
}
