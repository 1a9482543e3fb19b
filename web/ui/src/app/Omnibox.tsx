import { useEffect, useRef, useState } from 'preact/hooks';
import { get } from '../api/client';
import { stats } from '../api/shared';
import type { Entity, Page } from '../api/types';
import { useResource } from '../api/useResource';
import { ClassGlyph } from '../parts/ClassGlyph';
import { useSettled } from '../parts/useSettled';
import { navigate } from './location';
import { choicesFor, type Choice } from './omniboxChoices';

const PAUSE_MS = 150;
const ENTITIES_SHOWN = 8;

/** One field, reached with Ctrl-K, that finds entities, types and pages. */
export function Omnibox() {
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const input = useRef<HTMLInputElement>(null);

  const settled = useSettled(text.trim(), PAUSE_MS);
  const search = useResource(open && settled ? settled : null, (abort) =>
    get<Page<Entity>>('/entities', { q: settled, limit: ENTITIES_SHOWN }, abort));
  const choices = choicesFor(text, settled ? search.data?.items ?? [] : [], stats.value);
  const selected = Math.min(active, choices.length - 1);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);

  const choose = (choice: Choice) => {
    setOpen(false);
    setText('');
    input.current?.blur();
    navigate(choice.href);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setOpen(true);
      setActive((selected + step + choices.length) % Math.max(choices.length, 1));
    } else if (event.key === 'Enter' && open) {
      const choice = choices[selected];
      if (choice) choose(choice);
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      if (open) setOpen(false);
      else input.current?.blur();
    }
  };

  return (
    <div class="omnibox" role="search">
      <input
        ref={input}
        type="text"
        role="combobox"
        aria-label="Search entities, types, pages"
        aria-expanded={open}
        aria-controls="omnibox-list"
        aria-autocomplete="list"
        aria-activedescendant={open && choices.length > 0 ? `choice-${selected}` : undefined}
        placeholder="Search entities, types, pages…"
        autocomplete="off"
        spellcheck={false}
        value={text}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setActive(0);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      <kbd aria-hidden="true">Ctrl K</kbd>
      <ul id="omnibox-list" class="omnibox-list" role="listbox" aria-label="Suggestions" hidden={!open || choices.length === 0}>
        {choices.map((choice, index) => (
          <li
            key={choice.href + choice.label}
            id={`choice-${index}`}
            role="option"
            aria-selected={index === selected}
            class={choices[index - 1]?.group === choice.group ? undefined : 'group-start'}
            data-group={choice.group}
            onPointerDown={(event) => {
              event.preventDefault(); // keep the focus, or the list is gone before the click
              choose(choice);
            }}
            onPointerMove={() => setActive(index)}
          >
            {choice.classes && <ClassGlyph classes={choice.classes} />}
            <span class="choice-label">{choice.label}</span>
            <span class="choice-note">{choice.note}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
