import { debian, number, numbers } from './encode.ts';
import { after, before, beforeLetters, rank, release, revision } from './words.ts';

/** What the part before was: a release or what follows it, a revision as Debian has them, a word before the release. */
type Place = 'release' | 'revision' | 'before';

/** A part of a version that stands in one of these places, its key, and the place it leads to: the same, unless said. */
type Rule = {
  in: readonly Place[];
  is: RegExp;
  key: (match: readonly string[]) => string;
  to?: Place;
};
const anywhere = ['release', 'revision', 'before'] as const;
const outside = ['release', 'revision'] as const;

const preceding = (is: RegExp, its: number, places: readonly Place[]): Rule => ({
  in: places,
  is,
  key: ([, one, other]) => `(${its}${one || other ? `.${number(one || other)}` : ''}`,
  to: 'before',
});
const following = (is: RegExp, places: readonly Place[], to: Place): Rule => ({
  in: places,
  is,
  key: ([, list]) => `+${numbers(list)}`,
  to,
});

/** The first that fits is taken. */
const rules: readonly Rule[] = [
  { in: anywhere, is: /~([^-]*)/y, key: ([, rest = '']) => `!${debian(rest)}` },
  // git describe: so many commits after the tag; their hash orders nothing.
  following(/-(\d+)-g[0-9a-f]{4,40}(?![0-9a-z])/iy, anywhere, 'release'),
  // Debian's revisions: 1ubuntu2.
  { in: ['revision'], is: /(?<=\d)[a-z][a-z0-9.~]*/iy, key: ([all = '']) => `,${debian(all)}` },
  // Python's 1.0a2.dev1 and Maven's alpha-1-SNAPSHOT precede what they are made for.
  { in: ['before'], is: /[-._]*dev(\d+)/iy, key: ([, n]) => `(${rank.dev}.${number(n)}` },
  { in: ['before'], is: /-snapshot(?![a-z0-9])/iy, key: () => `(${rank.snapshot}` },
  ...before.map((is, its) => preceding(is, its, outside)),
  ...[...beforeLetters].map(([its, is]) => preceding(is, its, ['release'])),
  { in: outside, is: release, key: () => '' },
  ...after.map((is) => following(is, outside, 'release')),
  following(/[-._ ]*(?:post|rev|r)(\d+)/iy, ['before'], 'release'),
  following(revision, anywhere, 'revision'),
  // Behind a word that precedes the release: as semver orders identifiers.
  { in: ['before'], is: /[._]?(\d+)/y, key: ([, n]) => `.${number(n)}` },
  {
    in: ['before'],
    is: /([-._]?)([a-z](?:[a-z]|-(?!\d))*)/iy,
    key: ([, sign, word = '']) => (sign === '-' ? '@' : '/') + word.replaceAll('-', '@'),
  },
  { in: ['revision'], is: /\.[a-z][a-z0-9.~]*/iy, key: ([all = '']) => debian(all) },
  { in: outside, is: /-([a-z][a-z0-9.~]*)/iy, key: ([, word = '']) => `,${debian(word)}` },
  { in: outside, is: /[._]?(\d+)/y, key: ([, n]) => `.${number(n)}` },
  { in: outside, is: /([a-z]+)(\d*)/iy, key: ([all = '']) => `,${debian(all.toLowerCase())}` },
  { in: anywhere, is: /[^a-z0-9~]/iy, key: () => '' },
];

/** The key of what follows a version's first numbers, from `at` on. */
export function suffix(version: string, at: number): string {
  let key = '';
  let place: Place = 'release';
  for (let next = at; next < version.length; ) {
    for (const rule of rules) {
      if (!rule.in.includes(place)) continue;
      rule.is.lastIndex = next;
      const match = rule.is.exec(version);
      if (!match) continue;
      key += rule.key(match);
      place = rule.to ?? place;
      next = rule.is.lastIndex;
      break;
    }
  }
  return key;
}
