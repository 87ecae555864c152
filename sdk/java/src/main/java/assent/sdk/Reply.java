package assent.sdk;

/** An HTTP reply as far as the rules go; headers may be null. What is longer than was asked for is cut, and no JSON. */
final class Reply {
  final int status;
  final String type;
  final String retryAfter;
  final String date;
  final String text;
  private Json json;

  Reply(int status, String type, String retryAfter, String date, String text) {
    this.status = status;
    this.type = type;
    this.retryAfter = retryAfter;
    this.date = date;
    this.text = text;
  }

  /** The JSON object that it holds; an empty one where it holds none. */
  Json json() {
    if (json == null) json = Json.read(text);
    if (json == null) json = new Json();
    return json;
  }

  /** The reason of a problem of ours; null where it is none. */
  String problem() {
    if (type == null || !type.matches("(?is)application/problem\\+json *(?:;.*)?")) return null;
    var reason = json().text("reason");
    return reason != null && reason.matches("[a-z_]{1,64}") ? reason : null;
  }

  /** What the service says of it. `detail` repeats nothing that anybody chose. */
  String why() {
    var rejected = json().objects("rejected");
    var said = rejected.isEmpty() ? json() : rejected.get(0);
    var words = new StringBuilder(String.valueOf(status));
    for (var name : new String[] {"reason", "detail"})
      if (said.text(name) != null) words.append(' ').append(said.text(name));
    return words.toString();
  }
}
