import { Annotations, App } from 'aws-cdk-lib';
import { checkCatalog } from '../shared/catalog/catalog.check.ts';
import { Refused } from '../shared/refused.ts';

try {
  const unreleased = await checkCatalog();
  // Checked before the stack is loaded, and before the CDK would refuse its name with a trace.
  const [vendor, { checked }] = await Promise.all([
    import('#vendor/settings'),
    import('../shared/settings.check.ts'),
  ]);
  const settings = checked(vendor.settings);
  const { AssentStack } = await import('./stack.ts');
  const app = new App({ analyticsReporting: false });
  const stack = new AssentStack(app, settings.name, {
    // As the CDK's command line found it.
    region: process.env.CDK_DEFAULT_REGION,
    description: 'Assent: product-usage telemetry that asks first',
  });
  // The CDK's command line stops at an error, so that nothing is deployed; a local run goes on.
  if (unreleased) Annotations.of(stack).addError(unreleased);
} catch (fault) {
  if (!(fault instanceof Refused)) throw fault;
  console.error(fault.message);
  process.exit(1);
}
