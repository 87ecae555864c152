import { versionKey } from '../../../shared/versions/key.ts';
import { type Expected, groups, inRange, installations } from './field.ts';

export const stability: Expected = (field) =>
  groups(
    inRange(field).filter(({ version }) => version),
    ({ product }) => [product],
    ([product], all) => {
      const versions = groups(
        all,
        ({ version = '' }) => [version],
        ([version = ''], rows) => {
          const sessionsOf = (some: typeof rows) =>
            new Set(some.filter(({ session }) => session).map((row) => `${row.installation} ${row.session}`))
              .size;
          const failed = rows.filter(({ event_name }) => event_name === 'session_failed');
          const [sessions, failed_sessions] = [sessionsOf(rows), sessionsOf(failed)];
          const share = (part: number, of: number) => (of ? part / of : null);
          return {
            product,
            product_version: version,
            sessions,
            failed_sessions,
            failed_sessions_share: share(failed_sessions, sessions),
            failure_free_sessions_share: share(sessions - failed_sessions, sessions),
            installations: installations(rows),
            failed_installations: installations(failed),
            failure_free_installations_share: share(
              installations(rows) - installations(failed),
              installations(rows),
            ),
          };
        },
      ).sort((a, b) => (versionKey(a.product_version) < versionKey(b.product_version) ? -1 : 1));
      const isSmall = (one?: (typeof versions)[0]) => one && (one.sessions < 100 || one.installations < 100);
      return versions.map((one, i) => {
        const before = versions[i - 1];
        return {
          ...one,
          previous_version: before?.product_version ?? null,
          previous_failure_free_sessions_share: before?.failure_free_sessions_share ?? null,
          previous_failure_free_installations_share: before?.failure_free_installations_share ?? null,
          numbers: isSmall(one) || isSmall(before) ? 'small' : 'enough',
        };
      });
    },
  ).flat();
