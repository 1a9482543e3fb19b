import type { ComponentChildren } from 'preact';
import type { Resource } from '../api/useResource';
import { Failure } from './Failure';
import { Skeleton } from './Skeleton';

interface Props<T> {
  resource: Resource<T>;
  rows?: number;
  children: (data: T) => ComponentChildren;
}

/** Shows a resource in each of its states; old content stays, dimmed, while new content is on its way. */
export function Loaded<T>({ resource, rows, children }: Props<T>) {
  const { data, error, loading, reload } = resource;
  // The banner of the shell already tells that the server is away.
  const shownError = error && !(error.unreachable && data !== undefined) ? error : undefined;
  if (data === undefined && loading) return <Skeleton rows={rows ?? 6} />;
  return (
    <>
      {shownError && <Failure problem={shownError} retry={reload} />}
      {data !== undefined && <div class={loading ? 'loaded dimmed' : 'loaded'} aria-busy={loading}>{children(data)}</div>}
    </>
  );
}
