package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.judge.Judge;
import dev.kprov.lab.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies on hosts is listed as OpenSSL reads it there, and users leave a cluster as it is. */
class CertsIT {
  @TempDir private static Path folder;
  private static Lab lab;
  private static Operator operator;

  @BeforeAll
  static void aCluster() {
    operator = Layout.KUBENET.fresh(folder);
    lab = operator.lab();
    assertThat(operator.up().exit()).isZero();
  }

  @Test
  void everyCertificateFileOfEveryHostIsListedOnceUnderItsOwnEnd() throws IOException {
    Operator.Ran listed = operator.run("certs", "-o", "json");
    assertThat(listed.exit()).as(listed.toString()).isZero();
    List<String> text = operator.run("certs").lines();
    assertThat(text)
        .contains(
            "  at: store: kubernetes.pem",
            "  at: control0, control1, control2: /home/ubuntu/kubernetes.pem",
            "  at: worker1: /home/ubuntu/worker1.pem",
            "  at: worker1: /home/ubuntu/worker1.kubeconfig");
    for (String host : Lab.HOSTS) {
      for (Path file : certificates(host)) {
        String end =
            Judge.of("openssl")
                .run("x509", "-noout", "-enddate", "-dateopt", "iso_8601", "-in", file)
                .accepted()
                .strip()
                .substring("notAfter=".length(), "notAfter=2026-11-22".length());
        String place = ": /home/ubuntu/" + file.getFileName();
        List<String> above = text.subList(0, line(text, host, place));
        boolean wrapper = file.endsWith("service-account.pem");
        assertThat(above.reversed().stream().filter(row -> !row.startsWith(" ")).findFirst())
            .hasValueSatisfying(row -> assertThat(row).startsWith(wrapper ? "-" : end));
      }
    }
  }

  @Test
  void aUserChangesNothingForUpAndVerifyAndAReplacedCertificateIsListedWhereItLies()
      throws IOException {
    assertThat(operator.run("user add", "jane", "--group", "dev").exit()).isZero();
    Map<String, String> before = operator.issued();
    assertThat(operator.up().out()).contains("nothing to do");
    assertThat(operator.verify().exit()).isZero();
    assertThat(operator.issued()).isEqualTo(before);
    Path foreign = lab.root("worker2").resolve("home/ubuntu/worker2.pem");
    Judge.selfSigned(folder.resolve("odd-key.pem"), foreign, "/CN=odd", 3);
    Operator.Ran listed = operator.run("certs", "--expiring-within", "4d");
    assertThat(listed.exit()).isEqualTo(2);
    assertThat(listed.lines())
        .containsSubsequence(
            "  subject: CN=odd",
            "  at: worker2: /home/ubuntu/worker2.pem",
            "  at: store: worker2.pem");
    assertThat(operator.up().exit()).isZero();
    assertThat(operator.run("certs", "--expiring-within", "4d").exit()).isZero();
  }

  @Test
  void aHostThatIsDownIsToldAndTheOthersAreListed() {
    lab.stop("worker0");
    Operator.Ran listed = operator.run("certs");
    lab.start("worker0");
    assertThat(listed.exit()).isEqualTo(1);
    assertThat(listed.errors("worker0")).hasSize(1);
    assertThat(listed.lines()).contains("  at: worker1: /home/ubuntu/worker1.pem");
  }

  private static int line(List<String> text, String host, String place) {
    for (int i = 0; i < text.size(); i++) {
      if (text.get(i).endsWith(place) && text.get(i).contains(host)) {
        return i;
      }
    }
    throw new AssertionError(host + place + " is not listed in\n" + String.join("\n", text));
  }

  private static List<Path> certificates(String host) throws IOException {
    try (Stream<Path> files = Files.list(lab.root(host).resolve("home/ubuntu"))) {
      return files
          .filter(file -> file.toString().endsWith(".pem") && !file.toString().endsWith("-key.pem"))
          .toList();
    }
  }
}
