import { backslash, colon, dot, slash, tilde } from '../signs.ts';
import { isAccount, isContent, isPage, windowsFolders } from './folders.ts';
import type { Rule } from './rule.ts';

/** On Windows a user's name may hold spaces, so it ends at the next separator only. */
const spaced = '[^\\\\/:*?"<>|\\r\\n]+';
const word = '[^\\s/\\\\:"\'<>|]';
/** Elsewhere a name may hold escaped spaces and apostrophes, or a space or two before the next separator. */
const name = `(?:${word}|\\\\ |'(?=[A-Za-z]))+(?: ${word}{1,32}){0,2}(?=\\/)|(?:${word}|\\\\ |'(?=[A-Za-z]))+`;
const server = '\\\\\\\\[^\\s\\\\/]{1,64}\\\\{1,2}';

/** Whether the path whose folder begins at `start` has a root: `Ribbon/Home/Paste` is a menu. */
function isRooted(text: string, start: number): boolean {
  if (!/[A-Za-z0-9]/.test(text[start - 1] ?? '')) return true;
  // A compiler's option: -I/home/john/include.
  if (/(?:^|\s)-[A-Za-z]$/.test(text.slice(Math.max(0, start - 3), start))) return true;
  const before = text.slice(Math.max(0, start - 200), start);
  return /(?:^|[^A-Za-z0-9])[\\/]\S*$|\/Volumes\/[^/\r\n]{1,64}$/.test(before);
}

/** Whether a text that has this before a folder is a menu, not a path of Windows: `Settings\Users\Add`. */
const isMenu = (folder: string, before: string) =>
  folder.startsWith('\\')
    ? before.length < 64 && /^(?:[A-Za-z][\w &-]*\\{1,2})*[A-Za-z][\w &-]*$/.test(before)
    : before === '' && !/^[a-z]:|^\//i.test(folder);

/** The user part of home folders. */
export const homes: Rule[] = [
  {
    signs: slash,
    find: new RegExp(
      `((?:\\\\|(?<![a-z])[a-z]:[\\\\/]{1,9}|\\/[a-z]\\/{1,9}|(?<![^\\s"'\`(=<>,;|])(?=[^/]{4,40}\\\\))(?:${windowsFolders})\\$?[\\\\/]{1,9})(${spaced})`,
      'gi',
    ),
    mask: (found, folder = '', user = '', ...groups) => {
      const menu = isPage(user) && isMenu(folder, String(groups.at(-1)).slice(0, Number(groups.at(-2))));
      return isAccount(user) || menu ? found : `${folder}[user]`;
    },
  },
  {
    signs: backslash,
    find: new RegExp(
      `((?:${server}(?:[^\\s\\\\/]{1,64}\\\\{1,2})?|(?<![a-z])[a-z]:[\\\\/]{1,9}(?:[^\\s\\\\/]{1,64}[\\\\/]{1,9})?)(?:home(?:s|dirs?)?\\d?\\$?|(?:user|home|profil|redir|roam|folder|mydoc)\\w{0,12}\\$)[\\\\/]{1,9})${spaced}`,
      'gi',
    ),
    mask: '$1[user]',
  },
  {
    signs: backslash,
    // A hidden share is as a rule one person's; these are the system's.
    find: new RegExp(
      `(${server})(?!(?:[a-z]|admin|ipc|print|fax|wsl|(?:user|home|profil|redir|roam|folder|mydoc)\\w{0,12})\\$)[^\\s\\\\/$]{1,64}\\$`,
      'gi',
    ),
    mask: '$1[user]$$',
  },
  { signs: backslash, find: /(\\home[\\/]{1,9})[^\s/\\:"'<>|]+/g, mask: '$1[user]' },
  {
    signs: slash,
    find: /((?:[\\/])[^\\/:*?"<>|\r\n]{1,64})(?=[\\/]{1,9}AppData[\\/])/gi,
    mask: (found) => `${found[0]}[user]`,
  },
  {
    signs: slash,
    find: new RegExp(
      `(\\/{1,9}(?:home\\d*|homes|Users|users|HOME|USERS)[\\\\/]{1,9}(?:\\.[\\\\/]{1,9})*(?:\\w\\/(?:\\w\\w?\\/)?)?)(${name})(?:([\\\\/]{1,9})(${word}+)(?=([\\\\/])?))?`,
      'g',
    ),
    mask: (found, folder = '', user = '', joint = '', next = '', more = '', ...groups) => {
      const [offset, text] = [Number(groups[0]), String(groups[1])] as const;
      // Where folders are named by the first letters of their users, a letter alone is no user.
      const isByLetter = /[\\/]\w\/(?:\w\w?\/)?$/.test(folder);
      if ((isPage(user) && !isByLetter) || !(folder.startsWith('//') || isRooted(text, offset))) return found;
      if (!joint || !folder.includes('home')) return `${folder}[user]${joint}${next}`;
      // Below a domain, a department or a letter: /home/CORP/john, /home/j/john.
      const isGroup = user.length === 1 || /^[A-Z][A-Z0-9.-]+$/.test(user);
      const isFile = isContent(next) || (!more && next.includes('.'));
      return `${folder}[user]${joint}${isGroup || !isFile ? '[user]' : next}`;
    },
  },
  {
    signs: slash,
    find: new RegExp(
      `((?<![A-Za-z0-9])\\/(?:u\\d?|usr\\/people|media|run\\/media|(?:private\\/)?var\\/(?:spool\\/)?mail|var\\/spool\\/cron(?:\\/crontabs|\\/tabs)?|afs\\/[^\\s/]{1,64}\\/(?:users?|home)(?:\\/[a-z]){0,2})\\/{1,9})(${word}+)(?=(\\/)?)`,
      'g',
    ),
    mask: (found, folder = '', user = '', more = '') =>
      isPage(user) || (folder === '/media/' && (!more || /^(?:cdrom|usb|floppy|sd|disk)/.test(user)))
        ? found
        : `${folder}[user]`,
  },
  {
    signs: slash,
    // Where a path was cut: `home/john/x`, but not `home/settings`.
    find: new RegExp(`((?<![^\\s"'\`(=<>,;|])(?:homes?|[Uu]sers)[\\\\/]{1,9})(${word}+)(?=[\\\\/])`, 'g'),
    mask: (found, folder = '', user = '') => (isPage(user) ? found : `${folder}[user]`),
  },
  {
    signs: slash | dot,
    // Whose OneDrive it is, by an address with underscores.
    find: /(-my\.sharepoint\.[a-z.]{2,6}\/(?::\w:\/\w\/)?personal\/)[^\s/?#"'<>]+/gi,
    mask: '$1[user]',
  },
  { signs: colon, find: /(:Users:)[^:\r\n]+/g, mask: '$1[user]' },
  {
    signs: tilde,
    find: /((?<![A-Za-z0-9~)\]-]|::)~)(?:[A-Za-z_]|[^\0-\x7f])(?:[\w.-]|[^\0-\x7f])*(?![\w.(-]|[^\0-\x7f])/g,
    mask: '$1[user]',
  },
];
