package dev.kprov.judge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * OpenSSL in the place of the API server: it shows the certificate of the API, asks clients for one
 * of the same authority, and answers every request with what it knows of the client.
 *
 * @param process the server
 * @param port where it listens on 127.0.0.1
 */
public record TlsServer(Process process, int port) implements AutoCloseable {

  /**
   * Starts a server with the files of a cluster.
   *
   * @param home the folder of the files, named as in the kubenet guide
   */
  public static TlsServer start(Path home) throws IOException {
    return start(
        home.resolve("kubernetes.pem"), home.resolve("kubernetes-key.pem"), home.resolve("ca.pem"));
  }

  /**
   * Starts a server with files of any names.
   *
   * @param authority whom clients must have their certificate of
   */
  public static TlsServer start(Path certificate, Path key, Path authority) throws IOException {
    Judge.of("openssl");
    int port = freePort();
    Process process =
        new ProcessBuilder(
                "openssl",
                "s_server",
                "-accept",
                "127.0.0.1:" + port,
                "-cert",
                certificate.toString(),
                "-key",
                key.toString(),
                "-CAfile",
                authority.toString(),
                "-Verify",
                "3",
                "-verify_return_error",
                "-www")
            .redirectErrorStream(true)
            .start();
    TlsServer server = new TlsServer(process, port);
    server.awaitReady();
    return server;
  }

  /** What kubectl says of this server, when it calls it by a name. */
  public Judge.Verdict get(String name, Object... options) {
    Stream<Object> line =
        Stream.of(
            "--server=https://127.0.0.1:" + port,
            "--tls-server-name=" + name,
            "--request-timeout=20s",
            "get",
            "--raw",
            "/");
    return Judge.of("kubectl").run(Stream.concat(Stream.of(options), line).toArray());
  }

  private void awaitReady() throws IOException {
    var lines = process.inputReader();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("ACCEPT")) {
        Thread.ofPlatform().daemon().start(() -> lines.lines().forEach(_ -> {}));
        return;
      }
    }
    throw new IOException("openssl s_server ended at once");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
