/** Folders that hold a folder for each user, as Windows names them in its languages and versions. */
export const windowsFolders = [
  'users|profiles|benutzer|utilisateurs|usuarios|usuários|utilizadores|utenti|gebruikers|brugere|brukere|användare',
  'käyttäjät|użytkownicy|uživatelé|používatelia|felhasználók|utilizatori|korisnici|uporabniki|kullanıcılar',
  'пользователи|користувачі|потребители|χρήστες|用户|使用者|ユーザー|사용자|المستخدمون|משתמשים|ผู้ใช้',
  'documents and settings|docume~\\d|dokumente und einstellungen|documents et paramètres|documents et settings',
  'documenti e impostazioni|documentos e configurações|documentos e definições|documentos y configuraciones',
  'documenten en instellingen|dokumenter og indstillinger|dokument och inställningar|dokumenty a nastavení',
  'dokumenty i ustawienia|profil[es]?s?',
].join('|');

/** Folders that no person's name stands in for: accounts of the system. */
const accounts = 'public default all%20users guest shared defaultuser0 defaultapppool system';

/** Pages, routes and menus that stand where a user's folder would. */
const pages = [
  'about account accounts activate active activity add admin admins alignment all analytics api app apps archive',
  'assets assign audit auth avatar avatars ban billing block blog browse bulk calendar cart categories category cells',
  'chat clipboard close contact content copy count create current cut dashboard data delete design detail details',
  'disable discover docs download draw drawing edit editing enable events explore export faq favorites feature',
  'features feed filter find follow followers font fonts forgot format groups help history home id image images',
  'import inbox index info insert invitations invite invites item items join language layout legal library list lists',
  'location lock login logout lookup main manage map me media members menu merge message messages more move my new',
  'news notifications number offers open options orders overview page pages paragraph password paste permissions',
  'plans popular posts preferences preview pricing print privacy products profile profiles projects query random',
  'recent recover redo register remove rename report reports reset resources restore review role roles save search',
  'security self send services session sessions settings setup share sign-in sign-up sign_in sign_out sign_up signin',
  'signout signup start static statistics stats status store styles subscribe summary support suspend switch sync tab',
  'table tabs tags tasks teams terms test timeline today token tokens tools top trending undo unlock update upload',
  'uploads validate verify view welcome whoami widgets zoom',
].join(' ');
const notNames = new Set(`${accounts} ${pages}`.split(' ').map((word) => word.replace('%20', ' ')));

/** Whether this stands where a user's name would, and is none. */
export const isPage = (name: string) =>
  notNames.has(name.toLowerCase().replace(/[?#].*/s, '')) ||
  /\.(?:html?|php|aspx?|jspx?|do|action|js|css|json|xml|png|svg|ico)\b/i.test(name) ||
  /^(?:[{<[(*:$]|%7b|%3[ac])(?!user\])/i.test(name);

export const isAccount = (name: string) =>
  /^(?:public|default(?: user|user0|apppool)?|all users|shared|guest)$/i.test(name);

/** What users have in their folders; anything else below the first may be the user's own name, below a domain's. */
const contents = new Set(
  'documents desktop downloads pictures music videos movies public templates library appdata application%20data projects project repos repositories source src code dev git workspace work bin lib etc tmp temp go snap onedrive dropbox build dist test tests data'
    .split(' ')
    .map((word) => word.replace('%20', ' ')),
);
export const isContent = (name: string) => name.startsWith('.') || contents.has(name.toLowerCase());
