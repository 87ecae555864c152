import { rmSync } from 'node:fs';
import { run } from '../local/run.ts';
import { deployment } from '../operator/deployment.ts';

/** A local run as a process of its own: says where it is, and gives up its ballast when told to make room. */
const [stack = '', data = '', port = '0', ballast] = process.argv.slice(2);
const { url } = await run({ stack, data, port: Number(port) });
process.send?.({ url, there: await deployment({ data }) });
process.on('message', () => ballast && rmSync(ballast, { force: true }));
process.on('disconnect', () => process.exit());
