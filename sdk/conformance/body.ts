import type { Json } from './service.ts';

const uuid = /\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/g;
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/**
 * A body as a value that two SDKs share: each UUID by the order in which it first appears, times as `time`, sequences
 * from 0 on, and of the context what does not differ by machine and language.
 */
export function shared(body: Json): Json {
  const ids = new Map<string, string>();
  const first = body?.events?.[0]?.sequence;
  const of = (value: Json, name = ''): Json => {
    if (Array.isArray(value)) return value.map((each) => of(each));
    if (name === 'context') return { product_version: value.product_version };
    if (name === 'sequence') return Number(BigInt(value) - BigInt(first));
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, of(each, key)]));
    if (typeof value !== 'string') return value;
    if (time.test(value)) return 'time';
    return value.replace(uuid, (id) => {
      if (!ids.has(id)) ids.set(id, `id-${ids.size + 1}`);
      return ids.get(id) as string;
    });
  };
  return of(body);
}
