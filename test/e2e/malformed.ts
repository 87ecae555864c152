import { gzipSync } from 'node:zlib';

/** What a grant's body may be instead of a good one: each is refused. */
export const malformed: Record<string, (good: Record<string, unknown>) => unknown> = {
  'no JSON': () => '{',
  nothing: () => '',
  'a list': (good) => [good],
  null: () => 'null',
  'no installation': ({ installation_id, ...rest }) => rest,
  'a nil UUID for an installation': (good) => ({
    ...good,
    installation_id: '00000000-0000-0000-0000-000000000000',
  }),
  'an installation that is no UUID': (good) => ({ ...good, installation_id: '42' }),
  'an unknown decision': (good) => ({ ...good, decision: 'maybe' }),
  'an unknown purpose': (good) => ({ ...good, purposes: ['usage', 'advertising'] }),
  'purposes that are no list': (good) => ({ ...good, purposes: 'usage' }),
  'a grant of nothing': (good) => ({ ...good, purposes: [] }),
  'no notice': ({ notice_version, ...rest }) => rest,
  'the notice before the first': (good) => ({ ...good, notice_version: 0 }),
  'a notice yet to come': (good) => ({ ...good, notice_version: 2 ** 40 }),
  'half a notice': (good) => ({ ...good, notice_version: 0.5 }),
  'an unknown decider': (good) => ({ ...good, decided_by: 'vendor' }),
  'a time that is none': (good) => ({ ...good, decided_at: 'yesterday' }),
  'gzip under the type of JSON': (good) => gzipSync(JSON.stringify(good)),
};
