package dev.kprov.config;

import dev.kprov.inventory.SshAnswer;
import dev.kprov.inventory.SshQuery;
import java.util.List;

/** What the operator's own SSH configuration says of hosts; the SSH room knows how to ask it. */
public interface SshConfiguration {

  /** Answers all questions at once, in their order. */
  List<SshAnswer> of(List<SshQuery> questions);
}
