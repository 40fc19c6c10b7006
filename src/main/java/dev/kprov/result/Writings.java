package dev.kprov.result;

import dev.kprov.base.RemotePath;
import dev.kprov.base.Sha256;
import dev.kprov.plan.Finding;
import dev.kprov.plan.Written;
import dev.kprov.state.Trace;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads out of a journal what kprov has left on hosts. */
public final class Writings {

  private static final int OTHERS = 07;

  private final Map<String, Map<RemotePath, Written.Left>> hosts = new HashMap<>();

  private Writings() {}

  /** What its lines tell; those that cannot be read tell nothing, and cast doubt on the others. */
  public static Written of(Journal journal) {
    Writings writings = new Writings();
    journal
        .lines()
        .forEach(line -> line.entry().ifPresent(entry -> writings.read(line.run(), entry)));
    Optional<String> doubt =
        JournalCheck.of(journal, Optional.empty()).findings().stream()
            .filter(Finding::isError)
            .map(Finding::message)
            .findFirst();
    return new Written(writings.hosts, doubt);
  }

  private void read(long run, JournalEntry entry) {
    entry
        .hosts()
        .forEach((host, touched) ->
            touched.paths().stream()
                .filter(path -> RemotePath.faultOf(path.path()).isEmpty())
                .forEach(path ->
                    hosts
                        .computeIfAbsent(host, _ -> new HashMap<>())
                        .compute(
                            new RemotePath(path.path()),
                            (_, before) ->
                                after(run, entry, path, Optional.ofNullable(before))
                                    .orElse(null))));
  }

  /** What is known of a path after a run; nothing where no file of kprov's is there any more. */
  private static Optional<Written.Left> after(
      long run, JournalEntry entry, JournalEntry.Path path, Optional<Written.Left> before) {
    if (path.after().isEmpty()) {
      // Whatever the run was to do there, what was left before may be there still.
      Set<Sha256> contents = before.map(Written.Left::contents).orElse(Set.of());
      Optional<Long> size = before.flatMap(Written.Left::size);
      boolean secret = before.map(Written.Left::secret).orElse(false);
      return Optional.of(new Written.Left(run, entry.begin(), false, contents, size, secret));
    }
    Trace after = path.after().get();
    if (after.kind() == Trace.Kind.FILE && path.done()) {
      return Optional.of(left(run, entry, after));
    }
    return after.kind() == Trace.Kind.NOTHING ? Optional.empty() : before;
  }

  private static Written.Left left(long run, JournalEntry entry, Trace after) {
    return new Written.Left(
        run,
        entry.begin(),
        true,
        after.file().flatMap(Trace.Body::hash).map(Set::of).orElse(Set.of()),
        after.file().map(Trace.Body::size),
        after.rights().filter(rights -> (rights.mode().bits() & OTHERS) == 0).isPresent());
  }
}
