import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from './athena.ts';
import type { Template } from './template.ts';
import { writeWhole } from './whole.ts';

/** Secrets Manager: each secret of the template is a file that only its owner can read, made once. */
export class Secrets {
  readonly #files = new Map<string, string>();

  constructor(template: Template, folder: string) {
    for (const { id, properties } of template.ofType('AWS::SecretsManager::Secret')) {
      const file = join(folder, 'secrets', id);
      this.#files.set(id, file);
      const length = properties.GenerateSecretString.PasswordLength;
      if (!existsSync(file))
        writeWhole(file, randomBytes(length).toString('base64url').slice(0, length), 0o600);
    }
  }

  call(operation: string, { SecretId, SecretString }: { SecretId: string; SecretString?: string }): object {
    const file = this.#files.get(SecretId);
    if (!file) throw new Refusal('ResourceNotFoundException', 'There is no such secret');
    const about = { ARN: SecretId, Name: SecretId };
    if (operation === 'PutSecretValue' && SecretString) {
      writeWhole(file, SecretString, 0o600);
      return about;
    }
    if (operation !== 'GetSecretValue')
      throw new Refusal('InvalidAction', `${operation} is not supported locally`);
    return { ...about, SecretString: readFileSync(file, 'utf8') };
  }
}
