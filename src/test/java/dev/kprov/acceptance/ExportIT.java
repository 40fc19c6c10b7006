package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.lab.Lab;
import dev.kprov.view.JsonSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Who has the public export of a store sees of the cluster what the owner of the keys sees. */
@TestMethodOrder(OrderAnnotation.class)
class ExportIT {

  private static final String HOME = "/home/ubuntu/";

  @TempDir private static Path folder;
  private static Lab lab;
  private static Operator operator;
  private static Path export;

  @BeforeAll
  static void aClusterWithAUserAndItsExport() throws IOException {
    operator = Layout.KUBENET.fresh(folder);
    lab = operator.lab();
    operator.narrow(List.of("control0", "worker0", "worker1"));
    assertThat(operator.up().exit()).isZero();
    assertThat(operator.run("user add", "jane").exit()).isZero();
    Instant now = Instant.now();
    operator.at(() -> now);
    export = folder.resolve("public");
    export();
    JsonSchema.EXPORT.accepts(Files.readString(export.resolve("public.json")));
  }

  private static void export() {
    Operator.Ran ran = operator.run("store export", "--public", "--to", export.toString());
    assertThat(ran.exit()).as(ran.toString()).isZero();
  }

  private static Operator.Ran on(Path store, String command, String... options) {
    return operator.run(
        command,
        Stream.concat(Stream.of(options), Stream.of("--store", store.toString()))
            .toArray(String[]::new));
  }

  /** What a command says, byte for byte, but for the place of the store. */
  private static Operator.Ran same(int exit, String command, String... options) {
    Operator.Ran there = on(operator.store(), command, options);
    Operator.Ran here = on(export, command, options);
    assertThat(there.exit()).as(there.toString()).isEqualTo(exit);
    assertThat(here.exit()).as(here.toString()).isEqualTo(exit);
    assertThat(here.out().replace(export.toString(), operator.store().toString()))
        .isEqualTo(there.out());
    assertThat(here.errors()).isEqualTo(there.errors());
    return here;
  }

  @Test
  @Order(1)
  void ofAConvergedClusterItSaysTheSame() {
    for (String command : List.of("plan", "verify", "certs", "lint", "user list", "journal")) {
      same(0, command, "-o", "json");
    }
    same(0, "verify");
    same(0, "verify", "-o", "junit");
    same(0, "journal", "--verify");
    same(2, "plan", "--reissue", "@worker0", "--new-key", "-o", "json");
  }

  @Test
  @Order(2)
  void ofDriftItSaysTheSame() {
    lab.shell("worker0", "cd " + HOME + "; rm ca.pem; cp worker0.pem old-ca.pem");
    lab.shell("worker1", "cd " + HOME + "; echo x >> worker1-key.pem; chmod 0644 worker1.pem");
    lab.shell("control0", "cd " + HOME + "; sed -i s/6443/6444/ kube-scheduler.kubeconfig");

    assertThat(same(2, "plan", "-o", "json").out()).contains("ca.pem", "worker1-key.pem");
    same(1, "verify", "-o", "json");
    same(1, "verify", "-o", "junit");
    lab.shell("worker0", "rm " + HOME + "old-ca.pem");
  }

  @Test
  @Order(3)
  void ofWhatTheInventoryNowWantsItSaysTheSame() throws IOException {
    String before = Files.readString(operator.inventory());
    operator.edit(text ->
        text.replaceFirst("apiServer: \\{ ", "apiServer: { extraNames: [api.example.org], "));
    operator.narrow(List.of("control0", "worker0", "worker1", "worker2"));

    String plan = same(2, "plan", "-o", "json").out();

    assertThat(plan).contains("certificate node of worker2", "names: + api.example.org");
    operator.edit(text -> text.replaceFirst("port: 6443", "port: 7443"));
    assertThat(same(2, "plan", "-o", "json").out())
        .contains("its text is not what playbook and certificates say");
    Files.writeString(operator.inventory(), before);
  }

  @Test
  @Order(4)
  void ofWhatTheStoreHasLostItSaysTheSame() throws IOException {
    Path admin = operator.store().resolve("admin.kubeconfig");
    byte[] kubeconfig = Files.readAllBytes(admin);
    Files.delete(admin);
    Path ca = operator.store().resolve("ca-key.pem");
    byte[] key = Files.readAllBytes(ca);
    Files.writeString(ca, "no key");
    export();

    same(1, "plan", "-o", "json");
    same(1, "lint", "-o", "json");

    Files.write(admin, kubeconfig);
    Files.write(ca, key);
    export();
  }

  @Test
  @Order(5)
  void aPlanMadeOnItIsAppliedWhereTheKeysAre() throws IOException {
    Path file = folder.resolve("plan.json");
    Operator.Ran plan =
        on(export, "plan", "--reissue", "node@worker0", "--new-key", "--out", file.toString());
    assertThat(plan.exit()).as(plan.toString()).isEqualTo(2);
    Homes before = Homes.of(lab);

    Operator.Ran without = operator.type("apply", file.toString());
    assertThat(without.exit()).as(without.toString()).isEqualTo(78);
    assertThat(without.errors()).containsExactly(export + " is a public export, without keys");
    assertThat(Homes.of(lab).touchedSince(before)).isEmpty();

    Operator.Ran apply =
        operator.type("apply", file.toString(), "--store", operator.store().toString());
    assertThat(apply.exit()).as(apply.toString()).isZero();
    assertThat(Homes.of(lab).touchedSince(before)).contains("worker0:worker0-key.pem");

    assertThat(on(export, "verify").toString()).contains("the store is older than the host");
    export();
    same(0, "verify", "-o", "json");
    assertThat(
            operator.type("apply", file.toString(), "--store", operator.store().toString()).err())
        .contains("has applied it already");
  }
}
