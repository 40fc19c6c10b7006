package dev.kprov.config;

import dev.kprov.base.Nearest;
import dev.kprov.base.Place;
import dev.kprov.base.Problems;
import dev.kprov.base.StorePath;
import dev.kprov.inventory.Role;
import dev.kprov.playbook.Step;
import dev.kprov.text.Node;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what a step wants to be judged of the store's own files. */
final class StoreCheckReader {

  private static final String NUMBER = "0|[1-9][0-9]{0,5}";

  private final Fields verify;
  private final Set<StorePath> all;
  private final Roles roles;
  private final List<InventoryDraft.HostDraft> hosts;
  private final Problems problems;

  /**
   * @param all the files that the playbook's items make
   */
  StoreCheckReader(
      Fields verify, Set<StorePath> all, Roles roles, InventoryDraft inventory, Problems problems) {
    this.verify = verify;
    this.all = all;
    this.roles = roles;
    this.hosts = inventory.hosts();
    this.problems = problems;
  }

  Step.VerifyStore read(String name, boolean chains) {
    Optional<Node.Scalar> pattern = verify.text("of");
    Set<StorePath> files =
        pattern.map(this::matching).orElse(all).stream().collect(Collectors.toUnmodifiableSet());
    int perHosts = verify.free("each").entries().stream().mapToInt(this::count).sum();
    verify
        .text("count")
        .flatMap(text -> number(text, "count"))
        .ifPresent(shared -> compare(shared + perHosts, files.size()));
    if (verify.has("each") && !verify.has("count")) {
      problems.add(verify.place("each"), "each needs count, the files that are for no one host");
    }
    return new Step.VerifyStore(name, files, chains);
  }

  private Set<StorePath> matching(Node.Scalar pattern) {
    if (!pattern.text().matches("[A-Za-z0-9._*?-]+")) {
      problems.add(
          pattern.place(), "pattern " + pattern.text() + " is no file name pattern like *.pem");
      return Set.of();
    }
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern.text());
    return all.stream()
        .filter(file -> matcher.matches(Path.of(file.text()).getFileName()))
        .collect(Collectors.toSet());
  }

  /** How many files there are for the hosts of a role. */
  private int count(Node.Entry each) {
    String word = each.key().text();
    Optional<Role> role = roles.find(word);
    if (role.isEmpty()) {
      problems.add(each.key().place(), "unknown role " + word, Nearest.hint(word, roles.names()));
    }
    if (!(each.value() instanceof Node.Scalar text)) {
      problems.add(each.value().place(), "each: " + word + " must be a number");
      return 0;
    }
    long members =
        role.map(one -> hosts.stream().filter(draft -> draft.host().has(one)).count()).orElse(0L);
    return number(text, "each: " + word).map(files -> Math.toIntExact(files * members)).orElse(0);
  }

  private Optional<Integer> number(Node.Scalar text, String what) {
    if (text.text().matches(NUMBER)) {
      return Optional.of(Integer.parseInt(text.text()));
    }
    problems.add(text.place(), what + " must be a number, not " + text.text());
    return Optional.empty();
  }

  /** Files are missing where something else is wrong: that is told first. */
  private void compare(int promised, int files) {
    Place place = verify.place("count");
    if (promised != files && problems.isEmpty()) {
      problems.add(
          place,
          "count comes to " + promised + ", but the items of the playbook to " + files + " files");
    }
  }
}
