package dev.kprov.cli;

import dev.kprov.base.IoCause;
import dev.kprov.base.Place;
import dev.kprov.base.Problem;
import dev.kprov.base.RunFailure;
import dev.kprov.config.ClusterFiles;
import dev.kprov.config.HostList;
import dev.kprov.config.NewInventory;
import dev.kprov.config.Operator;
import dev.kprov.config.Outline;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code kprov init}. */
final class InitCommand extends Subcommand {

  private static final String STDOUT = "-";

  private final Given<Path> file =
      Parameter.of(Path.class, 0, "FILE", "The inventory to write; - for standard output.")
          .in(spec());

  private final Given<String> playbook =
      Option.of(
              String.class,
              "--playbook",
              "NAME",
              "The layout: a shipped playbook, or a path relative to the inventory.")
          .in(spec());

  private final Given<String> name =
      Option.of(
              String.class,
              "--name",
              "NAME",
              "What the cluster is called (default: as the playbook).")
          .in(spec());

  private final Given<String> domain =
      Option.of(
              String.class,
              "--domain",
              "DOMAIN",
              "DNS domain of the hosts (default: as the cluster).")
          .in(spec());

  private final Given<String> serviceSubnet =
      Option.of(
              String.class,
              "--service-subnet",
              "CIDR",
              "Subnet of the cluster's services (default: ${DEFAULT-VALUE}).")
          .byDefault("10.32.0.0/16")
          .in(spec());

  private final Given<String> apiName =
      Option.of(
              String.class,
              "--api-name",
              "NAME",
              "DNS name by which clients reach the API (default: ${DEFAULT-VALUE}).")
          .byDefault("kubernetes")
          .in(spec());

  private final Given<String> apiAddress =
      Option.of(
              String.class,
              "--api-address",
              "ADDRESS",
              "Address by which clients reach the API: the load balancer's.")
          .in(spec());

  private final Given<String> apiPort =
      Option.of(String.class, "--api-port", "PORT", "Port of the API (default: ${DEFAULT-VALUE}).")
          .byDefault("6443")
          .in(spec());

  private final Given<String> user =
      Option.of(String.class, "--user", "USER", "Login name for SSH (default: yours).").in(spec());

  private final Given<String> identity =
      Option.of(
              String.class,
              "--identity",
              "FILE",
              "Private key for SSH (default: the usual ones in ~/.ssh).")
          .in(spec());

  private final Given<Map<String, String>> hosts =
      Option.pairs(
              "--hosts",
              "ROLE=HOSTS",
              "The hosts of a role, as addresses with commas; a range stands for several:"
                  + " control=192.168.1.[11:13]. Names go before an @: lb@192.168.1.20; without one"
                  + " they are control0, control1 and so on. May be given for each role.")
          .in(spec());

  InitCommand(RootCommand root) {
    super(
        root,
        "init",
        "Writes a first inventory, with comments, and never over a file that exists. What no option"
            + " says is asked for, if there is a terminal.",
        "Example: kprov init my-cluster.yaml --playbook kubenet --api-address 192.168.1.21"
            + " --hosts control=192.168.1.[11:13] --hosts worker=192.168.1.[14:16]");
  }

  @Override
  public Integer call() throws RunFailure {
    PrintStream out = root().printed();
    Path place = isStdout() ? Path.of("inventory.yaml") : file.get();
    if (!isStdout() && Files.exists(file.get(), LinkOption.NOFOLLOW_LINKS)) {
      throw exists();
    }
    String text = text(place);
    if (isStdout()) {
      out.print(text);
    } else {
      write(text);
      out.println(file.get() + ": written");
    }
    return ExitCode.GOOD.number();
  }

  private boolean isStdout() {
    return file.get().toString().equals(STDOUT);
  }

  /** The inventory, read back as a run would read it. */
  private String text(Path place) throws RunFailure {
    try {
      String text = inventory(place).text();
      Operator operator = new Operator(root().surroundings().home(), root().surroundings().user());
      ClusterFiles.read(text, place, operator);
      return text;
    } catch (RunFailure e) {
      // A wrong answer is no wrong file.
      throw new RunFailure(
          e.kind() == RunFailure.Kind.BAD_FILE ? RunFailure.Kind.USAGE : e.kind(),
          e.problems().stream().map(InitCommand::said).toList());
    }
  }

  /** What stands in no file that exists has no place to be told of. */
  private static Problem said(Problem problem) {
    Optional<Place> real = problem.place().filter(place -> Files.exists(Path.of(place.file())));
    return new Problem(real, problem.message(), problem.hint());
  }

  private NewInventory inventory(Path place) throws RunFailure {
    boolean complete = playbook.isGiven() && apiAddress.isGiven() && !hosts.get().isEmpty();
    Answers answers =
        new Answers(
            complete ? Terminal.NONE : root().surroundings().terminal(),
            root().surroundings().cancellation(),
            missing());
    String shipped = String.join(", ", ClusterFiles.shippedPlaybooks());
    Outline outline =
        Outline.of(answers.needed(playbook, "the layout (" + shipped + ", or a path)"), place);
    String cluster = answers.orElse(name, "the cluster's name", called(outline));
    return new NewInventory(
        outline,
        cluster,
        answers.orElse(domain, "DNS domain of the hosts", cluster),
        serviceSubnet.get(),
        new NewInventory.Api(
            apiName.get(),
            answers.needed(apiAddress, "address of the API (the load balancer's)"),
            apiPort.get()),
        answers.orElse(user, "login name for SSH", root().surroundings().user()),
        identity.maybe(),
        entries(outline, answers));
  }

  /** As a shipped playbook; one's own may be called anything. */
  private static String called(Outline playbook) {
    return ClusterFiles.shippedPlaybooks().contains(playbook.name()) ? playbook.name() : "cluster";
  }

  private List<NewInventory.Entry> entries(Outline playbook, Answers answers) throws RunFailure {
    Map<String, String> given = new LinkedHashMap<>(hosts.get());
    if (given.isEmpty()) {
      for (String role : playbook.roles()) {
        String question = "hosts of role " + role + ", as 10.0.0.[11:13] or a list (empty: none)";
        answers.optional(question).ifPresent(text -> given.put(role, text));
      }
    }
    List<NewInventory.Entry> entries = new ArrayList<>();
    for (Map.Entry<String, String> role : given.entrySet()) {
      entries.addAll(HostList.read(role.getKey(), role.getValue()));
    }
    return entries;
  }

  private List<String> missing() {
    List<String> missing = new ArrayList<>();
    if (!playbook.isGiven()) {
      missing.add("--playbook");
    }
    if (!apiAddress.isGiven()) {
      missing.add("--api-address");
    }
    if (hosts.get().isEmpty()) {
      missing.add("--hosts");
    }
    return missing;
  }

  private void write(String text) throws RunFailure {
    try {
      Path parent = file.get().toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.writeString(file.get(), text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException _) {
      throw exists();
    } catch (IOException e) {
      throw new RunFailure(
          RunFailure.Kind.LOCAL_IO, "cannot write " + file.get() + ": " + IoCause.of(e));
    }
  }

  private RunFailure exists() {
    return new RunFailure(
        RunFailure.Kind.USAGE,
        file.get() + " exists already",
        "name another file, or - to see the text");
  }
}
