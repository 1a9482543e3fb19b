import type { Problem } from '../api/client';
import { Empty } from './Empty';
import { Notice } from './Notice';

/** A part that failed says so in its own place: what happened, what to do, and the id to find it in the log. */
export function Failure({ problem, retry }: { problem: Problem; retry?: (() => void) | undefined }) {
  if (problem.notPermitted) {
    return <Empty kind="not-permitted" title="You may not see this">{problem.message}</Empty>;
  }
  return (
    <Notice tone="error" title={problem.body.title}>
      {problem.body.detail && problem.body.detail !== problem.body.title && <p>{problem.body.detail}</p>}
      {problem.body.errors?.map((error) => <p key={error.field}><code>{error.field}</code>: {error.message}</p>)}
      <p class="notice-foot">
        {retry && <button type="button" class="button" onClick={retry}>Try again</button>}
        <RequestId id={problem.body.requestId} />
      </p>
    </Notice>
  );
}

export function RequestId({ id }: { id: string | null }) {
  return id ? <span class="secondary">Request <code>{id}</code></span> : null;
}
