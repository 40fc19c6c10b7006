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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kprov certs}. */
@Command(
    name = "certs",
    description =
        "Lists every certificate of the cluster, in the store and on the hosts: whose it is, what"
            + " for, and when it ends, the first on top.")
final class CertsCommand extends InventoryCommand {

  @Option(
      names = "--expiring-within",
      paramLabel = "TIME",
      converter = UserAddCommand.Span.class,
      description = "Exit 2 where a certificate, or one above it, ends that soon: 30d.")
  private @Nullable Duration within;

  @Option(names = "--offline", description = "Only the store; no host is looked at.")
  private boolean offline;

  @Option(
      names = "--prometheus",
      paramLabel = "FILE",
      description = "Also write the ends there, for node_exporter's textfile collector.")
  private @Nullable Path prometheus;

  @Override
  Conclusion carryOut() throws RunFailure, InterruptedException {
    CertificateList list =
        root().run(inventory(), !offline).certificates(offline, Optional.ofNullable(within));
    if (prometheus != null) {
      byte[] text = PrometheusText.of(list).getBytes(StandardCharsets.UTF_8);
      OperatorFiles.writeOpen(prometheus, Secret.of(text));
    }
    return new Conclusion.Certificates(list);
  }
}
