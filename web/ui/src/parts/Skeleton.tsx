/** Stands in for content that is on its way; invisible for the first 150 ms, so that quick answers do not flicker. */
export function Skeleton({ rows = 6 }: { rows?: number }) {
  return (
    <div class="skeleton" role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, row) => <span key={row} class="skeleton-row" />)}
    </div>
  );
}
