import { type Fields, formOf } from './validate.ts';

/** How many paths a reply names at most. */
const named = 50;

/** What was left out because it can't be taken: declared paths, and `*` for what nobody declared; never a value. */
export class Ignored {
  readonly #times = new Map<string, number>();

  add(path: string): void {
    this.#times.set(path, (this.#times.get(path) ?? 0) + 1);
  }
  /** Each path once. */
  get paths(): string[] {
    return [...this.#times.keys()].slice(0, named);
  }
  /** How often each path was left out, by its path, and `times` for all of them. */
  get counts(): Record<string, number> {
    const times = [...this.#times.values()].reduce((sum, one) => sum + one, 0);
    return { ...Object.fromEntries(this.#times), times };
  }
}

/**
 * Takes what can be taken of an object: leaves the fields that `may` be kept, each in its form, and makes all others
 * undefined, which JSON leaves out. What can't be taken, or was never declared, goes into `ignored` under `path`; what
 * is declared and may not be kept is not looked at. Changes `values`: a copy with its shape is the quickest.
 */
export function take(
  values: Record<string, unknown>,
  declared: { has: (name: string) => boolean },
  may: Fields,
  path: string,
  ignored: Ignored,
): Record<string, unknown> {
  for (const name of Object.keys(values)) {
    const field = may.get(name);
    const value = field && formOf(field, values[name]);
    values[name] = value;
    if (value !== undefined) continue;
    if (field) ignored.add(`${path}/${name}`);
    else if (!declared.has(name)) ignored.add(`${path}/*`);
  }
  return values;
}
