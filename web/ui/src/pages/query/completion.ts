import type { Schema } from '../../api/types';

const KEYWORDS = [
  'MATCH', 'OPTIONAL MATCH', 'WHERE', 'RETURN', 'WITH', 'UNWIND', 'ORDER BY', 'LIMIT', 'SKIP', 'DISTINCT', 'AS', 'AND', 'OR', 'NOT',
  'IN', 'CONTAINS', 'STARTS WITH', 'ENDS WITH', 'IS NULL', 'IS NOT NULL', 'EXISTS', 'CASE', 'WHEN', 'THEN', 'ELSE', 'END', 'DESC', 'UNION',
];
const FUNCTIONS = [
  'count', 'collect', 'sum', 'avg', 'min', 'max', 'size', 'type', 'labels', 'keys', 'properties', 'coalesce', 'toLower', 'toUpper', 'head', 'last',
];

export interface Completions {
  from: number;
  options: { label: string; type: string }[];
}

/** What may follow the text: a label in (…:, a verb in […:, a property key after a dot, else words of the language. */
export function completionsAt(before: string, schema: Schema | null, explicit: boolean): Completions | null {
  const word = /\w*$/.exec(before)![0];
  const from = before.length - word.length;
  const lead = before.slice(0, from);
  const offer = (labels: readonly string[], type: string) => labels.map((label) => ({ label, type }));

  if (/[:|&!]\s*$/.test(lead)) {
    const opened = lead.match(/[([{](?=[^)\]}]*$)/g)?.at(-1);
    if (opened === '[') return { from, options: offer(schema?.relationshipTypes ?? [], 'type') };
    if (opened !== '{') return { from, options: offer(schema?.labels ?? [], 'class') };
  }
  if (/\w\.$/.test(lead)) return { from, options: offer(schema?.propertyKeys ?? [], 'property') };
  if (/\$$/.test(lead) || (!word && !explicit)) return null;
  return { from, options: [...offer(KEYWORDS, 'keyword'), ...offer(FUNCTIONS, 'function')] };
}
