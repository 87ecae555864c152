import { catalog } from '../../../shared/catalog/catalog.ts';
import type { Row } from '../sent.ts';
import { type Expected, groups, inRange, installations } from './field.ts';
import { merged } from './small.ts';

const isFree = (event: string, property: string) => {
  const declared = catalog.get(event)?.properties[property];
  return declared === undefined || 'free_text' in declared;
};

export const events: Expected = (field) =>
  groups(
    inRange(field),
    ({ product, event_name }) => [product, event_name],
    ([product = '', event_name = ''], rows) => {
      const line = (property: string | null, value: string | null, its: Row[]) => ({
        product,
        event_name,
        property,
        value,
        events: its.length,
        installations: installations(its),
      });
      const names = new Set(rows.flatMap(({ properties }) => Object.keys(properties)));
      names.delete('license_key');
      const lines = [...names].flatMap((property) => {
        const with_it = rows.filter(({ properties }) => property in properties);
        if (isFree(event_name, property)) return [line(property, null, with_it)];
        const told = groups(
          with_it,
          ({ properties }) => [String(properties[property])],
          ([value = ''], its) => ({
            value,
            units: new Set(its.map(({ installation }) => installation)),
            rows: its,
          }),
        );
        return merged(told).map(({ value, rows: its }) => line(property, value, its));
      });
      return [line(null, null, rows), ...lines];
    },
  ).flat();
