package dev.kprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of certificates, of the store alone: its hosts do not exist. */
class CertsTest {
  private static final Pattern COMMENT =
      Pattern.compile("# (HELP|TYPE) ([a-z_]+_(?:seconds|reached)) (.+)");
  private static final Pattern SAMPLE =
      Pattern.compile("([a-z_]+)\\{((?:[a-z_]+=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\",?)+)} (-?\\d+)");

  @TempDir private Path folder;
  private Desk desk;

  @BeforeEach
  void aClusterWithItsPki() {
    desk = new Desk(folder.resolve("desk"));
  }

  @Test
  void everyCertificateOfTheStoreIsToldWithWhatItIsForAndWhenItEnds() {
    desk.user("add", "jane", "--group", "dev");
    Desk.Ran listed = certs();
    assertThat(listed.exit()).as(listed.toString()).isZero();
    List<String> lines = listed.out().lines().toList();
    assertThat(lines.get(0)).matches("ENDS +IN +CHAIN ENDS +CERTIFICATE +ISSUER +FOR");
    assertThat(lines.get(1)).matches("2026-11-22 +8h +2026-11-22 +user jane +ca +client jane");
    assertThat(lines)
        .anySatisfy(line ->
            assertThat(line).matches("2036-11-19 +3650d +2036-11-19 +authority ca +ca +signs 11"))
        .anySatisfy(line ->
            assertThat(line)
                .matches(
                    "2031-11-21 +1825d +2031-11-21 +certificate admin +ca +server without a name,"
                        + " client admin, in kubeconfig admin to https://kubernetes:6443"))
        .contains("  at: store: admin.kubeconfig")
        .anySatisfy(line ->
            assertThat(line).startsWith("  names: ").contains("10.32.0.1", "kubernetes.kubenet"));
  }

  @Test
  void whatEndsTooSoonIsExitTwoByItselfOrByItsChainButNotAUsersEvening() {
    desk.user("add", "jane");
    assertThat(certs("--expiring-within", "30d").exit()).isZero();
    assertThat(certs("--expiring-within", "30d").out()).endsWith("nothing ends within 30d\n");
    desk.at(Desk.NOW.plus(Duration.ofDays(1800)));
    Desk.Ran soon = certs("--expiring-within", "30d");
    assertThat(soon.exit()).isEqualTo(2);
    assertThat(soon.out()).contains("11 certificates to be replaced", "within 30d");
    assertThat(certs("--expiring-within", "10d").exit()).isZero();
    assertThat(certs("--expiring-within", "soon").exit()).isEqualTo(64);
  }

  @Test
  void jsonHasEveryField() {
    desk.user("add", "jane");
    Desk.Ran listed = certs("-o", "json", "--expiring-within", "20y");
    assertThat(listed.exit()).isEqualTo(2);
    assertThat(listed.out())
        .contains("\"item\": \"certificate/kubernetes\"", "\"expiring\": true", "\"user/jane\"")
        .doesNotContain("PRIVATE");
  }

  @Test
  void theTextfileFollowsTheGrammarOfTheExpositionFormat() throws IOException {
    desk.user("add", "jane");
    Path file = folder.resolve("textfile/kprov.prom");
    assertThat(certs("--prometheus", file.toString()).exit()).isZero();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r--r--");
    String text = Files.readString(file);
    assertThat(text)
        .endsWith("\n")
        .contains(
            "kprov_certificate_not_after_timestamp_seconds{cluster=\"kubenet\",host=\"local\","
                + "item=\"authority/ca\",path=\"ca.pem\"} 2110701600\n")
        .doesNotContain("jane");
    requireGrammar(text.lines().toList());
  }

  /** Help and type once and before the samples, which stand together and are all different. */
  private static void requireGrammar(List<String> lines) {
    Set<String> families = new HashSet<>();
    Set<String> series = new HashSet<>();
    List<String> pending = new ArrayList<>();
    String family = "";
    for (String line : lines) {
      Matcher comment = COMMENT.matcher(line);
      if (comment.matches()) {
        pending.add(comment.group(1));
        if (comment.group(1).equals("HELP")) {
          family = comment.group(2);
          assertThat(families.add(family)).as(line).isTrue();
        } else {
          assertThat(comment.group(2)).isEqualTo(family);
          assertThat(comment.group(3)).isEqualTo("gauge");
        }
        continue;
      }
      Matcher sample = SAMPLE.matcher(line);
      assertThat(sample.matches()).as(line).isTrue();
      assertThat(sample.group(1)).as(line).isEqualTo(family).startsWith("kprov_");
      assertThat(series.add(sample.group(1) + sample.group(2))).as(line).isTrue();
      assertThat(pending).containsExactly("HELP", "TYPE");
      if (!line.equals(lines.getLast())
          && lines.get(lines.indexOf(line) + 1).startsWith("# HELP")) {
        pending.clear();
      }
    }
    assertThat(families).hasSize(3);
  }

  private Desk.Ran certs(String... options) {
    List<String> line = new ArrayList<>(List.of("certs", desk.inventory().toString(), "--offline"));
    line.addAll(List.of(options));
    return desk.run(line.toArray(String[]::new));
  }
}
