package assent.sdk;

import assent.sdk.Catalog.Purpose;
import java.io.IOException;
import java.util.*;
import java.util.concurrent.CopyOnWriteArrayList;
import java.security.SecureRandom;

/** What the user decided, and how they decide. Nothing is sent, and nothing kept but the decision, before a grant. */
public final class Consent {
  private static final int RECEIPTS = 100;

  private final Disk disk;
  private final Object lock;
  private final String url;
  private final String off;
  private final Assent host;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile Decision saved = Decision.NONE;
  private volatile boolean isUnreadable;
  private String text;

  Consent(Disk disk, String url, String off, Assent host) {
    this.disk = disk;
    lock = host.lock;
    this.url = url;
    this.off = off;
    this.host = host;
  }

  /**
   * How it stands: {@code none}, {@code granted}, {@code refused}, {@code withdrawn} or {@code erased}. Example: {@code
   * label.setText(telemetry.consent().status());}
   *
   * @return the word
   */
  public String status() { return saved.status; }

  /**
   * What was granted. Example: {@code box.setSelected(telemetry.consent().purposes().contains(Purpose.USAGE));}
   *
   * @return the purposes
   */
  public Set<Purpose> purposes() { return Purpose.of(saved.purposes); }

  /**
   * Who turned it off, whatever was granted: {@code DO_NOT_TRACK}, {@code policy} or {@code option}; null for nobody.
   * Example: {@code settings.setVisible(telemetry.consent().off() == null);}
   *
   * @return the word, or null
   */
  public String off() { return off; }

  /**
   * Whether to ask now: nobody decided yet, or what was granted was an earlier notice. Never after a no, nor where the
   * decision that is kept can't be read: it may have been one. Example: {@code if (telemetry.consent().ask()) show();}
   *
   * @return whether to
   */
  public boolean ask() {
    if (off != null || isUnreadable) return false;
    return saved.is("none") || saved.is("granted") && saved.isOfOlderNotice();
  }

  /**
   * Whether anything may be queued and sent. Example: {@code if (telemetry.consent().active()) measure();}
   *
   * @return whether it may
   */
  public boolean active() { return saved.is("granted") && off == null; }

  /**
   * What the service answered to each decision, the oldest first: with a {@code proof}, which anyone can verify without
   * it. At most a hundred. Example: {@code Files.writeString(path, telemetry.consent().receipts().toString());}
   *
   * @return the receipts
   */
  public List<Json> receipts() { return Lists.read(disk, "receipts"); }

  /**
   * The last of {@link #receipts}; null before the first. Example: {@code telemetry.consent().receipt().text("proof")}
   *
   * @return the receipt, or null
   */
  public Json receipt() {
    var all = receipts();
    return all.isEmpty() ? null : all.get(all.size() - 1);
  }

  /**
   * The texts to ask with, of the notice this package was built with: {@code user} with {@code title}, {@code text},
   * {@code purposes}, {@code accept} and {@code refuse}; {@code administrator}. English where there is no such language.
   * Example: {@code telemetry.consent().notice("de").object("user").text("title")}
   *
   * @param language such as {@code de-DE}
   * @return the texts
   */
  public Json notice(String language) {
    var dialogs = Json.read(Catalog.DIALOGS.replace("{notice}", Json.inner(url + "/v1/notice")));
    var wanted = dialogs.object(language.toLowerCase(Locale.ROOT).split("[-_]", 2)[0]);
    return wanted == null ? dialogs.object("en") : wanted;
  }

  /**
   * Calls back after every change, on the SDK's thread. Example: {@code var end = telemetry.consent().onChange(this::draw);}
   *
   * @param listener what to run
   * @return what ends that
   */
  public Runnable onChange(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /**
   * Grants these purposes and no others. Example: {@code telemetry.consent().grant(Set.of(Purpose.USAGE));}
   *
   * @param purposes what is granted; nothing is a refusal
   * @return false where it is turned off or could not be kept: then nothing is sent
   */
  public boolean grant(Collection<Purpose> purposes) { return grant(purposes, new How()); }

  /**
   * The same, with how it was decided. Example: {@code consent.grant(chosen, new How().language("de"));}
   *
   * @param purposes what is granted; nothing is a refusal
   * @param how how it was decided
   * @return false where it is turned off or could not be kept: then nothing is sent
   */
  public boolean grant(Collection<Purpose> purposes, How how) {
    if (purposes.isEmpty()) return refuse(how);
    if (off != null) return false;
    return decide("granted", Purpose.words(purposes), false, how);
  }

  /**
   * Who refuses from the start stays unknown to the service: nothing is sent, not even the no. Example: {@code
   * telemetry.consent().refuse();}
   *
   * @return false where it could not be kept
   */
  public boolean refuse() { return refuse(new How()); }

  /**
   * The same, with how it was decided. Example: {@code consent.refuse(new How().administrator());}
   *
   * @param how how it was decided
   * @return false where it could not be kept
   */
  public boolean refuse(How how) { return decide("refused", List.of(), false, how); }

  /**
   * Deletes what waits to be sent, then tells the service, now or when it can be reached. An answer that is under way
   * counts no more; on Java 11, whose HTTP client can't end a request, its connection may stay open until then. Example:
   * {@code telemetry.consent().withdraw();}
   *
   * @return false where it could not be kept
   */
  public boolean withdraw() { return withdraw(new How()); }

  /**
   * The same, with how it was decided. Example: {@code consent.withdraw(new How().erase());}
   *
   * @param how how it was decided
   * @return false where it could not be kept
   */
  public boolean withdraw(How how) { return decide("withdrawn", List.of(), how.erase, how); }

  private boolean decide(String status, List<String> purposes, boolean erase, How how) {
    synchronized (lock) {
      load();
      var before = saved;
      boolean grants = status.equals("granted");
      // Who is to be erased stays until the service knows of it.
      boolean owes = before.owesErasure();
      if (grants && owes) return false;
      var identity = grants && before.isErasing() ? null : before.json.object("identity");
      if (identity == null && grants) identity = somebody();
      // Later than any before it, whatever the clock says: of two decisions the later one counts.
      long at = Math.max(host.now(), before.is("none") ? 0 : Clock.parse(before.decidedAt) + 1);
      boolean isUntold = identity != null && (grants || !before.is("erased"));
      return keep(before.with("status", owes ? "withdrawn" : status, "purposes", purposes,
          "notice_version", (long) Catalog.NOTICE_VERSION, "notice_language", how.language, "decided_by", how.by, "decided_at", Clock.text(at),
          "erase", erase || owes ? true : null, "told", !isUntold, "identity", identity));
    }
  }

  private static Json somebody() {
    return Json.of("installation_id", UUID.randomUUID().toString(), "secret", secret(), "salt", secret());
  }

  private static String secret() {
    var bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private boolean keep(Decision next) {
    boolean grants = next.is("granted");
    // In force for this process at once where it is a no, even if the disk fails.
    if (!grants) use(next);
    if (Lists.isLater(text)) return false;
    try {
      if (grants && text == null) disk.writeFirst("consent", next.json.toString());
      else disk.write("consent", next.json.toString());
      text = null;
      load();
      return saved.is(next.status);
    } catch (IOException | RuntimeException failing) {
      return false;
    }
  }

  /** Reads the decision again: another process of the program may have changed it. */
  void load() {
    synchronized (lock) {
      try {
        var read = disk.read("consent");
        if (Objects.equals(read, text)) return;
        text = read;
        var decision = read == null ? Decision.NONE : Decision.read(read);
        isUnreadable = decision == null;
        use(decision == null ? Decision.NONE : decision);
      } catch (IOException | RuntimeException failing) {
        // Whatever was read before still holds; and who has never read it knows of no grant.
        isUnreadable = text == null;
      }
    }
  }

  private void use(Decision next) {
    var before = saved;
    saved = next;
    if (before.isSameAs(next)) return;
    host.decided(next.is("granted"));
    for (var listener : listeners) host.timer.execute(listener);
  }

  /** For the sender: what is kept, with who we are. */
  Decision saved() { return saved; }

  /** The service answered this; of the same decision, the newer is kept. A disk that fails changes nothing. */
  void keepReceipt(Json receipt) {
    var all = new ArrayList<>(receipts());
    all.removeIf(one -> receipt.get("receipt_id").equals(one.get("receipt_id")));
    all.add(receipt);
    Lists.write(disk, "receipts", all.subList(Math.max(0, all.size() - RECEIPTS), all.size()));
  }

  /** The service has the decision that was sent. */
  void told(Decision sent) { if (saved.decidedAt.equals(sent.decidedAt)) keep(saved.with("told", true)); }

  /** The service knows of another decision, such as one that came by letter; or of none, and is to be told again. */
  void adopt(String status) {
    synchronized (lock) {
      if (status.equals("none")) keep(saved.with("told", false));
      else if (!status.equals("granted")) keep(saved.with("status", status, "purposes", List.of(), "told", true));
    }
  }

  /** Dates what was decided by a clock that is known to have been wrong. */
  void restamp() {
    synchronized (lock) {
      if (saved.isTold || Clock.isPlausible(Clock.parse(saved.decidedAt))) return;
      keep(saved.with("decided_at", Clock.text(host.now())));
    }
  }
}
