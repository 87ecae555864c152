import { type Address, go, link } from './address.ts';
import { useAbout } from './context.ts';

const ranges: [string, string][] = [
  ['7d', '7 days'],
  ['30d', '30 days'],
  ['90d', '90 days'],
  ['year', 'This year'],
];
const yearBegan = () => `${new Date().getUTCFullYear()}-01-01`;

/** What all pages are asked under. It stays in the address, so that a link shows a colleague the same. */
export function Filters({ path, filters }: Address) {
  const { products } = useAbout();
  const set = (changed: Record<string, string>) => go(link(path, filters, changed));
  const from = filters.get('from') ?? '';
  const isOn = (value: string) =>
    !filters.get('to') && (value === 'year' ? from === yearBegan() : (from || '90d') === value);
  const text = (name: string, label: string, placeholder: string) => (
    <label>
      {label}{' '}
      <input
        value={filters.get(name) ?? ''}
        placeholder={placeholder}
        size={12}
        onChange={(event) => set({ [name]: event.currentTarget.value.trim() })}
      />
    </label>
  );
  return (
    <form class="filters" aria-label="Filters" onSubmit={(event) => event.preventDefault()}>
      <label>
        Product{' '}
        <select
          value={filters.get('product') ?? ''}
          onChange={(event) => set({ product: event.currentTarget.value })}
        >
          <option value="">all</option>
          {/* One of an address that sent nothing lately is shown as what it is asked under. */}
          {[...new Set([...products, ...filters.getAll('product').filter(Boolean)])].map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      </label>
      <fieldset>
        <legend>Range</legend>
        {ranges.map(([value, label]) => (
          <button
            key={value}
            type="button"
            aria-pressed={isOn(value)}
            onClick={() => set({ from: value === 'year' ? yearBegan() : value, to: '' })}
          >
            {label}
          </button>
        ))}
      </fieldset>
      <Day name="from" label="From" {...{ filters, set }} />
      <Day name="to" label="Before" {...{ filters, set }} />
      {text('organization', 'Organization', 'all')}
      {text('edition', 'Edition', 'all')}
      {text('country', 'Country', 'all')}
      {path === 'reports/version-distribution' && (
        <label>
          Split by{' '}
          <select
            value={filters.get('by') ?? ''}
            onChange={(event) => set({ by: event.currentTarget.value })}
          >
            <option value="">version only</option>
            <option>edition</option>
            <option>build</option>
          </select>
        </label>
      )}
      {path === 'reports/exposure' && text('affected', 'Affected', '>=4.1 <4.2.3')}
      <label>
        <input
          type="checkbox"
          checked={filters.get('test') === '1'}
          onChange={(event) => set({ test: event.currentTarget.checked ? '1' : '' })}
        />{' '}
        test and CI rows
      </label>
      {filters.size > 0 && <a href={link(path, new URLSearchParams())}>Clear filters</a>}
    </form>
  );
}

type DayProps = {
  name: string;
  label: string;
  filters: URLSearchParams;
  set: (changed: Record<string, string>) => void;
};

/** A date; one that counts back, such as `30d`, is a button above. */
function Day({ name, label, filters, set }: DayProps) {
  const value = filters.get(name) ?? '';
  return (
    <label>
      {label}{' '}
      <input
        type="date"
        value={/^\d{4}-/.test(value) ? value : ''}
        onChange={(event) => set({ [name]: event.currentTarget.value })}
      />
    </label>
  );
}
