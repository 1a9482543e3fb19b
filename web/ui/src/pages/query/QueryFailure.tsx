import type { Problem } from '../../api/client';
import { Failure, RequestId } from '../../parts/Failure';
import { Notice } from '../../parts/Notice';

const ADVICE: Record<string, string> = {
  'cypher-not-allowed': 'Queries only read: clauses that write, administer or load from elsewhere are refused, and so are queries that are too long or too deep.',
  'cypher-failed': 'The query is valid, but not for the values it met. Leave those out with WHERE, or test for them with CASE.',
  'cypher-parameter': 'Fill the parameters above the result.',
  'query-timeout': 'The query was stopped and holds nothing on the server. Narrow it down, or add a LIMIT.',
  'too-many-queries': 'Other queries are running. Try again in a moment.',
  'query-memory': 'The query needed too much memory. Aggregate less at once, or match fewer paths.',
};

export function QueryFailure({ problem, retry }: { problem: Problem; retry: () => void }) {
  const { code, title, detail, line, column, requestId } = problem.body;
  const advice = ADVICE[code];
  if (!advice && code !== 'cypher-syntax') return <Failure problem={problem} retry={retry} />;
  return (
    <Notice tone="error" title={line ? `${title} at line ${line}, column ${column ?? 1}` : title}>
      {detail && <p class="mono wrap">{detail}</p>}
      {advice && <p>{advice}</p>}
      <p class="notice-foot"><RequestId id={requestId} /></p>
    </Notice>
  );
}
