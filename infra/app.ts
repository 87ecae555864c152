import { App } from 'aws-cdk-lib';
import { settings } from '../shared/settings.ts';
import { AssentStack } from './stack.ts';

const app = new App({ analyticsReporting: false });
new AssentStack(app, settings.name, { description: 'Assent: product-usage telemetry that asks first' });
