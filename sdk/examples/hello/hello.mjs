#!/usr/bin/env node
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { Assent } from 'assent-sdk';

/** A small program that greets, and asks at its first start whether it may tell its vendor that it was used. */
const help = `Usage: hello [name] [options]

  --telemetry <what>  show, preview, ask, refuse, withdraw, copy or erase: what this program tells of its use
  --help              this text

It asks at its first start. DO_NOT_TRACK=1 turns it off; ASSENT_DEBUG=1 prints what is sent.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { telemetry: { type: 'string' }, help: { type: 'boolean' } },
});
if (values.help) {
  console.log(help);
  process.exit();
}

const { ASSENT_URL = 'http://127.0.0.1:8787', ASSENT_KEY = 'hello.key' } = process.env;
const telemetry = new Assent({
  url: ASSENT_URL,
  writeKey: ASSENT_KEY,
  context: { product_version: '1.0.0' },
});
const { consent } = telemetry;

/** Asks on a terminal. Nothing is checked beforehand, and no answer is a no for now. */
async function ask() {
  const { user } = consent.notice(process.env.LANG);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  console.error(`\n${user.title}\n${user.text.join('\n')}\n`);
  const granted = [];
  for (const { purpose, checkbox, text } of user.purposes) {
    const answer = await terminal.question(`[ ] ${checkbox}: ${text} (y/N) `);
    if (/^[yj]/i.test(answer)) granted.push(purpose);
  }
  terminal.close();
  if (granted.length > 0) consent.grant(granted, { language: user.language });
  else consent.refuse();
  console.error(`Thank you. Change your mind with: hello --telemetry ask\n`);
}

const commands = {
  show: () =>
    console.log(consent.off ? `off (${consent.off})` : `${consent.status} ${consent.purposes.join(' ')}`),
  preview: () => console.log(JSON.stringify(telemetry.preview(), null, 2)),
  ask,
  refuse: () => consent.refuse(),
  withdraw: () => consent.withdraw(),
  copy: async () => console.log(JSON.stringify(await telemetry.exportData(), null, 2)),
  erase: async () => console.log((await telemetry.erase()).status),
};

let patience = 500;
if (values.telemetry !== undefined) {
  const command = commands[values.telemetry];
  if (!command)
    throw new Error(`There is no --telemetry ${values.telemetry}. Add --help to see what there is.`);
  await command();
} else {
  if (consent.ask && process.stdin.isTTY) {
    await ask();
    patience = 5000;
  }
  telemetry.sessionStarted();
  const end = telemetry.time('greet');
  console.log(`Hello, ${positionals[0] ?? 'world'}!`);
  end();
  telemetry.sessionEnded();
}
// A program this short is over before anything is sent by itself. So it waits for it: half a second at most, and longer
// where somebody has just answered and may want to see what comes of it. What is not sent then goes with a later start.
await telemetry.flush({ timeout_ms: patience });
