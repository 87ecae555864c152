import { limits } from '../limits.ts';
import { erasureDays } from './facts.ts';
import type { Texts } from './texts.ts';

const consent =
  'Ihre Einwilligung: Art. 6 Abs. 1 Buchst. a DSGVO, für den Zugriff auf Ihr Gerät Art. 5 Abs. 3 der Richtlinie 2002/58/EG (in Deutschland § 25 Abs. 1 TDDDG).';

export const de: Texts = {
  language: 'Deutsch',
  version: (version) => `Version ${version}`,
  translations: {
    'A random ID made at the first start, never from hardware.':
      'Eine zufällige Kennung, beim ersten Start erzeugt, nie aus der Hardware.',
    "The customer's name or domain, stored in lower case.":
      'Name oder Domain des Kunden, in Kleinbuchstaben gespeichert.',
    'The version of the product.': 'Die Version des Produkts.',
    'The edition of the product.': 'Die Edition des Produkts.',
    'Vendors name their editions themselves.': 'Hersteller benennen ihre Editionen selbst.',
    'The build of the product.': 'Der Build des Produkts.',
    'The SDK that sends.': 'Das SDK, das sendet.',
    'At most 64 letters, digits, spaces and signs of . _ @ / + -':
      'Höchstens 64 Buchstaben, Ziffern, Leerzeichen und Zeichen aus . _ @ / + -',
    'The version of that SDK.': 'Die Version dieses SDK.',
    'Whether this is a build machine; reports leave those out.':
      'Ob dies ein Rechner für automatische Builds ist; Berichte lassen diese aus.',
    'The language of the user interface, as a BCP 47 tag.':
      'Die Sprache der Bedienoberfläche als Kürzel nach BCP 47.',
    'The operating system.': 'Das Betriebssystem.',
    'Makers name these themselves.': 'Hersteller benennen sie selbst.',
    'The version of the operating system.': 'Die Version des Betriebssystems.',
    'The architecture of the processor.': 'Die Architektur des Prozessors.',
    'At most 64 letters, digits, spaces, dots, hyphens and underscores.':
      'Höchstens 64 Buchstaben, Ziffern, Leerzeichen, Punkte, Binde- und Unterstriche.',
    'Processor cores.': 'Prozessorkerne.',
    'Memory of the machine in MB.': 'Arbeitsspeicher des Rechners in MB.',
    'The graphics processor.': 'Der Grafikprozessor.',
    'Width of the main screen in pixels.': 'Breite des Hauptbildschirms in Pixeln.',
    'Height of the main screen in pixels.': 'Höhe des Hauptbildschirms in Pixeln.',
    'The type of the machine, such as desktop or server.': 'Die Art des Rechners, etwa desktop oder server.',
    'Makes the event count once.': 'Sorgt dafür, dass das Ereignis nur einmal zählt.',
    'Which event of the catalog it is.': 'Welches Ereignis des Katalogs es ist.',
    'A name of this notice, such as feature_used.': 'Ein Name aus diesen Hinweisen, etwa feature_used.',
    'When it happened.': 'Wann es geschah.',
    'Counts the events of the installation, so that losses show.':
      'Zählt die Ereignisse der Installation, damit Verluste auffallen.',
    'A random ID for one run of the product.':
      'Eine zufällige Kennung für eine Sitzung, vom Start des Produkts bis zu seinem Ende.',
    'A GUID or a digest that stands for the user.':
      'Eine GUID oder ein Hashwert, der für den Benutzer steht.',
    "The user's role in the product.": 'Die Rolle des Benutzers im Produkt.',
    'Products name their roles themselves.': 'Produkte benennen ihre Rollen selbst.',
    "The country that the caller's address belongs to, looked up in memory; the address is not kept.":
      'Das Land, zu dem die aufrufende Adresse gehört; es wird im Arbeitsspeicher ermittelt, die Adresse nicht aufbewahrt.',
    'Two letters, such as DE.': 'Zwei Buchstaben, etwa DE.',
    'The product was installed, updated or removed.':
      'Das Produkt wurde installiert, aktualisiert oder entfernt.',
    'What happened to the installation.': 'Was mit der Installation geschah.',
    'The version before an update.': 'Die Version vor einer Aktualisierung.',
    'Where the package came from, such as store or download.':
      'Woher das Paket kam, etwa store oder download.',
    'Vendors name their channels themselves.': 'Hersteller benennen ihre Vertriebswege selbst.',
    'The product was started.': 'Das Produkt wurde gestartet.',
    'Time to start.': 'Dauer des Starts.',
    'The product was closed.': 'Das Produkt wurde beendet.',
    'How long the session lasted.': 'Wie lange die Sitzung dauerte.',
    'A session of the product ended by a failure.': 'Eine Sitzung des Produkts endete durch einen Fehler.',
    'How it failed.': 'Die Art des Fehlers.',
    'How long the session had lasted.': 'Wie lange die Sitzung bis dahin gedauert hatte.',
    'A user logged in to the product.': 'Ein Benutzer meldete sich am Produkt an.',
    'How, such as password or sso.': 'Auf welche Weise, etwa password oder sso.',
    'Products name their ways to log in themselves.': 'Produkte benennen ihre Arten der Anmeldung selbst.',
    'How it ended.': 'Ob es gelang.',
    'How many users the installation has.': 'Wie viele Benutzer die Installation hat.',
    'User accounts.': 'Benutzerkonten.',
    'Accounts used in the period the product reports on.':
      'Konten, die im Zeitraum, über den das Produkt berichtet, benutzt wurden.',
    'A feature of the product was used.': 'Eine Funktion des Produkts wurde benutzt.',
    'The name of the feature.': 'Der Name der Funktion.',
    'Products name these in their own words.': 'Produkte benennen dies mit eigenen Worten.',
    'How often, if counted together.': 'Wie oft, wenn mehrere zusammengezählt wurden.',
    'How long it took.': 'Wie lange es dauerte.',
    'A license was introduced to the installation.': 'In der Installation wurde eine Lizenz aktiviert.',
    'The license key. Only a keyed digest of it, license_id, is stored.':
      'Der Lizenzschlüssel. Gespeichert wird nur ein Hashwert davon mit geheimem Schlüssel, license_id.',
    'How the license is bound.': 'Woran die Lizenz gebunden ist.',
    'The seats the license file names.': 'Die Plätze, die die Lizenzdatei nennt.',
    'Whether the license was accepted.': 'Ob die Lizenz angenommen wurde.',
    'The product checked its license.': 'Das Produkt prüfte seine Lizenz.',
    'A session took seats of a floating license.': 'Eine Sitzung belegte Plätze einer Floating-Lizenz.',
    'How many seats it holds from now on; one unless said.':
      'Wie viele Plätze sie von da an belegt; ohne Angabe einen.',
    'A session gave back its seats of a floating license.':
      'Eine Sitzung gab ihre Plätze einer Floating-Lizenz zurück.',
    'How many seats it had held; a return ends all of them.':
      'Wie viele Plätze sie belegt hatte; eine Rückgabe beendet alle.',
    'How long it had held them.': 'Wie lange sie sie belegt hatte.',
    'A license was asked for and not given.': 'Eine Lizenz wurde angefordert und nicht erteilt.',
    'How many seats were asked for; one unless said.':
      'Wie viele Plätze angefordert wurden; ohne Angabe einer.',
    'Why it was not given: all seats taken, expired, not sold for this, or other.':
      'Warum sie nicht erteilt wurde: alle Plätze belegt, abgelaufen, nicht dafür verkauft oder anderes.',
    'Devices in use beside the host.': 'Geräte, die neben dem Rechner benutzt werden.',
    'The type of device.': 'Die Art des Geräts.',
    'Vendors name their devices themselves.': 'Hersteller benennen ihre Geräte selbst.',
    'How many of them.': 'Wie viele davon.',
    'Applications run on this instance of the product.':
      'Anwendungen, die auf dieser Instanz des Produkts laufen.',
    'The kind of application.': 'Die Art der Anwendung.',
    'What the product consumed.': 'Was das Produkt verbrauchte.',
    'Processor time; 100 is one core.': 'Prozessorzeit; 100 ist ein Kern.',
    'Memory in MB.': 'Arbeitsspeicher in MB.',
    'Disk space in MB.': 'Plattenplatz in MB.',
    'Traffic in MB.': 'Netzverkehr in MB.',
    'Content was downloaded from within the product.': 'Inhalte wurden aus dem Produkt heraus geladen.',
    'Which content.': 'Welcher Inhalt.',
    'Vendors name their content themselves.': 'Hersteller benennen ihre Inhalte selbst.',
    'How many downloads.': 'Wie viele Downloads.',
    'Their size in bytes.': 'Ihre Größe in Bytes.',
    'What was decided.': 'Was entschieden wurde.',
    'What was granted; of no meaning with a refusal or withdrawal.':
      'Was erlaubt wurde; ohne Bedeutung bei Ablehnung oder Widerruf.',
    'The version of the notice that was shown.': 'Die Version der Hinweise, die gezeigt wurde.',
    'Its language, as a BCP 47 tag.': 'Deren Sprache als Kürzel nach BCP 47.',
    'Who decided.': 'Wer entschieden hat.',
    'When it was decided. Later than now counts as now.':
      'Wann entschieden wurde. Ein Zeitpunkt in der Zukunft zählt als jetzt.',
    'With a withdrawal: also starts an erasure.': 'Bei einem Widerruf: ob er auch eine Löschung auslöst.',
  },

  title: 'Datenschutzhinweise: Nutzungsdaten unserer Produkte',
  in_force: (version) => `Dies ist die derzeit gültige Version ${version} dieser Hinweise.`,
  earlier: (version, inForce) =>
    `Dies ist Version ${version} dieser Hinweise; derzeit gilt Version ${inForce}. Was erhoben wurde, steht hier so, wie Version ${version} es nannte. Wer verantwortlich ist, wie lange Daten aufbewahrt werden und was Sie tun können, entspricht dem heutigen Stand.`,
  who: ({ vendor }) => ({
    title: 'Wer die Daten erhebt',
    text: [
      `${vendor.name} erhebt die Daten und ist Verantwortlicher im Sinne der DSGVO.`,
      `Für Fragen und Anträge: <${vendor.contact}>.`,
    ],
  }),
  asked: {
    title: 'Sie werden zuerst gefragt',
    text: [
      'Bevor jemand entschieden hat, wird nichts erhoben, außer dem, was für einen von Ihnen gewünschten Dienst unbedingt erforderlich ist (`essential`, siehe unten). Sie entscheiden über jeden Zweck einzeln und können es sich jederzeit anders überlegen. Das Produkt funktioniert genauso, wenn Sie ablehnen.',
      'Der Server setzt das durch: Er gleicht jedes Ereignis mit Ihrer Entscheidung und der Ihrer Organisation ab und speichert nur, was beide erlauben. Was erst in einer späteren Version dieser Hinweise hinzukam als der, der Sie zugestimmt haben, wird erst gespeichert, wenn Sie erneut gefragt wurden und zugestimmt haben.',
      'Eine Administratorin oder ein Administrator kann die Erhebung für alle Benutzer sperren oder erlauben, dass das Produkt sie fragt. Ihre eigene Einwilligung ersetzt das nicht.',
    ],
  },

  collected: {
    title: 'Was erhoben wird',
    text: [
      'Diese Liste ist vollständig. Was nicht darauf steht, wird abgewiesen. IP-Adressen, MAC-Adressen, E-Mail-Adressen und die Namen in Pfaden von Benutzerordnern werden in jedem Text unkenntlich gemacht, bevor er gespeichert wird.',
    ],
  },
  field: 'Feld',
  content: 'Bedeutung und mögliche Werte',
  with_every_event: {
    title: 'Mit jedem Ereignis',
    text: [
      'Diese Felder geben an, welches Produkt das Ereignis wann gesendet hat. Sie gehören zu jedem Ereignis, das gespeichert wird.',
    ],
  },
  added: {
    product: 'Das Produkt, das es gesendet hat.',
    test: 'Ob der Hersteller es zum Test gesendet hat.',
    version_key: 'Noch einmal die Version des Produkts, in sortierbarer Form.',
    occurred_at_sent: 'Wann es geschah, nach der Uhr des Geräts.',
    received_at: 'Wann es ankam.',
    event_day: 'Der Tag, an dem es geschah.',
    license_id:
      'Bei Ereignissen zum Zweck `licensing`: ein Hashwert des Lizenzschlüssels mit geheimem Schlüssel.',
    properties: 'Die eigenen Felder des Ereignisses, wie dort aufgeführt.',
  },
  purposes: {
    essential: {
      name: 'Unbedingt Erforderliches',
      why: 'Um einen von Ihnen gewünschten digitalen Dienst zu erbringen, der ohne diese Daten nicht funktioniert.',
      legal_basis:
        'Der Vertrag über diesen Dienst: Art. 6 Abs. 1 Buchst. b DSGVO. Der Zugriff auf das Gerät ist dafür unbedingt erforderlich: Art. 5 Abs. 3 Satz 2 der Richtlinie 2002/58/EG (in Deutschland § 25 Abs. 2 Nr. 2 TDDDG).',
    },
    usage: {
      name: 'Nutzung des Produkts',
      why: 'Um zu erfahren, welche Funktionen wie oft benutzt werden, und zu erhalten und zu verbessern, was nützt.',
      legal_basis: consent,
    },
    persons: {
      name: 'Wer das Produkt benutzt',
      why: 'Um die Benutzer einer Installation an einem Pseudonym und einer Rolle zu unterscheiden und so zu zählen, wie viele Personen eine Funktion oder eine Lizenz für benannte Benutzer nutzen. Ohne diesen Zweck ist nur die Installation bekannt. Er ergänzt, was Sie zu den anderen Zwecken erlauben; für sich allein wird dazu nichts erhoben.',
      legal_basis: consent,
    },
    environment: {
      name: 'Umgebung des Produkts',
      why: 'Um zu wissen, auf welchen Systemen und Geräten und in welchen Ländern das Produkt gut arbeiten muss.',
      legal_basis: consent,
    },
    licensing: {
      name: 'Lizenzen',
      why: 'Um benutzte Lizenzen mit den verkauften zu vergleichen.',
      legal_basis: consent,
    },
    diagnostics: {
      name: 'Fehler und Ressourcenverbrauch',
      why: 'Um herauszufinden, in welchen Versionen das Produkt abstürzt und wo es zu viel Arbeitsspeicher, Prozessorzeit oder Plattenplatz braucht.',
      legal_basis: consent,
    },
  },
  legal_basis: 'Rechtsgrundlage:',
  no_event: 'Zu diesem Zweck wird kein Ereignis erhoben.',
  justification: 'Warum es unbedingt erforderlich ist:',
  since: (version) => `Seit Version ${version} dieser Hinweise.`,
  only: (fields) =>
    `Zu diesen Ereignissen gehören ihre eigenen Felder und von allen anderen nur ${fields.join(', ')}.`,
  decision: {
    title: 'Ihre Entscheidung',
    text: [
      'Ihre Entscheidung wird festgehalten, damit sie befolgt und nachgewiesen werden kann, zusammen mit einem Hashwert des Geheimnisses, mit dem sich Ihre Installation ausweist. Für die Statistik wird die Entscheidung auch zu einem Ereignis, das weder Installation noch Organisation noch Benutzer nennt.',
    ],
  },

  one_of: 'Eines von:',
  free_text: 'Freier Text.',
  at_least: (minimum) => `Mindestens ${minimum}.`,
  at_most: (maximum) => `Höchstens ${maximum}.`,
  types: {
    integer: 'Eine ganze Zahl.',
    number: 'Eine Zahl.',
    boolean: 'Ja oder nein.',
    uuid: 'Eine UUID.',
    time: 'Datum und Uhrzeit.',
    pseudonym: 'Kein Name: Alles außer einer GUID oder einem hexadezimalen Hashwert wird abgewiesen.',
    version: 'Eine Version wie 4.2.1.',
    language: 'Ein Sprachkürzel wie de-DE.',
    organization: 'Ein Name von höchstens 128 Zeichen; keine Adresse.',
    megabytes: 'Eine Anzahl von Megabyte.',
    license_key: 'Wird nicht gespeichert, nur ein Hashwert davon mit geheimem Schlüssel.',
    purposes: 'Zwecke aus diesen Hinweisen.',
  },

  never: {
    title: 'Was nie gespeichert wird',
    text: [],
    list: [
      'Die IP-Adresse, von der aus sich Ihr Gerät verbindet. Wenn Sie `environment` erlauben, wird aus ihr einmal, im Arbeitsspeicher, das Land ermittelt.',
      'IP-Adressen, MAC-Adressen, E-Mail-Adressen und der Benutzername in Pfaden von Benutzerordnern: Sie werden unkenntlich gemacht, wo immer sie in einem Text stehen. Versionsnummern bleiben erhalten, auch wenn sie wie eine IPv4-Adresse aussehen.',
      'Namen: Eine `user_id`, die weder GUID noch hexadezimaler Hashwert ist, wird abgewiesen.',
      'Lizenzschlüssel: Gespeichert wird ein Hashwert mit geheimem Schlüssel (HMAC-SHA256), aus dem sich der Lizenzschlüssel nicht wiederherstellen lässt.',
      'Alles, was in diesen Hinweisen nicht steht.',
    ],
  },
  kept: {
    title: 'Wie lange Daten aufbewahrt werden',
    text: ['Daten, für die eine Frist angegeben ist, werden danach automatisch gelöscht.'],
  },
  what: 'Was',
  how_long: 'Wie lange',
  periods: ({ retentionMonths, landingDays, logDays }) => [
    ['Ereignisse', `${retentionMonths} Monate ab dem Tag, an dem sie eintraten.`],
    [
      'Eingegangene Ereignisse vor der Verarbeitung',
      `${landingDays} Tage und bis zu zwei weitere, bis sie aus dem Speicher entfernt sind.`,
    ],
    ['Ergebnisse von Auswertungen und Kopien, die Sie verlangt haben', 'Ein Tag und bis zu zwei weitere.'],
    [
      'Ihre Entscheidungen',
      'Die geltende und alle früheren, solange ein Nachweis nötig sein kann. Sie bleiben auch nach einer Löschung erhalten, unter einem Hashwert der Kennung der Installation und mit dem Namen der Organisation, falls einer angegeben war.',
    ],
    [
      'Nach einer Löschung',
      'Ein Hashwert der Kennung der Installation oder des Benutzers, dauerhaft, damit keine Daten mehr dazu angenommen werden.',
    ],
    [
      'Sicherungen der Entscheidungen',
      `${limits.backupDays} Tage. Von Ereignissen gibt es keine Sicherungen.`,
    ],
    [
      'Technische Protokolle',
      `${logDays} Tage. Sie enthalten keine Kennungen, keine Adressen und nichts, was gesendet wurde.`,
    ],
  ],
  seen: ({ vendor }) => ({
    title: 'Wer die Daten sieht',
    text: [
      `Beschäftigte von ${vendor.name}, die anhand von Berichten und Abfragen auswerten, wie die Produkte genutzt werden. Amazon Web Services speichert und verarbeitet die Daten im Auftrag von ${vendor.name}.`,
      'Die Administration der Organisation, die eine Installation angibt, kann sehen, auf wie vielen ihrer Installationen welche Versionen laufen, in Gruppen von mindestens fünf, und wie die ihr verkauften Lizenzen genutzt werden; nichts über Personen. Zum Beleg, dass mehr Plätze genutzt als gekauft wurden, kann sie auch die Zeiten erhalten, zu denen Plätze belegt waren, ohne Namen von Personen und ohne die Kennungen von Installationen, Sitzungen und Benutzern. Niemand sonst erhält Daten.',
    ],
  }),
  stored: ({ vendor, region }) => ({
    title: 'Wo die Daten gespeichert sind',
    text: [
      `In einem Konto von ${vendor.name} bei Amazon Web Services${region ? `, in der Region \`${region}\`` : ', in der Region, die in der Online-Fassung dieser Hinweise steht'}. Sie sind bei der Übertragung und im Speicher verschlüsselt.`,
    ],
  }),
  opt_out: ({ vendor }) => ({
    title: 'Wie Sie ablehnen: als Benutzerin oder Benutzer',
    text: [
      `Lehnen Sie ab, wenn das Produkt fragt, oder widerrufen Sie Ihre Einwilligung jederzeit im Produkt (es ruft \`PUT /v1/consent\` mit der Entscheidung \`withdrawn\` auf). Vom nächsten Aufruf an wird nur noch gespeichert, was unbedingt erforderlich ist. Die Verarbeitung bis zum Widerruf bleibt rechtmäßig; Sie können die Daten zugleich löschen lassen (\`"erase": true\`). Sie können auch an <${vendor.contact}> schreiben.`,
    ],
  }),
  opt_out_administrator: ({ vendor }) => ({
    title: 'Wie Sie ablehnen: als Administratorin oder Administrator',
    text: [
      `Ihre Organisation kann für alle Produkte von ${vendor.name} auf einmal ablehnen: Fordern Sie bei <${vendor.contact}> den Schlüssel Ihrer Organisation an und rufen Sie \`PUT /v1/organizations/{organization_id}/consent\` mit \`"allowed_purposes": []\` auf, oder mit nur den Zwecken, die Sie zulassen: etwa allen außer \`persons\`, um Daten zur Nutzung zuzulassen, aber keine dazu, wer das Produkt benutzt (in Deutschland bestimmt der Betriebsrat nach § 87 Abs. 1 Nr. 6 BetrVG mit). Das gilt ab dem nächsten Aufruf, und keine Ihrer Installationen kann es umgehen. Unbedingt Erforderliches ist davon nicht betroffen.`,
    ],
  }),
  rights: ({ vendor }) => ({
    title: 'Ihre Rechte',
    text: [
      `Das Produkt übernimmt diese Aufrufe für Sie; ohne das Produkt schreiben Sie an <${vendor.contact}> und nennen Sie die Kennung Ihrer Installation oder Ihres Benutzers.`,
    ],
    list: [
      'Eine Kopie von allem, was zu Ihrer Installation oder Ihrem Benutzer gespeichert ist, mit dem Verlauf Ihrer Entscheidungen, in maschinenlesbarer Form (Art. 15 und 20 DSGVO): `POST /v1/exports`.',
      `Löschung (Art. 17 DSGVO): \`POST /v1/erasures\`. Vom nächsten Aufruf an wird nichts mehr angenommen, und was gespeichert war, wird innerhalb von ${erasureDays} Tagen gelöscht.`,
      'Widerruf der Einwilligung, jederzeit (Art. 7 Abs. 3 DSGVO), wie oben.',
      'Berichtigung, Einschränkung und Widerspruch (Art. 16, 18 und 21 DSGVO).',
      'Beschwerde bei einer Aufsichtsbehörde (Art. 77 DSGVO), etwa an Ihrem Wohnort.',
    ],
  }),

  eula: (vendor, address) => ({
    title: 'Nutzungsdaten',
    text: [
      `Die Software kann Daten über ihre Nutzung an ${vendor} senden. Welche Daten das sind, wozu, auf welcher Rechtsgrundlage und wie lange sie verarbeitet werden, steht in den Datenschutzhinweisen unter <${address}>.`,
      'Die Annahme dieses Vertrags ist keine Einwilligung in die Erhebung von Nutzungsdaten. Die Einwilligung wird gesondert und für jeden Zweck einzeln eingeholt, in der Software oder bei ihrer Installation; sie kann dort jederzeit verweigert oder widerrufen werden. Beides berührt weder die Lizenz noch die Funktionen der Software. Ohne Einwilligung werden nur Daten erhoben, die für einen vom Kunden oder Benutzer verlangten Dienst unbedingt erforderlich sind; die Datenschutzhinweise führen sie auf und begründen sie.',
      'Die Administration des Kunden kann die Erhebung von Nutzungsdaten für alle Benutzer ausschließen. Lässt sie zu, dass gefragt wird, so ersetzt das nicht die Einwilligung der betroffenen Person.',
    ],
  }),
  dialog: (vendor, address) => ({
    user: {
      title: 'Darf dieses Produkt Nutzungsdaten senden?',
      text: [
        `${vendor} möchte erfahren, wie das Produkt genutzt wird, um es zu verbessern. Gesendet wird nur, was Sie hier ankreuzen, im Hintergrund und verschlüsselt. Das Produkt funktioniert gleich, ob Sie zustimmen oder nicht.`,
        `Sie können es sich jederzeit in den Einstellungen anders überlegen, eine Kopie Ihrer Daten erhalten und sie löschen lassen. Was genau erhoben wird: ${address}`,
      ],
      accept: 'Auswahl erlauben',
      refuse: 'Alles ablehnen',
    },
    administrator: {
      title: 'Nutzungsdaten',
      text: [
        `Benutzer dieser Installation können gefragt werden, ob das Produkt Daten über seine Nutzung an ${vendor} senden darf. Ohne Zustimmung des Benutzers wird nur gesendet, was für von Ihnen genutzte Dienste unbedingt erforderlich ist. Wenn Sie das Kästchen leer lassen, wird niemand gefragt.`,
        `Sie können dies später in den Einstellungen der Administration ändern. Für Ihre ganze Organisation können Sie alles sperren oder Daten zur Nutzung zulassen, aber keine dazu, wer das Produkt benutzt. Was genau erhoben wird: ${address}`,
      ],
      checkbox: `Benutzer dürfen gefragt werden, ob sie Nutzungsdaten mit ${vendor} teilen`,
    },
  }),
};
