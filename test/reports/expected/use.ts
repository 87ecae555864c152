import {
  active,
  dayOf,
  type Expected,
  type Field,
  groups,
  history,
  inRange,
  installations,
  last,
  sum,
} from './field.ts';
import { coverage } from './licenses.ts';
import { merged } from './small.ts';

const named = (field: Field, name: string) => inRange(field).filter(({ event_name }) => event_name === name);

export const featureAdoption: Expected = (field) => {
  const ever = history(field).filter(({ event_name }) => event_name === 'feature_used');
  return groups(
    ever,
    ({ product, properties }) => [product, properties.feature as string],
    ([product = '', feature], rows) => {
      const used = rows.filter(({ at }) => at >= field.from);
      return {
        product,
        feature,
        installations: installations(used),
        active_installations: active(field, product),
        share: active(field, product) ? installations(used) / active(field, product) : null,
        uses: sum(used.map(({ properties }) => Number(properties.count ?? 1))),
        last_used: dayOf(Math.max(...rows.map(({ at }) => at))),
        ...coverage(field, product),
      };
    },
  );
};

export const devices: Expected = (field) =>
  groups(
    named(field, 'device_reported'),
    ({ product }) => [product],
    ([product = ''], reported) => {
      const told = groups(
        reported,
        ({ properties }) => [properties.device as string],
        ([value = ''], rows) => ({
          value,
          units: new Set(rows.map(({ installation }) => installation)),
          rows: groups(
            rows,
            ({ installation }) => [installation],
            (_, its) => last(its),
          ),
        }),
      );
      return merged(told).map(({ value, units, rows }) => ({
        product,
        device: value,
        installations: units.size,
        share: units.size / active(field, product),
        devices: sum(rows.map(({ properties }) => Number(properties.count ?? 1))),
      }));
    },
  ).flat();

export const applicationsPerInstance: Expected = (field) =>
  groups(
    named(field, 'applications_reported'),
    ({ product, properties }) => [product, properties.application as string],
    ([product, application], rows) => {
      const counts = groups(
        rows,
        ({ installation }) => [installation],
        (_, its) => Number(last(its).properties.count ?? 1),
      );
      return {
        product,
        application,
        installations: counts.length,
        applications: sum(counts),
        average: sum(counts) / counts.length,
        median: nearest(counts, 50),
        largest: Math.max(...counts),
      };
    },
  );

/** The smallest of some numbers that at least so many percent of them do not exceed. */
function nearest(numbers: number[], percent: number): number {
  const ordered = numbers.toSorted((a, b) => a - b);
  return ordered[Math.ceil((percent * numbers.length) / 100) - 1] as number;
}

const resources = ['cpu_percent', 'memory_used_mb', 'disk_used_mb', 'network_mb'];
export const resourceUsage: Expected = (field) => {
  const reports = named(field, 'resource_usage_reported').flatMap(({ product, installation, properties }) =>
    resources.map((resource) => ({ product, installation, resource, amount: Number(properties[resource]) })),
  );
  return groups(
    reports,
    ({ product, resource }) => [product, resource],
    ([product, resource], some) => {
      const typical = groups(
        some,
        ({ installation }) => [installation],
        (_, its) =>
          nearest(
            its.map(({ amount }) => amount),
            50,
          ),
      );
      return {
        product,
        resource,
        installations: typical.length,
        reports: some.length,
        median: nearest(typical, 50),
        p95: nearest(typical, 95),
        largest: Math.max(...some.map(({ amount }) => amount)),
      };
    },
  );
};

export const contentDownloads: Expected = (field) =>
  groups(
    named(field, 'content_downloaded'),
    ({ product, properties }) => [product, properties.content_id as string],
    ([product = '', content_id], rows) => ({
      product,
      content_id,
      installations: installations(rows),
      share: installations(rows) / active(field, product),
      downloads: sum(rows.map(({ properties }) => Number(properties.count ?? 1))),
      bytes: sum(rows.map(({ properties }) => Number(properties.bytes))),
    }),
  );
