package dev.kprov.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.base.RemotePath;
import dev.kprov.base.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Takes whole files out of real shells. */
class TakeTest {

  @TempDir Path temporary;

  private static byte[] bytes(Map<RemotePath, Secret> taken, RemotePath path) {
    return bytes(Objects.requireNonNull(taken.get(path)));
  }

  private static byte[] bytes(Secret secret) {
    return secret.use(byte[]::clone);
  }

  @ParameterizedTest
  @EnumSource
  void everyByteComesAsItWas(Shell shell) throws Exception {
    TestHost host = TestHost.in(temporary, shell);
    byte[] noise = new byte[262_144];
    new Random(7).nextBytes(noise);
    Files.write(host.file("noise", "", "rw-------"), noise);
    host.file("key", "-----BEGIN\nénd\r\n\n\n", "rw-------");
    host.file("empty", "", "rw-------");

    Map<RemotePath, Secret> taken =
        host.dialogue.take(
            host.remote,
            host.user,
            List.of(host.path("noise"), host.path("key"), host.path("empty")),
            TestHost.LIMIT);

    assertThat(bytes(taken, host.path("noise"))).isEqualTo(noise);
    assertThat(bytes(taken, host.path("key"))).isEqualTo("-----BEGIN\nénd\r\n\n\n".getBytes(UTF_8));
    assertThat(bytes(taken, host.path("empty"))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNoFileOrTooLargeIsNotGivenWhole(Shell shell) throws Exception {
    TestHost host = TestHost.in(temporary, shell);
    host.file("target", "secret", "rw-------");
    host.symlink("link", "target");
    host.directory("folder");
    new ProcessBuilder("mkfifo", host.root.resolve("pipe").toString()).start().waitFor();
    Files.write(host.file("large", "", "rw-------"), new byte[300_000]);
    List<RemotePath> none =
        List.of(host.path("link"), host.path("folder"), host.path("pipe"), host.path("nothing"));

    Map<RemotePath, Secret> taken =
        host.dialogue.take(host.remote, host.user, none, TestHost.LIMIT);
    assertThat(taken.keySet()).containsExactlyInAnyOrderElementsOf(none);
    assertThat(taken.values()).allSatisfy(content -> assertThat(bytes(content)).isEmpty());

    Map<RemotePath, Secret> large =
        host.dialogue.take(host.remote, host.user, List.of(host.path("large")), TestHost.LIMIT);
    assertThat(bytes(large, host.path("large"))).hasSize(262_144);
  }

  @Test
  void anAnswerThatBreaksOffShowsNothingOfAFile() {
    FakeRemote remote =
        new FakeRemote((nonce, _) ->
            FakeRemote.saying("\n%1$s begin\nsecret-bytes\n%1$s end\n".formatted(nonce)));

    assertThatThrownBy(() ->
            new HostDialogue()
                .take(remote, "ubuntu", List.of(new RemotePath("~/key")), TestHost.LIMIT))
        .isInstanceOf(RemoteFailure.class)
        .hasMessageContaining("a file without end")
        .hasMessageNotContaining("secret-bytes");
  }
}
