import { PropertyValue } from './PropertyValue';

export function PropertyList({ properties }: { properties: Record<string, unknown> }) {
  const names = Object.keys(properties).sort();
  if (names.length === 0) return <p class="panel-text secondary">No properties.</p>;
  return (
    <dl class="properties">
      {names.map((name) => (
        <div key={name} class="property">
          <dt>{name}</dt>
          <dd><PropertyValue name={name} value={properties[name]} /></dd>
        </div>
      ))}
    </dl>
  );
}
