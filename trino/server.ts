import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { globSync, linkSync, mkdirSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Trino } from './client.ts';

/** Athena's engine version 3 is a Trino. This is one of its kind, with Iceberg and Hive over local files. */
const version = '476';
const leastJava = 24;
const patience = 120_000;

/** The home of a JDK that can run it: by JAVA_HOME, PATH, or where systems keep them. */
export function findJava(): string | undefined {
  const homes = [
    ...(process.env.JAVA_HOME ? [process.env.JAVA_HOME] : []),
    ...globSync(['/usr/lib/jvm/*', '/Library/Java/JavaVirtualMachines/*/Contents/Home']),
  ];
  return ['java', ...homes.map((home) => join(home, 'bin', 'java'))].map(homeOf).find(Boolean);
}

function homeOf(java: string): string | undefined {
  try {
    const said = execFileSync('sh', ['-c', `"${java}" -XshowSettings:properties -version 2>&1`]).toString();
    const property = (name: string) => new RegExp(`${name} = (.*)`).exec(said)?.[1];
    return Number(property('java.specification.version')) >= leastJava ? property('java.home') : undefined;
  } catch {
    return undefined;
  }
}

/** Downloads Trino through Maven into `folder`, as far as it is not there. */
export function download(java: string, folder: string): void {
  const run = (command: string, ...args: string[]) =>
    execFileSync(command, args, { cwd: folder, stdio: 'pipe' });
  for (const artifact of [`trino-server-core:${version}:tar.gz`, `trino-iceberg:${version}:zip`]) {
    run('mvn', '-q', 'dependency:copy', `-Dartifact=io.trino:${artifact}`, `-DoutputDirectory=${folder}`);
  }
  run(
    'tar',
    '-xzf',
    `trino-server-core-${version}.tar.gz`,
    '--strip-components=1',
    `trino-server-core-${version}/lib`,
  );
  mkdirSync(join(folder, 'plugins', 'hive'), { recursive: true });
  run(join(java, 'bin', 'jar'), '--extract', '--file', `trino-iceberg-${version}.zip`, '--dir', 'plugins');
  // The connector to Hive lies in the same archives: it only has to be named.
  const iceberg = join(folder, 'plugins', `trino-iceberg-${version}`);
  for (const jar of readdirSync(iceberg).filter((name) => !name.endsWith('-services.jar')))
    linkSync(join(iceberg, jar), join(folder, 'plugins', 'hive', jar));
  const services = join(folder, 'services', 'META-INF', 'services');
  mkdirSync(services, { recursive: true });
  writeFileSync(join(services, 'io.trino.spi.Plugin'), 'io.trino.plugin.hive.HivePlugin\n');
  const jar = join(folder, 'plugins', 'hive', 'services.jar');
  run(join(java, 'bin', 'jar'), '--create', '--file', jar, '-C', join(folder, 'services'), 'META-INF');
}

export type Server = { trino: Trino; stop: () => Promise<void> };

/** Starts Trino from `folder` over the objects in `bucket`, and waits until it answers from a table. */
export async function startTrino(java: string, folder: string, bucket: string): Promise<Server> {
  const port = await freePort();
  const etc = join(folder, 'etc');
  mkdirSync(join(etc, 'catalog'), { recursive: true });
  const properties = (file: string, lines: string[]) =>
    writeFileSync(join(etc, file), `${lines.join('\n')}\n`);
  properties('config.properties', [
    'coordinator=true',
    'node-scheduler.include-coordinator=true',
    `http-server.http.port=${port}`,
    'node.bind-ip=127.0.0.1',
    'node.internal-address=127.0.0.1',
    `discovery.uri=http://127.0.0.1:${port}`,
    'query.max-memory=1GB',
    'query.max-memory-per-node=1GB',
    'web-ui.enabled=false',
  ]);
  const files = [
    'hive.metastore.catalog.dir=local:///metastore',
    'fs.native-local.enabled=true',
    `local.location=${bucket}`,
  ];
  properties('catalog/hive.properties', [
    'connector.name=hive',
    'hive.metastore=file',
    ...files,
    'hive.partition-projection-enabled=true',
    'hive.ignore-absent-partitions=true',
    'hive.recursive-directories=true',
    'hive.non-managed-table-writes-enabled=true',
    'hive.security=allow-all',
  ]);
  properties('catalog/iceberg.properties', [
    'connector.name=iceberg',
    'iceberg.catalog.type=TESTING_FILE_METASTORE',
    ...files,
    // One database holds both kinds of tables, as Glue's does.
    'iceberg.hive-catalog-name=hive',
    // Of small files too, only the columns asked for, so that the bytes read are those of large ones.
    'parquet.small-file-threshold=0B',
    'iceberg.expire-snapshots.min-retention=0s',
    'iceberg.remove-orphan-files.min-retention=0s',
  ]);
  const log = join(folder, 'trino.log');
  const child = spawn(join(java, 'bin', 'java'), options(folder, etc), {
    cwd: folder,
    stdio: ['ignore', openSync(log, 'w'), openSync(log, 'a')],
  });
  const trino = new Trino(`http://127.0.0.1:${port}`);
  await untilReady(trino, child, log);
  return {
    trino,
    stop: async () => {
      child.kill('SIGKILL');
      while (child.exitCode === null && child.signalCode === null) await sleep(20);
    },
  };
}

const options = (folder: string, etc: string) => [
  '-Xmx2G',
  '-XX:+UseSerialGC',
  '-Djdk.attach.allowAttachSelf=true',
  '--enable-native-access=ALL-UNNAMED',
  '--sun-misc-unsafe-memory-access=allow',
  '--add-modules=jdk.incubator.vector',
  '-Dnode.environment=ci',
  `-Dnode.data-dir=${join(folder, 'data')}`,
  `-Dconfig=${join(etc, 'config.properties')}`,
  `-Dcatalog.config-dir=${join(etc, 'catalog')}`,
  `-Dplugin.dir=${join(folder, 'plugins')}`,
  '-cp',
  join(folder, 'lib', '*'),
  'io.trino.server.TrinoServer',
];

/** It says that it is ready some seconds before its nodes are: only an answer from a table proves it. */
async function untilReady(trino: Trino, child: ChildProcess, log: string): Promise<void> {
  for (const until = Date.now() + patience; ; await sleep(500)) {
    try {
      await trino.run('CREATE SCHEMA IF NOT EXISTS iceberg.usage');
      await trino.run('CREATE TABLE IF NOT EXISTS ready (one bigint)');
      await trino.run('INSERT INTO ready VALUES 1');
      await trino.run('SELECT one FROM ready');
      await trino.run('DROP TABLE ready');
      return;
    } catch (fault) {
      if (child.exitCode !== null || Date.now() > until)
        throw new Error(`Trino did not start: ${readFileSync(log, 'utf8').slice(-2000)}`, { cause: fault });
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
