package dev.kprov.playbook;

import dev.kprov.base.ByteSize;
import dev.kprov.base.RemotePath;
import dev.kprov.base.VersionRange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a playbook demands of a host before anything is written there. */
public sealed interface Requirement {

  /** That it is of the architecture that the inventory claims, if that claims one. */
  record Architecture() implements Requirement {}

  /**
   * That its clock agrees with this machine's.
   *
   * @param limit how far they may be apart
   */
  record Clock(Duration limit) implements Requirement {}

  /**
   * That it runs one of some systems.
   *
   * @param allowed never empty
   */
  record Os(List<Allowed> allowed) implements Requirement {

    public Os {
      allowed = List.copyOf(allowed);
    }

    /** For people: {@code debian >= 12, ubuntu}. */
    @Override
    public String toString() {
      return allowed.stream().map(Allowed::toString).collect(Collectors.joining(", "));
    }
  }

  /**
   * A system that a host may run.
   *
   * @param id {@code ID} of os-release(5)
   * @param versions bounds of {@code VERSION_ID}; empty where any will do
   */
  record Allowed(String id, Optional<VersionRange> versions) {

    @Override
    public String toString() {
      return id + versions.map(range -> " " + range).orElse("");
    }
  }

  /** That its kernel is within bounds. */
  record Kernel(VersionRange versions) implements Requirement {}

  /**
   * That programs can be found where the shell of kprov looks for them.
   *
   * @param names or absolute paths; never empty
   */
  record Commands(List<String> names) implements Requirement {
    public Commands {
      names = List.copyOf(names);
    }
  }

  /**
   * That the filesystem of a path has room for others than root.
   *
   * @param path need not be there yet
   * @param free at least so much
   */
  record Space(RemotePath path, ByteSize free) implements Requirement {}

  /**
   * That the filesystem of a path can hold more files.
   *
   * @param path need not be there yet
   * @param free at least so many
   */
  record Inodes(RemotePath path, long free) implements Requirement {}
}
