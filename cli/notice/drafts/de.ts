import { erasureDays } from '../../../shared/notice/facts.ts';
import type { DraftTexts } from './texts.ts';

export const de: DraftTexts = {
  draft: (version) =>
    `Ein Entwurf, erstellt aus dem Katalog und den Einstellungen dieses Dienstes nach Version ${version} der Datenschutzhinweise. Die Angaben zum Dienst entsprechen seiner Funktionsweise; was nur Sie wissen, ist mit „zu ergänzen“ gekennzeichnet. Lassen Sie ihn rechtlich prüfen, bevor Sie sich darauf stützen.`,
  none: 'keine',
  purpose: 'Zweck',
  why: 'Wozu',
  fields: 'Felder',
  events: 'Ereignisse',
  purposes: {
    title: 'Zwecke und Daten',
    text: [
      'Die Einwilligung wird für jeden Zweck einzeln eingeholt. Daten zu einem Zweck, der nicht erlaubt wurde, werden nicht gespeichert.',
    ],
  },
  complete: {
    title: 'Die vollständige Liste',
    text: ['Was nicht auf dieser Liste steht, weist der Dienst ab.'],
  },

  works_council: {
    title: 'Anlage für den Betriebsrat: Nutzungsdaten eines Softwareprodukts',
    subject: ({ vendor }) => ({
      title: 'Gegenstand',
      text: [
        `Im Unternehmen eingesetzte Software von ${vendor.name} kann Daten über ihre Nutzung an ${vendor.name} senden. Diese Anlage beschreibt, welche Daten das sind, was sie über Beschäftigte aussagen könnten und wie das Unternehmen sie begrenzen kann. Technische Einrichtungen, die geeignet sind, Verhalten oder Leistung von Beschäftigten zu überwachen, unterliegen der Mitbestimmung (§ 87 Abs. 1 Nr. 6 BetrVG).`,
        `Empfänger ist ${vendor.name}, nicht der Arbeitgeber. Fragen: <${vendor.contact}>.`,
      ],
    }),
    monitoring: ({ persons, identifiers, usage, others }) => ({
      title: 'Was zur Überwachung geeignet sein könnte',
      text: [],
      list: [
        `Wer es ist: ${persons}. Nur mit dem Zweck \`persons\`. Eine \`user_id\` ist eine GUID oder ein Hashwert, nie ein Name; der Arbeitgeber könnte aber wissen, für wen sie steht.`,
        `Kennungen: ${identifiers}. Eine Installation, die nur eine Person benutzt, oder eine Lizenz, die nur eine Person hat, weist auch ohne \`persons\` auf diese Person hin.`,
        `Was getan wurde und wann: ${usage}. Jedes Ereignis hat einen Zeitpunkt.`,
        `Wann das Produkt lief: Auch die Ereignisse der anderen Zwecke haben einen Zeitpunkt (${others}). Plätze, die von der Entnahme bis zur Rückgabe belegt sind, können Arbeitszeiten erkennen lassen.`,
        'IP-, MAC- und E-Mail-Adressen werden in jeder Schreibweise unkenntlich gemacht, die ein Rechner verwendet. Nach Namen und Inhalten von Dokumenten wird nicht gefragt; ein Name in freiem Text würde nicht erkannt.',
      ],
    }),
    excluded: ({ withoutPersons }) => ({
      title: 'Wie das Unternehmen dies ausschließt',
      text: [
        'Die Administration des Unternehmens entscheidet mit einem Aufruf für alle Installationen aller Produkte des Herstellers: `PUT /v1/organizations/{organization_id}/consent`. Der Dienst setzt das ab dem nächsten Aufruf durch, unabhängig davon, was Beschäftigte erlaubt haben.',
      ],
      list: [
        `Nutzung, aber nicht, wer es ist: \`"allowed_purposes": ${withoutPersons}\`.`,
        'Nur Lizenzen, mit den Feldern, die jedes Ereignis hat, etwa Installation, Produktversion und Zeitpunkt: `"allowed_purposes": ["licensing"]`.',
        'Nichts außer dem unbedingt Erforderlichen (`essential`): `"allowed_purposes": []`.',
        'Die Administration kann einschränken, was erhoben wird, aber nicht für Beschäftigte einwilligen. Jede Person wird gefragt und kann ablehnen, ohne dass das Produkt sie schlechter stellt.',
      ],
    }),
    employer: {
      title: 'Was der Arbeitgeber zu sehen bekommt',
      text: [
        'Der Dienst gibt dem Arbeitgeber nur eines: die Übersicht über die eigene Organisation. Sie nennt die Zahl der Installationen je Produkt und Version und die benutzten Lizenzen. Gruppen von weniger als fünf Installationen werden nicht gezeigt, Summen unter fünf lauten `<5`, und über Personen, Uhrzeiten oder Funktionen sagt sie nichts.',
        'Zum Beleg, dass mehr Plätze genutzt als gekauft wurden, kann der Hersteller eine Liste der Plätze erstellen, die in der Spitze belegt waren, jeweils mit Beginn und Ende auf die Minute. Sie nennt keine Person, Installation oder Sitzung; wer weiß, wer wann arbeitet, könnte aber jemanden wiedererkennen.',
        'Wer beim Hersteller Daten auswertet, kann einzelne Datensätze abfragen. Ob der Hersteller dem Arbeitgeber über Beschäftigte berichten darf, ist keine Frage der Technik: Das sollte schriftlich ausgeschlossen werden.',
      ],
    },
    control: {
      title: 'Wie sich das prüfen lässt',
      text: [],
      list: [
        'Auf jedem Rechner: was jetzt gesendet würde (`preview()`) und was in den letzten 50 Paketen gesendet wurde (`history()`), sofern das Produkt es anzeigt.',
        'Für alle Beschäftigten: eine Kopie von allem, was gespeichert ist (`POST /v1/exports`), und dessen Löschung (`POST /v1/erasures`).',
        'Für das Unternehmen: was es erlaubt hat, mit einem signierten Nachweis, der sich ohne den Hersteller prüfen lässt.',
        'Spätere Datenschutzhinweise erweitern die Erhebung nicht von selbst: Neues wird erst gespeichert, wenn die Beschäftigten erneut gefragt wurden und zugestimmt haben.',
      ],
    },
    to_agree: ({ withoutPersons }) => ({
      title: 'Zu vereinbaren',
      text: [],
      list: [
        `Erlaubte Zwecke: \`${withoutPersons}\` (zu ergänzen: gegebenenfalls eine andere Auswahl).`,
        'Die Daten werden nicht zur Bewertung von Verhalten oder Leistung verwendet; der Hersteller wird schriftlich darauf verpflichtet.',
        'Der Arbeitgeber verlangt vom Hersteller keine Auswertungen über einzelne Beschäftigte oder über Gruppen von weniger als fünf.',
        'Eine Liste von Plätzen als Beleg für Übernutzung sehen nur die Personen, die Lizenzen verwalten.',
        'Der Betriebsrat erhält jede neue Version der Datenschutzhinweise und kann die Übersicht sowie den Nachweis des Erlaubten einsehen.',
        'Wer ablehnt oder widerruft, hat dadurch keinen Nachteil.',
        'Zu ergänzen: wer den Schlüssel der Organisation verwaltet, ab wann dies gilt und wann es überprüft wird.',
      ],
    }),
  },

  record: {
    title: 'Verzeichnis von Verarbeitungstätigkeiten (Art. 30 Abs. 1 DSGVO): Nutzungsdaten unserer Produkte',
    entries: (
      { vendor, region, retentionMonths, landingDays, logDays },
      { persons, identifiers, environment },
    ) => ({
      title: 'Angaben',
      text: [],
      head: ['Angabe', 'Inhalt'],
      rows: [
        ['Bezeichnung', 'Nutzungsdaten eingesetzter Produkte, mit Einwilligung erhoben'],
        [
          'a) Verantwortlicher',
          `${vendor.name}, <${vendor.contact}>. Zu ergänzen: Anschrift, Vertreter, Datenschutzbeauftragte oder Datenschutzbeauftragter.`,
        ],
        ['b) Zwecke', 'Siehe „Zwecke und Daten“ unten.'],
        [
          'c) Kategorien betroffener Personen',
          'Personen, die die Produkte benutzen; oft Beschäftigte von Kunden.',
        ],
        [
          'c) Kategorien personenbezogener Daten',
          `Pseudonyme Kennungen (${identifiers}); wer es ist, nur mit \`persons\` (${persons}); Umgebung (${environment}); Nutzung, Lizenzen und Fehler des Produkts, siehe „Zwecke und Daten“; Entscheidungen über die Einwilligung. Keine besonderen Kategorien (Art. 9), keine Inhalte von Dokumenten.`,
        ],
        [
          'd) Empfänger',
          `Beschäftigte von ${vendor.name}, die auswerten. Amazon Web Services als Auftragsverarbeiter (Art. 28). Der Kunde, zu dem eine Installation gehört: nur Zahlen, in Gruppen von mindestens fünf, und seine Lizenzen; zum Beleg von Übernutzung die Zeiten, zu denen Plätze belegt waren, ohne Namen.`,
        ],
        [
          'e) Übermittlung in Drittländer',
          `Die Daten liegen bei AWS${region ? ` in der Region \`${region}\`` : ' (zu ergänzen: die Region)'}. Zu ergänzen: ob AWS oder Ihre Beschäftigten aus einem Drittland darauf zugreifen und mit welcher Garantie (Art. 44 ff.).`,
        ],
        [
          'f) Löschfristen',
          `Ereignisse: ${retentionMonths} Monate. Wie sie ankamen: ${landingDays} Tage und bis zu zwei weitere. Technische Protokolle: ${logDays} Tage, ohne Kennungen. Auf Antrag: innerhalb von ${erasureDays} Tagen. Entscheidungen über die Einwilligung: solange ein Nachweis nötig sein kann (zu ergänzen: Ihre Frist).`,
        ],
        [
          'g) Technische und organisatorische Maßnahmen (Art. 32 Abs. 1)',
          'TLS bei der Übertragung und Verschlüsselung im Speicher; der Dienst prüft die Einwilligung, bevor etwas gespeichert wird; Adressen und Namen in Pfaden werden in jedem Text unkenntlich gemacht; Lizenzschlüssel nur als Hashwert mit geheimem Schlüssel; Geheimnisse von Installationen nur als Hashwert; keine Funktion darf mehr, als sie braucht; Abfragen nur durch jene, denen Sie die Berechtigung dafür geben; Löschungen werden anhand der gespeicherten Dateien nachgewiesen und täglich an einer eigenen Installation geprüft.',
        ],
      ],
    }),
    to_add: {
      title: 'Zu ergänzen',
      text: [],
      list: [
        'Anschrift und Vertreter des Verantwortlichen, Datenschutzbeauftragte oder Datenschutzbeauftragter.',
        'Der Vertrag mit AWS und Übermittlungen.',
        'Wie lange Sie Nachweise der Einwilligung aufbewahren.',
        'Wer die Daten abfragen darf, nach Rollen.',
      ],
    },
  },

  assessment: {
    title: 'Tatsachen für eine Datenschutz-Folgenabschätzung (Art. 35 DSGVO): Nutzungsdaten unserer Produkte',
    description: ({ vendor, retentionMonths }, { identifiers, free }) => ({
      title: 'Beschreibung (Art. 35 Abs. 7 Buchst. a)',
      text: [
        `Produkte von ${vendor.name} bitten die Personen, die sie benutzen, für jeden Zweck einzeln um Einwilligung. Der Dienst speichert ein Ereignis nur, wenn die Installation seinen Zweck erlaubt hat, ihre Organisation ihn zulässt und die Hinweise, denen zugestimmt wurde, es aufführen, oder wenn es für einen gewünschten Dienst unbedingt erforderlich ist (\`essential\`). Alles andere wird abgewiesen oder weggelassen. Gespeicherte Daten werden ${retentionMonths} Monate aufbewahrt und in Berichten und mit SQL ausgewertet.`,
        `Die Datensätze enthalten pseudonyme Kennungen: ${identifiers}. Aus der aufrufenden Adresse wird einmal, im Arbeitsspeicher und nur mit \`environment\`, das Land ermittelt. Freier Text ist möglich in: ${free}; Adressen darin werden unkenntlich gemacht.`,
      ],
    }),
    criteria: ({ persons }) => ({
      title: 'Ob eine Folgenabschätzung nötig ist: die neun Kriterien nach WP 248 Rev. 01',
      text: [
        'Zu jedem Kriterium die Tatsachen. In den meisten Fällen verlangen zwei zutreffende Kriterien eine Folgenabschätzung; die Beurteilung liegt bei Ihnen.',
      ],
      head: ['Kriterium', 'Tatsache'],
      rows: [
        [
          'Bewerten oder Einstufen',
          'Es wird kein Profil einer Person erstellt. Berichte zählen Installationen und Benutzer. Gruppen unter fünf werden zusammengefasst, außer bei Organisationen, Versionen, Lizenzen, Produkten, Funktionen, Inhalten und Anwendungen; der Bericht über betroffene Versionen fasst nichts zusammen.',
        ],
        [
          'Automatisierte Entscheidung mit Rechtswirkung',
          'Keine. Ein Bericht kann zeigen, dass mehr Plätze einer Lizenz benutzt werden als gekauft; darüber entscheiden Menschen.',
        ],
        [
          'Systematische Überwachung',
          `Die Nutzung wird über die Zeit beobachtet, mit Einwilligung. Mit ${persons} lässt sie sich je Benutzer nachvollziehen, ohne diese je Installation.`,
        ],
        [
          'Vertrauliche Daten',
          'Danach wird nicht gefragt. Zu ergänzen: ob eine Ihrer Funktionen oder Inhalte solche erkennen lässt.',
        ],
        ['Großer Umfang', 'Zu ergänzen: wie viele Installationen und Personen.'],
        [
          'Abgleich von Datensätzen',
          'Kennungen von Lizenzen werden mit den verkauften Lizenzen abgeglichen. Zu ergänzen: ob Sie weitere Daten hinzuziehen.',
        ],
        [
          'Schutzbedürftige Betroffene',
          'Oft Beschäftigte von Kunden. Eine Administration kann Zwecke für sie alle ausschließen; für sie einwilligen kann niemand.',
        ],
        ['Neue Technik', 'Keine: ein Webdienst, eine Datenbank und Abfragen.'],
        [
          'Ablehnung schließt von einer Leistung aus',
          'Nein. Das Produkt funktioniert nach einer Ablehnung genauso; zu ergänzen: Bestätigen Sie das für Ihr Produkt.',
        ],
      ],
    }),
    necessity: {
      title: 'Notwendigkeit und Verhältnismäßigkeit (Art. 35 Abs. 7 Buchst. b)',
      text: [],
      list: [
        'Rechtsgrundlage: Einwilligung für jeden Zweck einzeln (Art. 6 Abs. 1 Buchst. a, Art. 7); was für einen gewünschten Dienst unbedingt erforderlich ist, nach dem Vertrag (Art. 6 Abs. 1 Buchst. b), jedes solche Ereignis mit Begründung in den Hinweisen.',
        'Datenminimierung: eine geschlossene Liste von Feldern und Werten; was nicht darin steht, wird abgewiesen. Wer es ist, hat einen eigenen Zweck, und Berichte kommen ohne ihn aus.',
        'Information: Die Datenschutzhinweise werden aus derselben Liste erzeugt, die der Dienst durchsetzt.',
        'Rechte: Kopie, Löschung und Widerruf mit je einem Aufruf, aus dem Produkt oder auf schriftlichen Antrag. Für Entscheidungen gibt es eine signierte Quittung.',
        'Speicherbegrenzung: Nach Ablauf der Frist werden Daten automatisch gelöscht.',
      ],
    },
    risks: ({ landingDays }, { persons, environment }) => ({
      title: 'Risiken und Maßnahmen (Art. 35 Abs. 7 Buchst. c und d)',
      text: ['Eintrittswahrscheinlichkeit und Schwere bewerten Sie (zu ergänzen).'],
      head: ['Risiko', 'Maßnahmen, und was bleibt'],
      rows: [
        [
          'Ein Arbeitgeber überwacht Beschäftigte',
          'Der Arbeitgeber erhält eine Übersicht mit Gruppen von mindestens fünf und ohne Personen. Was bleibt: Beim Hersteller lassen sich einzelne Datensätze abfragen; Belege für Übernutzung enthalten die Zeiten, zu denen Plätze belegt waren; wer die Übersichten zweier Tage vergleicht, sieht, um wie viel sie sich unterscheiden.',
        ],
        [
          'Jemand wird anhand von Pseudonymen erkannt',
          `Kennungen sind zufällig oder Hashwerte und werden je Installation gebildet, außer wenn das Produkt für einen Benutzer eine eigene GUID hat, die auf jedem Rechner gleich ist. Berichte fassen kleine Gruppen zusammen, nicht aber Organisationen, Versionen, Lizenzen und Funktionen. Was bleibt: ${persons}, eine Organisation aus nur einer Person, Zeitpunkte und eine seltene Kombination aus ${environment} können auf eine Person hinweisen.`,
        ],
        [
          'Daten werden gegen jemandes Willen erhoben',
          'Der Dienst weist ab, was nicht erlaubt wurde, ganz gleich, was ein Produkt sendet; Ablehnung und Widerruf gelten ab dem nächsten Aufruf, und wenn der Speicher nicht lesbar ist, wird nichts angenommen.',
        ],
        [
          'Personenbezogene Daten gelangen über Texte hinein',
          'Adressen, Benutzerordner und E-Mail-Adressen werden in jeder Schreibweise unkenntlich gemacht, die ein Rechner verwendet; Namen von Personen in freiem Text werden nicht erkannt.',
        ],
        [
          'Daten bleiben zu lange oder kehren nach einer Löschung zurück',
          `Löschung nach Zeitplan; eine Löschung gilt erst als abgeschlossen, wenn das anhand der Dateien nachgewiesen ist. Eingegangene Daten liegen bis zu ${landingDays} Tage und zwei weitere.`,
        ],
        [
          'Außenstehende lesen oder fälschen Daten',
          'Ein Schreibschlüssel erlaubt nur das Senden. Zum Lesen gehören das Geheimnis der Installation, der Schlüssel einer Organisation oder eine Rolle bei AWS. Was bleibt: Wer das Produkt besitzt, kann erfundene Ereignisse senden.',
        ],
      ],
    }),
    to_add: {
      title: 'Zu ergänzen',
      text: [],
      list: [
        'Zahlen: Installationen, Personen, Länder.',
        'Ihre Bewertung jedes Risikos und weitere Maßnahmen.',
        'Gegebenenfalls der Standpunkt der betroffenen Personen oder ihrer Vertretung (Art. 35 Abs. 9) und der Rat der oder des Datenschutzbeauftragten (Art. 35 Abs. 2).',
        'Die Entscheidung, ihr Datum und wann sie überprüft wird (Art. 35 Abs. 11).',
      ],
    },
  },
};
