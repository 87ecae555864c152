import { gzipSync } from 'node:zlib';

/** What a decision's body may be instead of a good one: each is refused. */
export const malformed: Record<string, (good: Record<string, unknown>) => unknown> = {
  'no JSON': () => '{',
  nothing: () => '',
  'a list': (good) => [good],
  null: () => 'null',
  'a field nobody declared': (good) => ({ ...good, email: 'a@example.com' }),
  'no installation': ({ installation_id, ...rest }) => rest,
  'an installation that is no UUID': (good) => ({ ...good, installation_id: '42' }),
  'an organization of other characters': (good) => ({ ...good, organization_id: 'a b' }),
  'an unknown decision': (good) => ({ ...good, decision: 'maybe' }),
  'an unknown purpose': (good) => ({ ...good, purposes: ['usage', 'advertising'] }),
  'purposes that are no list': (good) => ({ ...good, purposes: 'usage' }),
  'a grant of nothing': (good) => ({ ...good, purposes: [] }),
  'no notice': ({ notice_version, ...rest }) => rest,
  'the notice before the first': (good) => ({ ...good, notice_version: 0 }),
  'a notice yet to come': (good) => ({ ...good, notice_version: 2 ** 40 }),
  'half a notice': (good) => ({ ...good, notice_version: 0.5 }),
  'a language that is none': (good) => ({ ...good, notice_language: 'en_US!' }),
  'an unknown decider': (good) => ({ ...good, decided_by: 'vendor' }),
  'a time that is none': (good) => ({ ...good, decided_at: 'yesterday' }),
  'gzip under the type of JSON': (good) => gzipSync(JSON.stringify(good)),
};
