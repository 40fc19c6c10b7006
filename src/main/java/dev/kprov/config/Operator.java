package dev.kprov.config;

import dev.kprov.inventory.SshAnswer;
import java.nio.file.Path;
import java.util.Collections;

/**
 * The person who runs kprov, as far as files may lean on it.
 *
 * @param home the home directory, for {@code ~} in paths
 * @param user the login name, which is also the SSH user where nothing else is said
 * @param ssh what this person's SSH configuration says
 */
public record Operator(Path home, String user, SshConfiguration ssh) {

  /** Somebody without an SSH configuration. */
  public Operator(Path home, String user) {
    this(home, user, questions -> Collections.nCopies(questions.size(), SshAnswer.ofNothing(home)));
  }
}
