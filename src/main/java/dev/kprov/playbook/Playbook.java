package dev.kprov.playbook;

import dev.kprov.inventory.Host;
import dev.kprov.pki.Pki;
import dev.kprov.state.Owned;
import dev.kprov.state.Resource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which PKI the cluster has and what goes where, all templates filled in for the inventory at hand.
 *
 * @param name the shipped name, or the path as the inventory writes it
 * @param pki every item, per-host items for every host of the inventory
 * @param steps in order
 */
public record Playbook(String name, Pki pki, List<Step> steps) {

  public Playbook {
    steps = List.copyOf(steps);
  }

  /** What is to be done to the operator's own kubeconfig. */
  public List<Step.MergeKubeconfig> merges() {
    return steps.stream()
        .filter(Step.MergeKubeconfig.class::isInstance)
        .map(Step.MergeKubeconfig.class::cast)
        .toList();
  }

  /** All that is wanted on one host. */
  public Desired desired(Host host) {
    Set<Resource> resources = new LinkedHashSet<>();
    Set<Owned> owned = new LinkedHashSet<>();
    Set<Requirement> requirements = new LinkedHashSet<>();
    boolean chains = false;
    for (Step step : steps) {
      resources.addAll(step.resources(host));
      switch (step) {
        case Step.Push push -> owned.addAll(push.ownedOn(host));
        case Step.Check check -> requirements.addAll(check.of(host));
        case Step.Verify verify -> chains |= verify.judgesChainsOf(host);
        case Step.Issue _, Step.VerifyStore _, Step.MergeKubeconfig _ -> {}
      }
    }
    return new Desired(
        host, List.copyOf(resources), List.copyOf(owned), List.copyOf(requirements), chains);
  }
}
