import {
  dayOf,
  type Expected,
  groups,
  history,
  identified,
  inRange,
  installations,
  last,
  later,
  sum,
  users,
  weekOf,
} from './field.ts';

/** Of each installation the weeks in which it was seen, in order, and the first and last time in each. */
const weeksOf = (field: Parameters<Expected>[0]) =>
  groups(
    history(field),
    ({ product, installation }) => [product, installation],
    ([product = ''], rows) => ({
      product,
      first: Math.min(...rows.map(({ at }) => at)),
      rows,
      weeks: [...new Set(rows.map(({ at }) => weekOf(at)))].sort(),
    }),
  );

export const activeInstallations: Expected = (field) => {
  const end = dayOf(field.to);
  const facts = weeksOf(field).flatMap(({ product, first, rows, weeks }) => [
    ...new Set(rows.filter(({ at }) => at >= field.from).map(({ at }) => `${product} active ${weekOf(at)}`)),
    ...(first >= field.from ? [`${product} new ${weekOf(first)}`] : []),
    ...weeks
      .filter((week, i) => !weeks[i + 1] || (weeks[i + 1] as string) > later(week, 28))
      .filter((week) => later(week, 35) > dayOf(field.from) && later(week, 35) <= end)
      .map((week) => `${product} lost ${later(week, 28)}`),
  ]);
  const count = (...words: string[]) => facts.filter((fact) => fact === words.join(' ')).length;
  const places = new Set(facts.map((fact) => fact.replace(/ \w+ /, ' ')));
  return [...places].map((place) => {
    const [product = '', week = ''] = place.split(' ');
    const ended = later(week, 7) <= end;
    return {
      product,
      week,
      installations: count(product, 'active', week),
      new_installations: count(product, 'new', week),
      lost_installations: ended ? count(product, 'lost', week) : null,
    };
  });
};

export const retention: Expected = (field) => {
  const seen = weeksOf(field).filter(({ weeks }) => (weeks[0] as string) >= dayOf(field.from));
  return groups(
    seen,
    ({ product, weeks }) => [product, weeks[0] as string],
    ([product, cohort = ''], members) => {
      const lines: Record<string, unknown>[] = [];
      for (let n = 0; n === 0 || later(cohort, 7 * n + 7) <= dayOf(field.to); n++) {
        const active = members.filter(({ weeks }) => weeks.includes(later(cohort, 7 * n))).length;
        lines.push({
          product,
          cohort,
          weeks_later: n,
          installations: members.length,
          active,
          share: active / members.length,
        });
      }
      return lines;
    },
  ).flat();
};

export const loginsAndUsers: Expected = (field) =>
  groups(
    inRange(field),
    ({ product, at }) => [product, weekOf(at)],
    ([product, week], rows) => {
      const logins = rows.filter(({ event_name }) => event_name === 'user_logged_in');
      const reported = rows.filter(({ event_name }) => event_name === 'user_count_reported');
      const latest = groups(
        reported,
        ({ installation }) => [installation],
        (_, its) => last(its).properties,
      );
      const total = (name: string) => (latest.length ? sum(latest.map((each) => Number(each[name]))) : null);
      return {
        product,
        week,
        installations: installations(rows),
        users: users(rows).size,
        identified_share: identified(rows),
        logins: logins.filter(({ properties }) => properties.outcome === 'success').length,
        failed_logins: logins.filter(({ properties }) => properties.outcome === 'failure').length,
        registered_users: total('registered'),
        active_users: total('active'),
      };
    },
  );
