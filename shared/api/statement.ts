import { batchFields } from '../catalog/catalog.ts';
import { organization_id, type When } from './examples.ts';
import {
  constant,
  integer,
  list,
  object,
  purposeList,
  type Schema,
  say,
  schemaOf,
  text,
  whole,
} from './schema.ts';

const count = say<number | '<5'>(
  { oneOf: [integer(5), constant('<5')] },
  'A number from 5 on; `<5` where there are fewer.',
);
const orNull = <T>(schema: Schema<T>): Schema<T | null> => ({ oneOf: [schema, { type: 'null' }] });
const day: Schema<string> = { ...text, format: 'date' };
const seats = orNull(integer(0));

const version = whole({
  product_version: say(text, '`other` for the versions with fewer than five installations, together.'),
  installations: count,
  last_seen_week: say(orNull(day), 'The Monday of the week in which one was last seen; null with `<5`.'),
});
const license = object(
  {
    license_id: text,
    organization_id: text,
    license_type: text,
    seats_purchased: say(seats, 'Null: unlimited.'),
    seats_seen: say(integer(0), 'Not of named users.'),
    seats_peak: seats,
    seats_possible: seats,
    denied: integer(0),
    utilization: orNull<number>({ type: 'number' }),
    over_use: seats,
    status: text,
    valid_from: orNull(day),
    valid_to: orNull(day),
  },
  [
    ...(['license_id', 'organization_id', 'license_type', 'seats_purchased', 'seats_peak'] as const),
    ...(['seats_possible', 'denied', 'utilization', 'over_use', 'status', 'valid_from', 'valid_to'] as const),
  ],
);

export const statementSchema = whole({
  organization_id: schemaOf(batchFields.organization_id),
  basis: say(
    constant('as claimed by installations'),
    'Which organization an installation is of, it says itself.',
  ),
  as_of: say<string>({ ...text, format: 'date-time' }, 'When it was made: of the ninety days before.'),
  allowed_purposes: say(
    orNull(purposeList),
    'What its policy allows now; null where it has set none, so that it limits nothing.',
  ),
  products: list(
    whole({
      product: text,
      installations: count,
      versions: say(list(version), 'Each installation once, at its latest version.'),
      licenses: say(list(license), 'As the report `license-usage` has them: those sold to the organization.'),
    }),
  ),
});

export const statementExample = ({ at }: When) => ({
  organization_id,
  basis: 'as claimed by installations' as const,
  as_of: at('02:40'),
  allowed_purposes: null,
  products: [
    {
      product: 'described',
      installations: 12,
      versions: [
        { product_version: '4.2.1', installations: 7, last_seen_week: '2026-11-16' },
        { product_version: 'other', installations: 5, last_seen_week: '2026-11-09' },
      ],
      licenses: [],
    },
  ],
});
