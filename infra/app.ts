import { App } from 'aws-cdk-lib';
import { SettingsWrong } from '../shared/settings.check.ts';
import { settings } from '../shared/settings.ts';
import { AssentStack } from './stack.ts';

try {
  const app = new App({ analyticsReporting: false });
  new AssentStack(app, settings.name, {
    description: 'Assent: product-usage telemetry that asks first',
  });
} catch (fault) {
  if (!(fault instanceof SettingsWrong)) throw fault;
  console.error(fault.message);
  process.exit(1);
}
