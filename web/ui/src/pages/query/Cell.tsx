import { EntityLink } from '../../parts/EntityLink';
import { count } from '../../parts/words';
import { isNode, isPath, isRelationship, nodeClasses, nodeName, plainText, type NodeValue } from './values';

export function Cell({ value }: { value: unknown }) {
  if (value === null || value === undefined) return <span class="tertiary">null</span>;
  if (typeof value === 'number') return <>{Number.isInteger(value) ? count(value) : value}</>;
  if (typeof value === 'boolean') return <>{String(value)}</>;
  if (isNode(value)) return <NodeLink node={value} />;
  if (isRelationship(value)) return <span class="verb">{value.type}</span>;
  if (isPath(value)) {
    return (
      <span class="path">
        {value.nodes.map((node, index) => (
          <span key={index}>
            {index > 0 && <span class="verb"> {value.relationships[index - 1]?.type ?? ''} </span>}
            <NodeLink node={node} />
          </span>
        ))}
      </span>
    );
  }
  if (Array.isArray(value) && value.some(isNode)) {
    return <span class="path">{value.map((item, index) => <span key={index}>{index > 0 && ' '}<Cell value={item} /></span>)}</span>;
  }
  return typeof value === 'string' ? <>{value}</> : <span class="mono">{plainText(value)}</span>;
}

function NodeLink({ node }: { node: NodeValue }) {
  return <EntityLink id={node.id} classes={nodeClasses(node)} displayName={nodeName(node)} />;
}
