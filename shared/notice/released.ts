import type { Collected } from './collected.ts';

/** What a released version let be collected; a file each, written by `npm run notice -- --release`. */
export async function released(version: number): Promise<Collected> {
  const { default: json } = await import(`./released/${version}.json`, { with: { type: 'json' } });
  return json as Collected;
}
