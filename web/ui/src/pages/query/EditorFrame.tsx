import { useEffect, useRef, useState } from 'preact/hooks';
import type { ProblemBody, Schema } from '../../api/types';
import type { CypherEditor } from './CypherEditor';

interface Props {
  /** Text put there from outside. A new object replaces what is being typed, which an equal text would not tell. */
  given: { text: string };
  draft: string;
  schema: Schema | undefined;
  problem: ProblemBody | null;
  onChange: (text: string) => void;
  onRun: () => void;
}

/** A plain text field until the editor has arrived, or for good if it cannot be loaded. */
export function EditorFrame({ given, draft, schema, problem, onChange, onRun }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<CypherEditor | null>(null);
  const latest = useRef({ draft, onChange, onRun });
  latest.current = { draft, onChange, onRun };

  useEffect(() => {
    let mounted: CypherEditor | null = null;
    let left = false;
    void import('./CypherEditor').then(({ mountEditor }) => {
      if (left || !host.current) return;
      mounted = mountEditor(host.current, {
        text: latest.current.draft,
        onChange: (changed) => latest.current.onChange(changed),
        onRun: () => latest.current.onRun(),
      });
      setEditor(mounted);
    }).catch(() => undefined);
    return () => {
      left = true;
      mounted?.destroy();
    };
  }, []);

  useEffect(() => editor?.setText(given.text), [given]);
  useEffect(() => editor?.setProblem(problem), [editor, problem]);
  useEffect(() => { if (schema) editor?.setSchema(schema); }, [editor, schema]);

  return (
    <div class="editor">
      <div ref={host} />
      {!editor && (
        <textarea
          class="editor-fallback mono"
          aria-label="Cypher query"
          spellcheck={false}
          rows={4}
          value={draft}
          onInput={(event) => onChange(event.currentTarget.value)}
          onKeyDown={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onRun(); }}
        />
      )}
    </div>
  );
}
