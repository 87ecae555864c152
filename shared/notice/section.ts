/** A line of text with `code` and <links>, as in Markdown; `lang` where it is in another language than the page. */
export type Line = string | { lang: string; text: string };

/** What is code or a link in a line; all else is text. */
export const marked = /(`[^`]+`|<(?:https?:\/\/|[^\s<>@]+@)[^\s<>]+>)/;

/** Rows of cells; a cell has a line or more. Its first column names the row. */
export type Table = { head: readonly string[]; rows: readonly (readonly (readonly Line[])[])[] };

/** A part of the notice, with its parts. `id` is the same in every language. */
export type Section = {
  id: string;
  title: string;
  text: readonly Line[];
  list?: readonly Line[];
  table?: Table;
  sections?: readonly Section[];
};
