package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.base.Secret;
import dev.kprov.result.CertificateList;
import dev.kprov.result.Conclusion;
import dev.kprov.store.OperatorFiles;
import dev.kprov.view.PrometheusText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** {@code kprov certs}. */
final class CertsCommand extends InventoryCommand {

  private final Given<Duration> within =
      Option.of(
              Duration.class,
              "--expiring-within",
              "TIME",
              "Exit 2 where a certificate, or one above it, ends that soon: 30d.")
          .readBy(new UserAddCommand.Span())
          .in(spec());

  private final Given<Boolean> offline =
      Option.flag("--offline", "Only the store; no host is looked at.").in(spec());

  private final Given<Path> prometheus =
      Option.of(
              Path.class,
              "--prometheus",
              "FILE",
              "Also write the ends there, for node_exporter's textfile collector.")
          .in(spec());

  CertsCommand(RootCommand root) {
    super(
        root,
        "certs",
        "Lists every certificate of the cluster, in the store and on the hosts: whose it is, what"
            + " for, and when it ends, the first on top.");
  }

  @Override
  Conclusion carryOut() throws RunFailure, InterruptedException {
    CertificateList list =
        root().run(inventory(), !offline.get()).certificates(offline.get(), within.maybe());
    if (prometheus.isGiven()) {
      byte[] text = PrometheusText.of(list).getBytes(StandardCharsets.UTF_8);
      OperatorFiles.writeOpen(prometheus.get(), Secret.of(text));
    }
    return new Conclusion.Certificates(list);
  }
}
