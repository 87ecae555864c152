import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { settings } from '#vendor/settings';
import { Stop } from '../../operator/program.ts';
import { noticeVersion } from '../../shared/catalog/catalog.ts';
import { dialog } from '../../shared/notice/dialog.ts';
import { html } from '../../shared/notice/html.ts';
import { type Language, texts } from '../../shared/notice/languages.ts';
import { markdown } from '../../shared/notice/markdown.ts';
import { notice } from '../../shared/notice/notice.ts';
import { checked, unnamed } from '../../shared/settings.check.ts';
import { drafts } from './drafts.ts';
import { template } from './policy.ts';

export type Options = {
  out: string;
  language: Language[];
  region?: string;
  url?: string;
  product?: string;
};

const notYet = 'https://YOUR-API/v1/notice';
const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

/** Writes the files of each language into the folder `out`, and says what it can't know yet. */
export async function write({ out, language, region, url = ofDomain(), product }: Options): Promise<void> {
  if (product !== undefined && !/^[a-z0-9][a-z0-9_-]{0,63}$/.test(product))
    throw new Stop('--product must be the name that `npm run admin -- product add` took, such as my-app.');
  if (unnamed(settings)) console.error('The vendor is still the example: set yours in shared/settings.ts.');
  if (!url)
    console.error(`Nobody knows yet where the notice will be, so ${notYet} stands for it: add --url.`);
  if (!region) console.error('Nobody knows yet where the data will lie: add --region.');
  const all = await Promise.all(language.map((each) => files(each, region, url ?? notYet)));
  const policy = product ? template(product, settings.vendor.name, url ?? notYet) : {};
  for (const [name, text] of Object.entries(Object.assign({}, ...all, policy) as Record<string, string>)) {
    const path = join(out, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    console.log(path);
  }
}

/** All that a vendor needs in a language: file names with their texts. */
async function files(language: Language, region: string | undefined, url: string) {
  const facts = { ...checked(settings), region };
  const page = await notice(noticeVersion, language, facts);
  const { eula } = texts[language];
  const { name: vendor } = settings.vendor;
  const clause = eula(vendor, url);
  return {
    [`notice.${language}.html`]: html(page, (version, other) =>
      version === noticeVersion ? `notice.${other}.html` : undefined,
    ),
    [`notice.${language}.md`]: markdown(page),
    [`notice.${language}.json`]: json(page),
    [`eula.${language}.md`]: `## ${clause.title}\n\n${clause.text.join('\n\n')}\n`,
    [`dialog.${language}.json`]: json(dialog(language, vendor, url)),
    ...Object.fromEntries(
      Object.entries(drafts(language, page, facts)).map(([name, draft]) => [
        `${name}.${language}.md`,
        markdown(draft),
      ]),
    ),
  };
}

const ofDomain = () => settings.domain && `https://${settings.domain.name}/v1/notice`;
