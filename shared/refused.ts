/** What a vendor wrote into a file can't be used: `found` has a sentence for each mistake, which says what to do. */
export class Refused extends Error {
  override name = 'Refused';

  constructor(file: string, found: readonly string[]) {
    super([`${file} can't be deployed:`, ...found].join('\n  '));
  }
}
