package dev.kprov.cli;

import dev.kprov.base.Problem;
import dev.kprov.base.RunFailure;
import dev.kprov.config.ClusterDefinition;
import dev.kprov.config.ClusterFiles;
import dev.kprov.config.Operator;
import dev.kprov.config.Pushing;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Selector;
import dev.kprov.mint.NativeCryptography;
import dev.kprov.plan.Wishes;
import dev.kprov.result.Merge;
import dev.kprov.result.PlanOptions;
import dev.kprov.result.PlanSheet;
import dev.kprov.run.KubeconfigMerge;
import dev.kprov.run.MergeOrder;
import dev.kprov.run.ReissueOrder;
import dev.kprov.run.Request;
import dev.kprov.run.Run;
import dev.kprov.run.StoreErrand;
import dev.kprov.ssh.OperatorConfig;
import dev.kprov.ssh.OperatorSide;
import dev.kprov.ssh.SshConnector;
import dev.kprov.ssh.Workstation;
import dev.kprov.store.Store;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** The common options, which may stand anywhere on the line, and the wiring of a run. */
final class RootCommand implements Runnable {

  private final Surroundings surroundings;
  private final OperatorConfig sshConfig;

  private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);
  private final Given<String> limit =
      Option.of(
              String.class,
              "--limit",
              "PATTERN",
              "Only these hosts: names, globs and roles, with commas; !x excludes.")
          .everywhere()
          .in(spec);
  private final Given<Integer> forks =
      Option.of(
              Integer.class,
              "--forks",
              "N",
              "How many hosts to work on at a time (default: ${DEFAULT-VALUE}).")
          .byDefault("16")
          .everywhere()
          .in(spec);
  private final Given<Map<String, String>> sets =
      Option.pairs("--set", "NAME=VALUE", "Overrides a var of the playbook.").everywhere().in(spec);
  private final Given<Path> store =
      Option.of(
              Path.class,
              "--store",
              "DIR",
              "The store itself (default: pki/CLUSTER beside the inventory).")
          .everywhere()
          .in(spec);
  private final Given<Integer> lockTimeout =
      Option.of(
              Integer.class,
              "--lock-timeout",
              "SECONDS",
              "How long to wait for another run (default: ${DEFAULT-VALUE}).")
          .byDefault("0")
          .everywhere()
          .in(spec);
  private final SecretOptions secrets = new SecretOptions(spec);
  private final OutputOptions showing = new OutputOptions(spec);
  private Optional<Session> session = Optional.empty();

  RootCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.sshConfig =
        new OperatorConfig(
            new OperatorSide(surroundings.home(), surroundings.user(), surroundings.environment()),
            told -> session().warn("SSH configuration: " + told));
    // picocli has both itself, but with annotations.
    Option.help("-h,--help", "Show this help message and exit.").everywhere().in(spec);
    Option.version("-V,--version", "Print version information and exit.").everywhere().in(spec);
    describe();
  }

  private void describe() {
    spec.name("kprov")
        .scopeType(ScopeType.INHERIT)
        .versionProvider(new Version())
        .usageMessage()
        .description("Makes the PKI of a Kubernetes cluster and keeps it true on every host.")
        .synopsisHeading("Usage: ")
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(ExitCode.explained());
  }

  CommandSpec spec() {
    return spec;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  Surroundings surroundings() {
    return surroundings;
  }

  /** Reads both files, for what pushes nothing. */
  ClusterDefinition cluster(Path inventory) throws RunFailure {
    return cluster(inventory, _ -> false, _ -> {});
  }

  /** Reads both files, and with them all that may be pushed. */
  ClusterDefinition whole(Path inventory) throws RunFailure {
    return cluster(inventory, this::mayPush, _ -> {});
  }

  private boolean mayPush(Path usual) throws RunFailure {
    return !Store.at(storeAt(usual)).isExport();
  }

  /**
   * Reads both files.
   *
   * @param hosts told them as soon as they are known
   */
  ClusterDefinition cluster(Path inventory, Pushing pushing, Consumer<List<Host>> hosts)
      throws RunFailure {
    ClusterDefinition cluster =
        ClusterFiles.read(
            inventory,
            sets.get(),
            new Operator(surroundings.home(), surroundings.user(), sshConfig::of),
            folder -> Store.at(storeAt(folder)).ledger(),
            pushing,
            hosts);
    session().worksOn(cluster.inventory().cluster().name());
    return cluster;
  }

  /** What is asked of a command that makes nothing again. */
  Request request() throws RunFailure {
    return request(false, ReissueOrder.NONE, Optional.empty(), Wishes.Prune.NOTHING);
  }

  private Request request(
      boolean assumeNewCluster,
      ReissueOrder reissue,
      Optional<Wishes.Leave> leave,
      Wishes.Prune prune)
      throws RunFailure {
    return new Request(
        selector(),
        store.maybe(),
        forks(),
        assumeNewCluster,
        reissue,
        leave,
        prune,
        Duration.ofSeconds(lockTimeout.get()),
        surroundings.actor(spec.commandLine().getParseResult().originalArgs()),
        surroundings.deadlines(),
        surroundings.kubeconfigs(),
        secrets.passphrases(session().terminal()),
        secrets.sudoPasswords(session().terminal()));
  }

  private Selector selector() throws RunFailure {
    return limit.isGiven() ? Selector.parse(limit.get()) : Selector.ALL;
  }

  /** Whether only some hosts are meant. */
  boolean limited() {
    return limit.isGiven();
  }

  int forks() throws RunFailure {
    if (forks.get() < 1) {
      throw new RunFailure(RunFailure.Kind.USAGE, "--forks must be at least 1");
    }
    return forks.get();
  }

  /** The hosts of an inventory within the limit. */
  List<Host> hosts(Path inventory) throws RunFailure {
    return selector().select(cluster(inventory).inventory());
  }

  /** The session of this command; begun when first asked for. */
  Session begin() throws RunFailure {
    if (showing.events() && showing.output() != Output.JSON) {
      throw new ParameterException(typed(), "--events needs -o json");
    }
    requireForm();
    Session begun = session(showing.output());
    begun.log(showing.verbose(), showing.logFile());
    return begun;
  }

  private void requireForm() {
    if (!showing.output().suits(command())) {
      throw new ParameterException(
          typed(), command() + " has no result in the form " + showing.output());
    }
  }

  /** Where a result goes that is printed as it is, and has no other form. */
  PrintStream printed() {
    requireForm();
    return surroundings.out();
  }

  /** The session of a command whose options may not have been understood. */
  Session session(Output asked) {
    Session begun =
        session.orElseGet(() ->
            new Session(
                surroundings,
                Screen.of(surroundings.environment(), showing.noColour()),
                asked,
                showing.events()));
    session = Optional.of(begun);
    return begun;
  }

  /**
   * Where there is no result in the form that was asked for, people are told so in theirs, and
   * programs in JSON.
   */
  Session session() {
    Output asked = showing.output();
    return session(asked == Output.JSON || asked.suits(command()) ? asked : Output.TEXT);
  }

  /** The command that was typed: {@code user add}. */
  String command() {
    String whole = typed().getCommandSpec().qualifiedName();
    return whole.substring(whole.indexOf(' ') + 1);
  }

  private CommandLine typed() {
    ParseResult parsed = spec.commandLine().getParseResult();
    while (parsed.hasSubcommand()) {
      parsed = parsed.subcommand();
    }
    return parsed.commandSpec().commandLine();
  }

  /** Puts together what a command needs that works on the store alone. */
  StoreErrand errand(Path inventory) throws RunFailure {
    ClusterDefinition cluster = cluster(inventory);
    store(cluster);
    return new StoreErrand(
        cluster,
        request(),
        surroundings.clock(),
        surroundings.cancellation(),
        begin().view()::event);
  }

  /** Merges a kubeconfig of the store into the operator's own. */
  Merge merge(Path inventory, MergeOrder order) throws RunFailure {
    ClusterDefinition cluster = cluster(inventory);
    store(cluster);
    return KubeconfigMerge.of(cluster, request(), order);
  }

  private Path storeAt(Path usual) {
    return store.maybe().orElse(usual);
  }

  /** The folder of a cluster's store. */
  Path store(ClusterDefinition cluster) {
    Path folder = storeAt(cluster.defaultStore());
    session().keepsIn(folder);
    return folder;
  }

  /** A run that only looks. */
  Run run(Path inventory) throws RunFailure {
    return run(inventory, true);
  }

  /** A run that only looks, and at hosts only where it shall. */
  Run run(Path inventory, boolean atHosts) throws RunFailure {
    Request request = request();
    return new RunAssembly(this, request)
        .run(inventory, _ -> false, now(), atHosts ? request::soon : _ -> List.of());
  }

  /** A run after which a host is out of the cluster, or in it again. */
  Run run(Path inventory, Wishes.Leave leave) throws RunFailure {
    Request request = request(false, ReissueOrder.NONE, Optional.of(leave), Wishes.Prune.NOTHING);
    return new RunAssembly(this, request).run(inventory, _ -> false, now(), _ -> List.of());
  }

  /** A run that brings all to what the playbook says. */
  Run run(Path inventory, boolean assumeNewCluster, ReissueOrder reissue, Wishes.Prune prune)
      throws RunFailure {
    Request request = request(assumeNewCluster, reissue, Optional.empty(), prune);
    return new RunAssembly(this, request).run(inventory, this::mayPush, now(), request::soon);
  }

  /** What a plan is asked for with. */
  PlanOptions options(
      Path inventory, boolean assumeNewCluster, ReissueOrder reissue, Wishes.Prune prune) {
    return new PlanOptions(
        inventory,
        sets.get(),
        limit.maybe(),
        store.maybe(),
        assumeNewCluster,
        reissue.names(),
        reissue.newKeys(),
        prune);
  }

  /**
   * A run that is asked for what a saved plan was asked for, at the time of that plan. Its store
   * may be another folder: the plan knows it by what it holds.
   */
  Run runOf(PlanSheet plan) throws RunFailure {
    if (limited() || !sets.get().isEmpty()) {
      throw new ParameterException(
          typed(), "--limit and --set are the saved plan's: leave them out");
    }
    PlanOptions options = plan.options();
    limit.replace(options.limit());
    store.replace(store.maybe().or(options::store));
    sets.replace(Optional.of(options.set()));
    ReissueOrder reissue = new ReissueOrder(options.reissue(), options.newKeys());
    Request request =
        request(options.assumeNewCluster(), reissue, Optional.empty(), options.prune());
    try {
      return new RunAssembly(this, request)
          .run(options.inventory(), this::mayPush, plan.basis().time(), request::soon);
    } catch (RunFailure e) {
      throw refused(e.problems());
    }
  }

  /** Of a plan whose inventory or playbook says nothing any more, or other hosts. */
  private static RunFailure refused(List<Problem> why) {
    List<Problem> problems = new ArrayList<>();
    problems.add(
        Problem.of(
            "the plan is refused: its inventory and playbook cannot be read as they were",
            "put them back as they were, or make a new plan"));
    problems.addAll(why);
    return new RunFailure(RunFailure.Kind.REFUSED, problems);
  }

  private Instant now() {
    return surroundings.clock().instant();
  }

  /** What SSH finds on this side. */
  Workstation workstation(Path inventory) throws RunFailure {
    return workstation(inventory, session().terminal());
  }

  /** The same, with another terminal. */
  Workstation workstation(Path inventory, Terminal terminal) throws RunFailure {
    return surroundings.workstation(inventory, terminal, secrets.loginQuestions(terminal));
  }

  /** What connects to hosts from there. It is dear to make: a native library is loaded for it. */
  SshConnector connector(Workstation here) {
    NativeCryptography.prefer();
    return new SshConnector(here, surroundings.deadlines().connect());
  }
}
