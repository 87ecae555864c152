import type { Store } from './platform.ts';

/** The list that a file of the store holds: an empty one where there is no file, or none that can be read. */
export function listIn<Item>(store: Store, name: 'history' | 'receipts'): Item[] {
  try {
    const kept: unknown = JSON.parse(store.read(name) ?? '[]');
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}
