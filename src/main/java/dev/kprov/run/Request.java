package dev.kprov.run;

import dev.kprov.base.RunFailure;
import dev.kprov.config.ClusterDefinition;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Selector;
import dev.kprov.plan.Wishes;
import dev.kprov.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the operator asks of a run.
 *
 * @param limit which hosts may be changed
 * @param store the store folder; by default {@code pki/CLUSTER} beside the inventory
 * @param forks how many hosts are worked on at a time
 * @param assumeNewCluster whether the operator vouches that no earlier cluster is to be kept
 * @param reissue what is to be made again though it is good
 * @param leave the host that is to leave the cluster or to come back, if that is all that is asked
 * @param prune what is removed that nobody wants
 * @param lockTimeout how long to wait for another run to let go of the store
 * @param actor who asks
 * @param deadlines how long to wait for a host
 * @param kubeconfigs those that the operator's kubectl reads, in its order; never none
 * @param passphrases opens the encrypted keys of authorities
 * @param sudoPasswords for a sudo that asks
 */
public record Request(
    Selector limit,
    Optional<Path> store,
    int forks,
    boolean assumeNewCluster,
    ReissueOrder reissue,
    Optional<Wishes.Leave> leave,
    Wishes.Prune prune,
    Duration lockTimeout,
    Actor actor,
    Deadlines deadlines,
    List<Path> kubeconfigs,
    Passphrases passphrases,
    PasswordSource sudoPasswords) {

  public Request {
    kubeconfigs = List.copyOf(kubeconfigs);
  }

  /**
   * Of all hosts those that are worked on soon: none where another run may be waited for, or where
   * hosts are to be worked on one after the other, which begins with others where they must be
   * seen.
   */
  public List<Host> soon(List<Host> hosts) {
    return lockTimeout.isPositive() || forks == 1
        ? List.of()
        : hosts.stream().filter(limit::matches).limit(forks).toList();
  }

  /** The store of a cluster: where the operator says, else where its inventory has it. */
  Store storeOf(ClusterDefinition cluster) throws RunFailure {
    return Store.at(store.orElse(cluster.defaultStore()));
  }
}
