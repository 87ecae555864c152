import { versions } from '../../shared/notice/collected.ts';
import { type Notice, notice } from '../../shared/notice/notice.ts';
import { environment } from './environment.ts';
import { languageFor } from './negotiate.ts';

/** The notice of this stack, in the language that a tag or a header asks for; undefined where there is no such version. */
export async function noticeIn(
  version: string | undefined,
  language: string | undefined,
): Promise<Notice | undefined> {
  const found = version ? versions.find((each) => String(each) === version) : versions.at(-1);
  const { vendor, retentionMonths, landingDays, logDays, region } = environment;
  if (found === undefined) return undefined;
  return notice(found, languageFor(language), { vendor, retentionMonths, landingDays, logDays, region });
}
