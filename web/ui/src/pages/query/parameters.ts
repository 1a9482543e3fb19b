/** The text of a query without strings, comments and quoted names, where a $ means nothing. */
const NOT_CODE = /'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:``|[^`])*`|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
const PARAMETER = /\$(?:([A-Za-z_]\w*)|(\d+))/g;

/** The names of the parameters of a query, in the order of their first use. */
export function parametersOf(cypher: string): string[] {
  const code = cypher.replace(NOT_CODE, ' ');
  return [...new Set([...code.matchAll(PARAMETER)].map((match) => (match[1] ?? match[2])!))];
}

/** What a field means: JSON where it is JSON (3, true, null, "3", [1, 2]), else the text as it stands. */
export function parseParameter(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

export function kindOfParameter(text: string): string {
  const value = parseParameter(text);
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  return { string: 'text', number: 'number', boolean: 'yes/no', object: 'map' }[typeof value as string] ?? 'text';
}
