/** Names as they were written, with where each stood first, by the organization that they are. */
type Written = Map<string, Map<string, number>>;

/** Gathers names, and says which lines name one organization by names that differ in more than capitals. */
export class Namesakes {
  readonly #written: Written = new Map();

  add(organization_id: string, name: string, line: number): void {
    const names = this.#written.get(organization_id) ?? new Map<string, number>();
    const folded = name.trim().toLowerCase();
    if (!names.has(folded)) names.set(folded, line);
    this.#written.set(organization_id, names);
  }
  get notes(): string[] {
    return [...this.#written].flatMap(([organization_id, names]) =>
      names.size > 1
        ? [
            `Lines ${[...names.values()].join(', ')} name one organization, ${organization_id}: names that differ only in signs are one.`,
          ]
        : [],
    );
  }
}
