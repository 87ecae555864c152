import { mkdirSync, rmSync } from 'node:fs';
import { startTrino, findJava, download } from './trino/server.ts';
import { variants } from './trino/variants.ts';
import { reports } from './reports/reports.ts';
import { parametersOf } from './reports/run.ts';
import { literal } from './functions/platform/athena.ts';
const bucket = '/tmp/exp-plan-bucket'; rmSync(bucket, { recursive: true, force: true }); mkdirSync(bucket);
const java = findJava() as string; const home = '/tmp/exp-trino'; mkdirSync(home, { recursive: true }); download(java, home);
const { trino, stop } = await startTrino(java, home, bucket);
try {
  for (const n of ['events', 'entitlements', 'erasures', 'landing'] as const) await trino.run(variants[n].trino);
  for (const r of reports()) for (const more of [{}, { organization: 'acme' }]) {
    const p = parametersOf(r, { from: '2026-10-01', to: '2026-11-01', ...more });
    const { rows } = await trino.run(`EXECUTE IMMEDIATE ${literal('EXPLAIN ' + r.sql)} USING ${p.join(', ')}`);
    const text = JSON.stringify(rows);
    console.log(r.name, JSON.stringify(more), 'scans of events', (text.match(/(?:TableScan|ScanFilter\w*)\[table = iceberg:\w+\.events/g) ?? []).length, 'semijoins', (text.match(/SemiJoin\[/g) ?? []).length);
  }
} finally { await stop(); }
