import { backslash, digit, dot, equals } from '../signs.ts';
import type { Rule } from './rule.ts';

/** A device by its bus, as Windows names it: `PCI\VEN_8086&DEV_15BB`, `ACPI\PNP0303`. */
const device =
  /^(?:(?:ACPI|BTHENUM|BTHLEENUM|DISPLAY|FTDIBUS|HDAUDIO|HID|INTELAUDIO|PCI|PCIIDE|PCMCIA|SCSI|SWD|SWENUM|UEFI|USB|USBPRINT|USBSTOR|VMBUS|XENBUS)\\|[A-Z0-9]{2,12}\\{1,2}(?:VEN|VID|DEV|FUNC|CLASS|ROOT)_)/;
/** Persons and machines in the names that systems give them. */
export const names: Rule[] = [
  {
    signs: backslash,
    // DOMAIN\user, as Windows writes it; not a key of the registry, an account of the system, nor a device.
    find: /(?<![\\/\w:.$%-])((?!HK(?:LM|CU|CR|U|CC)|HKEY_|BUILTIN|AUTHORITY|SERVICE|APPPOOL)[A-Z][A-Z0-9.-]{1,30}|AzureAD|[a-z][a-z0-9-]{0,30}(?:\.[a-z0-9-]{1,30}){1,4}|(?<=(?:[Uu]ser(?:name)?|[Aa]ccount|[Ll]og[io]n|[Oo]wner|[Ii]dentity)["']?\s?[:= ]\s?["']?)[a-z][a-z0-9-]{0,30}|(?:desktop|laptop|win)-[a-z0-9]{4,15})(\\{1,2})[\p{L}\p{N}][\p{L}\p{N}\p{M}_.$-]{0,63}(?![\\/\p{L}\p{N}])/gu,
    mask: (found, domain = '', joint = '') => (device.test(found) ? found : `${domain}${joint}[user]`),
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
    // What `uname -a` begins with; not the name of a distribution.
    find: /((?<!\w)(?:Linux|Darwin|FreeBSD|OpenBSD|NetBSD|SunOS|AIX|HP-UX|CYGWIN_NT-[\d.]{1,9}|MINGW\d\d_NT-[\w.-]{1,16}) )(?!(?:kernel|version|release|mint|lite|foundation|enterprise|server|workstation|on|from|for) |\[host\])[\w.-]{1,64}(?= \d{1,3}\.\d{1,3}\.\d{1,3}| 5\.\d{1,2} | \d{1,2}\.\d{1,2}-)/gi,
    mask: '$1[host]',
  },
];
