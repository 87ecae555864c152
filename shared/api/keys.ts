import { route } from './route.ts';
import { constant, list, say, text, whole } from './schema.ts';

const key = whole({
  kty: constant('OKP'),
  crv: constant('Ed25519'),
  x: say(text, 'The public key, in base64url.'),
  kid: say(text, 'Its thumbprint (RFC 7638), which the header of a proof names.'),
  alg: constant('EdDSA'),
  use: constant('sig'),
});

export const keyRoutes = {
  'GET /v1/keys': route({
    operationId: 'getKeys',
    summary: 'Read the keys that verify proofs.',
    description:
      'A JWK set (RFC 7517): the key that signs now comes first, then those that signed before it. Keep it with a receipt to verify that offline.',
    by: 'anyone',
    head: true,
    reply: {
      status: 200,
      name: 'Keys',
      schema: whole({ keys: list(key) }),
      description: 'The keys. They may be cached for five minutes.',
    },
    reasons: [],
    examples: () => ({
      one: {
        reply: {
          keys: [
            {
              kty: 'OKP' as const,
              crv: 'Ed25519' as const,
              x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
              kid: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
              alg: 'EdDSA' as const,
              use: 'sig' as const,
            },
          ],
        },
      },
    }),
  }),
};
