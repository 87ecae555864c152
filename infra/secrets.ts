import { Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { Settings } from '../shared/settings.ts';
import { whenDestroyed } from './store.ts';

/** A secret that the stack makes, that nobody knows, and that outlives the stack. */
function madeSecret(
  scope: Construct,
  id: string,
  description: string,
  { tryOut }: Settings,
  unrotated: string,
) {
  const secret = new Secret(scope, id, {
    description,
    generateSecretString: { passwordLength: 64, excludePunctuation: true },
    removalPolicy: whenDestroyed(tryOut),
  });
  Validations.of(secret).acknowledge({ id: 'AwsSolutions-SMG4', reason: unrotated });
  return secret;
}

/** The secret under which a license key becomes its license_id, kept for good. */
export const licenseSecret = (scope: Construct, settings: Settings): Secret =>
  madeSecret(
    scope,
    'LicenseSecret',
    'Turns license keys into license IDs. Without it, no key can be told from its ID.',
    settings,
    'A new secret would give every license a new ID, and none would match what is stored.',
  );

/** The secret that the key of proofs follows from. */
export const proofSecret = (scope: Construct, settings: Settings): Secret =>
  madeSecret(
    scope,
    'ProofSecret',
    'Signs proofs of consent. `npm run admin -- key rotate-proof` replaces it.',
    settings,
    'Rotated by a command, which keeps the public key so that what it signed can be verified.',
  );
