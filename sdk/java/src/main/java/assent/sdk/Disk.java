package assent.sdk;

import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.nio.file.attribute.FileTime;
import java.util.*;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Decision and queue as files of one folder. A segment of the queue is `NUMBER-RANDOM.open` while its process writes it,
 * then `.ready`, and `.sending` for who claimed it: renaming makes a claim. Nothing asks whether a process lives. Whoever
 * holds a segment lets go of it long before `ORPHAN`, by the clock of the file system alone.
 */
final class Disk {
  private static final long ORPHAN = 3 * Queue.AGE;
  private static final Pattern segment = Pattern.compile("([0-9]+-[0-9a-f]+)\\.(open|ready|sending)");

  /** A segment that only its claimer may send. */
  static final class Claim {
    final String name;
    String text;

    Claim(String name, String text) {
      this.name = name;
      this.text = text;
    }

    String id() { return idOf(name); }
  }

  private final Folder folder;
  private final long mostBytes;
  private final Map<String, OutputStream> open = new ConcurrentHashMap<>();
  private long probed = Clock.NONE;
  private long probedAt;

  Disk(String folder, long mostBytes) {
    this.folder = new Folder(folder);
    this.mostBytes = mostBytes;
  }

  private static String idOf(String name) { return name.substring(0, name.indexOf('.')); }

  /** Null where there is none. */
  String read(String name) throws IOException { return folder.read(name); }

  String readOr(String name, String otherwise) throws IOException {
    var text = read(name);
    return text == null ? otherwise : text;
  }

  private String aside(String name, String text, boolean isSafe) throws IOException {
    var aside = name + "." + UUID.randomUUID() + ".new";
    var path = folder.create(aside);
    try (var out = Files.newOutputStream(path, StandardOpenOption.APPEND)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException full) {
      folder.remove(aside);
      throw full;
    }
    if (isSafe) folder.sync(path);
    return aside;
  }

  /** All of it or nothing, whenever the process dies; a decision outlasts a power cut. */
  void write(String name, String text) throws IOException {
    boolean isSafe = name.equals("consent");
    folder.move(aside(name, text, isSafe), name);
    if (isSafe) folder.sync();
  }

  /** Unless there is something already: then that stays. */
  void writeFirst(String name, String text) throws IOException {
    var aside = aside(name, text, true);
    try {
      Files.createLink(folder.path(name), folder.path(aside));
      folder.sync();
    } catch (FileAlreadyExistsException another) {
      return;
    } catch (FileSystemException | UnsupportedOperationException withoutLinks) {
      if (!Files.exists(folder.path(name))) folder.move(aside, name);
    } finally {
      folder.remove(aside);
    }
  }

  /** Reads and removes: of two processes one gets it. */
  String take(String name) throws IOException {
    var mine = name + "." + UUID.randomUUID() + ".new";
    if (!folder.move(name, mine)) return null;
    var text = folder.read(mine);
    folder.remove(mine);
    return text;
  }

  /** The number of the newest segment; 0 where there is none. */
  long newest() throws IOException {
    var names = segments(folder.names());
    return names.isEmpty() ? 0 : Long.parseLong(names.get(names.size() - 1).split("-")[0]);
  }

  /** False, with nothing written, where another process took the segment for one left behind. */
  boolean append(String id, String lines) throws IOException {
    var name = id + ".open";
    var out = open.get(id);
    var path = out == null ? folder.create(name) : folder.path(name);
    if (out == null) {
      out = Files.newOutputStream(path, StandardOpenOption.APPEND);
      open.put(id, out);
    }
    long before;
    try {
      before = Files.size(path);
    } catch (NoSuchFileException taken) {
      close(id);
      return false;
    }
    try {
      out.write(lines.getBytes(StandardCharsets.UTF_8));
    } catch (IOException full) {
      folder.truncate(path, before);
      throw full;
    }
    return true;
  }

  void seal(String id) throws IOException { if (close(id)) folder.move(id + ".open", id + ".ready"); }

  private boolean close(String id) throws IOException {
    var out = open.remove(id);
    if (out != null) out.close();
    return out != null;
  }

  /** Names of the segments that are sealed, or that their process left behind; the oldest first. */
  List<String> list() throws IOException {
    var names = folder.names();
    var ready = new ArrayList<String>();
    for (var name : segments(names)) if (name.endsWith(".ready") || age(name) >= ORPHAN) ready.add(name);
    return ready;
  }

  private long age(String name) throws IOException {
    long now = now();
    return now - folder.modified(name, now);
  }

  /** Null where another process was first. */
  Claim claim(String name) throws IOException {
    var mine = idOf(name) + ".sending";
    try {
      // Its time is now that of the claim. Before the name is: from then on it may be taken for left behind.
      Files.setLastModifiedTime(folder.path(name), FileTime.fromMillis(now()));
    } catch (NoSuchFileException gone) {
      return null;
    } catch (FileSystemException forbidden) {
      // Another user's, in a folder for the whole machine: only a copy has a time of our own.
      var text = read(name);
      if (text == null) return null;
      rewrite(new Claim(name, text));
    }
    if (!folder.move(name, mine)) return null;
    var text = read(mine);
    return text == null ? null : new Claim(mine, text);
  }

  void rewrite(Claim claim) throws IOException { folder.move(aside(claim.name, claim.text, false), claim.name); }

  void release(Claim claim) throws IOException { folder.move(claim.name, claim.id() + ".ready"); }

  void remove(Claim claim) throws IOException { folder.remove(claim.name); }

  /** Texts of all segments, oldest first, whoever has them. */
  List<String> peek() throws IOException {
    var texts = new ArrayList<String>();
    for (var name : segments(folder.names())) texts.add(readOr(name, ""));
    return texts;
  }

  /** Deletes the oldest segments beyond the queue's bounds; returns how many events they held. */
  long trim() throws IOException {
    var names = folder.names();
    // A decision that was being written when its process died holds a secret.
    for (var name : names) if (name.endsWith(".new") && age(name) > Clock.DAY) folder.remove(name);
    // What is being written or sent is about to go, or will be ready next time.
    var ready = segments(names);
    ready.removeIf(name -> !name.endsWith(".ready"));
    long bytes = 0;
    var sizes = new long[ready.size()];
    for (int n = 0; n < sizes.length; n++) bytes += sizes[n] = folder.path(ready.get(n)).toFile().length();
    long lost = 0;
    for (int n = 0; bytes > mostBytes; bytes -= sizes[n++]) {
      var read = Segment.read(readOr(ready.get(n), ""));
      lost += read == null ? 0 : read.events.size() + read.lost;
      folder.remove(ready.get(n));
    }
    return lost;
  }

  /** With what was being written when a process died: it may hold the secret. */
  void purge() throws IOException {
    for (var id : open.keySet()) close(id);
    for (var name : folder.names()) if (name.endsWith(".new") || segment.matcher(name).matches()) folder.remove(name);
  }

  /** The time of the file system: that of a file just made, asked for once a second. A process may have another clock. */
  private synchronized long now() throws IOException {
    if (probed == Clock.NONE || Clock.running() - probedAt > 1000) {
      var probe = aside("now", "", false);
      probed = folder.modified(probe, Clock.wall());
      probedAt = Clock.running();
      folder.remove(probe);
    }
    return probed + Clock.running() - probedAt;
  }

  private static List<String> segments(String[] names) {
    Arrays.sort(names);
    var found = new ArrayList<String>();
    for (var name : names) if (segment.matcher(name).matches()) found.add(name);
    return found;
  }
}
