import { queryHref } from '../../app/urlState';
import { Panel } from '../../parts/Panel';

const EXAMPLES = [
  {
    title: 'What there is, by type',
    cypher: 'MATCH (e:Entity)\nRETURN e._type AS type, count(*) AS entities\nORDER BY entities DESC LIMIT 20',
  },
  {
    title: 'Processes that run most often',
    cypher: 'MATCH (h:Host)-[:RUNS]->(p:Process)\nRETURN p.name, count(*)\nORDER BY 2 DESC LIMIT 10',
  },
  {
    title: 'How entities are related',
    cypher: 'MATCH (a:Entity)-[r]->(b:Entity)\nRETURN a._type AS from, type(r) AS verb, b._type AS to, count(*) AS times\nORDER BY times DESC LIMIT 25',
  },
  {
    title: 'Changed most recently',
    cypher: 'MATCH (e:Entity)\nRETURN e, e._type AS type, e._updatedAt AS updated\nORDER BY updated DESC LIMIT 25',
  },
  {
    title: 'Find by a part of the name',
    cypher: 'MATCH (e:Entity)\nWHERE toLower(e._displayName) CONTAINS toLower($text)\nRETURN e, e._type AS type LIMIT 50',
  },
];

/** What an empty console offers. */
export function Examples() {
  return (
    <Panel title="Examples" note="nothing asked yet">
      <ul class="rows">
        {EXAMPLES.map(({ title, cypher }) => (
          <li key={title}>
            <a class="example quiet-link" href={queryHref(cypher)}>
              <span class="link">{title}</span>
              <code>{cypher.replaceAll('\n', ' ')}</code>
            </a>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
