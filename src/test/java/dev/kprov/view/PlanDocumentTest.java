package dev.kprov.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.base.RunFailure;
import dev.kprov.base.Sha256;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Wishes;
import dev.kprov.plan.World;
import dev.kprov.plan.Worlds;
import dev.kprov.result.PlanBasis;
import dev.kprov.result.PlanOptions;
import dev.kprov.result.PlanSheet;
import dev.kprov.result.SavedPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written down of a plan, and read again. */
class PlanDocumentTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Sha256 HASH = Sha256.of(new byte[1]);
  private static final PlanOptions OPTIONS =
      new PlanOptions(
          Path.of("inventory.yaml"),
          Map.of("renewBefore", "1.30"),
          Optional.of("worker,!worker2"),
          Optional.of(Path.of("/pki")),
          true,
          List.of("node@worker0"),
          true,
          new Wishes.Prune(true, true));
  private static final PlanBasis BASIS =
      new PlanBasis(
          NOW,
          NOW.plusSeconds(3600),
          7,
          Map.of("inventory", HASH, "playbook", HASH, "set", HASH, "store", HASH));

  static String text(Plan plan, World world) {
    return PlanDocument.write(new SavedPlan("1.2.3", OPTIONS, BASIS, plan, world));
  }

  private static String text(Worlds worlds) {
    String text = text(worlds.plan(), worlds.world());
    JsonSchema.PLAN.accepts(text);
    return text;
  }

  /** A plan that was saved and is read again. */
  static PlanSheet sheet(Worlds worlds) throws RunFailure {
    return PlanDocument.read(text(worlds), "plan.json");
  }

  private static void assertRefused(String text, RunFailure.Kind kind) {
    assertThatThrownBy(() -> PlanDocument.read(text, "plan.json"))
        .isInstanceOfSatisfying(RunFailure.class, f -> assertThat(f.kind()).isEqualTo(kind))
        .hasMessageContaining("plan.json");
  }

  @Test
  void whatWasAskedForAndWhatThePlanRestsOnIsReadBack() throws Exception {
    PlanSheet sheet = PlanDocument.read(text(Worlds.fresh()), "plan.json");

    assertThat(sheet.cluster()).isEqualTo("kubenet");
    assertThat(sheet.options()).isEqualTo(OPTIONS);
    assertThat(sheet.basis()).isEqualTo(BASIS);
    assertThat(sheet.local().changes())
        .extracting(PlanSheet.Entry::message)
        .contains("issue authority ca (never issued, new key)");
    assertThat(sheet.hosts())
        .extracting(PlanSheet.Section::name)
        .containsExactlyElementsOf(
            Worlds.fresh().plan().hosts().stream().map(host -> host.host().name()).toList());
  }

  @Test
  void theIdentifierIsTheHashOfTheBodyOnOneLine() throws Exception {
    PlanSheet sheet = PlanDocument.read(text(Worlds.fresh()), "plan.json");

    assertThat(Sha256.of(sheet.body().getBytes(UTF_8))).isEqualTo(sheet.id());
    assertThat(sheet.body()).startsWith("{\"kprov\":1,\"version\":\"1.2.3\",").doesNotContain("\n");
    assertThat(text(Worlds.fresh())).isEqualTo(text(Worlds.fresh()));
    assertThat(text(Worlds.converged())).isNotEqualTo(text(Worlds.fresh()));
  }

  @Test
  void anIssueTellsTheEndOfACertificateOnceAndWhetherItsKeyIsKept() throws Exception {
    assertThat(messages(Worlds.converged().after(Duration.ofDays(100)).apiAddress("192.168.1.99")))
        .contains(
            "issue certificate kubernetes (names: + 192.168.1.99, - 192.168.1.21; expiry:"
                + " 2031-02-28 → 2031-06-08, same key)");
    assertThat(messages(Worlds.converged().after(Duration.ofDays(1796))))
        .contains(
            "issue certificate kubernetes (expires 2031-02-28, within 30d; until 2036-01-29, same"
                + " key)");
    assertThat(text(Worlds.converged().after(Duration.ofDays(1796))).replaceAll("\\s+", " "))
        .contains(
            "\"newKey\": false, \"expiry\": { \"from\": \"2031-02-28T12:00:00Z\", \"to\":"
                + " \"2036-01-29T12:00:00Z\" }");
  }

  private static List<String> messages(Worlds worlds) throws Exception {
    return PlanDocument.read(text(worlds), "plan.json").local().changes().stream()
        .map(PlanSheet.Entry::message)
        .toList();
  }

  @Test
  void anIssuePinsItsRequest() {
    assertThat(text(Worlds.fresh()).replaceAll("\\s+", " "))
        .contains("\"request\": { \"issuer\": \"authority/ca\", \"subject\": \"")
        .contains("\"names\": [", "\"algorithm\": \"", "\"validSeconds\": ", "\"notAfter\": \"20");
  }

  @Test
  void aHostHasMovedWhereAnyOfItsChangesIsAnother() throws Exception {
    Worlds worlds = Worlds.converged();
    worlds.host("worker0").remove("~/ca.pem");
    PlanSheet before = PlanDocument.read(text(worlds), "plan.json");
    worlds.host("worker0").remove("~/worker0.pem");
    PlanSheet after = PlanDocument.read(text(worlds), "plan.json");

    assertThat(before.host("worker0").movedTo(before.host("worker0"))).isEmpty();
    assertThat(before.host("control0").movedTo(after.host("control0"))).isEmpty();
    assertThat(before.host("worker0").movedTo(after.host("worker0")))
        .contains("/home/ubuntu/worker0.pem is not what the plan saw");
    worlds.host("worker0").down();
    PlanSheet down = PlanDocument.read(text(worlds), "plan.json");
    assertThat(before.host("worker0").movedTo(down.host("worker0")))
        .isEqualTo(down.host("worker0").unreached())
        .isPresent();
  }

  @Test
  void anotherLayoutIsNoEditAndEverythingElseIs() throws Exception {
    String text = text(Worlds.fresh());
    String flat = text.replaceAll("\\n *", "");

    assertThat(PlanDocument.read(flat, "plan.json"))
        .isEqualTo(PlanDocument.read(text, "plan.json"));
    int body = text.indexOf("\"body\"");
    for (int i = body; i < text.length(); i += 97) {
      String edited = text.substring(0, i) + "7" + text.substring(i);
      assertThatThrownBy(() -> PlanDocument.read(edited, "plan.json"))
          .as(edited.substring(Math.max(body, i - 20)))
          .isInstanceOf(RunFailure.class);
    }
    assertRefused(text.replace("\"generation\": 7", "\"generation\": 8"), RunFailure.Kind.REFUSED);
    assertRefused(text.replace("0600", "0644"), RunFailure.Kind.REFUSED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "{}", "[]", "{\"plan\":\"\",\"body\":{}", "{\"body\":{}}"})
  void whatIsNoPlanIsToldAsThat(String text) {
    assertRefused(text, RunFailure.Kind.BAD_FILE);
  }
}
