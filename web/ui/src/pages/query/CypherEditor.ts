import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, type CompletionContext } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, HighlightStyle, StreamLanguage, syntaxHighlighting } from '@codemirror/language';
import { setDiagnostics } from '@codemirror/lint';
import { cypher } from '@codemirror/legacy-modes/mode/cypher';
import { EditorState, Prec } from '@codemirror/state';
import { drawSelection, EditorView, keymap, lineNumbers, placeholder } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { ProblemBody, Schema } from '../../api/types';
import { completionsAt } from './completion';
import { editorTheme } from './editorTheme';

export interface CypherEditor {
  setText(text: string): void;
  setSchema(schema: Schema): void;
  setProblem(problem: ProblemBody | null): void;
  destroy(): void;
}

interface Options {
  text: string;
  onChange: (text: string) => void;
  onRun: () => void;
}

/** The mode of the library, with labels, parameters and numbers told apart. */
const language = StreamLanguage.define<unknown>({
  ...(cypher as object),
  token(stream, state) {
    if (stream.match(/^\/\*.*?(\*\/|$)/)) return 'comment';
    if (stream.match(/^:\s*[A-Za-z_]\w*/)) return 'typeName';
    if (stream.match(/^\$\w+/)) return 'propertyName';
    if (stream.match(/^\d+(\.\d+)?\b/)) return 'number';
    if (stream.match(/^[A-Za-z_]\w*(?=:)/)) return 'variableName';
    return cypher.token(stream, state);
  },
});

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.definition(tags.variableName)], color: 'var(--code-keyword)' },
  { tag: tags.string, color: 'var(--code-string)' },
  { tag: [tags.typeName, tags.atom], color: 'var(--code-type)' },
  { tag: tags.propertyName, color: 'var(--code-parameter)' },
  { tag: tags.comment, color: 'var(--text-tertiary)', fontStyle: 'italic' },
]);

/** Mounts in a shadow root: there its styles are an adopted sheet, which a strict content security policy allows. */
export function mountEditor(host: HTMLElement, { text, onChange, onRun }: Options): CypherEditor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  let schema: Schema | null = null;

  const complete = (context: CompletionContext) => {
    const found = completionsAt(context.state.sliceDoc(0, context.pos), schema, context.explicit);
    return found && { from: found.from, options: found.options, validFor: /^\w*$/ };
  };
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: text,
      extensions: [
        Prec.highest(keymap.of([{ key: 'Mod-Enter', run: () => { onRun(); return true; } }])),
        lineNumbers(),
        history(),
        drawSelection(),
        bracketMatching(),
        closeBrackets(),
        autocompletion({ override: [complete], icons: false }),
        language,
        syntaxHighlighting(colours),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': 'Cypher query', spellcheck: 'false' }),
        EditorView.updateListener.of((update) => { if (update.docChanged) onChange(update.state.doc.toString()); }),
        placeholder('MATCH (e:Entity) RETURN e LIMIT 25'),
        keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
        editorTheme,
      ],
    }),
  });

  return {
    setText(next) {
      if (next !== view.state.doc.toString()) {
        view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } });
      }
    },
    setSchema(next) {
      schema = next;
    },
    setProblem(problem) {
      const range = problem?.line ? rangeOf(view.state, problem.line, problem.column ?? 1) : null;
      const message = problem?.detail ?? problem?.title ?? '';
      view.dispatch(setDiagnostics(view.state, range ? [{ ...range, severity: 'error', message }] : []));
    },
    destroy() {
      view.destroy();
    },
  };
}

/** The word at a place of the text, or the one character there. */
function rangeOf(state: EditorState, line: number, column: number): { from: number; to: number } {
  const at = state.doc.line(Math.min(Math.max(line, 1), state.doc.lines));
  const from = Math.min(at.from + Math.max(column - 1, 0), at.to);
  const word = /^\w+/.exec(state.sliceDoc(from, at.to));
  const to = Math.min(from + (word ? word[0].length : 1), at.to);
  return from === to ? { from: Math.max(at.from, from - 1), to } : { from, to };
}
