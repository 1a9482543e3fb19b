import { useEffect, useRef } from 'preact/hooks';
import { helpOpen, setSingleKeys, singleKeys } from './keyboard';

const SHORTCUTS: [string[], string][] = [
  [['Ctrl', 'K'], 'Search entities, types and pages'],
  [['g', 'o'], 'Go to Overview'],
  [['g', 'e'], 'Go to Entities'],
  [['g', 'q'], 'Go to Query'],
  [['g', 'h'], 'Go to Changes'],
  [['g', 'c'], 'Go to Connectors'],
  [['g', 's'], 'Go to Syncs'],
  [['j'], 'Next row'],
  [['k'], 'Previous row'],
  [['Enter'], 'Open the selected row'],
  [['Esc'], 'Close the panel, dialog or list'],
  [['Ctrl', 'Enter'], 'Run the query'],
  [['?'], 'Show this list'],
];

export function KeyboardHelp() {
  const dialog = useRef<HTMLDialogElement>(null);
  const open = helpOpen.value;

  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);

  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="help-title" onClose={() => { helpOpen.value = false; }}>
      {open && <Shortcuts />}
    </dialog>
  );
}

function Shortcuts() {
  return (
    <>
      <div class="dialog-head">
        <h2 id="help-title">Keyboard</h2>
        <button type="button" class="button" onClick={() => { helpOpen.value = false; }}>Close</button>
      </div>
      <table class="table">
        <thead><tr><th scope="col">Keys</th><th scope="col">What they do</th></tr></thead>
        <tbody>
          {SHORTCUTS.map(([keys, meaning]) => (
            <tr key={meaning}>
              <td class="keys">{keys.map((key) => <kbd key={key}>{key}</kbd>)}</td>
              <td>{meaning}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <label class="check">
        <input type="checkbox" checked={singleKeys.value} onChange={(event) => setSingleKeys(event.currentTarget.checked)} />
        Single-key shortcuts (g, j, k, ?)
      </label>
    </>
  );
}
