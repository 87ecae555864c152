/**
 * The words that precede a release, lowest rank first, as regular expressions that ignore case. The ranks are the
 * contract's, with `milestone` as Maven has it and `pre` as semver has it. Ranks are kept in keys: at most ten.
 */
const preceding = [
  'dev(?:el(?:op(?:ment)?)?)?|pre-?alpha|nightly|canary|experimental|unstable',
  'alpha',
  'beta',
  'milestone',
  'pre-?release|pre',
  'preview|technical preview|early[- ]access|insiders?|next|ctp|eap?',
  'rc|cr|release[- ]candidate',
  '(?:build-)?snapshot',
];

/** The same words, with what stands before them and the number that may follow. */
export const before = preceding.map(
  (words) => new RegExp(`[-._ (]*(?:${words})(?![a-z])(?:[-._ ]?(\\d+))?`, 'iy'),
);

/** The ranks that rules speak of. */
export const rank = { dev: 0, alpha: 1, beta: 2, milestone: 3, rc: 6, snapshot: 7 } as const;

/** Letters that are such words where a number is directly beside them, or in a place of their own. */
export const beforeLetters = new Map([
  [rank.alpha, /(?:(?<=\d)|[-._ ]+)a(\d+)|[-._]+a(?![a-z0-9])(?:[-._]?(\d+))?/iy],
  [rank.beta, /(?:(?<=\d)|[._ ]+)b(\d+)|[-._]+b(?![a-z0-9])(?:[-._]?(\d+))?/iy],
  [rank.milestone, /[-._ ]+m(\d+)/iy],
  [rank.rc, /(?:(?<=\d)|[-._ ]+)c(\d+)/iy],
]);

const numbers = '(\\d+(?:[._]\\d+)*)';
const following =
  'service[- ]?pack|sp|patch(?:[- ]?level)?|pl|post|rev(?:ision)?|hot[- ]?fix|hf|fix(?:[- ]?pack)?|fp|update|upd|cu|' +
  'build|bld';

/** What follows a release, with the numbers that it has: all of one rank. `-b10` is a build, `1.0b10` a beta. */
export const after = [
  new RegExp(`[-._ (]*(?:${following})(?![a-z])(?:[-._ :#]*${numbers})?`, 'iy'),
  new RegExp(`(?:[-._ (]+[rpu]|(?<=\\d)r|-b)${numbers}`, 'iy'),
];

/** A number in a place of its own, as in `1.2.3-1` or `4.2.1 (8812)`. */
export const revision = new RegExp(`[-( :#]+${numbers}`, 'y');

/** Words that say that it is the release. */
export const release = /[-._ (]*(?:final|ga|release|rtm|rtw|stable)(?![a-z])/iy;
