import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Makes the package in the folder given: `assent-sdk-<version>.jar`, its sources, its documentation, and the POM by
 * which Maven and Gradle take it. By the JDK alone: Maven would fetch its plugins first. Its version tells the notice
 * and a digest of the catalog.
 */
const here = import.meta.dirname;
const root = join(here, '..', '..');
const [, , target = root] = process.argv;
const run = (command: string, ...args: string[]) =>
  execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });

try {
  run('javac', '-version');
} catch {
  console.error('The SDK in Java is made by a JDK, 11 or later: put its javac, jar and javadoc on the PATH.');
  process.exit(1);
}
try {
  run(process.execPath, join(root, 'cli', 'sdk-types.ts'), '--language', 'java');
} catch {
  // It has said what is wrong with the catalog.
  process.exit(1);
}

const work = mkdtempSync(join(tmpdir(), 'assent-sdk-java-'));
try {
  const sources = join(work, 'sources');
  const classes = join(work, 'classes');
  const documents = join(work, 'javadoc');
  cpSync(join(here, 'src', 'main', 'java'), sources, { recursive: true });
  const read = (path: string) => readFileSync(path, 'utf8');
  const versions = join(sources, 'assent', 'sdk', 'Version.java');
  const catalog = read(join(sources, 'assent', 'sdk', 'Catalog.java'));
  const [, plain] = /TEXT = "(.+?)"/.exec(read(versions)) ?? [];
  const [, notice] = /NOTICE_VERSION = (\d+)/.exec(catalog) ?? [];
  const digest = createHash('sha256').update(catalog).digest('hex').slice(0, 8);
  const version = `${plain}-notice${notice}-${digest}`;
  writeFileSync(
    versions,
    read(versions)
      .replace(`"${plain}"`, `"${version}"`)
      .replace(/MADE = .+;/, `MADE = ${Date.now()}L;`),
  );

  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.java'))
    .map((name) => join(sources, name));
  const how = ['--release', '11', '-encoding', 'UTF-8'];
  run('javac', ...how, '-Xlint:all', '-d', classes, ...files);
  run('javadoc', ...how, '-quiet', '-notimestamp', '-Xdoclint:all', '-d', documents, ...files);
  mkdirSync(join(classes, 'META-INF'));
  cpSync(join(root, 'LICENSE'), join(classes, 'META-INF', 'LICENSE'));

  // One package at a time, so that nobody takes an old one.
  for (const name of readdirSync(target))
    if (/^assent-sdk-.*\.(?:jar|pom)$/.test(name)) rmSync(join(target, name));
  const named = (end: string) => join(target, `assent-sdk-${version}${end}`);
  for (const [end, folder] of [
    ['.jar', classes],
    ['-sources.jar', sources],
    ['-javadoc.jar', documents],
  ] as const)
    run('jar', '--create', '--file', named(end), '-C', folder, '.');
  writeFileSync(
    named('.pom'),
    read(join(here, 'pom.xml')).replace(`<version>${plain}</version>`, `<version>${version}</version>`),
  );
  console.log(`assent-sdk-${version}.jar`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
