package assent.sdk;

import java.util.*;

/**
 * The file `consent`: the decision and, from the first grant on, who the installation is. Members that a later SDK of
 * the same format adds stay as they are, and are sent to nobody.
 */
final class Decision {
  static final Decision NONE = new Decision(
      Json.of("format", 1L, "status", "none", "purposes", List.of(), "notice_version", 0L,
      "decided_by", "user", "decided_at", "", "told", true));

  final Json json;
  final String status;
  final List<String> purposes = new ArrayList<>();
  final String decidedAt;
  final boolean isTold;
  private final double noticeVersion;

  Decision(Json json) {
    this.json = json;
    status = json.text("status");
    for (var purpose : json.list("purposes")) purposes.add(String.valueOf(purpose));
    decidedAt = json.text("decided_at");
    isTold = Boolean.TRUE.equals(json.get("told"));
    noticeVersion = json.number("notice_version", 0);
  }

  /** Null where the text holds no decision that this SDK understands: it may have been a no. */
  static Decision read(String text) {
    var json = Json.read(text);
    if (json == null || json.number("format", json.containsKey("format") ? 0 : 1) != 1) return null;
    var status = json.text("status");
    if (status == null || !List.of("none", "granted", "refused", "withdrawn", "erased").contains(status)) return null;
    if (!status.equals("none") && Clock.parse(json.text("decided_at")) == Clock.NONE) return null;
    if (!(json.get("purposes") instanceof List)) return null;
    var identity = json.object("identity");
    for (var name : List.of("installation_id", "secret", "salt"))
      if (identity == null ? status.equals("granted") : identity.text(name) == null) return null;
    return new Decision(json);
  }

  /** The same with other members, by names and values in turn; a value that is null goes. */
  Decision with(Object... members) {
    var changed = new Json(json);
    for (int n = 0; n < members.length; n += 2) {
      changed.remove(members[n]);
      if (members[n + 1] != null) changed.put((String) members[n], members[n + 1]);
    }
    return new Decision(changed);
  }

  /** `installation_id`, `secret` or `salt`; null where nobody is anybody yet. */
  String identity(String name) {
    var identity = json.object("identity");
    return identity == null ? null : identity.text(name);
  }

  boolean is(String other) { return status.equals(other); }

  boolean isSameAs(Decision other) { return is(other.status) && Objects.equals(decidedAt, other.decidedAt); }

  /** Whether nothing of this installation is to stay. */
  boolean isErasing() { return is("erased") || Boolean.TRUE.equals(json.get("erase")); }

  /** Whether an erasure was asked for of which the service does not know yet. */
  boolean owesErasure() { return Boolean.TRUE.equals(json.get("erase")) && !isTold; }

  boolean isOfOlderNotice() { return noticeVersion < Catalog.NOTICE_VERSION; }

  /** Whether an event may be queued or sent. What is not in the catalog never may. */
  boolean permits(String event) {
    var known = Catalog.events().list(event);
    if (known.isEmpty() || ((Number) known.get(1)).longValue() > noticeVersion) return false;
    return known.get(0).equals("essential") || purposes.contains(known.get(0));
  }

  /** The body of `PUT /v1/consent`. `least`: what no service can refuse of a no. */
  Json body(String organizationId, boolean least) {
    var no = Json.of("installation_id", identity("installation_id"), "decision", status, "erase", json.get("erase"));
    if (least) return no;
    if (organizationId != null) no.put("organization_id", organizationId);
    for (var name : List.of("purposes", "notice_version", "notice_language", "decided_by", "decided_at"))
      if (json.get(name) != null) no.put(name, json.get(name));
    return no;
  }
}
