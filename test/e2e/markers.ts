import { gzipSync } from 'node:zlib';
import { event, type Installation } from './local.ts';

/** What must be nowhere afterwards, each with the part by which it would be found. */
export const markers: Record<string, string> = {
  '203.0.113.77': '203.0.113.77',
  '[2001:db8:85a3::8a2e:370:7334]:443': '8a2e:370:7334',
  '::ffff:198.51.100.23': '198.51.100.23',
  '198.51.100.24:8443': '198.51.100.24',
  'fe80::21b:44ff:fe11:3ab7%eth0': '21b:44ff',
  '192%2E0%2E2%2E146': '2%2E146',
  'http://3405803853/': '3405803853',
  'jane.marker+test@example.org': 'jane.marker',
  '00:1b:44:11:3a:b7': '44:11:3a:b7',
  'C:\\Users\\Marker Jane\\notes.txt': 'Marker Jane',
  '/home/markerjane/notes.txt': 'markerjane',
};
const all = Object.keys(markers).join(' and ');
export const licenseKey = 'MARKR-LICEN-SEKEY-20260';
/** What may be stored, by which each search is first shown to find something. */
export const harmless = 'harmlessmarker';

/** A request that holds markers. Every one carries them in its headers as well. */
export type Marked = { method: string; path: string; body: unknown; headers?: Record<string, string> };

export const inHeaders = Object.fromEntries(
  ['x-forwarded-for', 'forwarded', 'x-real-ip', 'true-client-ip', 'cf-connecting-ip', 'via', 'user-agent']
    .concat(['referer', 'origin', 'cookie', 'from', 'accept-language', 'accept', 'x-amzn-trace-id', 'x-any'])
    .map((name) => [name, all]),
);

/** Requests with markers in every place, good and bad, in the order they are sent. */
export function marked(installation: Installation): Marked[] {
  const post = (events: unknown[], more: object = {}, headers?: Record<string, string>): Marked => {
    const body = installation.batch(events as object[], more);
    return { method: 'POST', path: '/v1/events', body, headers };
  };
  const raw = (body: string | Uint8Array, type = 'application/json'): Marked => ({
    method: 'POST',
    path: '/v1/events',
    body,
    headers: { 'content-type': type },
  });
  const decision = {
    installation_id: installation.id,
    decision: 'granted',
    purposes: ['usage', 'persons', 'environment', 'licensing'],
    notice_version: 1,
    decided_by: 'user',
    decided_at: new Date().toISOString(),
  };
  const decide = (more: object): Marked => ({
    method: 'PUT',
    path: '/v1/consent',
    body: { ...decision, ...more },
  });
  const inValues = { os_name: all, gpu_name: all, device_type: all, product_edition: all };
  const license = { license_key: licenseKey, license_type: 'subscription', outcome: 'success' };
  const subject = { installation_id: installation.id };
  return [
    decide({ organization_id: `${harmless}-organization` }),
    decide({ [all]: all }),
    decide({ organization_id: all }),
    decide({ notice_language: all }),
    { method: 'PUT', path: `/v1/consent?${encodeURIComponent(all)}`, body: `{"${all}` },
    { method: 'GET', path: `/v1/consent/${encodeURIComponent(all)}`, body: '' },
    ...['/v1/erasures', '/v1/exports'].flatMap((path) => [
      { method: 'POST', path, body: { ...subject, user_id: all } },
      { method: 'POST', path, body: { ...subject, [all]: all } },
      { method: 'GET', path: `${path}/${encodeURIComponent(all)}?page=${encodeURIComponent(all)}`, body: '' },
    ]),
    { method: 'POST', path: '/v1/exports', body: subject },
    { method: 'GET', path: `/v1/notice?language=${encodeURIComponent(all)}`, body: '' },
    ...['203.0.113.77', '::ffff:198.51.100.23'].map((own) => post([event()], {}, { 'x-forwarded-for': own })),
    { method: 'GET', path: `/${encodeURIComponent(all)}`, body: '' },
    ...Object.keys(markers).map((each) => post([event({ properties: { feature: each } })])),
    post([event({ properties: { feature: `${harmless} ${all}` }, user_role: all })], { context: inValues }),
    post([event({ event_name: 'license_checked', properties: license })]),
    post([{ [all]: all }, { event_name: all }, { event_id: all }, { user_id: all }].map(event)),
    post([event({ properties: { [all]: all } }), event({ event_name: harmless, properties: license })]),
    post([event({ properties: { feature: all.padEnd(40_000, all) } }), { all }, all]),
    post([], { context: { [all]: all } }),
    post([], { sent_at: all, installation_id: all }),
    post([event()], {}, { 'content-type': `application/json; name="${all}"` }),
    post([event()], {}, { 'content-type': `text/plain; name="${all}"` }),
    post([event()], {}, { 'content-encoding': all }),
    post([event({ session_id: all, sequence: all, [all]: all })], { sent_at: all, organization_id: all }),
    post([event()], { context: { language: all, os_version: all, architecture: all, cpu_cores: all } }),
    post([event()], {}, { authorization: `Bearer ${all}` }),
    post([event()], {}, { 'x-installation-secret': all }),
    raw(`{"${all}`),
    raw(all.repeat(5000)),
    raw(gzipSync(all.repeat(50_000)), 'application/gzip'),
    raw(all.repeat(60_000)),
  ];
}
