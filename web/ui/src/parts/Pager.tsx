import { hrefWith, navigate, param } from '../app/location';

/** Keyset pages: forward by cursor, back by the browser's history. */
export function Pager({ nextCursor, shown }: { nextCursor: string | null; shown: string }) {
  const cursor = param('cursor');
  const cameByNext = (history.state as { byNext?: boolean } | null)?.byNext === true;
  if (!cursor && !nextCursor) return <p class="pager secondary">{shown}</p>;
  const next = () => navigate(hrefWith({ cursor: nextCursor, peek: null }), { state: { byNext: true } });
  return (
    <nav class="pager" aria-label="Pages">
      <span class="secondary">{shown}</span>
      {cursor && <a class="button" href={hrefWith({ cursor: null, peek: null })}>First page</a>}
      {cursor && cameByNext && <button type="button" class="button" onClick={() => history.back()}>Back</button>}
      <button type="button" class="button" disabled={!nextCursor} onClick={next}>Next</button>
    </nav>
  );
}
