import { de } from './de.ts';
import { en } from './en.ts';
import type { Texts } from './texts.ts';

/** A file a language, by its BCP 47 tag. English comes first: it is the fallback. */
export const texts = { en, de } satisfies Record<string, Texts>;
export type Language = keyof typeof texts;
export const languages = Object.keys(texts) as Language[];
