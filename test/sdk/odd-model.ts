import { type Model, model } from '../../shared/sdk-types/model.ts';

/** Whatever a catalog may hold: words of languages, names that become one, and texts that end a comment or a string. */
const texts = [
  'plain',
  '',
  '1st',
  'a-b',
  'a_b',
  'A_B',
  '"quoted" \'single\'',
  'back\\slash \\u0022 \\',
  'two\nlines\r\n\t@param',
  '*/ } /* //',
  '{@link Nothing} <b> & ]]> `tick` %s',
  'Zoë 😀 \u2028 \u0001',
];
const words = `a_b a__b ab class wait notify get_class hash_code to_string string object purpose catalog event json long
  void new import for in is as self none true null operator template namespace and or not def lambda del yield await
  async record var value params ref base track user close flush consent id type list dict print events override`;
const names = words.split(/\s+/);
const properties = names.map((name, n) => ({
  name,
  description: texts[n % texts.length] as string,
  type: (['text', 'integer', 'number', 'boolean'] as const)[n % 4] ?? 'text',
  allowed: n % 4 === 0 && n % 8 === 0 ? texts : undefined,
  default: undefined,
}));

export const oddModel: Model = {
  ...model(),
  events: names.map((name, n) => ({
    name,
    purpose: 'usage',
    since: 1,
    description: texts[n % texts.length] as string,
    properties: n % 9 === 0 ? properties : properties.slice(n % 7, (n % 7) + 3),
  })),
};
