// Made by `npm run sdk-types` of shared/catalog and shared/settings.ts. Change those.

/** Why something is collected: the unit in which consent is given. */
export const purposes = ['essential', 'usage', 'persons', 'environment', 'licensing', 'diagnostics'] as const;
export type Purpose = (typeof purposes)[number];

/** What may be sent: events with their properties. */
export type Events = {
  /** The product was installed, updated or removed. */
  installation_changed: {
    /** What happened to the installation. */
    action?: 'installed' | 'updated' | 'removed';
    /** The version before an update. */
    previous_version?: string;
    /** Where the package came from, such as store or download. */
    channel?: string;
  };
  /** The product was started. */
  session_started: {
    /** Time to start. */
    duration_ms?: number;
  };
  /** The product was closed. */
  session_ended: {
    /** How long the session lasted. */
    duration_ms?: number;
  };
  /** A session of the product ended by a failure. */
  session_failed: {
    /** How it failed. */
    kind?: 'crash' | 'hang' | 'out_of_memory' | 'other';
    /** How long the session had lasted. */
    duration_ms?: number;
  };
  /** A user logged in to the product. */
  user_logged_in: {
    /** How, such as password or sso. */
    method?: string;
    /** How it ended. */
    outcome?: 'success' | 'failure';
  };
  /** How many users the installation has. */
  user_count_reported: {
    /** User accounts. */
    registered?: number;
    /** Accounts used in the period the product reports on. */
    active?: number;
  };
  /** A feature of the product was used. */
  feature_used: {
    /** The name of the feature. */
    feature?: string;
    /** How often, if counted together. */
    count?: number;
    /** How long it took. */
    duration_ms?: number;
  };
  /** A license was introduced to the installation. */
  license_activated: {
    /** The license key. Only a keyed digest of it, license_id, is stored. */
    license_key?: string;
    /** How the license is bound. */
    license_type?: 'named_user' | 'node_locked' | 'floating' | 'subscription' | 'evaluation' | 'free' | 'other';
    /** The seats the license file names. */
    seats_purchased?: number;
    /** Whether the license was accepted. */
    outcome?: 'success' | 'failure';
  };
  /** The product checked its license. */
  license_checked: {
    /** The license key. Only a keyed digest of it, license_id, is stored. */
    license_key?: string;
    /** How the license is bound. */
    license_type?: 'named_user' | 'node_locked' | 'floating' | 'subscription' | 'evaluation' | 'free' | 'other';
    /** The seats the license file names. */
    seats_purchased?: number;
    /** Whether the license was accepted. */
    outcome?: 'success' | 'failure';
  };
  /** A session took seats of a floating license. */
  license_checked_out: {
    /** The license key. Only a keyed digest of it, license_id, is stored. */
    license_key?: string;
    /** How the license is bound. */
    license_type?: 'named_user' | 'node_locked' | 'floating' | 'subscription' | 'evaluation' | 'free' | 'other';
    /** The seats the license file names. */
    seats_purchased?: number;
    /** Whether the license was accepted. */
    outcome?: 'success' | 'failure';
    /** How many seats it holds from now on; one unless said. */
    seats?: number;
  };
  /** A session gave back its seats of a floating license. */
  license_returned: {
    /** The license key. Only a keyed digest of it, license_id, is stored. */
    license_key?: string;
    /** How the license is bound. */
    license_type?: 'named_user' | 'node_locked' | 'floating' | 'subscription' | 'evaluation' | 'free' | 'other';
    /** The seats the license file names. */
    seats_purchased?: number;
    /** Whether the license was accepted. */
    outcome?: 'success' | 'failure';
    /** How many seats it had held; a return ends all of them. */
    seats?: number;
    /** How long it had held them. */
    duration_ms?: number;
  };
  /** A license was asked for and not given. */
  license_denied: {
    /** The license key. Only a keyed digest of it, license_id, is stored. */
    license_key?: string;
    /** How the license is bound. */
    license_type?: 'named_user' | 'node_locked' | 'floating' | 'subscription' | 'evaluation' | 'free' | 'other';
    /** How many seats were asked for; one unless said. */
    seats?: number;
    /** Why it was not given: all seats taken, expired, not sold for this, or other. */
    cause?: 'none_free' | 'expired' | 'not_entitled' | 'other';
  };
  /** Devices in use beside the host. */
  device_reported: {
    /** The type of device. */
    device?: string;
    /** How many of them. */
    count?: number;
  };
  /** Applications run on this instance of the product. */
  applications_reported: {
    /** The kind of application. */
    application?: string;
    /** How many of them. */
    count?: number;
  };
  /** What the product consumed. */
  resource_usage_reported: {
    /** Processor time; 100 is one core. */
    cpu_percent?: number;
    /** Memory in MB. */
    memory_used_mb?: number;
    /** Disk space in MB. */
    disk_used_mb?: number;
    /** Traffic in MB. */
    network_mb?: number;
  };
  /** Content was downloaded from within the product. */
  content_downloaded: {
    /** Which content. */
    content_id?: string;
    /** How many downloads. */
    count?: number;
    /** Their size in bytes. */
    bytes?: number;
  };
  /** A document was exported. An example: replace it with your own. */
  document_exported: {
    /** The format of the exported file. */
    format?: 'pdf' | 'docx' | 'html' | 'other';
    /** How many pages it has. */
    pages?: number;
  };
};

/** Of each event its purpose, and the version of the notice it came with. */
export const events: Readonly<Record<string, readonly [Purpose, number]>> = {
  installation_changed: ['usage', 1],
  session_started: ['usage', 1],
  session_ended: ['usage', 1],
  session_failed: ['diagnostics', 1],
  user_logged_in: ['usage', 1],
  user_count_reported: ['licensing', 1],
  feature_used: ['usage', 1],
  license_activated: ['licensing', 1],
  license_checked: ['licensing', 1],
  license_checked_out: ['licensing', 1],
  license_returned: ['licensing', 1],
  license_denied: ['licensing', 1],
  device_reported: ['environment', 1],
  applications_reported: ['usage', 1],
  resource_usage_reported: ['diagnostics', 1],
  content_downloaded: ['usage', 1],
  document_exported: ['usage', 1],
};

/** The version of the notice that the dialogs ask for. */
export const noticeVersion = 1;

/** What to ask with. `{notice}` stands for the address of the notice. */
export const dialogs = {
  "en": {
    "language": "en",
    "notice_version": 1,
    "user": {
      "title": "May this product send usage data?",
      "text": [
        "Example Vendor would like to learn how the product is used, to improve it. Only data for the purposes you check here is sent, encrypted and in the background. The product works the same whether you agree or not.",
        "You can change your mind in the settings at any time, get a copy of your data, and have it erased. Exactly what is collected: {notice}"
      ],
      "accept": "Allow what I checked",
      "refuse": "Allow nothing",
      "purposes": [
        {
          "purpose": "usage",
          "checkbox": "Use of the product",
          "text": "To learn which features are used and how often, and to keep and improve what is useful.",
          "checked": false
        },
        {
          "purpose": "persons",
          "checkbox": "Who uses the product",
          "text": "To tell the users of an installation apart by a pseudonym and a role, and so count the people who use a feature or a named-user license. Without it, only the installation is known. It adds to what you allow for the other purposes; on its own it collects nothing.",
          "checked": false
        },
        {
          "purpose": "environment",
          "checkbox": "The environment it runs in",
          "text": "To know on which systems and devices, and in which countries, the product must work well.",
          "checked": false
        },
        {
          "purpose": "licensing",
          "checkbox": "Licenses",
          "text": "To compare the licenses in use with those that were sold.",
          "checked": false
        },
        {
          "purpose": "diagnostics",
          "checkbox": "Failures and resource usage",
          "text": "To find out which versions of the product crash, and where it uses too much memory, processor time or disk space.",
          "checked": false
        }
      ]
    },
    "administrator": {
      "title": "Usage data",
      "text": [
        "The product can ask users of this installation whether it may send data about its use to Example Vendor. Unless the user agrees, only what is strictly necessary for services you use is sent. If you leave the box unchecked, no one is asked.",
        "You can change this later in the administration settings. For your whole organization you can block everything, or allow data about use but not about who uses the product. Exactly what is collected: {notice}"
      ],
      "checkbox": "Users may be asked to share usage data with Example Vendor",
      "checked": false
    }
  },
  "de": {
    "language": "de",
    "notice_version": 1,
    "user": {
      "title": "Darf dieses Produkt Nutzungsdaten senden?",
      "text": [
        "Example Vendor möchte erfahren, wie das Produkt genutzt wird, um es zu verbessern. Gesendet wird nur, was Sie hier ankreuzen, im Hintergrund und verschlüsselt. Das Produkt funktioniert gleich, ob Sie zustimmen oder nicht.",
        "Sie können es sich jederzeit in den Einstellungen anders überlegen, eine Kopie Ihrer Daten erhalten und sie löschen lassen. Was genau erhoben wird: {notice}"
      ],
      "accept": "Auswahl erlauben",
      "refuse": "Alles ablehnen",
      "purposes": [
        {
          "purpose": "usage",
          "checkbox": "Nutzung des Produkts",
          "text": "Um zu erfahren, welche Funktionen wie oft benutzt werden, und zu erhalten und zu verbessern, was nützt.",
          "checked": false
        },
        {
          "purpose": "persons",
          "checkbox": "Wer das Produkt benutzt",
          "text": "Um die Benutzer einer Installation an einem Pseudonym und einer Rolle zu unterscheiden und so zu zählen, wie viele Personen eine Funktion oder eine Lizenz für benannte Benutzer nutzen. Ohne diesen Zweck ist nur die Installation bekannt. Er ergänzt, was Sie zu den anderen Zwecken erlauben; für sich allein wird dazu nichts erhoben.",
          "checked": false
        },
        {
          "purpose": "environment",
          "checkbox": "Umgebung des Produkts",
          "text": "Um zu wissen, auf welchen Systemen und Geräten und in welchen Ländern das Produkt gut arbeiten muss.",
          "checked": false
        },
        {
          "purpose": "licensing",
          "checkbox": "Lizenzen",
          "text": "Um benutzte Lizenzen mit den verkauften zu vergleichen.",
          "checked": false
        },
        {
          "purpose": "diagnostics",
          "checkbox": "Fehler und Ressourcenverbrauch",
          "text": "Um herauszufinden, in welchen Versionen das Produkt abstürzt und wo es zu viel Arbeitsspeicher, Prozessorzeit oder Plattenplatz braucht.",
          "checked": false
        }
      ]
    },
    "administrator": {
      "title": "Nutzungsdaten",
      "text": [
        "Benutzer dieser Installation können gefragt werden, ob das Produkt Daten über seine Nutzung an Example Vendor senden darf. Ohne Zustimmung des Benutzers wird nur gesendet, was für von Ihnen genutzte Dienste unbedingt erforderlich ist. Wenn Sie das Kästchen leer lassen, wird niemand gefragt.",
        "Sie können dies später in den Einstellungen der Administration ändern. Für Ihre ganze Organisation können Sie alles sperren oder Daten zur Nutzung zulassen, aber keine dazu, wer das Produkt benutzt. Was genau erhoben wird: {notice}"
      ],
      "checkbox": "Benutzer dürfen gefragt werden, ob sie Nutzungsdaten mit Example Vendor teilen",
      "checked": false
    }
  }
};
