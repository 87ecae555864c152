import type { Row } from '../sent.ts';
import {
  type Expected,
  type Field,
  groups,
  identified,
  inRange,
  installations,
  last,
  sum,
  users,
} from './field.ts';

const threshold = 5;
type Group = { value: string; size: number; rows: Row[] };

/** Merges what is smaller than the threshold, and the next larger one where all that is still smaller. */
function merged(all: Group[]): Group[] {
  const ordered = all.toSorted((a, b) => a.size - b.size || (a.value < b.value ? -1 : 1));
  let small = ordered.filter(({ size }) => size < threshold).length;
  if (small && sum(ordered.slice(0, small).map(({ size }) => size)) < threshold) small++;
  const other = ordered.slice(0, small);
  const one = {
    value: 'other',
    size: sum(other.map(({ size }) => size)),
    rows: other.flatMap(({ rows }) => rows),
  };
  return [...ordered.slice(small), ...(small ? [one] : [])];
}

/** Each installation's latest row for which `known` says so, else its latest. */
const latest = (rows: Row[], known: (row: Row) => boolean) =>
  groups(
    rows,
    ({ installation }) => [installation],
    (_, its) => last(its.some(known) ? its.filter(known) : its),
  );

function breakdown(rows: Row[], known: (row: Row) => boolean, value: (row: Row) => unknown): Group[] {
  const all = groups(
    latest(rows, known),
    (row) => [String(value(row) ?? 'unknown')],
    ([name = ''], some) => ({
      value: name,
      size: some.length,
      rows: some,
    }),
  );
  return merged(all);
}
const share = (size: number, all: Group[]) => size / sum(all.map((each) => each.size));
const byProduct = (field: Field, make: (product: string, rows: Row[]) => Record<string, unknown>[]) =>
  groups(
    inRange(field),
    ({ product }) => [product],
    ([product = ''], rows) => make(product, rows),
  ).flat();

export const geography: Expected = (field) =>
  byProduct(field, (product, rows) => {
    const all = breakdown(
      rows,
      ({ country }) => country !== undefined,
      ({ country }) => country,
    );
    return all.map(({ value, size }) => ({
      product,
      country: value,
      installations: size,
      share: share(size, all),
    }));
  });

const attributes: Record<string, (context: Row['context']) => unknown> = {
  os_name: ({ os_name }) => os_name,
  os_version: ({ os_name, os_version }) => os_version && `${os_name ?? 'unknown'} ${os_version}`,
  architecture: ({ architecture }) => architecture,
  cpu_cores: ({ cpu_cores }) => cpu_cores,
  memory: ({ memory_mb }) =>
    memory_mb && ((memory_mb as number) < 512 ? '< 1 GB' : `${Math.round((memory_mb as number) / 1024)} GB`),
  gpu_name: ({ gpu_name }) => gpu_name,
  screen: ({ screen_width, screen_height }) =>
    screen_width && screen_height && `${screen_width} x ${screen_height}`,
  device_type: ({ device_type }) => device_type,
};
export const environment: Expected = (field) =>
  byProduct(field, (product, rows) =>
    Object.entries(attributes).flatMap(([attribute, value]) => {
      const all = breakdown(
        rows,
        ({ context }) => 'os_name' in context,
        ({ context }) => value(context),
      );
      return all.map(({ value, size }) => ({
        product,
        attribute,
        value,
        installations: size,
        share: share(size, all),
      }));
    }),
  );

export const languagesAndRoles: Expected = (field) =>
  byProduct(field, (product, rows) => {
    const languages = breakdown(
      rows,
      ({ language }) => language !== undefined,
      ({ language }) => language,
    );
    const who = [...users(rows)].map((user) => {
      const its = rows.filter((row) => (row.user ?? `installation ${row.installation}`) === user);
      const known = its.filter(({ role }) => role);
      return { role: known.length ? (last(known).role as string) : 'unknown', its };
    });
    const roles = merged(
      groups(
        who,
        ({ role }) => [role],
        ([value = ''], some) => ({ value, size: some.length, rows: some.flatMap(({ its }) => its) }),
      ),
    );
    return [
      ...languages.map(({ value, size }) => ({
        product,
        attribute: 'language',
        value,
        installations: size,
        users: null,
        identified_share: null,
        share: share(size, languages),
      })),
      ...roles.map(({ value, size, rows: some }) => ({
        product,
        attribute: 'user_role',
        value,
        installations: installations(some),
        users: size,
        identified_share: identified(rows),
        share: share(size, roles),
      })),
    ];
  });
