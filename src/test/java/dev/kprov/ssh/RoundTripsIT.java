package dev.kprov.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.wire.Remote;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a connection and a command cost in round trips, which is what they cost on a far network.
 */
class RoundTripsIT {

  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir Path dir;

  @Test
  void connectingTakesFiveTurnsAndACommandThreeWhateverItsInput() throws Exception {
    Path key = Sshd.newKey(dir, "id", "ed25519", "");
    try (Sshd sshd = Sshd.start(dir.resolve("sshd"), List.of("ed25519")).admit(key)) {
      Turns one = turns(sshd, key, 1);
      Turns fourteen = turns(sshd, key, 14);
      assertThat(one.connect()).isLessThanOrEqualTo(5);
      assertThat(one.command()).isLessThanOrEqualTo(3);
      assertThat(fourteen.command()).isEqualTo(one.command());
    }
  }

  private record Turns(int connect, int command) {}

  /** A file is as large as a private key or a certificate. */
  private Turns turns(Sshd sshd, Path key, int files) throws Exception {
    try (CountingProxy proxy = new CountingProxy(sshd.port());
        SshConnector ssh = new SshConnector(Sshd.workstation(dir), LONG)) {
      String line = "[127.0.0.1]:" + proxy.port() + " " + sshd.hostKey("ed25519") + "\n";
      Path known = Files.writeString(Files.createTempFile(dir, "known", ""), line);
      Remote remote =
          ssh.connect(Sshd.host(proxy.port(), Optional.of(key), known, Optional.empty()));
      int connected = proxy.turns();
      assertThat(remote.run("cat", o -> send(o, files), LONG, 100_000).out()).hasSize(files * 1700);
      remote.close();
      proxy.awaitEnd();
      int farewell = 1; // nobody waits for an answer to it
      return new Turns(connected, proxy.turns() - connected - farewell);
    }
  }

  private static void send(java.io.OutputStream out, int files) throws java.io.IOException {
    for (int i = 0; i < files; i++) {
      out.write(new byte[1700]);
      out.flush();
    }
  }
}
