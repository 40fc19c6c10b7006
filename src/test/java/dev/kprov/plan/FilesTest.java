package dev.kprov.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.base.Mode;
import dev.kprov.base.RemotePath;
import dev.kprov.state.Fact;
import dev.kprov.state.Resource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is planned for what lies, or does not lie, in the place of a file or directory. */
class FilesTest {

  private static final String CERT = "~/worker0.pem";
  private static final String AT = "/home/ubuntu/worker0.pem";
  private static final String PKI = "/etc/kubernetes/pki";

  private final Worlds worlds = Worlds.converged();
  private final HostModel worker = worlds.host("worker0");

  private List<String> planned() {
    return PlanText.on(worlds.plan(), "worker0");
  }

  private Fact.RegularFile there() {
    return (Fact.RegularFile) worker.at(CERT);
  }

  private void with(String mode, String owner, String group) {
    worker.put(CERT, HostModel.file(there().hash().orElseThrow(), mode, owner, group));
  }

  @Test
  void aMissingFileIsCreated() {
    worker.remove(CERT);

    assertThat(planned()).containsExactly("create " + AT);
  }

  @Test
  void otherContentIsReplaced() {
    worker.put(CERT, HostModel.file("rubbish"));

    assertThat(planned())
        .containsExactly("update " + AT + ": content differs: it holds no whole certificate");
  }

  @Test
  void otherContentOfAKeyIsReplacedAndNotCalledABadCertificate() {
    worker.put(
        "~/worker0-key.pem",
        HostModel.file(there().hash().orElseThrow(), "0600", "ubuntu", "ubuntu"));

    assertThat(planned()).containsExactly("update /home/ubuntu/worker0-key.pem: content differs");
  }

  @Test
  void contentThatCannotBeReadIsReplaced() {
    worker.put(CERT, new Fact.RegularFile(there().stat(), Optional.empty(), ""));

    assertThat(planned()).containsExactly("update " + AT + ": content cannot be read");
  }

  @Test
  void aWiderModeIsNarrowed() {
    with("0666", "ubuntu", "ubuntu");

    assertThat(planned()).containsExactly("update " + AT + ": mode 0666 → 0644");
  }

  @Test
  void aSetUserIdBitIsADifference() {
    with("4644", "ubuntu", "ubuntu");

    assertThat(planned()).containsExactly("update " + AT + ": mode 4644 → 0644");
  }

  @Test
  void anotherOwnerAndGroupAreMended() {
    with("0644", "root", "root");

    assertThat(planned())
        .containsExactly("update " + AT + ": owner root → ubuntu; group root → ubuntu");
  }

  @Test
  void aSymlinkIsReplacedByAFile() {
    worker.put(CERT, new Fact.Symlink(HostModel.stat(0120000, "0777", "ubuntu", "ubuntu")));

    assertThat(planned()).containsExactly("update " + AT + ": type symlink → file");
  }

  @Test
  void anEmptyDirectoryIsReplacedByAFile() {
    Fact.Directory empty = HostModel.directory("0755", "ubuntu", true);
    worker.put(CERT, new Fact.Directory(empty.stat(), true, true, false));

    assertThat(planned()).containsExactly("update " + AT + ": type empty directory → file");
  }

  @Test
  void aDirectoryWithFilesIsBlocked() {
    worker.put(CERT, HostModel.directory("0755", "ubuntu", true));

    assertThat(planned())
        .containsExactly("blocked " + AT + ": a directory with files is in its place");
  }

  @Test
  void aMountPointIsBlockedEvenWhereItIsEmpty() {
    Fact.Directory directory = HostModel.directory("0755", "ubuntu", true);
    worker.put(CERT, new Fact.Directory(directory.stat(), true, true, true));

    assertThat(planned())
        .containsExactly("blocked " + AT + ": a filesystem is mounted in its place");
  }

  @Test
  void aDeviceIsBlocked() {
    worker.put(CERT, new Fact.Special(HostModel.stat(0020000, "0600", "root", "root")));

    assertThat(planned())
        .containsExactly("blocked " + AT + ": a device, pipe or socket is in its place");
  }

  @Test
  void whatCannotBeSeenIsBlockedOnceForAllFilesOfItsDirectory() {
    worker.put(CERT, new Fact.Unreadable()).put("~/ca.pem", new Fact.Unreadable());

    assertThat(planned())
        .containsExactly(
            "blocked /home/ubuntu: it cannot be searched by ubuntu; so /home/ubuntu/ca.pem, "
                + AT
                + " must wait");
  }

  @Test
  void aReadOnlyHomeIsToldOnceWithAllThatMustBeWrittenThere() {
    worker
        .put("~", HostModel.directory("0555", "ubuntu", false))
        .remove("~/ca.pem")
        .put(CERT, HostModel.file("rubbish"));

    Change.Blocked blocked = PlanText.blockedOn(worlds.plan(), "worker0");

    assertThat(blocked.subject()).isEqualTo("/home/ubuntu");
    assertThat(blocked.cause())
        .isEqualTo("it is not writable for ubuntu; so /home/ubuntu/ca.pem, " + AT + " must wait");
    assertThat(blocked.remedy()).isEqualTo("make it writable for ubuntu");
  }

  @Test
  void aReadOnlyHomeIsNoMatterWhereNothingMustBeWritten() {
    worker.put("~", HostModel.directory("0555", "ubuntu", false));

    assertThat(planned()).isEmpty();
  }

  @Test
  void aMissingHomeIsBlocked() {
    worker.empty().remove("~");

    assertThat(planned())
        .singleElement()
        .asString()
        .startsWith("blocked /home/ubuntu: it does not exist; so /home/ubuntu/ca.pem, ");
  }

  @Test
  void aHomeThatIsNoDirectoryIsBlocked() {
    worker.put("~", HostModel.file("no directory")).remove(CERT);

    assertThat(planned())
        .containsExactly(
            "blocked /home/ubuntu: it is no directory that can be used; so " + AT + " must wait");
  }

  @Test
  void filesThatMustBelongToAnotherAreBlockedForAnOrdinaryUser() {
    worlds.rewrite(Rewrites.files(file -> Rewrites.ownedBy(file, "kube", "")));

    assertThat(planned())
        .singleElement()
        .asString()
        .startsWith(
            "blocked /home/ubuntu: files here must belong to kube, and ubuntu may not give them"
                + " away; so /home/ubuntu/ca.pem, ");
  }

  @Test
  void rootGivesFilesAway() {
    worlds.rewrite(Rewrites.files(file -> Rewrites.ownedBy(file, "kube", "kube")));
    worker.worksAs("root").put("~", HostModel.directory("0755", "root", true));

    assertThat(planned())
        .hasSize(5)
        .contains("update " + AT + ": owner ubuntu → kube; group ubuntu → kube");
  }

  @Test
  void thePrimaryGroupOfAnyUserIsNotKnownAndNotCompared() {
    worlds.rewrite(Rewrites.files(file -> Rewrites.ownedBy(file, "kube", "")));
    worker.worksAs("root").put("~", HostModel.directory("0755", "root", true));
    with("0644", "kube", "users");

    assertThat(planned()).hasSize(4).noneMatch(line -> line.contains(AT));
  }

  @Test
  void thePrimaryGroupOfTheSshUserIsKnownToRoot() {
    worker.worksAs("root");
    with("0644", "ubuntu", "users");

    assertThat(planned()).containsExactly("update " + AT + ": group users → ubuntu");
  }

  @Test
  void aDirectoryThatItsModeLetsUsWriteAndTheHostDoesNotIsReadOnly() {
    worker.put("~", HostModel.directory("0755", "ubuntu", false)).remove(CERT);

    Change.Blocked blocked = PlanText.blockedOn(worlds.plan(), "worker0");

    assertThat(blocked.cause())
        .isEqualTo("it is read-only, whatever its mode says; so " + AT + " must wait");
    assertThat(blocked.remedy())
        .isEqualTo("mount its filesystem read-write, or take its immutable attribute away");
  }

  @Test
  void aWantedGroupIsCompared() {
    worlds.rewrite(Rewrites.files(file -> Rewrites.ownedBy(file, "ubuntu", "kube")));

    assertThat(planned()).hasSize(5).allMatch(line -> line.endsWith(": group ubuntu → kube"));
  }

  @Test
  void aMissingDirectoryIsCreatedBeforeItsFiles() {
    worlds.rewrite(Rewrites.inDirectory(PKI, "0755", "ubuntu"));
    worker.put("/etc/kubernetes", HostModel.directory("0755", "ubuntu", true));

    assertThat(planned()).startsWith("create " + PKI, "create " + PKI + "/ca.pem").hasSize(6);
  }

  @Test
  void aDirectoryThatCannotBeMadeIsToldOnceAndItsFilesWait() {
    worlds.rewrite(Rewrites.inDirectory(PKI, "0755", "ubuntu"));
    worker.put("/etc/kubernetes", HostModel.directory("0755", "root", false));

    assertThat(planned())
        .containsExactly(
            "blocked "
                + PKI
                + ": it does not exist, and /etc/kubernetes is not writable for ubuntu",
            "blocked files: needs " + PKI);
  }

  @Test
  void aDirectoryWithAnotherModeIsMendedBeforeItsFiles() {
    worlds.rewrite(Rewrites.inDirectory(PKI, "0755", "ubuntu"));
    worker.put(PKI, HostModel.directory("0500", "ubuntu", false));

    assertThat(planned())
        .startsWith("update " + PKI + ": mode 0500 → 0755", "create " + PKI + "/ca.pem");
  }

  @Test
  void aDirectoryOfAnotherOwnerIsBlockedForAnOrdinaryUser() {
    worlds.rewrite(Rewrites.inDirectory(PKI, "0755", "ubuntu"));
    worker.put(PKI, HostModel.directory("0755", "root", false));

    assertThat(planned())
        .startsWith(
            "blocked "
                + PKI
                + ": owner root → ubuntu; group root → ubuntu: ubuntu may not change that")
        .hasSize(2);
  }

  @Test
  void aDirectoryOfOursIsNotGivenAwayByAnOrdinaryUser() {
    worlds.rewrite(
        Rewrites.placements(resources ->
            resources.isEmpty()
                ? resources
                : List.of(
                    new Resource.Directory(
                        new RemotePath(PKI), Mode.PUBLIC_DIRECTORY, "root", ""))));
    worker.put(PKI, HostModel.directory("0755", "ubuntu", true));

    assertThat(planned())
        .containsExactly("blocked " + PKI + ": owner ubuntu → root: ubuntu may not change that");
  }

  @Test
  void whatIsNoDirectoryIsNeverReplacedByOne() {
    worlds.rewrite(Rewrites.inDirectory(PKI, "0755", "ubuntu"));
    worker.put(PKI, new Fact.Symlink(HostModel.stat(0120000, "0777", "root", "root")));

    assertThat(planned())
        .startsWith("blocked " + PKI + ": it is no directory, but one must be here")
        .hasSize(2);
  }

  @Test
  void aDirectoryThatCannotBeSeenIsBlocked() {
    worlds.rewrite(Rewrites.inDirectory(PKI, "0755", "ubuntu"));
    worker.put(PKI, new Fact.Unreadable());

    assertThat(planned()).startsWith("blocked " + PKI + ": it cannot be seen by ubuntu").hasSize(2);
  }
}
