package dev.kprov.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.base.RemotePath;
import dev.kprov.state.Ground.Filesystem;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Hosts whose filesystems have no room for what is to be written there. */
class CapacityTest {

  private static final String CERT = "~/worker0.pem";

  private final Worlds worlds = Worlds.converged();
  private final HostModel worker = worlds.host("worker0");

  private List<String> planned() {
    return PlanText.on(worlds.plan(), "worker0");
  }

  private void left(long free, long available, long inodes) {
    worker.left(Optional.of(new Filesystem("1", 4096, free, available, Optional.of(inodes))));
  }

  @Test
  void aFullDiskHoldsUpEveryFileOfItAndIsToldOnce() {
    worker.put(CERT, HostModel.file("rubbish")).remove("~/ca.pem");
    left(3, 3, 100);

    assertThat(planned())
        .containsExactly(
            "blocked /home/ubuntu: 16K is needed, and 12K is free; so /home/ubuntu/ca.pem,"
                + " /home/ubuntu/worker0.pem must wait");
    assertThat(PlanText.blockedOn(worlds.plan(), "worker0").remedy())
        .isEqualTo("remove what nobody needs on its filesystem (df /home/ubuntu)");
  }

  @Test
  void whatJustFitsIsWritten() {
    worker.put(CERT, HostModel.file("rubbish")).remove("~/ca.pem");
    left(4, 4, 5);

    assertThat(planned()).hasSize(2).noneMatch(line -> line.startsWith("blocked"));
  }

  @Test
  void aFilesystemWithoutInodesIsToldApartFromAFullOne() {
    worker.put(CERT, HostModel.file("rubbish")).remove("~/ca.pem");
    left(1000, 1000, 4);

    assertThat(planned())
        .containsExactly(
            "blocked /home/ubuntu: 5 inodes are needed, and 4 are free; so /home/ubuntu/ca.pem,"
                + " /home/ubuntu/worker0.pem must wait");
    assertThat(PlanText.blockedOn(worlds.plan(), "worker0").remedy())
        .isEqualTo("remove what nobody needs on its filesystem (df -i /home/ubuntu)");
  }

  @Test
  void whereNothingIsToBeWrittenNoRoomIsNeeded() {
    left(0, 0, 0);

    assertThat(planned()).isEmpty();
  }

  @Test
  void rightsAreMendedOnAFullDiskToo() {
    worker.put(CERT, HostModel.file(StoreModel.hash("rubbish"), "0600", "ubuntu", "ubuntu"));
    worlds.carryOut(worlds.plan());
    worlds.rewrite(Rewrites.inDirectory("/srv/pki", "0755", "ubuntu"));
    worker.put("/srv/pki", HostModel.directory("0700", "ubuntu", true));
    left(0, 0, 0);

    assertThat(planned()).first().asString().startsWith("update /srv/pki: mode 0700 → 0755");
  }

  @Test
  void directoriesThatAreToBeMadeCountWithAllAboveThem() {
    worlds.rewrite(Rewrites.inDirectory("/srv/a/b", "0755", "root"));
    worker.worksAs("root");
    left(1000, 1000, 9);

    assertThat(planned()).anyMatch(line -> line.contains(": 11 inodes are needed, and 9 are free"));
  }

  @Test
  void whatIsKeptBackForRootIsForRootAlone() {
    worlds.rewrite(Rewrites.files(file -> Rewrites.ownedBy(file, "root", "root")));
    worker.worksAs("root").put("~", HostModel.directory("0755", "root", true));
    left(100, 0, 100);

    assertThat(planned()).isNotEmpty().noneMatch(line -> line.startsWith("blocked"));

    worker.worksAs("ubuntu").put("~", HostModel.directory("0755", "ubuntu", true));
    worlds.rewrite(playbook -> playbook);
    worker.put(CERT, HostModel.file("rubbish"));

    assertThat(planned()).anyMatch(line -> line.contains("and 0B is free"));
  }

  @Test
  void aHostThatCannotTellIsNotHeldUp() {
    worker.left(Optional.empty()).put(CERT, HostModel.file("rubbish"));

    assertThat(planned())
        .singleElement()
        .asString()
        .startsWith("update /home/ubuntu/worker0.pem: content differs");
  }

  @Test
  void aDirectoryBelowOneThatCannotBeWrittenIsNotBegun() {
    worlds.rewrite(Rewrites.inDirectory("/srv/a/b", "0755", "ubuntu"));

    assertThat(planned())
        .containsExactly(
            "blocked /srv/a/b: it does not exist, and / is not writable for ubuntu",
            "blocked files: needs /srv/a/b");
    assertThat(Preflight.failures(worlds.plan()))
        .filteredOn(failure -> failure.host().equals("worker0"))
        .singleElement()
        .satisfies(failure -> {
          assertThat(failure.check()).isEqualTo(Check.WRITABLE);
          assertThat(failure.subject()).isEqualTo(new RemotePath("/srv/a/b").text());
        });
  }

  @Test
  void aHostThatIsNotReachedIsAmongThoseThatAreNotFit() {
    worker.down();
    worlds
        .host("control0")
        .put("~", HostModel.directory("0555", "ubuntu", false))
        .remove("~/ca.pem");

    assertThat(Preflight.failures(worlds.plan()))
        .extracting(failure -> failure.host() + " " + failure.check().word() + " " + failure.text())
        .containsExactly(
            "control0 writable /home/ubuntu: it is not writable for ubuntu; so"
                + " /home/ubuntu/ca.pem must wait",
            "worker0 reachable connection refused");
  }
}
