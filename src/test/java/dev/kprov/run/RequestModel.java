package dev.kprov.run;

import dev.kprov.inventory.Selector;
import dev.kprov.plan.Wishes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Requests as tests make them. */
public final class RequestModel {

  private RequestModel() {}

  /** What a plain {@code kprov up} asks for where nobody can be asked anything. */
  public static Request up(int forks, Path kubeconfig) {
    return up(forks, kubeconfig, Duration.ZERO);
  }

  /** The same of somebody who waits so long for another run. */
  static Request up(int forks, Path kubeconfig, Duration lockTimeout) {
    return new Request(
        Selector.ALL,
        Optional.empty(),
        forks,
        false,
        ReissueOrder.NONE,
        Optional.empty(),
        Wishes.Prune.NOTHING,
        lockTimeout,
        new Actor(1, "operator", "here", "kprov up"),
        Deadlines.USUAL,
        List.of(kubeconfig),
        (_, _) -> Optional.empty(),
        (_, _, _, _) -> Optional.empty());
  }
}
