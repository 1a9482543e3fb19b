// Pretends to run Cypher: enough to see every state of the console.
import { counted, ENTITIES } from './mock-data.ts';
import { problem, type Answer } from './mock-problem.ts';

export async function answerQuery(cypher: string, parameters: Record<string, unknown>): Promise<Answer> {
  if (/\bRETRUN\b/.test(cypher)) {
    const lines = cypher.split('\n');
    const line = lines.findIndex((text) => text.includes('RETRUN'));
    return problem(400, 'cypher-syntax', 'The query cannot be parsed', "Invalid input 'RETRUN': expected 'RETURN'", {
      line: line + 1, column: lines[line]!.indexOf('RETRUN') + 1,
    });
  }
  if (/\b(CREATE|DELETE|MERGE)\b/.test(cypher)) {
    return problem(403, 'cypher-not-allowed', 'Only reading is allowed', 'CREATE would write.');
  }
  if (cypher.includes('sleep')) await new Promise((done) => setTimeout(done, 8000));
  const label = /\(\w*:(\w+)/.exec(cypher)?.[1] ?? 'Entity';
  const known = label === 'Entity' || ENTITIES.some(({ classes }) => classes.includes(label));
  const text = String(parameters['text'] ?? '').toLowerCase();
  const matched = ENTITIES.filter((item) => (label === 'Entity' || item.classes.includes(label)) && item.displayName.toLowerCase().includes(text));
  const counting = cypher.includes('count(');
  const columns = counting ? ['type', 'entities'] : ['e', 'type', 'updated'];
  const all = counting
    ? counted(matched, ({ type }) => type).map(({ name, count }) => [name, count])
    : matched.map(({ id, type, classes, displayName, updatedAt }) => [
        { $type: 'node', id, labels: ['Entity', ...classes], properties: { _displayName: displayName, _class: classes } }, type, updatedAt,
      ]);
  const limit = Number(/LIMIT (\d+)/.exec(cypher)?.[1] ?? 200);
  const rows = all.slice(0, limit);
  return {
    body: {
      columns,
      rows,
      summary: { rowCount: rows.length, truncated: !/LIMIT/.test(cypher), timeMs: 84, graphVersion: 512 },
      notifications: known ? [] : [{ severity: 'WARNING', title: 'Unknown label', description: `No entity has the label ${label}.` }],
    },
  };
}
