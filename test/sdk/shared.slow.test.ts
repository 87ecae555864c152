import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

/** A folder for the whole machine, for the group who share it. Other users must get there, so it is not in ours. */
let folder = '';
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const disk = join(import.meta.dirname, '..', '..', 'sdk', 'src', 'node', 'disk.ts');
/** What `work` with the folder's `disk` prints, of a user of the system whose only right there is the group's. */
const as = (uid: number, work: string) => {
  const program = `const { Disk } = await import(${JSON.stringify(disk)}); const disk = new Disk(process.argv[1]);`;
  const args = ['--input-type=module', '-e', `${program} process.umask(0o077); ${work}`, folder];
  return execFileSync(process.execPath, args, { uid, gid: 4000, encoding: 'utf8' }).trim();
};

// Only root can be two users.
test.skipIf(process.getuid?.() !== 0)('two users of one machine have one decision and one queue', () => {
  folder = mkdtempSync('/tmp/assent-shared-');
  chmodSync(folder, 0o2770);
  chownSync(folder, 0, 4000);
  as(4001, "disk.writeFirst('consent', 'granted'); disk.append('1-a', 'early'); disk.seal('1-a');");
  // Long ago: whoever claims it has it, and nobody takes it for left behind.
  const [name = ''] = readdirSync(folder).filter((each) => each.endsWith('.ready'));
  utimesSync(join(folder, name), 0, 0);
  const claim = "const claim = disk.claim(disk.list()[0]); console.log(disk.read('consent'), claim.text)";
  expect(as(4002, `${claim}; console.log(new Disk(process.argv[1]).list().length)`)).toBe('granted early\n0');
  as(4002, "disk.write('consent', 'withdrawn'); disk.purge();");
  expect(as(4001, "console.log(disk.read('consent'), disk.peek().length)")).toBe('withdrawn 0');
});
