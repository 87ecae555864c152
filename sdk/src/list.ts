import type { Store } from './platform.ts';

/** The list that a file of the store holds: an empty one where there is no file, or none that can be read. */
export function listIn<Item>(store: Store, name: 'history' | 'receipts'): Item[] {
  try {
    const kept: unknown = JSON.parse(store.read(name) ?? '[]');
    return Array.isArray(kept) ? kept.filter((item) => typeof item === 'object' && item) : [];
  } catch {
    return [];
  }
}

/** Whether a file is of a format that came after this SDK: it stays as it is. */
export function isLater(text: string | undefined): boolean {
  try {
    return JSON.parse(text ?? '').format > 1;
  } catch {
    return false;
  }
}
