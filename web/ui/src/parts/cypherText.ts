// Cypher that says the same as a page of the UI.

export interface CypherText {
  cypher: string;
  parameters: Record<string, string>;
}

/** Labels, types and keys that are not plain words need backticks. */
export function quoted(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : `\`${name.replaceAll('`', '``')}\``;
}

export interface EntityFilter {
  q: string;
  class: string;
  type: string;
  installation: string;
  sort: string;
}

const SORTED_BY: Record<string, string> = {
  displayName: '_displayName', type: '_type', updatedAt: '_updatedAt', createdAt: '_createdAt',
};

/** The list of entities as a query. The search of the list ranks words; the query can only look for the text. */
export function entitiesCypher(filter: EntityFilter): CypherText {
  const parameters: Record<string, string> = {};
  const conditions: string[] = [];
  const where = (name: string, value: string, condition: string) => {
    if (!value) return;
    parameters[name] = JSON.stringify(value);
    conditions.push(condition);
  };
  where('type', filter.type, 'e._type = $type');
  where('installation', filter.installation, 'e._installation = $installation');
  where('text', filter.q, 'toLower(e._displayName) CONTAINS toLower($text)');

  const descending = filter.sort.startsWith('-');
  const property = SORTED_BY[filter.sort.replace(/^-/, '')] ?? '_displayName';
  const lines = [
    `MATCH (e:${quoted(filter.class || 'Entity')})`,
    ...(conditions.length > 0 ? [`WHERE ${conditions.join(' AND ')}`] : []),
    `RETURN e, e._type AS type, e._updatedAt AS updated`,
    `ORDER BY e.${property}${descending ? ' DESC' : ''} LIMIT 100`,
  ];
  return { cypher: lines.join('\n'), parameters };
}

/** An entity with its relationships, for a query that starts from it. */
export function neighbourhoodCypher(id: string, verb = '', direction = ''): CypherText {
  const edge = verb ? `[r:${quoted(verb)}]` : '[r]';
  const arrow = direction === 'OUT' ? `-${edge}->` : direction === 'IN' ? `<-${edge}-` : `-${edge}-`;
  return {
    cypher: `MATCH (e:Entity {_id: $id})${arrow}(other:Entity)\nRETURN e, type(r) AS verb, other LIMIT 100`,
    parameters: { id: JSON.stringify(id) },
  };
}
