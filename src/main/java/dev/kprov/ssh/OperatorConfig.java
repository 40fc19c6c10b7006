package dev.kprov.ssh;

import dev.kprov.inventory.Obstacle;
import dev.kprov.inventory.SshAnswer;
import dev.kprov.inventory.SshJump;
import dev.kprov.inventory.SshQuery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The operator's SSH configuration: {@code ~/.ssh/config}, {@code /etc/ssh/ssh_config} and what
 * they include, as the operator's own {@code ssh} understands them. That is asked as seldom as the
 * files allow: never where they say nothing that matters to kprov, and once for all hosts of which
 * they say the same (decision 0055). Without an OpenSSH client, {@link ConfigText} is all there is.
 */
public final class OperatorConfig {

  /** {@code Match exec} may run whatever it likes. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static final int AT_A_TIME = 8;

  private static final SshQuery NOTHING_SAID =
      new SshQuery("localhost", Optional.empty(), Optional.empty(), new SshQuery.Source.Nothing());

  private final OperatorSide side;
  private final Path systemFile;
  private final OpenSshClient client;
  private final Map<SshQuery.Source, ConfigText> texts = new HashMap<>();
  private final Map<SshQuery, Kind> kinds = new HashMap<>();
  private final Map<Kind, OpenSshClient.Reply> replies = new HashMap<>();
  private final Map<SshQuery, Own> told = new HashMap<>();
  private Optional<ConfigAnswer> usual = Optional.empty();
  private final Complaints complaints;

  /**
   * What is said of one host.
   *
   * @param hops the jump hosts, as they are called
   */
  private record Own(SshAnswer answer, List<SshQuery> hops) {

    static Own of(SshAnswer answer) {
      return new Own(answer, List.of());
    }
  }

  /**
   * Hosts to whom {@code ssh} says the same.
   *
   * @param said what the files say to them; nothing where it depends on more than that
   * @param asked whom to ask for then
   */
  private record Kind(
      SshQuery.Source source, Optional<List<ConfigLine.Said>> said, Optional<SshQuery> asked) {}

  /**
   * @param side whose configuration it is
   * @param warnings hears what is not followed, once
   */
  public OperatorConfig(OperatorSide side, Consumer<String> warnings) {
    this(side, Path.of("/etc/ssh/ssh_config"), "ssh", warnings);
  }

  /**
   * @param systemFile the configuration of the machine
   * @param program the OpenSSH client
   */
  OperatorConfig(OperatorSide side, Path systemFile, String program, Consumer<String> warnings) {
    this.side = side;
    this.systemFile = systemFile;
    this.complaints = new Complaints(warnings);
    this.client = new OpenSshClient(program, LIMIT);
  }

  /** Answers all questions, in their order; each kind of host is asked for once in a run. */
  public List<SshAnswer> of(List<SshQuery> questions) {
    inquire(questions);
    List<SshAnswer> answers = questions.stream().map(query -> answer(query, List.of())).toList();
    complaints.tell();
    return answers;
  }

  private void inquire(List<SshQuery> questions) {
    Map<Kind, SshQuery> first = new LinkedHashMap<>();
    questions.stream()
        .filter(query -> text(query).matters(query.name()) && !replies.containsKey(kind(query)))
        .forEach(query -> first.putIfAbsent(kind(query), kind(query).asked().orElse(named(query))));
    if (!first.isEmpty()) {
      ask(first);
    }
  }

  /**
   * Answers with the jump hosts on the way, those of the inventory or of the configuration. Like
   * {@code ssh}, only the first of them may have others before it.
   *
   * @param behind the hosts for which this one is a jump host
   */
  private SshAnswer answer(SshQuery query, List<SshQuery> behind) {
    Own own = own(query);
    List<SshQuery> hops = query.jumps().orElse(own.hops());
    List<SshQuery> path = Stream.concat(behind.stream(), Stream.of(query)).toList();
    if (!hops.isEmpty() && path.contains(hops.getFirst())) {
      return own.answer()
          .but(new Obstacle("its jump hosts lead to each other (ProxyJump)", Optional.empty()));
    }
    inquire(hops);
    Optional<SshJump> way = Optional.empty();
    for (SshQuery hop : hops) {
      SshAnswer there = way.isEmpty() ? answer(hop, path) : own(hop).answer().by(way);
      way = Optional.of(new SshJump(hop, there));
    }
    return own.answer().by(way);
  }

  private void ask(Map<Kind, SshQuery> queries) {
    try (Workers workers = new Workers();
        ExecutorService few = Executors.newFixedThreadPool(Math.min(AT_A_TIME, queries.size()))) {
      Map<Kind, Future<OpenSshClient.Reply>> awaited = new LinkedHashMap<>();
      queries.forEach(
          (kind, query) -> awaited.put(kind, few.submit(() -> client.ask(query, workers))));
      awaited.forEach((kind, reply) -> replies.put(kind, valueOf(reply)));
    }
  }

  private static OpenSshClient.Reply valueOf(Future<OpenSshClient.Reply> reply) {
    try {
      return reply.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new OpenSshClient.Reply.Failed(new Obstacle("interrupted", Optional.empty()));
    } catch (ExecutionException e) {
      throw new IllegalStateException("asking does not fail", e);
    }
  }

  private Own own(SshQuery query) {
    Own known = told.get(query);
    if (known == null) {
      known = told(query);
      told.put(query, known);
    }
    return known;
  }

  private Own told(SshQuery query) {
    ConfigText text = text(query);
    if (!text.matters(query.name())) {
      return Own.of(SshAnswer.ofNothing(side.home()));
    }
    return switch (Objects.requireNonNull(replies.get(kind(query)))) {
      case OpenSshClient.Reply.Said(ConfigAnswer said) ->
          understood(query, kind(query).said().isPresent() ? placed(said, query) : said);
      case OpenSshClient.Reply.Failed(Obstacle why) ->
          Own.of(SshAnswer.ofNothing(side.home()).but(why));
      case OpenSshClient.Reply.Absent() -> {
        text.riddles().forEach(complaints::riddle);
        yield understood(query, text.answer(query.name()));
      }
    };
  }

  private Own understood(SshQuery query, ConfigAnswer said) {
    complaints.of(query.name(), Unfollowed.of(said));
    // Where no algorithms are mentioned, those that ssh tells of are its own.
    ConfigAnswer usual =
        text(query).mentions(query.name(), ConfigReading.ALGORITHMS) ? usual() : said;
    ConfigReading reading =
        new ConfigReading(side, query, said, usual, text(query).places(query.name()));
    return new Own(reading.answer(), reading.hops());
  }

  /** What was asked for another host of the kind, in which that one's name stands, if any. */
  private ConfigAnswer placed(ConfigAnswer said, SshQuery query) {
    ConfigAnswer named = said.with("hostname", text(query).hostName(query.name()));
    ConfigAnswer ported =
        query.port().map(port -> named.with("port", port.toString())).orElse(named);
    return query.user().map(user -> ported.with("user", user)).orElse(ported);
  }

  /** What {@code ssh} does where nothing is said; asked once in a run. */
  private ConfigAnswer usual() {
    if (usual.isEmpty()) {
      try (Workers workers = new Workers()) {
        usual = Optional.of(said(client.ask(NOTHING_SAID, workers)));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return ConfigAnswer.NOTHING;
      }
    }
    return usual.get();
  }

  private static ConfigAnswer said(OpenSshClient.Reply reply) {
    return switch (reply) {
      case OpenSshClient.Reply.Said(ConfigAnswer said) -> said;
      case OpenSshClient.Reply.Failed _, OpenSshClient.Reply.Absent _ -> ConfigAnswer.NOTHING;
    };
  }

  private Kind kind(SshQuery query) {
    return kinds.computeIfAbsent(
        query,
        _ -> {
          Optional<List<ConfigLine.Said>> said = text(query).said(query.name());
          return new Kind(
              query.source(),
              said,
              said.isPresent() ? Optional.empty() : Optional.of(whole(query)));
        });
  }

  private static SshQuery whole(SshQuery query) {
    return new SshQuery(query.name(), query.port(), query.user(), query.source());
  }

  private static SshQuery named(SshQuery query) {
    return new SshQuery(query.name(), Optional.empty(), Optional.empty(), query.source());
  }

  private ConfigText text(SshQuery query) {
    return texts.computeIfAbsent(
        query.source(), source -> ConfigText.read(side.home(), files(source)));
  }

  private List<ConfigText.Source> files(SshQuery.Source source) {
    Path own = side.home().resolve(".ssh");
    return switch (source) {
      case SshQuery.Source.Nothing() -> List.of();
      case SshQuery.Source.Named(Path file) -> List.of(new ConfigText.Source(file, own));
      case SshQuery.Source.Usual() ->
          List.of(
              new ConfigText.Source(own.resolve("config"), own),
              new ConfigText.Source(systemFile, systemFile.resolveSibling("")));
    };
  }
}
