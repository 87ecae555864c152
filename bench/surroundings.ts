import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settings } from '#vendor/settings';

/** What a function finds around it: an environment as Lambda's, and AWS endpoints that answer over https. */
export type Surroundings = { env: Record<string, string>; folder: string; stop: () => void };

/** Starts the stub under a certificate made for this run. */
export async function surroundings(): Promise<Surroundings> {
  const folder = mkdtempSync(join(tmpdir(), 'assent-bench-'));
  const cert = join(folder, 'cert.pem');
  const openssl =
    'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1';
  execFileSync('openssl', [...openssl.split(' '), '-keyout', join(folder, 'key.pem'), '-out', cert], {
    stdio: 'ignore',
  });
  const stub = fork(join(import.meta.dirname, 'stub.ts'), [folder]);
  const [port] = await once(stub, 'message');
  return {
    folder,
    env: {
      PATH: process.env.PATH ?? '',
      // None of the person's own settings for AWS.
      HOME: folder,
      NODE_EXTRA_CA_CERTS: cert,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      AWS_SESSION_TOKEN: 't'.repeat(900),
      AWS_ENDPOINT_URL: `https://127.0.0.1:${port}`,
      AWS_LAMBDA_FUNCTION_NAME: 'ingest',
      TABLE_NAME: 'Store',
      STREAM_NAME: 'Stream',
      BUCKET_NAME: 'bucket',
      WORKGROUP: 'maintenance',
      LICENSE_SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:licenses',
      PROOF_SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:proofs',
      VENDOR: JSON.stringify(settings.vendor),
      STACK: settings.name,
      LANDING_DAYS: String(settings.landingDays),
      REFRESH_BYTES: String(settings.refreshBytes),
      RETENTION_MONTHS: String(settings.retentionMonths),
      LOG_DAYS: String(settings.logDays),
      API_URL: `https://127.0.0.1:${port}`,
    },
    stop: () => {
      stub.disconnect();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
