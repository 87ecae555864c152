import type { Result } from '../functions/platform/athena.ts';

type Page = {
  nextUri?: string;
  error?: { message: string };
  columns?: { name: string; type: string }[];
  data?: unknown[][];
  stats: Work;
};
/** What a statement took: milliseconds of CPU, bytes read from files, and bytes of memory at its peak. */
export type Work = { cpuTimeMillis: number; physicalInputBytes: number; peakMemoryBytes: number };

/** A client of Trino's HTTP interface: runs one statement to its end. */
export class Trino {
  readonly #url: string;
  constructor(url: string) {
    this.#url = url;
  }

  /** What a statement answers, in the shape of Athena's results. Throws with the engine's words. */
  async run(sql: string): Promise<Result & { stats: Work }> {
    const headers = {
      'x-trino-user': 'assent',
      'x-trino-catalog': 'iceberg',
      'x-trino-schema': 'usage',
      'x-trino-time-zone': 'UTC',
    };
    let page = await this.#page(`${this.#url}/v1/statement`, { method: 'POST', body: sql, headers });
    let columns: Result['columns'] = [];
    const rows: Result['rows'] = [];
    for (;;) {
      if (page.error) throw new Error(`${page.error.message}\n${sql}`);
      columns = page.columns ?? columns;
      for (const line of page.data ?? [])
        rows.push(Object.fromEntries(columns.map(({ name }, i) => [name, line[i] as string | null])));
      if (!page.nextUri) return { columns, rows, stats: page.stats };
      page = await this.#page(page.nextUri);
    }
  }

  async #page(url: string, request?: RequestInit): Promise<Page> {
    const response = await fetch(url, request);
    if (!response.ok) throw new Error(`Trino answers ${response.status}: ${await response.text()}`);
    return (await response.json()) as Page;
  }
}
