package assent.sdk;

import java.io.IOException;
import java.util.List;

/** The files `receipts` and `history`: lists of what is kept for the user, and sent to nobody. */
final class Lists {
  private Lists() {}

  /** An empty list where there is no file, or none that can be read. */
  static List<Json> read(Disk disk, String name) {
    try {
      var kept = JsonReader.read(disk.readOr(name, "[]"));
      return Json.of("kept", kept).objects("kept");
    } catch (IOException unreadable) {
      return List.of();
    }
  }

  /** Whether a file is of a format that came after this SDK: it stays as it is. */
  static boolean isLater(String text) {
    var json = text == null ? null : Json.read(text);
    return json != null && json.number("format", 1) > 1;
  }

  /** A disk that fails stops nothing. */
  static void write(Disk disk, String name, List<Json> items) {
    try {
      disk.write(name, Json.write(items));
    } catch (IOException failing) {
      return;
    }
  }
}
