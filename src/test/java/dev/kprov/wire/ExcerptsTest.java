package dev.kprov.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.base.RemotePath;
import dev.kprov.state.Fact;
import dev.kprov.state.FileKind;
import dev.kprov.state.Observed;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What leaves a host of what its files hold, read by real shells. */
class ExcerptsTest {

  private static final Optional<FileKind> CERTIFICATE = Optional.of(FileKind.CERTIFICATE);
  private static final Optional<FileKind> KUBECONFIG = Optional.of(FileKind.KUBECONFIG);

  @TempDir Path temporary;

  @ParameterizedTest
  @EnumSource
  void ofACertificateFileOnlyWholeCertificatesLeaveTheHost(Shell shell) throws Exception {
    TestHost host = TestHost.in(temporary, shell);
    host.file("mixed.pem", TestFiles.MIXED_PEM, "rw-------");

    assertThat(excerpt(host.look("mixed.pem", CERTIFICATE)))
        .isEqualTo(
            TestFiles.CERTIFICATE + TestFiles.OTHER_CERTIFICATE + "-----BEGIN CERTIFICATE-----\n");
    assertThat(excerpt(host.look("mixed.pem", Optional.of(FileKind.PRIVATE_KEY)))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void ofAPublicKeyFileOnlyPublicKeysLeaveTheHost(Shell shell) throws Exception {
    TestHost host = TestHost.in(temporary, shell);
    host.file("sa.pub", TestFiles.MIXED_PEM + TestFiles.PUBLIC_KEY, "rw-------");

    assertThat(excerpt(host.look("sa.pub", Optional.of(FileKind.PUBLIC_KEY))))
        .isEqualTo(TestFiles.PUBLIC_KEY);
  }

  @ParameterizedTest
  @EnumSource
  void whereverACertificateIsCutItIsToldThatItIs(Shell shell) throws Exception {
    TestHost host = TestHost.in(temporary, shell);
    String first = "-----BEGIN CERTIFICATE-----\n";
    Map<RemotePath, Optional<FileKind>> paths = new LinkedHashMap<>();
    int whole = TestFiles.CERTIFICATE.stripTrailing().length();
    for (int cut = first.length(); cut < whole; cut++) {
      host.file("cut" + cut, TestFiles.CERTIFICATE.substring(0, cut), "rw-------");
      paths.put(host.path("cut" + cut), CERTIFICATE);
    }
    Observed seen =
        host.dialogue.probe(
            host.remote, new ProbeRequest(host.user, paths, List.of()), TestHost.LIMIT);

    assertThat(paths.keySet())
        .allSatisfy(path -> assertThat(excerpt(seen.at(path))).isEqualTo(first));
  }

  @ParameterizedTest
  @EnumSource
  void ofAKubeconfigOnlyThreeLinesLeaveTheHost(Shell shell) throws Exception {
    TestHost host = TestHost.in(temporary, shell);
    host.file("a.kubeconfig", TestFiles.KUBECONFIG, "rw-------");

    assertThat(excerpt(host.look("a.kubeconfig", KUBECONFIG)))
        .isEqualTo(
            """
            certificate-authority-data: Q0E=
            server: https://[fd00::1]:6443
            client-certificate-data: "Q0VSVA=="
            """);
  }

  @Test
  void emptyFilesDoNotShiftWhatIsToldOfOthers() throws Exception {
    TestHost host = TestHost.in(temporary, Shell.DASH);
    Map<RemotePath, Optional<FileKind>> paths = new LinkedHashMap<>();
    for (String name : List.of("a.pem", "b.pem", "c.pem", "d.pem")) {
      boolean full = name.startsWith("b") || name.startsWith("d");
      host.file(name, full ? TestFiles.CERTIFICATE : "", "rw-------");
      paths.put(host.path(name), CERTIFICATE);
    }
    ProbeRequest request = new ProbeRequest(host.user, paths, List.of());
    Observed seen = host.dialogue.probe(host.remote, request, TestHost.LIMIT);

    assertThat(excerpt(seen.at(host.path("a.pem")))).isEmpty();
    assertThat(excerpt(seen.at(host.path("b.pem")))).isEqualTo(TestFiles.CERTIFICATE);
    assertThat(excerpt(seen.at(host.path("c.pem")))).isEmpty();
    assertThat(excerpt(seen.at(host.path("d.pem")))).isEqualTo(TestFiles.CERTIFICATE);
  }

  private static String excerpt(Fact fact) {
    return ((Fact.RegularFile) fact).excerpt();
  }
}
