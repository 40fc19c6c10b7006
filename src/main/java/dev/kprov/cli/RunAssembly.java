package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.config.ClusterDefinition;
import dev.kprov.config.Pushing;
import dev.kprov.inventory.Host;
import dev.kprov.run.EarlyConnector;
import dev.kprov.run.Request;
import dev.kprov.run.Run;
import dev.kprov.ssh.Workstation;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

/**
 * Puts a run together by hand, in the order that costs the least time: hosts are connected to as
 * soon as the inventory is read, while the playbook is (decision 0079).
 */
record RunAssembly(RootCommand root, Request request) {

  /**
   * Reads both files, and puts the run together.
   *
   * @param pushing whether all that may be pushed is read too
   * @param now the time of the run
   * @param early of the inventory's hosts those to connect to already
   */
  Run run(Path inventory, Pushing pushing, Instant now, UnaryOperator<List<Host>> early)
      throws RunFailure {
    EarlyConnector connector = connector(inventory);
    Optional<Run> run = Optional.empty();
    try {
      ClusterDefinition cluster =
          root.cluster(inventory, pushing, hosts -> connector.begin(early.apply(hosts)));
      root.store(cluster);
      run = Optional.of(run(cluster, connector, now));
      return run.get();
    } finally {
      if (run.isEmpty()) {
        connector.close();
      }
    }
  }

  private Run run(ClusterDefinition cluster, EarlyConnector connector, Instant now)
      throws RunFailure {
    return new Run(
        cluster,
        request,
        connector,
        root.session().view()::event,
        root.surroundings().clock(),
        root.surroundings().cancellation(),
        now);
  }

  /** Nothing is asked at the terminal before it is certain that hosts will be looked at. */
  private EarlyConnector connector(Path inventory) throws RunFailure {
    CountDownLatch certain = new CountDownLatch(1);
    Terminal terminal = new LaterTerminal(root.session().terminal(), certain);
    Workstation here = root.workstation(inventory, terminal);
    return new EarlyConnector(() -> root.connector(here), certain::countDown);
  }
}
