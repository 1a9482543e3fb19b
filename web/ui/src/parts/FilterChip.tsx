import { count } from './words';

export interface Option {
  value: string;
  label: string;
  count?: number;
}

interface Props {
  label: string;
  value: string;
  options: Option[];
  onChange: (value: string) => void;
}

/** A filter that is a native select: any, or one of the options with its count. */
export function FilterChip({ label, value, options, onChange }: Props) {
  const known = options.some((option) => option.value === value);
  return (
    <span class={value ? 'filter filter-on' : 'filter'}>
      <select aria-label={label} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{label}: any</option>
        {value && !known && <option value={value}>{label}: {value}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {value === option.value ? `${label}: ${option.label}` : option.label}
            {option.count === undefined ? '' : ` (${count(option.count)})`}
          </option>
        ))}
      </select>
      {value && (
        <button type="button" class="filter-clear" aria-label={`Clear ${label.toLowerCase()} filter`} onClick={() => onChange('')}>×</button>
      )}
    </span>
  );
}
