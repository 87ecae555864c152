import { marshall } from '@aws-sdk/util-dynamodb';
import { digest } from '../functions/platform/digest.ts';
import { installationKey, organizationKey, productKey } from '../functions/platform/records.ts';
import { purposes } from '../shared/catalog/field.ts';
import { sender } from './batch.ts';

const key = productKey(sender.product);
const installation = installationKey(sender.product, sender.installation_id);
const organization = organizationKey(sender.organization_id);

/** The two items that a request of a known write key reads. */
export const readByRequest = [installation, organization];

/** Everything in the stub's store, by `pk`: all purposes granted and allowed. */
export const items = new Map(
  [
    { ...key, keys: { [digest(sender.writeKey)]: { test: false } } },
    {
      ...installation,
      receipt_id: 'f4a3f0c2-55a1-8c1e-9a0b-0d1f7b3a9c11',
      decision: 'granted',
      purposes: [...purposes],
      notice_version: 1,
      organization_id: sender.organization_id,
      recorded_at: Date.now(),
      secret_digest: digest(sender.secret),
      version: 3,
    },
    { ...organization, allowed_purposes: [...purposes], recorded_at: Date.now() },
  ].map((item) => [item.pk, marshall(item)]),
);
