import type { Row } from '../sent.ts';
import {
  type Expected,
  type Field,
  groups,
  identified,
  inRange,
  installations,
  last,
  users,
} from './field.ts';
import { merged, type Told, total } from './small.ts';

/** Each installation's latest row for which `known` says so, else its latest. */
const latest = (rows: Row[], known: (row: Row) => boolean) =>
  groups(
    rows,
    ({ installation }) => [installation],
    (_, its) => last(its.some(known) ? its.filter(known) : its),
  );

const installationsOf = (rows: Row[]) => new Set(rows.map(({ installation }) => installation));

function breakdown(rows: Row[], known: (row: Row) => boolean, value: (row: Row) => unknown): Told<Row>[] {
  const all = groups(
    latest(rows, known),
    (row) => [String(value(row) ?? 'unknown')],
    ([name = ''], some) => ({
      value: name,
      units: installationsOf(some),
      rows: some,
    }),
  );
  return merged(all);
}
const share = (units: Set<string>, all: Told<unknown>[]) => units.size / total(all);
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
    return all.map(({ value, units }) => ({
      product,
      country: value,
      installations: units.size,
      share: share(units, all),
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
      return all.map(({ value, units }) => ({
        product,
        attribute,
        value,
        installations: units.size,
        share: share(units, all),
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
      return { user, role: known.length ? (last(known).role as string) : 'unknown', its };
    });
    const roles = merged(
      groups(
        who,
        ({ role }) => [role],
        ([value = ''], some) => ({
          value,
          units: new Set(some.map(({ user }) => user)),
          rows: some.flatMap(({ its }) => its),
        }),
      ),
    );
    return [
      ...languages.map(({ value, units }) => ({
        product,
        attribute: 'language',
        value,
        installations: units.size,
        users: null,
        identified_share: null,
        share: share(units, languages),
      })),
      ...roles.map(({ value, units, rows: some }) => ({
        product,
        attribute: 'user_role',
        value,
        installations: installations(some),
        users: units.size,
        identified_share: identified(rows),
        share: share(units, roles),
      })),
    ];
  });
