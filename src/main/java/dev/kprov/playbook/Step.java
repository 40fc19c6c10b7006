package dev.kprov.playbook;

import dev.kprov.base.StorePath;
import dev.kprov.inventory.Host;
import dev.kprov.pki.ItemId;
import dev.kprov.state.Owned;
import dev.kprov.state.Resource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One entry of a playbook. It states resources for hosts; it never acts. */
public sealed interface Step {

  /** What the playbook calls it. */
  String name();

  /** The resources that this step wants on a host, in order. */
  List<Resource> resources(Host host);

  /**
   * Makes all items of the PKI that are missing or due, on the operator's machine.
   *
   * @param name what the playbook calls it
   */
  record Issue(String name) implements Step {

    @Override
    public List<Resource> resources(Host host) {
      return List.of();
    }
  }

  /**
   * Puts files on hosts.
   *
   * @param placements what goes where, by host name; a host that gets no file from this push, but
   *     whose files it answers for, has a placement without resources
   */
  record Push(String name, Map<String, Placement> placements) implements Step {

    public Push {
      placements = Map.copyOf(placements);
    }

    @Override
    public List<Resource> resources(Host host) {
      Placement placement = placements.get(host.name());
      return placement == null ? List.of() : placement.resources();
    }

    /** What this push answers for on a host. */
    public List<Owned> ownedOn(Host host) {
      Placement placement = placements.get(host.name());
      return placement == null ? List.of() : List.of(placement.owned());
    }
  }

  /**
   * Judges what lies on hosts. Files are always counted; the count that a playbook promises is held
   * against its own pushes when it is read.
   *
   * @param hosts names of the hosts that it judges
   * @param chains whether certificates and their chains are judged
   */
  record Verify(String name, Set<String> hosts, boolean chains) implements Step {

    public Verify {
      hosts = Set.copyOf(hosts);
    }

    @Override
    public List<Resource> resources(Host host) {
      return List.of();
    }

    boolean judgesChainsOf(Host host) {
      return chains && hosts.contains(host.name());
    }
  }

  /**
   * Judges the store's own files.
   *
   * @param files those that are counted; that the items make as many as the playbook promises is
   *     held against them when it is read
   * @param chains whether certificates and their chains are judged
   */
  record VerifyStore(String name, Set<StorePath> files, boolean chains) implements Step {
    public VerifyStore {
      files = Set.copyOf(files);
    }

    @Override
    public List<Resource> resources(Host host) {
      return List.of();
    }
  }

  /**
   * Puts a context of the cluster into the kubeconfig that the operator's own kubectl reads.
   *
   * @param kubeconfig the item whose cluster, user and context are merged
   * @param useContext whether the context becomes the current one even where there is one
   */
  record MergeKubeconfig(String name, ItemId kubeconfig, boolean useContext) implements Step {

    @Override
    public List<Resource> resources(Host host) {
      return List.of();
    }
  }

  /**
   * Demands things of hosts before anything is written there.
   *
   * @param requirements by host name
   */
  record Check(String name, Map<String, List<Requirement>> requirements) implements Step {

    public Check {
      requirements = Map.copyOf(requirements);
    }

    @Override
    public List<Resource> resources(Host host) {
      return List.of();
    }

    /** What it demands of a host. */
    List<Requirement> of(Host host) {
      return requirements.getOrDefault(host.name(), List.of());
    }
  }

  /**
   * What one push puts on one host.
   *
   * @param resources the directory, unless it is the home, then the files
   * @param owned what the push answers for
   */
  record Placement(List<Resource> resources, Owned owned) {

    public Placement {
      resources = List.copyOf(resources);
    }
  }
}
