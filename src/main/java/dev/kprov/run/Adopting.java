package dev.kprov.run;

import dev.kprov.base.RemotePath;
import dev.kprov.base.RunFailure;
import dev.kprov.base.Secret;
import dev.kprov.base.Sha256;
import dev.kprov.inventory.Host;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.LedgerEntry;
import dev.kprov.pki.Pki;
import dev.kprov.plan.Adoptable;
import dev.kprov.plan.Adopted;
import dev.kprov.plan.Change;
import dev.kprov.plan.Choice;
import dev.kprov.plan.Finding;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Planner;
import dev.kprov.plan.World;
import dev.kprov.result.Adoption;
import dev.kprov.store.Store;
import dev.kprov.wire.RemoteFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Fills a store with what the hosts of a running cluster hold: chosen from hashes and public parts,
 * read whole in one exec a host, judged, written, and remembered in the ledger. Nothing is written
 * on any host.
 */
final class Adopting {

  private static final String AGAIN = "run kprov adopt again";

  private final Observer observer;
  private final Fleet fleet;
  private final StoreHold hold;
  private final Store store;
  private final Pki pki;
  private final boolean privateKeys;
  private final List<Finding> left = new ArrayList<>();

  /**
   * @param privateKeys whether secret files are read too: keys, kubeconfigs and encryption keys
   */
  Adopting(
      Observer observer, Fleet fleet, StoreHold hold, Store store, Pki pki, boolean privateKeys) {
    this.observer = observer;
    this.fleet = fleet;
    this.hold = hold;
    this.store = store;
    this.pki = pki;
    this.privateKeys = privateKeys;
  }

  /**
   * What was done.
   *
   * @param plan what is left to do with the store that was filled
   */
  record Result(Adoption adoption, Plan plan) {}

  /** Looks, takes, writes. Run again, it takes what it could not before, and else does nothing. */
  Result carryOut() throws RunFailure, InterruptedException {
    StoreReader held = StoreReader.read(store, pki);
    World before = observer.look(fleet, held, held.written());
    Adoptable adoptable = Adoptable.of(before);
    left.addAll(adoptable.left());
    AdoptedFiles files = new AdoptedFiles(pki, held, read(adoptable.choices()));
    adoptable.choices().forEach(files::take);
    left.addAll(files.left());
    if (!files.files().isEmpty()) {
      hold.writer().tighten(held.secrets());
      hold.writer().write(files.files());
    }
    StoreReader now = files.files().isEmpty() ? held : StoreReader.read(store, pki);
    World filled = again(before, now);
    List<LedgerEntry> entries = Adopted.entries(filled);
    if (!entries.isEmpty()) {
      hold.writer().append(entries);
    }
    World after = entries.isEmpty() ? filled : again(before, now);
    Plan plan = Decided.logged(Planner.plan(after));
    return new Result(
        new Adoption(files.taken(), left, nowhere(plan, after), entries.size(), Optional.empty()),
        plan);
  }

  /** What is made though the cluster runs already, because nobody has it. */
  private List<ItemId> nowhere(Plan plan, World after) {
    Set<String> known = left.stream().map(Finding::subject).collect(Collectors.toSet());
    return plan.issuance().stream()
        .filter(Change.Issue.class::isInstance)
        .map(change -> ((Change.Issue) change).item().id())
        .filter(id -> after.store().of(id).nothing() && !known.contains(id.toString()))
        .toList();
  }

  /** What was seen, with what the store and its ledger hold now. */
  private World again(World before, StoreReader now) throws RunFailure {
    return observer.lookAgain(before, List.of(), now, now.state(), List.of());
  }

  /** Reads what was chosen, unless it is secret and was not asked for. */
  private Map<Choice.Source, Secret> read(List<Choice> choices)
      throws RunFailure, InterruptedException {
    Map<Host, List<Choice.Source>> wanted =
        choices.stream()
            .flatMap(choice -> choice.sources().stream())
            .filter(source -> privateKeys || !source.kind().secret())
            .collect(
                Collectors.groupingBy(
                    Choice.Source::host, LinkedHashMap::new, Collectors.toList()));
    Map<Host, List<RemotePath>> paths = new LinkedHashMap<>();
    wanted.forEach(
        (host, sources) -> paths.put(host, sources.stream().map(Choice.Source::path).toList()));
    Map<Choice.Source, Secret> contents = new HashMap<>();
    fleet
        .take(paths)
        .forEach((host, taken) -> {
          taken.failure().ifPresent(why -> left.add(failed(host, why)));
          wanted
              .getOrDefault(host, List.of())
              .forEach(source -> accept(source, taken.contents(), contents));
        });
    unread(choices);
    return contents;
  }

  private void accept(
      Choice.Source source, Map<RemotePath, Secret> taken, Map<Choice.Source, Secret> contents) {
    Secret content = taken.get(source.path());
    if (content != null && Sha256.of(content).equals(source.hash())) {
      contents.put(source, content);
    } else if (content != null) {
      left.add(
          Finding.warning(
              source.file().text(),
              "changed on " + source.host().name() + " while it was read",
              AGAIN));
    }
  }

  private static Finding failed(Host host, RemoteFailure why) {
    return Finding.error(
        host.name(), "its files could not be read: " + why.getMessage(), why.hint().orElse(AGAIN));
  }

  /** Says what stayed on the hosts because nobody asked for it. */
  private void unread(List<Choice> choices) {
    List<String> secrets =
        choices.stream()
            .flatMap(choice -> choice.sources().stream())
            .filter(source -> !privateKeys && source.kind().secret())
            .map(source -> source.file().text())
            .toList();
    if (!secrets.isEmpty()) {
      left.add(
          Finding.warning(
              "private keys",
              "not read, so that nothing can be issued from this store or put on a host anew: "
                  + String.join(", ", secrets),
              "run kprov adopt again with --read-private-keys; an authority's key alone can be"
                  + " had with kprov ca import"));
    }
  }
}
