// The graph values that rows of a query may hold.

export interface NodeValue {
  $type: 'node';
  id: string;
  labels: string[];
  properties: Record<string, unknown>;
}

export interface RelationshipValue {
  $type: 'relationship';
  id: string;
  type: string;
  from: string;
  to: string;
  properties: Record<string, unknown>;
}

export interface PathValue {
  $type: 'path';
  nodes: NodeValue[];
  relationships: RelationshipValue[];
}

function hasType(value: unknown, type: string): boolean {
  return typeof value === 'object' && value !== null && (value as { $type?: unknown }).$type === type;
}

export const isNode = (value: unknown): value is NodeValue => hasType(value, 'node');
export const isRelationship = (value: unknown): value is RelationshipValue => hasType(value, 'relationship');
export const isPath = (value: unknown): value is PathValue => hasType(value, 'path');

export function nodeName({ id, properties }: NodeValue): string {
  const name = properties['_displayName'] ?? properties['name'];
  return typeof name === 'string' && name ? name : id;
}

/** The classes of a node: as the entity says, else its labels. */
export function nodeClasses({ labels, properties }: NodeValue): string[] {
  const declared = properties['_class'];
  if (typeof declared === 'string') return [declared];
  if (Array.isArray(declared) && declared.length > 0) return declared.map(String);
  return labels.filter((label) => label !== 'Entity');
}

/** A value as one line of text. */
export function plainText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (isNode(value)) return nodeName(value);
  if (isRelationship(value)) return value.type;
  if (isPath(value)) return value.nodes.map(nodeName).join(' → ');
  return JSON.stringify(value);
}
