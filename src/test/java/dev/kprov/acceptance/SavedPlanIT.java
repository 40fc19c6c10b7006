package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.lab.Lab;
import dev.kprov.view.JsonSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A plan that was saved is what happens later, or nothing is. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SavedPlanIT {

  private static final String HOME = "/home/ubuntu/";

  @TempDir private static Path folder;
  private static Lab lab;
  private static Operator operator;
  private static Path file;

  private Homes before;

  @BeforeAll
  static void freshHosts() {
    operator = Layout.KUBENET.fresh(folder);
    lab = operator.lab();
    operator.narrow(List.of("control0", "worker0", "worker1"));
    file = folder.resolve("plan.json");
  }

  @BeforeEach
  void look() {
    before = Homes.of(lab);
  }

  private static Operator.Ran save(String... options) {
    String[] all = new String[options.length + 2];
    System.arraycopy(options, 0, all, 0, options.length);
    all[options.length] = "--out";
    all[options.length + 1] = file.toString();
    Operator.Ran plan = operator.plan(all);
    assertThat(plan.exit()).as(plan.toString()).isIn(0, 2);
    return plan;
  }

  private static Operator.Ran apply(String... options) {
    String[] all = new String[options.length + 2];
    all[0] = "apply";
    all[1] = file.toString();
    System.arraycopy(options, 0, all, 2, options.length);
    return operator.type(all);
  }

  private void isRefused(String why, String... causes) {
    look();
    Object store = operator.traces();
    Operator.Ran apply = apply();
    assertThat(apply.exit()).as(apply.toString()).isEqualTo(1);
    assertThat(apply.errors()).hasSize(1 + causes.length);
    assertThat(apply.errors().getFirst()).contains("the plan is refused: " + why);
    assertThat(List.of(causes)).allMatch(apply.err()::contains);
    assertThat(Homes.of(lab).touchedSince(before)).isEmpty();
    assertThat(operator.traces()).isEqualTo(store);
  }

  /** Two hosts that differ from what is wanted, each in a file. */
  private static void drift() {
    lab.shell("worker0", "rm -f " + HOME + "ca.pem");
    lab.shell("worker1", "chmod 0644 " + HOME + "worker1-key.pem");
  }

  @Test
  @Order(1)
  void aClusterIsMadeFromAPlanThatSaysItAllAndHoldsNoSecret() throws IOException {
    Operator.Ran plan = save();
    String text = Files.readString(file);
    JsonSchema.PLAN.accepts(text);
    assertThat(plan.out()).contains("local: saved plan ");
    assertThat(operator.store()).doesNotExist();

    Operator.Ran show = operator.type("show", file.toString());
    assertThat(show.exit()).as(show.toString()).isZero();
    assertThat(show.lines())
        .contains(
            "local: issue authority ca (never issued, new key)",
            "worker0: create /home/ubuntu/ca.pem (0644 ubuntu; never issued)");
    assertThat(show.out())
        .contains(
            "local:   request: issuer authority/ca; subject ",
            "CN=system:node:worker0; usages server, client; names worker0, worker0.kubenet,"
                + " 192.168.1.14;");
    assertThat(operator.type("show", file.toString(), "-o", "json").exit()).isZero();
    assertThat(operator.plan().changes()).allMatch(show.lines()::contains);

    Operator.Ran apply = apply("-o", "json");

    String id = text.replaceFirst("(?s).*?\"plan\": \"([0-9a-f]{64}).*", "$1");
    assertThat(apply.exit()).as(apply.toString()).isZero();
    assertThat(apply.out()).contains("\"plan\": \"" + id + "\"");
    assertThat(operator.verify().exit()).isZero();
    assertThat(operator.run("journal", "1").out()).contains("plan " + id);
    isRefused("run 1 has applied it already");
  }

  @Test
  @Order(2)
  void aHostThatHasMovedIsNamedAndLeftAloneAndTheOthersAreChanged() {
    drift();
    save();
    lab.shell("worker0", "printf x >> " + HOME + "worker0.pem");
    look();

    Operator.Ran apply = apply();

    assertThat(apply.exit()).as(apply.toString()).isEqualTo(1);
    assertThat(apply.errors())
        .contains("worker0: left alone: /home/ubuntu/worker0.pem is not what the plan saw");
    assertThat(apply.out()).contains("1 of 3 hosts");
    assertThat(Homes.of(lab).touchedSince(before)).containsExactly("worker1:worker1-key.pem");
    isRefused("run 2 has applied it already");
    assertThat(operator.up().exit()).isZero();
  }

  @Test
  @Order(3)
  void aHostThatIsDownByThenIsLeftAlone() {
    drift();
    save();
    lab.stop("worker0");
    look();

    Operator.Ran apply = apply();
    lab.start("worker0");

    assertThat(apply.exit()).as(apply.toString()).isEqualTo(1);
    assertThat(apply.errors("worker0")).singleElement().asString().contains("connection refused");
    assertThat(Homes.of(lab).touchedSince(before)).containsExactly("worker1:worker1-key.pem");
    assertThat(operator.up().exit()).isZero();
  }

  @Test
  @Order(4)
  void nothingIsIssuedForAHostThatHasMoved() throws IOException {
    save("--reissue", "@worker0", "--reissue", "@worker1");
    JsonSchema.PLAN.accepts(Files.readString(file));
    assertThat(Files.readString(file)).contains("\"newKey\": false", "\"notAfter\": \"20");
    lab.shell("worker0", "rm " + HOME + "ca.pem");
    look();

    Operator.Ran apply = apply();

    assertThat(apply.exit()).as(apply.toString()).isEqualTo(1);
    assertThat(apply.err()).contains("issued certificate node of worker1");
    assertThat(apply.err()).doesNotContain("issued certificate node of worker0");
    assertThat(Homes.of(lab).touchedSince(before))
        .isNotEmpty()
        .allMatch(touched -> touched.startsWith("worker1:"));
    assertThat(operator.up().exit()).isZero();
  }

  @Test
  @Order(5)
  void aPlanWhoseGroundHasMovedIsRefusedWhole() throws IOException {
    drift();
    save();
    String text = Files.readString(file);
    String inventory = Files.readString(operator.inventory());

    Files.writeString(operator.inventory(), inventory + "# another byte\n");
    isRefused("the inventory was changed since it was made");
    Files.writeString(operator.inventory(), inventory);

    String cannot = "its inventory and playbook cannot be read as they were";
    Files.writeString(operator.inventory(), inventory + "nonsense: yes\n");
    isRefused(cannot, "unknown key nonsense");
    Files.delete(operator.inventory());
    isRefused(cannot, "no such file");
    Files.writeString(operator.inventory(), inventory);

    Path admin = operator.store().resolve("admin.kubeconfig");
    byte[] kubeconfig = Files.readAllBytes(admin);
    Files.write(admin, new byte[] {1});
    isRefused("the store is not as it was when it was made");
    Files.write(admin, kubeconfig);

    Files.writeString(file, text.replaceFirst("worker1-key.pem", "worker2-key.pem"));
    isRefused("it was edited, and is not the plan ");
    Files.writeString(file, text);

    operator.at(() -> Instant.now().plus(Duration.ofHours(25)));
    isRefused("it was good until ");
    operator.at(() -> Instant.now().minus(Duration.ofHours(1)));
    isRefused("it was made at ");
    operator.at(Instant::now);

    assertThat(apply("--limit", "worker0").exit()).isEqualTo(64);
    Files.writeString(file, text.replace("\n", " "));
    assertThat(apply().exit()).as("a layout is no edit").isZero();
  }

  @Test
  @Order(6)
  void whatRunsInBetweenMakesAPlanOld() {
    drift();
    save();
    assertThat(operator.up().exit()).isZero();
    isRefused("it was made after run ");
  }

  @Test
  @Order(7)
  void theSamePlanIsTheSameFile() throws IOException {
    drift();
    Instant now = Instant.now();
    operator.at(() -> now);
    save("--limit", "worker1");
    String first = Files.readString(file);
    save("--limit", "worker1");
    assertThat(Files.readString(file)).isEqualTo(first);
    operator.at(Instant::now);
    assertThat(apply().exit()).isZero();
    assertThat(Homes.of(lab).touchedSince(before)).contains("worker1:worker1-key.pem");
  }
}
