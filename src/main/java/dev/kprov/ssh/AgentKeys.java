package dev.kprov.ssh;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the ssh-agent holds, asked for once in a run, when it is first needed. An agent that fails
 * holds nothing, and says why.
 */
final class AgentKeys {

  private final Optional<Agent> agent;
  private final String absence;
  private Optional<List<AgentKey>> held = Optional.empty();
  private Optional<String> failure = Optional.empty();

  AgentKeys(Agent agent) {
    this(Optional.of(agent), "");
  }

  private AgentKeys(Optional<Agent> agent, String absence) {
    this.agent = agent;
    this.absence = absence;
  }

  /** No agent, and why there is none. */
  static AgentKeys none(String why) {
    return new AgentKeys(Optional.empty(), why);
  }

  /** Every key by which a server may let somebody in. */
  List<Identity> all() throws InterruptedException {
    boolean only = held().size() == 1;
    return held().stream().map(key -> identity(key, only)).toList();
  }

  /** The entries for one key, certificates first, as ssh has them. */
  List<Identity> of(HostKey wanted) throws InterruptedException {
    return held().stream()
        .filter(key -> key.key().bare().equals(wanted))
        .sorted(Comparator.comparing(key -> key.key().equals(wanted)))
        .map(key -> identity(key, true))
        .toList();
  }

  /** Why it could not be asked; nothing where it could, or where there is none. */
  Optional<String> failure() throws InterruptedException {
    return held().isEmpty() ? failure : Optional.empty();
  }

  /** Why it has nothing to offer, in words that can follow a semicolon; nothing where it has. */
  Optional<String> trouble() throws InterruptedException {
    if (!held().isEmpty()) {
      return Optional.empty();
    }
    return failure.or(() ->
        Optional.of(
            agent.isPresent()
                ? "the ssh-agent holds no key, or is locked"
                : "there is no ssh-agent (" + absence + ")"));
  }

  private List<AgentKey> held() throws InterruptedException {
    if (held.isEmpty()) {
      held = Optional.of(ask());
    }
    return held.orElseThrow();
  }

  private List<AgentKey> ask() throws InterruptedException {
    if (agent.isEmpty()) {
      return List.of();
    }
    try {
      return agent.get().keys().stream().filter(key -> key.key().isForLogin()).toList();
    } catch (Agent.Failure e) {
      failure = Optional.of(e.getMessage());
      return List.of();
    }
  }

  private Identity identity(AgentKey key, boolean sure) {
    return Identity.of(agent.orElseThrow(), key, sure);
  }
}
