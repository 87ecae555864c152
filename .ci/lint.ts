import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { AssentStack } from '../infra/stack.ts';
import { settings } from '../test/pinned/settings.ts';

/**
 * Writes templates for cfn-lint below a folder: as the stack comes, with every setting set, and to try out. Arguments: the
 * folder, and the region that they are for.
 */
const [folder = '', region] = process.argv.slice(2);

const every: Required<typeof settings> = {
  ...settings,
  name: 'Contoso-Telemetry',
  vendor: { name: 'Contoso & Söhne GmbH', contact: 'https://contoso.example/privacy' },
  domain: {
    name: 'telemetry.contoso.example',
    certificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/3f1c0a52-8f8e-4c55-a6ec-0d3f2a9b7c61',
  },
  corsOrigins: ['https://app.contoso.example', 'http://localhost:3000'],
  throttle: { rate: 300, burst: 400 },
  next: { after_seconds: 60, drop: ['feature_used'] },
  countryTable: 'test/examples/countries/db-ip.mmdb',
  alarmEmail: 'operations@contoso.example',
  monthlyBudget: 99.5,
};

for (const [name, given] of Object.entries({ settings, every, tryOut: { ...every, tryOut: true } })) {
  const outdir = join(folder, name);
  mkdirSync(outdir, { recursive: true });
  const app = new App({ outdir, analyticsReporting: false });
  new AssentStack(app, name, { settings: given, region });
  app.synth();
}
