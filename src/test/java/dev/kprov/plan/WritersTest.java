package dev.kprov.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.state.Fact;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** As whom kprov writes where root is at work. */
class WritersTest {

  private static final String PKI = "/etc/kubernetes/pki";
  private static final String REMEDY =
      "give every directory on the way to root, writable by nobody else,"
          + " or let the playbook name the owner of this one";

  private final Worlds worlds = Worlds.converged();
  private final HostModel worker = worlds.host("worker0");

  @BeforeEach
  void rootIsAtWork() {
    worker.worksAs("root");
  }

  /** What is planned on the worker, each with who writes it. */
  private List<String> planned() {
    return changes().stream().map(WritersTest::told).toList();
  }

  private List<Change> changes() {
    return worlds.plan().hosts().stream()
        .filter(host -> host.host().name().equals("worker0"))
        .flatMap(host -> host.changes().stream())
        .toList();
  }

  private static String told(Change change) {
    return switch (change) {
      case Change.Create create -> as(create.writer()) + " creates " + create.at();
      case Change.Update update -> as(update.writer()) + " updates " + update.at();
      case Change.Blocked blocked -> "blocked " + blocked.subject() + ": " + blocked.cause();
      case Change.Remove remove -> as(remove.writer()) + " removes " + remove.at();
      case Change.Issue _, Change.Recover _, Change.Mark _, Change.Merge _ ->
          throw new AssertionError(change);
    };
  }

  private static String as(Optional<String> writer) {
    return writer.orElse("root");
  }

  private Change.Blocked blocked() {
    return (Change.Blocked) Objects.requireNonNull(changes().getFirst());
  }

  /** The files of the worker shall lie in a directory, both of this owner. */
  private void wanted(String owner) {
    worlds.rewrite(Rewrites.inDirectory(PKI, "0755", owner));
  }

  @Test
  void rootWritesWhereTheWholeWayIsItsOwn() {
    wanted("root");

    assertThat(planned())
        .hasSize(6)
        .startsWith("root creates " + PKI, "root creates " + PKI + "/ca.pem")
        .allMatch(line -> line.startsWith("root "));
  }

  @Test
  void theFilesOfAHomeAreWrittenByTheirOwner() {
    worker.remove("~/ca.pem").put("~/worker0.pem", HostModel.file("rubbish"));

    assertThat(planned())
        .containsExactly(
            "ubuntu creates /home/ubuntu/ca.pem", "ubuntu updates /home/ubuntu/worker0.pem");
  }

  @Test
  void rootMakesTheDirectoryOfAnotherWhoThenWritesItsFiles() {
    wanted("etcd");

    assertThat(planned())
        .hasSize(6)
        .startsWith("root creates " + PKI, "etcd creates " + PKI + "/ca.pem")
        .filteredOn(line -> line.startsWith("etcd "))
        .hasSize(5);
  }

  @Test
  void aDirectoryThatDriftedIsMendedByRootAndIsItsOwnAgain() {
    wanted("root");
    for (Fact drifted :
        List.of(
            HostModel.directory("0777", "root", true),
            HostModel.directory("0755", "ubuntu", true))) {
      worker.put(PKI, drifted);

      assertThat(planned())
          .startsWith("root updates " + PKI, "root creates " + PKI + "/ca.pem")
          .allMatch(line -> line.startsWith("root "));
    }
  }

  @Test
  void rootWritesNothingOfItsOwnBelowADirectoryOfAnother() {
    wanted("root");
    worker.put("/etc/kubernetes", HostModel.directory("0755", "ubuntu", true));

    assertThat(planned())
        .containsExactly(
            "blocked "
                + PKI
                + ": it does not exist, and above it root does not write here,"
                + " because /etc/kubernetes belongs to ubuntu",
            "blocked files: needs " + PKI);
    assertThat(blocked().remedy()).isEqualTo(REMEDY);
  }

  @Test
  void norChangesADirectoryThere() {
    wanted("root");
    worker
        .put("/etc/kubernetes", HostModel.directory("0775", "root", true))
        .put(PKI, HostModel.directory("0700", "root", true));

    assertThat(planned())
        .startsWith(
            "blocked "
                + PKI
                + ": mode 0700 → 0755: root does not change it, because /etc/kubernetes has mode"
                + " 0775, so that others may write there")
        .hasSize(2);
  }

  @Test
  void norBelowASymbolicLink() {
    wanted("root");
    worker
        .put("/etc/kubernetes", new Fact.Symlink(HostModel.stat(0120000, "0777", "root", "root")))
        .put(PKI, HostModel.directory("0755", "root", true));

    assertThat(planned())
        .singleElement()
        .asString()
        .startsWith(
            "blocked "
                + PKI
                + ": root does not write here, because /etc/kubernetes is a symbolic link; so ");
  }

  @Test
  void whatOthersMayChangeIsNoMatterWhereNothingMustBeWritten() {
    worlds.rewrite(Rewrites.files(file -> Rewrites.ownedBy(file, "root", "")));
    Stream.of("ca", "worker0", "worker0-key")
        .map(name -> "~/" + name + ".pem")
        .forEach(this::giveToRoot);
    Stream.of("worker0", "kube-proxy")
        .map(name -> "~/" + name + ".kubeconfig")
        .forEach(this::giveToRoot);

    assertThat(planned()).isEmpty();
  }

  private void giveToRoot(String path) {
    Fact.RegularFile file = (Fact.RegularFile) worker.at(path);
    worker.put(
        path,
        HostModel.file(file.hash().orElseThrow(), file.stat().mode().toString(), "root", "root"));
  }

  @Test
  void anOwnerWritesOnlyWhereTheOwnerMay() {
    worker.remove("~/ca.pem");
    worker.put("~", HostModel.directory("0555", "ubuntu", true));
    assertThat(planned())
        .containsExactly(
            "blocked /home/ubuntu: it is not writable for ubuntu, and root does not write here,"
                + " because /home/ubuntu belongs to ubuntu; so /home/ubuntu/ca.pem must wait");

    worker.put("~", HostModel.directory("0755", "kube", true));
    assertThat(planned()).singleElement().asString().contains("it is not writable for ubuntu");

    worker.put("~", HostModel.directory("0775", "kube", true));
    assertThat(planned()).containsExactly("ubuntu creates /home/ubuntu/ca.pem");
  }

  @Test
  void anOwnerMendsItsOwnDirectoryBelowItsHome() {
    worlds.rewrite(Rewrites.inDirectory("~/pki", "0755", "ubuntu"));
    worker.put("~/pki", HostModel.directory("0700", "ubuntu", true));

    assertThat(planned())
        .hasSize(6)
        .contains("ubuntu updates /home/ubuntu/pki")
        .allMatch(line -> line.startsWith("ubuntu "));
  }

  @Test
  void butNotOneThatBelongsToAnother() {
    worlds.rewrite(Rewrites.inDirectory("~/pki", "0755", "ubuntu"));
    worker.put("~/pki", HostModel.directory("0755", "root", true));

    assertThat(planned())
        .startsWith(
            "blocked /home/ubuntu/pki: owner root → ubuntu; group root → ubuntu: root does not"
                + " change it, because /home/ubuntu belongs to ubuntu");
  }

  @Test
  void aReadOnlyHomeIsToldAsSuchToRootToo() {
    worker.remove("~/ca.pem").put("~", HostModel.directory("0755", "ubuntu", false));

    assertThat(planned())
        .containsExactly(
            "blocked /home/ubuntu: it is read-only, whatever its mode says;"
                + " so /home/ubuntu/ca.pem must wait");
  }

  @Test
  void aNameThatSudoCannotBeGivenIsTold() {
    worlds.rewrite(Rewrites.files(file -> Rewrites.ownedBy(file, "CORP\\kube", "")));

    assertThat(planned())
        .singleElement()
        .asString()
        .startsWith(
            "blocked /home/ubuntu: kprov cannot work as CORP\\kube, and root does not write here,"
                + " because /home/ubuntu belongs to ubuntu; so ");
  }
}
