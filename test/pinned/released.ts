import type { Collected } from '../../shared/notice/collected.ts';

/** What the pinned notices let be collected: `NODE_OPTIONS=--conditions=pinned npm run notice -- --release --overwrite`. */
export async function released(version: number): Promise<Collected> {
  const { default: json } = await import(`./released/${version}.json`, { with: { type: 'json' } });
  return json as Collected;
}
