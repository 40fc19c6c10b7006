package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.pki.KeyAlgorithm;
import dev.kprov.pki.Lifetime;
import dev.kprov.pki.User;
import dev.kprov.result.Conclusion;
import dev.kprov.run.UserOrder;
import dev.kprov.run.Users;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code kprov user add}. */
@Command(
    name = "add",
    description =
        "Issues a client certificate for a user, and a kubeconfig. Kubernetes knows no revocation:"
            + " what is issued is good until it ends, so let it end soon.")
final class UserAddCommand extends InventoryCommand {

  static final String LIKE =
      "The kubeconfig of the playbook whose cluster, server and authority the user's has (default:"
          + " admin).";

  @Parameters(index = "1", paramLabel = "NAME", description = "What the user is called in roles.")
  private String user;

  @Option(
      names = "--group",
      paramLabel = "GROUP",
      split = ",",
      description = "A group that the user is in; may be given several times.")
  private List<String> groups = new ArrayList<>();

  @Option(
      names = "--validity",
      paramLabel = "TIME",
      defaultValue = "8h",
      converter = Span.class,
      description = "How long: 8h, 30d, 1y (default: ${DEFAULT-VALUE}).")
  private Duration validity = Duration.ofHours(8);

  @Option(
      names = "--csr",
      paramLabel = "FILE",
      description =
          "Sign this request of a user who keeps the key. Its signature is checked; what it asks"
              + " for beside counts for nothing.")
  private @Nullable Path csr;

  @Option(
      names = "--key",
      paramLabel = "KIND",
      converter = Kind.class,
      description = "The kind of a new key (default: as in the playbook's own kubeconfig).")
  private @Nullable KeyAlgorithm key;

  @Option(names = "--like", paramLabel = "KUBECONFIG", description = LIKE)
  private @Nullable String like;

  @Option(
      names = "--issuer",
      paramLabel = "AUTHORITY",
      description = "The authority that signs (default: the one that signed for that kubeconfig).")
  private @Nullable String issuer;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Also write key, certificates and kubeconfig there, each 0600.")
  private @Nullable Path out;

  @Option(
      names = "--renew",
      description = "Issue anew, over the same key, even where the certificate is good or differs.")
  private boolean renew;

  @Option(names = "--new-key", description = "Issue anew with a new key, as for one that leaked.")
  private boolean newKey;

  @Option(
      names = "--allow-system-masters",
      description = "Let the user be in system:masters, which is above all roles.")
  private boolean masters;

  @Override
  Conclusion carryOut() throws RunFailure, InterruptedException {
    return new Conclusion.UserIssued(
        new Users(root().errand(inventory())).add(order(), Optional.ofNullable(out)));
  }

  private UserOrder order() {
    return new UserOrder(
        new User(user, groups),
        Optional.ofNullable(csr),
        validity,
        Optional.ofNullable(key),
        Optional.ofNullable(issuer),
        Optional.ofNullable(like),
        masters,
        renew || newKey,
        newKey);
  }

  /** Reads a span of time. */
  static final class Span implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      return Lifetime.span(text)
          .orElseThrow(() -> new TypeConversionException("write 8h, 30d or 1y, not " + text));
    }
  }

  /** Reads a kind of key. */
  static final class Kind extends WordConverter<KeyAlgorithm> {
    Kind() {
      super("kind of key", KeyAlgorithm.values(), KeyAlgorithm::word);
    }
  }
}
