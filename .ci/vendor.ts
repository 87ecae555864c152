import { spawn, spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * Changes a copy of the checkout as one who adopts Assent does: events of their own, a second notice, and other settings.
 * Mistakes are refused in a sentence, and everything passes. Arguments are for its `npm test`, such as a file.
 */
const root = resolve(import.meta.dirname, '..');
const copy = mkdtempSync(join(tmpdir(), 'assent-vendor-'));
cpSync(root, copy, {
  recursive: true,
  filter: (path) => !/\/(?:node_modules|\.git|\.data|cdk\.out)$/.test(path),
});
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));

/** Runs a command of the copy; it must end well, or else say `sentence`. Returns what it said. */
function run(command: string, sentence?: string): string {
  const began = performance.now();
  const { status, stdout, stderr } = spawnSync('bash', ['-c', command], { cwd: copy, encoding: 'utf8' });
  const said = stdout + stderr;
  const well = sentence ? status !== 0 && said.includes(sentence) : status === 0;
  if (!well)
    throw new Error(`${command} ended with ${status}, expected ${sentence ?? 0}:\n${said.slice(-9000)}`);
  console.log(
    `${command}: ${sentence ? `"${sentence}"` : 'well'}, ${((performance.now() - began) / 1000).toFixed(0)} s`,
  );
  return said;
}

const said = (since: number) =>
  `since: ${since}, answers: 'vendor: which reports to keep', description: 'It\\'s about a | report, <b>or</b> \`two\`.'`;
const property = (name: string, type: string, more = '') =>
  `${name}: { type: '${type}', ${more} ${said(1)} },`;
const made = `report_made: {
    purpose: 'diagnostics',
    ${said(1)},
    properties: {
      ${['boolean', 'uuid', 'time', 'pseudonym', 'version', 'license_key', 'integer', 'number']
        .map((type) => property(`a_${type}`, type))
        .join('\n      ')}
      ${property('share', 'number', 'minimum: -1, maximum: 1,')}
      ${property('format', 'string', `allowed: ['pdf', 'it\\'s'],`)}
      ${property('code', 'string', `pattern: /^[A-Z]{2}$/, in_words: 'Two letters.',`)}
      ${property('template', 'string', `free_text: 'Templates have names.',`)}
    },
  },`;
const counted = `seat_counted: {
    purpose: 'essential',
    justification: 'The customer pays by seats.',
    ${said(2)},
    properties: { seats: { type: 'integer', minimum: 1, ${said(2)} } },
  },`;
const catalog = (events: string, noticeVersion: number) =>
  writeFileSync(
    join(copy, 'shared', 'catalog', 'yours.ts'),
    `import type { EventDeclaration } from './field.ts';

export const yours = {
  ${events}
} as const satisfies Record<string, EventDeclaration>;

export const noticeVersion = ${noticeVersion};
`,
  );

/** Other values for the settings, by the beginning of their lines. */
const settings: Record<string, string> = {
  name: "'Contoso-Telemetry'",
  vendor: "{ name: 'Contoso & Söhne GmbH', contact: 'https://contoso.example/privacy?of=telemetry' }",
  domain:
    "{ name: 'telemetry.contoso.example', certificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/3f1c0a52-8f8e-4c55-a6ec-0d3f2a9b7c61' }",
  corsOrigins: "['https://app.contoso.example', 'http://localhost:3000']",
  throttle: '{ rate: 300, burst: 400 }',
  next: "{ after_seconds: 60, drop: ['report_made'] }",
  countryTable: "'test/examples/countries/db-ip.mmdb'",
  retentionMonths: '13',
  landingDays: '5',
  logDays: '90',
  refreshHours: '3',
  exportHours: '12',
  dailyHour: '23',
  scanCutoffBytes: '10 * 1024 ** 3',
  alarmEmail: "'operations@contoso.example'",
  monthlyBudget: '99.5',
  tryOut: 'true',
};

try {
  catalog('report_made: {', 1);
  run('npx cdk synth --quiet', "shared/catalog/yours.ts can't be read: see line 5.");
  catalog('', 1);
  run('npx tsc');
  catalog(made.replace("'diagnostics'", "'marketing'"), 1);
  run('npx cdk synth --quiet', 'report_made needs a purpose: one of essential');
  catalog(made, 1);
  run('npx cdk synth --quiet', 'report_made has since: 1, but notice 1 does not have it so');
  run('npm run notice -- --release --overwrite');
  catalog(made + counted, 2);
  run('npx cdk synth --quiet', 'Notice 2 is not released');
  run('npm run notice -- --release');
  const file = join(copy, 'shared', 'settings.ts');
  let text = readFileSync(file, 'utf8');
  for (const [name, value] of Object.entries(settings)) {
    const line = new RegExp(`^  ${name}: .*,$`, 'm');
    if (!line.test(text)) throw new Error(`shared/settings.ts does not set ${name} on a line.`);
    text = text.replace(line, () => `  ${name}: ${value},`);
  }
  writeFileSync(file, text.replace("'Contoso-Telemetry'", "'my stack'"));
  run('npx cdk synth --quiet', 'name must begin with a letter');
  writeFileSync(file, text);

  run('npx tsc');
  run('npx cdk synth --quiet');
  run(`npm test -- ${process.argv.slice(2).join(' ')}`);
  await start();
  run('npm run sdk');
  const [tarball = ''] = globSync('*.tgz', { cwd: copy });
  const dialogs = run(`tar -xzOf ${tarball} package/dist/catalog.js`);
  for (const part of ['seat_counted', 'Contoso & Söhne GmbH'])
    if (!dialogs.includes(part)) throw new Error(`The packed SDK does not know ${part}.`);
} finally {
  rmSync(copy, { recursive: true, force: true });
}

/** Starts the service, until it says that it is ready: it must print its reports before. */
async function start(): Promise<void> {
  const child = spawn('npm', ['start', '--', '--port', '0'], {
    cwd: copy,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
    if (/^ready http/m.test(out)) process.kill(-(child.pid as number), 'SIGINT');
  });
  await new Promise((ended) => child.on('exit', ended));
  if (!/^ready http/m.test(out) || !/product_version.+license/s.test(out))
    throw new Error(`npm start ended before its reports and 'ready':\n${out}`);
  console.log('npm start: well');
}
