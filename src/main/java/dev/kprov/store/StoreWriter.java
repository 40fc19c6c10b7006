package dev.kprov.store;

import dev.kprov.base.RunFailure;
import dev.kprov.base.Secret;
import dev.kprov.base.Sha256;
import dev.kprov.base.StorePath;
import dev.kprov.pki.HostMark;
import dev.kprov.pki.LedgerEntry;
import dev.kprov.result.JournalEntry;
import dev.kprov.result.JournalHead;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store, held for writing by one run. Files and ledger lines are on the disk when a method
 * returns; a crash or a full disk at any moment leaves a store that the next run reads.
 *
 * <p>Who issues writes in this order: key, certificate; then the ledger line; then hosts get the
 * files. Whatever is cut off there, nothing that any host holds is missing here.
 */
public final class StoreWriter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StoreWriter.class);

  private final Store store;
  private final StoreLock lock;
  private long run;

  private StoreWriter(Store store, StoreLock lock) {
    this.store = store;
    this.lock = lock;
  }

  static StoreWriter open(Store store, Holder holder) throws RunFailure {
    try {
      Disk.makeFolder(store.folder());
    } catch (IOException e) {
      throw LocalIo.failure("make the store", store.folder(), e);
    }
    StoreWriter writer = new StoreWriter(store, StoreLock.take(store.folder(), holder));
    try {
      writer.prepare();
      LOG.info("local: took the store {}", store.folder());
      return writer;
    } catch (RunFailure | RuntimeException e) {
      writer.close();
      throw e;
    }
  }

  /** The same store, for reading. */
  public Store store() {
    return store;
  }

  /**
   * This run is about to change something, here or on a host: it gets its number, which is the
   * store's generation from then on, whatever becomes of the run. Each time but the first nothing
   * happens. Whoever writes here need not call it; whoever only changes hosts must.
   */
  public void begin() throws RunFailure {
    if (run == 0) {
      long next = store.journal().generation() + 1;
      Path file = store.folder().resolve(Store.GENERATION);
      try {
        byte[] text = (next + "\n").getBytes(StandardCharsets.US_ASCII);
        Disk.replace(file, Secret.of(text), Permissions.PRIVATE_FILE);
      } catch (IOException e) {
        throw LocalIo.failure("write", file, e);
      }
      run = next;
    }
  }

  /** Writes files, in this order as far as anybody can see who looks while it happens. */
  public void write(List<NewFile> files) throws RunFailure {
    begin();
    List<Path> aside = new ArrayList<>();
    try {
      for (NewFile file : files) {
        aside.add(writeAside(file));
      }
      for (int i = 0; i < files.size(); i++) {
        moveIntoPlace(aside.get(i), store.file(files.get(i).path()));
      }
      syncFolders(files);
      files.forEach(file -> LOG.info("local: wrote {}", store.file(file.path())));
    } finally {
      aside.forEach(StoreWriter::remove);
    }
  }

  /** Adds lines to the ledger, after what they are about has been written. */
  public void append(List<LedgerEntry> entries) throws RunFailure {
    begin();
    store.lines(Store.LEDGER).append(entries.stream().map(LedgerText::write).toList());
    entries.forEach(entry -> LOG.info("local: ledger: {}: {}", entry.item(), entry.reason()));
  }

  /** Adds to the ledger what became of a host. */
  public void append(HostMark mark) throws RunFailure {
    begin();
    store.lines(Store.LEDGER).append(List.of(LedgerText.write(mark)));
    LOG.info("local: ledger: host {}: {}", mark.host(), mark.kind().word());
  }

  /**
   * Adds the line of this run to the journal.
   *
   * @return the new head
   */
  public JournalHead journal(JournalEntry entry) throws RunFailure {
    begin();
    JsonLines lines = store.lines(Store.JOURNAL);
    Sha256 previous = JournalText.head(lines.read()).hash();
    lines.append(List.of(JournalText.write(entry, run, previous)));
    JournalHead head = JournalText.head(lines.read());
    LOG.info("local: journal: {}, head {}", entry.outcome(), head.hash());
    return head;
  }

  /** Takes from others what they may do with the store and with its secret files. */
  public void tighten(Collection<StorePath> secrets) throws RunFailure {
    Permissions.tighten(store.folder());
    for (StorePath secret : secrets) {
      Permissions.tighten(store.file(secret));
    }
  }

  /** Lets the next run have the store. */
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException _) {
      // The operating system releases the lock at the latest when this process ends.
    }
  }

  private void prepare() throws RunFailure {
    // Where the store is a symlink, its target is walked and not the link.
    try (Stream<Path> files = Files.walk(store.folder().toRealPath())) {
      files.filter(Disk::isAside).forEach(StoreWriter::remove);
    } catch (IOException e) {
      throw LocalIo.failure("read", store.folder(), e);
    } catch (UncheckedIOException e) {
      throw LocalIo.failure("read", store.folder(), Objects.requireNonNull(e.getCause()));
    }
    Path gitignore = store.folder().resolve(Store.GITIGNORE);
    if (!Files.exists(gitignore, LinkOption.NOFOLLOW_LINKS)) {
      keepOutOfGit(gitignore);
    }
  }

  private static void keepOutOfGit(Path gitignore) throws RunFailure {
    try {
      Secret everything = Secret.of("*\n".getBytes(StandardCharsets.US_ASCII));
      Disk.replace(gitignore, everything, Permissions.PUBLIC_FILE);
    } catch (IOException e) {
      throw LocalIo.failure("write", gitignore, e);
    }
  }

  private Path writeAside(NewFile file) throws RunFailure {
    Path target = store.file(file.path());
    try {
      Disk.makeFolder(Disk.folderOf(target));
      return Disk.writeAside(target, file.content(), file.permissions());
    } catch (IOException e) {
      throw LocalIo.failure("write", target, e);
    }
  }

  private static void moveIntoPlace(Path aside, Path target) throws RunFailure {
    try {
      Disk.moveIntoPlace(aside, target);
    } catch (IOException e) {
      throw LocalIo.failure("write", target, e);
    }
  }

  private void syncFolders(List<NewFile> files) throws RunFailure {
    Stream<Path> folders = files.stream().map(file -> Disk.folderOf(store.file(file.path())));
    for (Path folder : folders.distinct().toList()) {
      try {
        Disk.syncFolder(folder);
      } catch (IOException e) {
        throw LocalIo.failure("write", folder, e);
      }
    }
  }

  private static void remove(Path aside) {
    try {
      Files.deleteIfExists(aside);
    } catch (IOException _) {
      // The next run that takes the store tries again.
    }
  }
}
