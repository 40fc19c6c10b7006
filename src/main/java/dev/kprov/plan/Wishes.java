package dev.kprov.plan;

import dev.kprov.pki.HostMark;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the operator asks of one run beyond what inventory and playbook say.
 *
 * @param assumeNewCluster whether the operator vouches that no earlier cluster is to be kept
 * @param reissued what is to be made again though it is good
 * @param newKeys whether what is made again gets a new key
 * @param leave the host that is to leave the cluster or to come back, if that is all that is asked
 * @param prune what is removed that nobody wants
 */
public record Wishes(
    boolean assumeNewCluster,
    Set<ItemId> reissued,
    boolean newKeys,
    Optional<Leave> leave,
    Prune prune) {

  /** A host, and what is to become of it. */
  public record Leave(String host, HostMark.Kind kind) {}

  /**
   * What is removed from hosts where nobody wants it.
   *
   * @param left what kprov wrote there
   * @param strangers what others laid where pushes own what there is
   */
  public record Prune(boolean left, boolean strangers) {

    /** All stays, and is told. */
    public static final Prune NOTHING = new Prune(false, false);
  }

  /** Nothing beyond the two files. */
  public static final Wishes NONE = new Wishes(false, Set.of(), false, Optional.empty());

  /** Wishes by which nothing is removed. */
  public Wishes(
      boolean assumeNewCluster, Set<ItemId> reissued, boolean newKeys, Optional<Leave> leave) {
    this(assumeNewCluster, reissued, newKeys, leave, Prune.NOTHING);
  }

  public Wishes {
    reissued = Set.copyOf(reissued);
  }

  boolean includes(Item item) {
    return reissued.contains(item.id());
  }

  /** Why an item is made again that was asked for. */
  String reason() {
    return newKeys ? "asked for by --reissue --new-key" : "asked for by --reissue";
  }

  /** What is left of the wishes when some changes were made: each is granted once. */
  public Wishes after(Collection<Change> made) {
    Set<ItemId> granted =
        made.stream()
            .filter(Change.Issue.class::isInstance)
            .map(change -> ((Change.Issue) change).item().id())
            .collect(Collectors.toSet());
    return new Wishes(
        assumeNewCluster,
        reissued.stream().filter(id -> !granted.contains(id)).collect(Collectors.toSet()),
        newKeys,
        leave,
        prune);
  }
}
