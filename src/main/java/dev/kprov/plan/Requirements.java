package dev.kprov.plan;

import dev.kprov.base.ByteSize;
import dev.kprov.base.RemotePath;
import dev.kprov.base.Version;
import dev.kprov.base.VersionRange;
import dev.kprov.inventory.Host;
import dev.kprov.playbook.Requirement;
import dev.kprov.state.Ground;
import dev.kprov.state.Ground.Filesystem;
import dev.kprov.state.Observed;
import dev.kprov.state.OperatingSystem;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the playbook demands of hosts, held against what was seen there. */
final class Requirements {

  private static final String MEND = ", or mend check in the playbook";

  private final World world;
  private final Placements placements;
  private final Clocks clocks;

  Requirements(World world, Placements placements, Clocks clocks) {
    this.world = world;
    this.placements = placements;
    this.clocks = clocks;
  }

  /** What a host that was reached does not fulfil. */
  List<Change.Blocked> unmet(Host host) {
    return world
        .seen(host)
        .map(seen ->
            placements.on(host).requirements().stream()
                .flatMap(one -> unmet(one, host, seen).stream())
                .toList())
        .orElse(List.of());
  }

  private Optional<Change.Blocked> unmet(Requirement requirement, Host host, Observed seen) {
    OperatingSystem system = seen.host().system();
    return switch (requirement) {
      case Requirement.Architecture() ->
          HostRemarks.architecture(host, seen.host())
              .map(told ->
                  blocked(
                      Check.ARCHITECTURE,
                      told.subject(),
                      told.message(),
                      told.hint().orElseThrow()));
      case Requirement.Clock(var limit) -> clocks.beyond(host, limit);
      case Requirement.Os os -> unmet(os, system);
      case Requirement.Kernel(VersionRange versions) -> unmet(versions, system.kernel());
      case Requirement.Commands(List<String> names) -> unmet(names, seen);
      case Requirement.Space(RemotePath path, ByteSize free) -> unmet(path, free, seen);
      case Requirement.Inodes(RemotePath path, long free) -> unmet(path, free, seen);
    };
  }

  private static Optional<Change.Blocked> unmet(Requirement.Os os, OperatingSystem system) {
    return os.allowed().stream().anyMatch(one -> isOne(one, system))
        ? Optional.empty()
        : Optional.of(
            blocked(
                Check.SYSTEM,
                system.id().isEmpty()
                    ? "it has no os-release(5) that says what it runs"
                    : "it runs " + system + ", and the playbook asks for " + os,
                "upgrade the host" + MEND));
  }

  private static boolean isOne(Requirement.Allowed allowed, OperatingSystem system) {
    return system.id().filter(allowed.id()::equals).isPresent()
        && allowed
            .versions()
            .map(range -> system.version().flatMap(Version::parse).filter(range::has).isPresent())
            .orElse(true);
  }

  /** What distributions append to the number of a kernel has no common form. */
  private static Optional<Change.Blocked> unmet(VersionRange versions, String kernel) {
    String number = kernel.replaceFirst("^([0-9]+(\\.[0-9]+)*).*", "$1");
    return Version.parse(number).filter(versions::has).isPresent()
        ? Optional.empty()
        : Optional.of(
            blocked(
                Check.KERNEL,
                "it is " + kernel + ", and the playbook asks for " + versions,
                "upgrade the host" + MEND));
  }

  private static Optional<Change.Blocked> unmet(List<String> names, Observed seen) {
    List<String> missing = names.stream().filter(seen.missing()::contains).toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            blocked(
                Check.COMMANDS,
                "the host lacks " + String.join(", ", missing),
                "install what is missing" + MEND));
  }

  private static Optional<Change.Blocked> unmet(RemotePath path, ByteSize wanted, Observed seen) {
    return unmet(
        Check.SPACE,
        path,
        seen,
        "df ",
        filesystem -> {
          ByteSize left = filesystem.bytes(filesystem.available());
          return Optional.of(left + " is free, and the playbook asks for " + wanted)
              .filter(_ -> left.bytes() < wanted.bytes());
        });
  }

  private static Optional<Change.Blocked> unmet(RemotePath path, long wanted, Observed seen) {
    return unmet(
        Check.INODES,
        path,
        seen,
        "df -i ",
        filesystem ->
            filesystem
                .inodes()
                .filter(left -> left < wanted)
                .map(left -> left + " inodes are free, and the playbook asks for " + wanted));
  }

  /**
   * Holds what is left of a filesystem against a demand.
   *
   * @param tool shows a person the same
   * @param fault says what is wrong with a filesystem
   */
  private static Optional<Change.Blocked> unmet(
      Check check,
      RemotePath path,
      Observed seen,
      String tool,
      Function<Filesystem, Optional<String>> fault) {
    String at = path.resolve(seen.host().home()).text();
    Optional<Ground> ground = seen.ground(path);
    if (ground.flatMap(Ground::filesystem).isEmpty()) {
      return Optional.of(
          blocked(
              check,
              at,
              "the host cannot tell what is left there",
              "install a stat that knows -f" + MEND));
    }
    return fault
        .apply(ground.get().filesystem().get())
        .map(cause ->
            blocked(
                check,
                at,
                cause,
                "make room on its filesystem (" + tool + ground.get().nearest() + ")" + MEND));
  }

  private static Change.Blocked blocked(Check check, String cause, String remedy) {
    return blocked(check, check.word(), cause, remedy);
  }

  private static Change.Blocked blocked(Check check, String subject, String cause, String remedy) {
    return new Change.Blocked(subject, cause, remedy, Optional.of(check));
  }
}
