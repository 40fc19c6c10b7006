package dev.kprov.result;

import dev.kprov.base.Sha256;
import dev.kprov.plan.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A saved plan as it was written down: every change by its text, so that two of them are the same
 * plan exactly where they say the same.
 *
 * @param id SHA-256 of the canonical text of its body
 * @param body that text
 * @param local the store
 * @param hosts in the order of the inventory, those within the limit
 */
public record PlanSheet(
    Sha256 id,
    String body,
    String cluster,
    PlanOptions options,
    PlanBasis basis,
    Section local,
    List<Section> hosts) {

  public PlanSheet {
    hosts = List.copyOf(hosts);
  }

  /**
   * What is planned for the store or for a host.
   *
   * @param name of the host, or {@code local}
   * @param address of the host
   * @param roles of the host
   * @param unreached why the host was not looked at
   */
  public record Section(
      String name,
      Optional<String> address,
      List<String> roles,
      Optional<String> unreached,
      List<Entry> changes,
      List<Finding> findings) {

    /** One of which the plan says nothing. */
    static Section none(String name) {
      return new Section(name, Optional.empty(), List.of(), Optional.empty(), List.of(), List.of());
    }

    public Section {
      roles = List.copyOf(roles);
      changes = List.copyOf(changes);
      findings = List.copyOf(findings);
    }

    /**
     * In what the same section of another sheet differs, in words; empty where it has the same
     * changes. Findings may differ: they change nothing.
     */
    public Optional<String> movedTo(Section now) {
      if (changes.equals(now.changes)) {
        return Optional.empty();
      }
      if (now.unreached.isPresent()) {
        return now.unreached;
      }
      List<String> subjects = new ArrayList<>();
      changes.stream().filter(e -> !now.changes.contains(e)).forEach(e -> add(e, subjects));
      now.changes.stream().filter(e -> !changes.contains(e)).forEach(e -> add(e, subjects));
      return Optional.of(
          (subjects.isEmpty() ? "the order of its changes" : String.join(", ", subjects))
              + (subjects.size() > 1 ? " are" : " is")
              + " not what the plan saw");
    }

    private static void add(Entry entry, List<String> subjects) {
      if (!subjects.contains(entry.subject())) {
        subjects.add(entry.subject());
      }
    }
  }

  /**
   * One change.
   *
   * @param subject what it is about: an item or a full remote path
   * @param message for people
   * @param hint what a person can do about it, where it is blocked
   * @param request what exactly is to be issued, for people; empty where nothing is
   * @param pending whether applying would do it
   * @param text all of it, as it was written down
   */
  public record Entry(
      String subject,
      String message,
      Optional<String> hint,
      Optional<String> request,
      boolean pending,
      String text) {}

  /** The section of a host. */
  public Section host(String name) {
    return hosts.stream()
        .filter(section -> section.name().equals(name))
        .findFirst()
        .orElseGet(() -> Section.none(name));
  }

  /** What would be done in the store here and not there. */
  public List<Entry> localBeyond(PlanSheet other) {
    return local.changes().stream()
        .filter(Entry::pending)
        .filter(entry -> !other.local.changes().contains(entry))
        .toList();
  }
}
