package assent.sdk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.nio.file.attribute.*;
import java.util.concurrent.locks.LockSupport;

/** The files of a folder, by their names. */
final class Folder {
  private static final boolean isPosix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  /** How long Windows may hold a file that is read or scanned, in ms. */
  private static final long HELD = 500;

  private final String folder;

  Folder(String folder) { this.folder = folder; }

  Path path(String name) throws IOException {
    try {
      return Path.of(folder, name);
    } catch (InvalidPathException unmappable) {
      throw new IOException("The locale has no letters for this folder.", unmappable);
    }
  }

  String[] names() throws IOException {
    var names = path("").toFile().list();
    return names == null ? new String[0] : names;
  }

  /** A new file for its owner only; in a folder whose group may write to it, for that group, which may replace it anyway. */
  Path create(String name) throws IOException {
    var path = path(name);
    make(path.getParent());
    Files.createFile(path, by("rw-------"));
    // Not by its creation: the umask would take it back.
    if (isPosix && ((Integer) Files.getAttribute(path.getParent(), "unix:mode") & 01020) == 0020)
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw----"));
    return path;
  }

  private static void make(Path folder) throws IOException {
    if (Files.exists(folder)) return;
    if (folder.getParent() != null) make(folder.getParent());
    try {
      Files.createDirectory(folder, by("rwx------"));
    } catch (FileAlreadyExistsException another) {
      // Another process was first.
    }
  }

  private static FileAttribute<?>[] by(String permissions) {
    if (!isPosix) return new FileAttribute<?>[0];
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
    };
  }

  /** Ends where the file did before: a disk that is almost full takes a part of what is written. */
  void truncate(Path path, long size) throws IOException {
    uninterrupted(path, channel -> channel.truncate(size), StandardOpenOption.WRITE);
  }

  void sync(Path path) throws IOException {
    uninterrupted(path, channel -> channel.force(true), StandardOpenOption.WRITE);
  }

  /** Makes the names in it outlast a power cut, where the system can: Windows opens no folder. */
  void sync() {
    try {
      uninterrupted(path(""), channel -> channel.force(true), StandardOpenOption.READ);
    } catch (IOException windows) {
      return;
    }
  }

  private interface Work {
    void on(FileChannel channel) throws IOException;
  }

  private static void uninterrupted(Path path, Work work, OpenOption how) throws IOException {
    boolean wasInterrupted = Thread.interrupted();
    try (var channel = FileChannel.open(path, how)) {
      work.on(channel);
    } finally {
      if (wasInterrupted) Thread.currentThread().interrupt();
    }
  }

  /** False where it is not there any more: another process was first. */
  boolean move(String from, String to) throws IOException {
    for (long began = Clock.running(); ; LockSupport.parkNanos(10_000_000)) {
      try {
        Files.move(path(from), path(to), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return true;
      } catch (NoSuchFileException gone) {
        return false;
      } catch (AccessDeniedException held) {
        if (isPosix || Clock.running() - began > HELD) throw held;
      }
    }
  }

  /** Null where there is none. */
  String read(String name) throws IOException {
    try {
      return text(path(name));
    } catch (NoSuchFileException none) {
      return null;
    }
  }

  /** A byte order mark means nothing. */
  static String text(Path path) throws IOException {
    var text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  void remove(String name) throws IOException { Files.deleteIfExists(path(name)); }

  /** In ms since 1970; `otherwise` where it is gone. */
  long modified(String name, long otherwise) throws IOException {
    try {
      return Files.getLastModifiedTime(path(name)).toMillis();
    } catch (NoSuchFileException gone) {
      return otherwise;
    }
  }
}
