package dev.kprov.config;

import dev.kprov.base.Place;
import dev.kprov.base.Problem;
import dev.kprov.base.Problems;
import dev.kprov.base.RunFailure;
import dev.kprov.base.Sha256;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.pki.Ledger;
import dev.kprov.playbook.Playbook;
import dev.kprov.text.Node;
import dev.kprov.text.Yaml;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The two files that define a cluster, read together so that all their problems are told at once.
 */
public final class ClusterFiles {

  private ClusterFiles() {}

  /** Reads both files as if nothing had been issued yet. */
  public static ClusterDefinition read(Path inventory, Map<String, String> sets, Operator operator)
      throws RunFailure {
    return read(inventory, sets, operator, _ -> new Ledger(List.of()), _ -> true, _ -> {});
  }

  /**
   * Reads an inventory and the playbook that it names.
   *
   * @param inventory the file as the user named it
   * @param sets the values of {@code --set}, by var
   * @param operator whose home and login name the inventory may lean on
   * @param memory what was issued before, on which vars may depend
   * @param pushing whether something may be pushed, given where the store lies by default: only
   *     then are the files of this machine read that the playbook pushes
   * @param hosts told them as soon as they are known, where nothing is wrong so far; the playbook
   *     may still be
   * @throws RunFailure of kind {@code BAD_FILE} with every problem of both files; of kind {@code
   *     USAGE} where only {@code sets} are wrong
   */
  public static ClusterDefinition read(
      Path inventory,
      Map<String, String> sets,
      Operator operator,
      Memory memory,
      Pushing pushing,
      Consumer<List<Host>> hosts)
      throws RunFailure {
    Problems problems = new Problems();
    return read(
        Yaml.bytes(inventory, problems),
        inventory,
        sets,
        operator,
        memory,
        pushing,
        hosts,
        problems);
  }

  /**
   * Reads an inventory that is not written yet.
   *
   * @param text what it will say
   * @param inventory where it will lie
   * @throws RunFailure as {@link #read(Path, Map, Operator, Memory, Pushing, Consumer)}
   */
  public static ClusterDefinition read(String text, Path inventory, Operator operator)
      throws RunFailure {
    Problems problems = new Problems();
    Optional<byte[]> bytes = Optional.of(text.getBytes(StandardCharsets.UTF_8));
    return read(
        bytes,
        inventory,
        Map.of(),
        operator,
        _ -> new Ledger(List.of()),
        _ -> false,
        _ -> {},
        problems);
  }

  private static ClusterDefinition read(
      Optional<byte[]> bytes,
      Path inventory,
      Map<String, String> sets,
      Operator operator,
      Memory memory,
      Pushing pushing,
      Consumer<List<Host>> told,
      Problems problems)
      throws RunFailure {
    Optional<Node> tree = bytes.flatMap(text -> Yaml.parse(text, inventory.toString(), problems));
    if (tree.isEmpty()) {
      throw refusal(problems, inventory);
    }
    InventoryDraft draft = new InventoryReader(tree.get(), inventory, operator, problems).read();
    List<Host> hosts = draft.hosts().stream().map(InventoryDraft.HostDraft::host).toList();
    if (problems.isEmpty()) {
      told.accept(hosts);
    }
    Path store = ClusterDefinition.defaultStore(inventory, draft.cluster());
    FirstHosts.Past past = () -> memory.of(store);
    boolean filesRead = pushing.from(store);
    Optional<PlaybookSource> source =
        draft.playbook().flatMap(name -> PlaybookSource.find(name, inventory, problems));
    Optional<Playbook> playbook =
        source.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new PlaybookReader(
                        source.get(),
                        draft,
                        sets,
                        past,
                        new LocalFiles(
                            filesRead,
                            new LocalPaths(source.get().file(), operator.home(), problems),
                            problems),
                        problems)
                    .read());
    if (!problems.isEmpty()) {
      throw refusal(problems, inventory);
    }
    return new ClusterDefinition(
        new Inventory(inventory, draft.cluster(), hosts),
        playbook.orElseThrow(),
        Sha256.of(bytes.orElseThrow()),
        source.orElseThrow().digest());
  }

  /** The inventory's problems first, those of each file from its top to its bottom. */
  private static RunFailure refusal(Problems problems, Path inventory) {
    Place unknown = new Place("", 0, 0);
    Function<Problem, Place> place = problem -> problem.place().orElse(unknown);
    Comparator<Place> order =
        Comparator.comparing((Place one) -> !one.file().equals(inventory.toString()))
            .thenComparing(Place::file)
            .thenComparingInt(Place::line)
            .thenComparingInt(Place::column);
    List<Problem> told =
        problems.list().stream().sorted(Comparator.comparing(place, order)).toList();
    boolean onlyTheLine = told.stream().allMatch(Vars::isOfCommandLine);
    return new RunFailure(onlyTheLine ? RunFailure.Kind.USAGE : RunFailure.Kind.BAD_FILE, told);
  }

  /** The names of the playbooks that come with kprov. */
  public static List<String> shippedPlaybooks() {
    return PlaybookSource.shipped();
  }
}
