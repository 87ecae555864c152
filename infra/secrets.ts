import { Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { Settings } from '../shared/settings.ts';
import { whenDestroyed } from './store.ts';

/** The two secrets: both are made by the stack, known to nobody, and outlive it. */

/** The secret under which a license key becomes its license_id: made by the stack, known to nobody, kept for good. */
export function licenseSecret(scope: Construct, { tryOut }: Settings): Secret {
  const secret = new Secret(scope, 'LicenseSecret', {
    description: 'Turns license keys into license IDs. Without it, no key can be told from its ID.',
    generateSecretString: { passwordLength: 64, excludePunctuation: true },
    removalPolicy: whenDestroyed(tryOut),
  });
  Validations.of(secret).acknowledge({
    id: 'AwsSolutions-SMG4',
    reason: 'A new secret would give every license a new ID, and none would match what is stored.',
  });
  return secret;
}

/** The secret that the key of proofs follows from. */
export function proofSecret(scope: Construct, { tryOut }: Settings): Secret {
  const secret = new Secret(scope, 'ProofSecret', {
    description: 'Signs proofs of consent. `npm run admin -- key rotate-proof` replaces it.',
    generateSecretString: { passwordLength: 64, excludePunctuation: true },
    removalPolicy: whenDestroyed(tryOut),
  });
  Validations.of(secret).acknowledge({
    id: 'AwsSolutions-SMG4',
    reason: 'Rotated by a command, which keeps the public key so that what it signed can be verified.',
  });
  return secret;
}
