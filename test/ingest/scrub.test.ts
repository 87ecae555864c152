import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scrub } from '../../functions/ingest/scrub.ts';

describe('what tells where or who somebody is becomes a mask', () => {
  test.each([
    ['connect to 192.168.0.1:8080 failed', 'connect to [ip]:8080 failed'],
    ['x203.0.113.7y', 'x[ip]y'],
    ['0300.0250.0.01 and 0xc0.0xA8.0.1', '[ip] and [ip]'],
    ['ip-10-0-0-1.ec2.internal', 'ip-[ip].ec2.internal'],
    ['http://3232235521/a and http://u@0xc0a80001:80/', 'http://[ip]/a and http://[email]:80/'],
    ['listening on [::1]:443', 'listening on [[ip]]:443'],
    ['fe80::1%eth0, FE80::A', '[ip], [ip]'],
    ['::ffff:192.168.0.1 is 64:ff9b::192.168.0.1', '[ip] is [ip]'],
    ['1:2:3:4:5:6:192.168.0.1', '[ip]'],
    ['dead::beef', '[ip]'],
    ['host2001:db8::8', 'host[ip]'],
    ['1.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa', '[ip]'],
    ['\\\\2001-db8-0-0-1-2-3-4.ipv6-literal.net\\share', '\\\\[ip]\\share'],
    ['%31%30%2e0.0.1 and 10%252e0.0.1', '[ip] and [ip]'],
    ['%41.2.3.4', '%[ip]'],
    ['１０．０．０．１。', '[ip].'],
    ['00:1b:44:11:3a:b7 00-1B-44-11-3A-B7 001b.4411.3ab7 001b44113ab7', '[mac] [mac] [mac] [mac]'],
    ['printer-001b44113ab7', 'printer-[mac]'],
    ['mailto:bob.smith+x@example.co.uk?', 'mailto:[email]?'],
    ['"bob smith"@example.com, jörg@müller.de, root@localhost', '[email], [email], [email]'],
    ['bob@[192.168.0.1]', '[email]'],
    ['C:\\Users\\Bob Smith\\a.txt', 'C:\\Users\\[user]\\a.txt'],
    ['"C:\\\\Users\\\\bob\\\\a.txt"', '"C:\\\\Users\\\\[user]\\\\a.txt"'],
    ['file:///C:/Users/Bob%20Smith/a.txt', 'file:///C:/Users/[user]/a.txt'],
    ['/mnt/c/Users/Bob Smith/a.txt', '/mnt/c/Users/[user]/a.txt'],
    ['open /home/bob/.bashrc: not found', 'open /home/[user]/.bashrc: not found'],
    ['/Users/bob', '/Users/[user]'],
    ['\\\\wsl$\\Ubuntu\\home\\bob\\a', '\\\\wsl$\\Ubuntu\\home\\[user]\\a'],
    ['ls ~bob/a', 'ls ~[user]/a'],
  ])('%s', (text, masked) => {
    expect(scrub(text)).toBe(masked);
  });

  test('a text that is still encoded after five readings is not kept', () => {
    expect(scrub(`%${'25'.repeat(9)}31.2.3.4`)).toBe('[encoded]');
  });
});

const symbols = fc.string({
  unit: fc.constantFrom(...':.%[]/\\@~-"\'025fA１x', '::', 'users\\', 'home/', '%25', '.1'),
});

test('scrubbing again changes nothing, and what comes out can always be stored', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), symbols), (text) => {
      const scrubbed = scrub(text);
      expect(scrub(scrubbed)).toBe(scrubbed);
      expect(scrubbed.isWellFormed()).toBe(true);
      if (!text.includes('\0')) expect(scrubbed).not.toContain('\0');
    }),
    { numRuns: 300 },
  );
  expect(scrub('%00 10.0.0.1')).toBe('%00 [ip]');
});

test('no text of 1,024 characters takes long', () => {
  const units =
    'a 0 0. 1- 1: :: a:: ff: ffff. %25 %%3 " @ a@ @[ @a. [.] \\ \\users\\ /a/ ~ // //@ 0x １ 語 \ufdfa ffffffffffff-'.split(
      ' ',
    );
  units.push('1.2.3.4 ', '::1 ', '"a" ', '~a/ ');
  const tails = ['', '@', ' @ :: // ... ---'];
  const texts = units.flatMap((unit) =>
    tails.map((tail) => unit.repeat(1024).slice(0, 1024 - tail.length) + tail),
  );
  const start = performance.now();
  for (const text of texts) scrub(text);
  expect(performance.now() - start).toBeLessThan(2000);
});
