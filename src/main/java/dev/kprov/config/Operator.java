package dev.kprov.config;

import dev.kprov.inventory.SshAnswer;
import dev.kprov.inventory.SshJump;
import dev.kprov.inventory.SshQuery;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The person who runs kprov, as far as files may lean on it.
 *
 * @param home the home directory, for {@code ~} in paths
 * @param user the login name, which is also the SSH user where nothing else is said
 * @param ssh what this person's SSH configuration says
 */
public record Operator(Path home, String user, SshConfiguration ssh) {

  private static SshAnswer silent(SshQuery query, Path home) {
    SshAnswer nothing = SshAnswer.ofNothing(home);
    Optional<SshJump> jump = Optional.empty();
    for (SshQuery hop : query.jumps().orElse(List.of())) {
      jump = Optional.of(new SshJump(hop, nothing.by(jump)));
    }
    return nothing.by(jump);
  }

  /** Somebody without an SSH configuration. */
  public Operator(Path home, String user) {
    this(home, user, questions -> questions.stream().map(one -> silent(one, home)).toList());
  }
}
