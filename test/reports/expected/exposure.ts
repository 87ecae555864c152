import { precedenceOf } from '../../../shared/versions/key.ts';
import type { Row } from '../sent.ts';
import { dayOf, type Expected, groups, inRange, last } from './field.ts';

/** The versions that the tests call affected. */
export const affectedVersions = '>=4.1 <4.2.0 || 2026.1';
const isAffected = (version = '') => {
  const key = precedenceOf(version);
  const among = key >= precedenceOf('4.1') && key < precedenceOf('4.2.0');
  return among || key === precedenceOf('2026.1');
};

/** An installation's latest row, its latest known country, and whether it ever was affected. */
const installed = (rows: Row[]) =>
  groups(
    rows,
    ({ product, installation }) => [product, installation],
    ([product = ''], its) => {
      const known = its.filter(({ country }) => country);
      const latest = last(its);
      return {
        product,
        version: latest.version as string,
        organization: latest.organization ?? null,
        country: known.length ? (last(known).country as string) : null,
        seen: Math.max(...its.map(({ at }) => at)),
        was: its.some(({ version }) => isAffected(version)),
        is: isAffected(latest.version),
      };
    },
  );

export const exposure: Expected = (field) =>
  (['organization', 'country'] as const)
    .flatMap((by) =>
      groups(
        installed(inRange(field)),
        (each) => [each.product, JSON.stringify(each[by])],
        ([product = '', name = ''], its) => {
          const now = its.filter(({ is }) => is);
          const once = its.filter(({ was }) => was).length;
          const versions = [...new Set(now.map(({ version }) => version))];
          return {
            product,
            by,
            name: JSON.parse(name),
            installations_affected: now.length,
            installations: its.length,
            product_versions:
              versions.sort((a, b) => (precedenceOf(a) < precedenceOf(b) ? -1 : 1)).join(', ') || null,
            last_seen: now.length ? dayOf(Math.max(...now.map(({ seen }) => seen))) : null,
            fixed_share: (once - now.length) / once,
            once,
          };
        },
      ),
    )
    .flatMap(({ once, ...row }) => (once ? [row] : []));
