import type { Row } from '../sent.ts';
import { dayOf, type Expected, groups, inRange, last } from './field.ts';
import { coverage } from './licenses.ts';

const latest = (rows: Row[]) =>
  groups(
    rows,
    ({ installation }) => [installation],
    (_, its) => last(its),
  );

export const versionDistribution: Expected = (field) =>
  groups(
    inRange(field),
    ({ product }) => [product],
    ([product = ''], rows) => {
      const all = latest(rows);
      return groups(
        all,
        ({ version = 'unknown' }) => [version],
        ([product_version], some) => ({
          product,
          product_version,
          installations: some.length,
          share: some.length / all.length,
          ...coverage(field, product),
        }),
      );
    },
  ).flat();

export const versionAdoption: Expected = (field) =>
  groups(
    inRange(field),
    ({ product, at }) => [product, dayOf(at)],
    ([product, day], rows) => {
      const all = latest(rows);
      return groups(
        all,
        ({ version = 'unknown' }) => [version],
        ([product_version], some) => ({
          product,
          day,
          product_version,
          installations: some.length,
          share: some.length / all.length,
        }),
      );
    },
  ).flat();
