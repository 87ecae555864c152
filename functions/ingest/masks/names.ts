import { backslash, digit, dot, equals } from '../signs.ts';
import type { Rule } from './rule.ts';

/** Persons and machines in the names that systems give them. */
export const names: Rule[] = [
  {
    signs: backslash,
    // DOMAIN\user, as Windows writes it; not a key of the registry, nor an account of the system.
    find: /(?<![\\/\w:.$%-])((?!HK(?:LM|CU|CR|U|CC)|HKEY_|BUILTIN|AUTHORITY|SERVICE|APPPOOL)[A-Z][A-Z0-9.-]{1,30}|AzureAD|[a-z][a-z0-9-]{0,30}(?:\.[a-z0-9-]{1,30}){1,4}|(?<=(?:[Uu]ser(?:name)?|[Aa]ccount|[Ll]og[io]n|[Oo]wner|[Ii]dentity)["']?\s?[:= ]\s?["']?)[a-z][a-z0-9-]{0,30}|(?:desktop|laptop|win)-[a-z0-9]{4,15})(\\{1,2})[\p{L}\p{N}][\p{L}\p{N}\p{M}_.$-]{0,63}(?![\\/\p{L}\p{N}])/gu,
    mask: '$1$2[user]',
  },
  {
    signs: equals,
    // An LDAP or X.509 name, where another part stands beside it.
    find: /((?<![a-z])(?:cn|uid|sn|givenname|samaccountname)=)(?!\[user\])((?:[^,/+=\r\n\\]|\\.){1,128})(?=\s?[,+/]\s?(?:cn|ou|dc|o|c|uid|l|st)=)/gi,
    mask: '$1[user]',
  },
  {
    signs: equals,
    find: /((?:^|[,/]\s?)(?:ou|dc|o|c|l|st)=[^,/\r\n]{1,64}[,/]\s?(?:cn|uid)=)(?!\[user\])[^,/+=\r\n]{1,128}/gi,
    mask: '$1[user]',
  },
  {
    signs: dot | digit,
    // What `uname -a` begins with.
    find: /((?<!\w)(?:Linux|Darwin|FreeBSD|OpenBSD|NetBSD|SunOS|AIX|HP-UX|CYGWIN_NT-[\d.]{1,9}|MINGW\d\d_NT-[\w.-]{1,16}) )(?!(?:kernel|version|release)\b|\[host\])[\w.-]{1,64}(?= \d{1,3}\.\d{1,3}\.\d{1,3}| 5\.\d{1,2} | \d{1,2}\.\d{1,2}-)/gi,
    mask: '$1[host]',
  },
];
