import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { AthenaClient } from '@aws-sdk/client-athena';
import type { Who } from '../../shared/admin.ts';
import { batchFields, eventFields } from '../../shared/catalog/catalog.ts';
import { expected, formOf } from '../../shared/catalog/validate.ts';
import { finish, literal, QueryFailed, results, start } from '../platform/athena.ts';
import { clientSettings } from '../platform/client.ts';
import { environment } from '../platform/environment.ts';
import { type Installation, installationKey, productListKey } from '../platform/records.ts';
import { queryItems, readMany } from '../platform/store.ts';
import { putRequest, type Whose } from '../rights/start-export.ts';

const look = readFileSync(new URL('./look.sql', import.meta.url), 'utf8');
const athena = new AthenaClient(clientSettings);

const fields = {
  installation_id: batchFields.installation_id,
  user_id: eventFields.user_id,
  organization_id: batchFields.organization_id,
};

/** An installation that a request is about, with its item; `user_id` where it is about that user only. */
export type Found = Whose & { installation: Installation | undefined };

/** The installations a request is about; a sentence when it names nobody, or nobody that we know. */
export async function find(who: Who): Promise<Found[] | { error: string }> {
  const named = Object.entries(fields).filter(([name]) => who[name as keyof Who] !== undefined);
  if (named.length !== 1) return { error: 'Name one of --installation, --user and --organization.' };
  const [[name, field] = ['', fields.user_id]] = named;
  const given = who[name as keyof Who];
  const value = formOf(field, given) as string | undefined;
  if (value === undefined)
    return { error: `--${name.replace('_id', '')} must be ${expected(field, given)}.` };

  const products = who.product ? [who.product] : await names();
  const whose: Whose[] =
    name === 'installation_id'
      ? products.map((product) => ({ product, installation_id: value }))
      : (await seen({ [name]: value, product: who.product })).map((one) =>
          name === 'user_id' ? { ...one, user_id: value } : one,
        );
  const items = await readMany(whose.map((one) => installationKey(one.product, one.installation_id)));
  const found = whose
    .map((one, i) => ({ ...one, installation: items[i] }))
    // One that sent essential events only has no item; then the product has to be named.
    .filter(({ installation }) => installation || who.product || name !== 'installation_id');
  if (found.length > 0) return found;
  return { error: 'Nothing is known of it: check the ID, and --product if you gave one.' };
}

const names = async () => (await queryItems(productListKey())).map(({ sk }) => sk);

/** Where a user or an organization was seen. The statement names the request only, since Athena keeps its texts. */
async function seen(whom: object): Promise<Whose[]> {
  const request_id = randomUUID();
  await putRequest(request_id, 'look', [whom]);
  // Everything in landing; the partition of the hour wants a bound.
  const parameters = ['2000-01-01-00', request_id].map(literal);
  try {
    const id = await start(athena, { sql: look, parameters, workgroup: environment.workgroup });
    await finish(athena, id);
    return (await results(athena, id)).rows as Whose[];
  } catch (fault) {
    if (fault instanceof QueryFailed && /does not exist|TABLE_NOT_FOUND/.test(fault.message)) return [];
    throw fault;
  }
}
