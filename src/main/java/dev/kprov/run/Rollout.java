package dev.kprov.run;

import dev.kprov.base.RunFailure;
import dev.kprov.pki.ItemId;
import dev.kprov.plan.Change;
import dev.kprov.plan.HostPlan;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Begins the work on each host as soon as the store holds all that it gets, while keys of others
 * are still being made. What a host gets was read back from the store, each file once for all
 * hosts.
 */
final class Rollout implements Issuance.Listener {

  private final StoreReader stock;
  private final Consumer<HostPlan> begin;
  private final Set<ItemId> missing = new HashSet<>();
  private final Queue<Waiting> hosts = new ArrayDeque<>();
  private long others;

  /**
   * A host that is not begun.
   *
   * @param needed how many items must have been read back before
   */
  private record Waiting(HostPlan host, int needed) {}

  /**
   * @param order in which {@code stock} reads, too
   * @param changes what is to be done in the store
   * @param hosts on which something is to be changed
   * @param stock reads back what was written
   */
  Rollout(
      IssueOrder order,
      List<Change> changes,
      List<HostPlan> hosts,
      StoreReader stock,
      Consumer<HostPlan> begin) {
    this.stock = stock;
    this.begin = begin;
    for (Change change : changes) {
      if (change instanceof Change.Issue issue) {
        missing.add(issue.item().id());
      } else {
        others++;
      }
    }
    hosts.stream()
        .map(host -> new Waiting(host, order.needed(host)))
        .sorted(Comparator.comparingInt(Waiting::needed))
        .forEach(this.hosts::add);
  }

  /** Begins what can be begun now that some changes are on the disk. */
  @Override
  public void stored(List<Change> changes) throws RunFailure {
    for (Change change : changes) {
      if (change instanceof Change.Issue issue) {
        missing.remove(issue.item().id());
      } else {
        others--;
      }
    }
    int read = stock.readOn(missing);
    // What is neither issued nor pushed, as the mark of a host that leaves, is remembered first.
    while (others == 0 && !hosts.isEmpty() && hosts.element().needed() <= read) {
      begin.accept(hosts.remove().host());
    }
  }
}
