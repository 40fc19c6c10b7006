package dev.kprov.plan;

import dev.kprov.inventory.Host;
import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.Item;
import dev.kprov.pki.Lifetime;
import dev.kprov.playbook.Desired;
import dev.kprov.state.Difference;
import dev.kprov.state.Fact;
import dev.kprov.state.Observed;
import dev.kprov.state.Resource;
import dev.kprov.state.Stat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Files that are put on a host once and belong to others from then on, such as a kubelet's
 * kubeconfig. Nothing in their place is ever changed; what is worth knowing of it is told.
 */
final class Handovers {

  static final String REMEDY = "let its owner renew it, or remove it on the host and run kprov up";

  private final World world;
  private final Host host;
  private final Observed seen;

  private Handovers(World world, Host host, Observed seen) {
    this.world = world;
    this.host = host;
    this.seen = seen;
  }

  /** Whether a file is in the hands of others by now. */
  static boolean isTaken(Resource.File file, Observed seen) {
    return file.handedOver()
        && switch (seen.at(file.path())) {
          case Fact.RegularFile _, Fact.Symlink _ -> true;
          case Fact.Missing _, Fact.Directory _, Fact.Special _, Fact.Unreadable _ -> false;
        };
  }

  /** What a run will not mend. */
  static List<Finding> findings(World world, Desired desired, Observed seen) {
    Handovers handovers = new Handovers(world, desired.host(), seen);
    return desired.files().stream()
        .filter(file -> isTaken(file, seen))
        .flatMap(file -> handovers.findings(file).stream())
        .toList();
  }

  private List<Finding> findings(Resource.File file) {
    return switch (seen.at(file.path())) {
      case Fact.RegularFile regular -> findings(file, regular.stat());
      case Fact.Symlink _ ->
          List.of(
              Finding.warning(
                  path(file),
                  "a symlink is in its place, so it is not judged",
                  "look at it on the host"));
      case Fact.Missing _, Fact.Directory _, Fact.Special _, Fact.Unreadable _ -> List.of();
    };
  }

  private List<Finding> findings(Resource.File file, Stat stat) {
    List<Finding> findings = new ArrayList<>();
    rights(file, stat).ifPresent(findings::add);
    world
        .sighting(host, file.path())
        .leaf()
        .flatMap(leaf -> expiry(file, leaf))
        .ifPresent(findings::add);
    return findings;
  }

  private Optional<Finding> rights(Resource.File file, Stat stat) {
    List<String> found =
        new Rights(seen.host()).differences(file, stat).stream().map(Difference::text).toList();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    boolean open = file.kind().secret() && (stat.mode().bits() & 07) != 0;
    return Optional.of(
        new Finding(
            open ? Severity.ERROR : Severity.WARNING,
            path(file),
            String.join("; ", found) + ", and it is left to others",
            Optional.of("mend it on the host")));
  }

  private Optional<Finding> expiry(Resource.File file, CertificateInfo leaf) {
    Item item = world.playbook().pki().item(file.source());
    return renewBefore(item)
        .filter(_ -> !Lifetime.expired(leaf, world.now()))
        .filter(before -> Lifetime.due(leaf, before, world.now()))
        .map(_ ->
            Finding.warning(
                path(file),
                "expires " + Lifetime.day(leaf.notAfter()) + ", and it is left to others",
                REMEDY));
  }

  private Optional<Duration> renewBefore(Item item) {
    return switch (item) {
      case Item.Certificate leaf -> Optional.of(leaf.renewBefore());
      case Item.Kubeconfig config -> renewBefore(world.playbook().pki().item(config.certificate()));
      case Item.Authority _, Item.Chain _, Item.KeyPair _, Item.Encryption _ -> Optional.empty();
    };
  }

  private String path(Resource.File file) {
    return Paths.shown(world, host, file.path());
  }
}
