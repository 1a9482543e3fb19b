/** Shapes come from connectors, so that only a path is taken and nothing else of an image. */
export function ConnectorIcon({ path }: { path: string | null }) {
  return (
    <svg class="connector-icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
      {path && <path d={path} />}
    </svg>
  );
}
